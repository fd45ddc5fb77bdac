#pragma once

#include "core/common/result.h"
#include "core/config/clientconfig.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace inia {

/// Where one setting of ClientConfig can come from, other than the caller. First come, first served:
/// variables in order, then profile keys in order.
struct Setting {
    std::string_view name; ///< boto3's name, dotted for its nested ones: "s3.addressing_style"
    std::array<std::string_view, 2> variables{};
    std::array<std::string_view, 2> profileKeys{}; ///< dotted: a key of an indented section
    std::string_view expected{};                   ///< what a good value is, for the error
    bool inverted = false; ///< variables and keys say the opposite of the member ("disable_...")
};

/// A Setting with the members it fills. `option` is null where boto3 has no argument for it, `accepts` if
/// every value that can be read is good.
template <typename T, typename Target = T>
struct SettingRow {
    using Value = T;
    Setting setting;
    std::optional<T> ClientOptions::*option;
    Target ClientConfig::*target;
    bool (*accepts)(const T&) = nullptr;
};

using AnySettingRow =
    std::variant<SettingRow<bool>, SettingRow<bool, std::optional<bool>>, SettingRow<int>,
                 SettingRow<std::string>, SettingRow<std::vector<std::string>>,
                 SettingRow<std::chrono::milliseconds>, SettingRow<DefaultsMode>, SettingRow<RetryMode>,
                 SettingRow<ChecksumMode>, SettingRow<AccountIdEndpointMode>, SettingRow<AddressingStyle>,
                 SettingRow<RegionalEndpoints>, SettingRow<EndpointDiscovery>, SettingRow<AccessMode>,
                 SettingRow<MetadataEndpointMode>>;

/// Every setting that is looked up by name alone. Adding one is adding a row.
[[nodiscard]] std::span<const AnySettingRow> settingTable();

/// Text as config files and variables have it -> value; nothing if it makes no sense.
template <typename T>
[[nodiscard]] std::optional<T> parseSetting(std::string_view text);
template <>
std::optional<bool> parseSetting(std::string_view text);
template <>
std::optional<int> parseSetting(std::string_view text);
template <>
std::optional<std::string> parseSetting(std::string_view text);
template <>
std::optional<std::vector<std::string>> parseSetting(std::string_view text);
template <>
std::optional<std::chrono::milliseconds> parseSetting(std::string_view text);
template <>
std::optional<DefaultsMode> parseSetting(std::string_view text);
template <>
std::optional<RetryMode> parseSetting(std::string_view text);
template <>
std::optional<ChecksumMode> parseSetting(std::string_view text);
template <>
std::optional<AccountIdEndpointMode> parseSetting(std::string_view text);
template <>
std::optional<AddressingStyle> parseSetting(std::string_view text);
template <>
std::optional<RegionalEndpoints> parseSetting(std::string_view text);
template <>
std::optional<EndpointDiscovery> parseSetting(std::string_view text);

template <>
std::optional<MetadataEndpointMode> parseSetting(std::string_view text);

/// One setting as somebody has it, for a person.
struct SettingReport {
    std::string name;  ///< boto3's
    std::string value; ///< as a config file would write it; empty when nothing is set
    SettingOrigin origin;
};
/// All settings of the table and the endpoint URL, in their order. Passwords in URLs are taken out.
[[nodiscard]] std::vector<SettingReport> settingReports(const ClientConfig& config);

/// Why a value is no good: "retry_mode is "fast" (AWS_RETRY_MODE); it has to be ..."
[[nodiscard]] Error settingError(const Setting& setting, std::string_view text, const SettingOrigin& origin);

/// Sets one option by its boto3 name ("use_fips_endpoint", "s3.addressing_style") or, where that is another
/// one, by its key in the config file ("sdk_ua_app_id"), from text: for command lines and batch files.
/// Unknown names and values that make no sense are errors of kind Configuration, and so is read_only with
/// anything but true: data must not open what the environment or the profile has locked.
[[nodiscard]] Result<void> setClientOption(ClientOptions& options, std::string_view name,
                                           std::string_view text);

} // namespace inia
