#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

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

} // namespace inia
