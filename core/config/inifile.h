#pragma once

#include "core/common/result.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Whether a mark says no: false, no, off, 0 or nothing, in any case.
[[nodiscard]] bool isExplicitNo(std::string_view mark);

/// One value of a config file and where it stands.
struct ConfigValue {
    std::string text; ///< empty for a nested value
    std::map<std::string, std::string, std::less<>>
        nested; ///< the indented "key = value" lines below the key
    bool isNested = false;
    std::string file;
    int line = 0; ///< counted from 1

    /// "/home/me/.aws/config, line 7", for messages.
    [[nodiscard]] std::string place() const { return file + ", line " + std::to_string(line); }
};

/// A section of a config file: keys in lower case. Holds secrets (keys): never log or show it whole.
struct ConfigSection {
    std::string name; ///< as in the heading; of a Profile without the prefix: "dev" for [profile dev]
    std::map<std::string, ConfigValue, std::less<>> values;
    std::string file;
    int line = 0; ///< of the heading
    /// What is wrong with the heading although it was understood, for a warning; mostly empty.
    std::string remark;

    /// "/home/me/.aws/config, line 7", for messages.
    [[nodiscard]] std::string place() const { return file + ", line " + std::to_string(line); }
    [[nodiscard]] const ConfigValue* find(std::string_view key) const
    {
        const auto found = values.find(key);
        return found == values.end() ? nullptr : &found->second;
    }
    /// The text, or "" if the key is absent or nested.
    [[nodiscard]] std::string_view text(std::string_view key) const
    {
        const ConfigValue* value = find(key);
        return value == nullptr ? std::string_view() : std::string_view(value->text);
    }
};

/// A profile: what the config file says, overlaid with what the credentials file says. Keys that begin with
/// "inia_" are this program's own; AWS tools ignore them.
struct Profile : ConfigSection {
    /// `inia_production` marks accounts in which mistakes hurt. Anything but an explicit no (false, no, off,
    /// 0, blank) counts: a misspelt yes must not unmark an account.
    [[nodiscard]] bool isProduction() const;
};

/// Words as a POSIX shell splits them (Python's shlex.split): single quotes, double quotes, backslash; no
/// variables, no comments. Nothing if a quote is left open or the text ends in a backslash.
[[nodiscard]] std::optional<std::vector<std::string>> splitShellWords(std::string_view text);

/// A text as one such word: in double quotes where it would not be one as it stands.
[[nodiscard]] std::string quotedWord(std::string_view text);

/// Where something of such a file stands: a heading, or a key with its value. Lines count from 1.
struct IniItem {
    enum class Kind { Heading, Key };
    Kind kind = Kind::Heading;
    std::string name; ///< of the section as it stands, [DEFAULT] as well; or the key in lower case
    int line = 0;
    int lastLine = 0; ///< of the value's last line that is not blank
};

/// Reads the ini dialect of the AWS config files as botocore does (Python's RawConfigParser): keys in lower
/// case; "=" or ":" between key and value; comments ("#", ";") only on lines of their own; deeper indented
/// lines continue a value, and a value that starts on the line below its key is a map of "key = value" lines;
/// a section or key that occurs twice is an error; a [DEFAULT] section is inherited by all others.
///
/// Sections come in file order. Errors (kind Configuration, code ConfigParseError) name `fileName` and the
/// line and never quote a value, since it may be a secret.
///
/// `layout`, for who changes a file without rewriting it, is told what stands where, in file order.
[[nodiscard]] Result<std::vector<ConfigSection>> parseIni(std::string_view text, const std::string& fileName,
                                                          std::vector<IniItem>* layout = nullptr);

/// Without the white space that the reader takes away around names, keys and values.
[[nodiscard]] std::string_view iniTrimmed(std::string_view text);

} // namespace inia
