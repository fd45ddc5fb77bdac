#pragma once

#include <QtCore/QCommandLineParser>
#include <QtCore/QString>

#include <span>
#include <string_view>

namespace inia::cli {

/// An option of a command. `value` names what it takes; empty for a switch.
struct OptionRow {
    const char* name;
    const char* value;
    const char* description;
};

struct WordRow {
    const char* name;
    const char* description;
    bool isOptional = false;
    bool mayRepeat = false; ///< the last one
};

/// A command with its help: adding one is adding a row here and a reader in commandline.cpp.
struct CommandRow {
    const char* name;
    const char* description;
    std::span<const WordRow> words;
    std::span<const OptionRow> options;
    bool hasConnection; ///< takes --profile, --region, ... too
};

[[nodiscard]] std::span<const CommandRow> commandTable();
/// Null for a name no command has.
[[nodiscard]] const CommandRow* findCommand(const QString& name);

/// Options and words of the command, and --help.
void prepareParser(QCommandLineParser& parser, const CommandRow& command);

/// What `inia-cli --help` prints: all commands.
[[nodiscard]] std::string overviewText();

} // namespace inia::cli
