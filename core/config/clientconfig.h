#pragma once

#include "core/common/result.h"

#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace inia {

enum class RetryMode { Legacy, Standard, Adaptive };
/// Legacy is boto3's own default; ours is Standard. Auto never leaves the resolver: it becomes one of the
/// others.
enum class DefaultsMode { Legacy, Standard, InRegion, CrossRegion, Mobile, Auto };
enum class ChecksumMode { WhenSupported, WhenRequired };
enum class AccountIdEndpointMode { Preferred, Disabled, Required };
enum class AddressingStyle { Auto, Path, Virtual };
enum class RegionalEndpoints { Legacy, Regional }; ///< Legacy sends some regions to the global host
enum class EndpointDiscovery { Auto, Enabled, Disabled };
enum class MetadataEndpointMode { Ipv4, Ipv6 };
/// Whether the calls of a session may change something; see core/policy/effect.h.
enum class AccessMode { ReadWrite, ReadOnly };

/// Where a setting's value comes from.
struct SettingOrigin {
    enum class Kind { Default, Profile, Environment, Explicit };
    Kind kind = Kind::Default;
    /// For a person: "AWS_REGION", "/home/me/.aws/config, line 7"; empty for explicit values and defaults.
    std::string place;
    friend bool operator==(const SettingOrigin&, const SettingOrigin&) = default;
};

/// Everything a client of one service is set to. Plain values with boto3's defaults; ConfigResolver fills it.
/// S3's own settings have the prefix s3; they mean nothing to other services.
struct ClientConfig {
    std::string region;      ///< empty: none configured, which only services without regions can do with
    std::string endpointUrl; ///< empty: by the endpoint rules
    bool ignoreConfiguredEndpointUrls = false;
    bool useSsl = true;
    bool useFips = false;
    bool useDualStack = false;
    std::string apiVersion; ///< empty: the newest

    DefaultsMode defaultsMode = DefaultsMode::Standard;
    RetryMode retryMode = RetryMode::Standard;
    int maxAttempts = 0; ///< the first one included; 0: the mode's own number
    std::chrono::milliseconds connectTimeout{3'100};
    std::chrono::milliseconds readTimeout{60'000};
    std::string caBundle; ///< PEM file; empty: the system's certificates
    bool verifyTls = true;
    bool tcpKeepAlive = false;

    bool parameterValidation = true;
    bool injectHostPrefix = true;
    std::string signatureVersion; ///< empty: by the model
    std::vector<std::string> authSchemePreference;
    std::vector<std::string> sigv4aSigningRegionSet; ///< empty: by the endpoint
    ChecksumMode requestChecksumCalculation = ChecksumMode::WhenSupported;
    ChecksumMode responseChecksumValidation = ChecksumMode::WhenSupported;
    int requestMinCompressionSizeBytes = 10'240;
    bool disableRequestCompression = false;
    AccountIdEndpointMode accountIdEndpointMode = AccountIdEndpointMode::Preferred;
    EndpointDiscovery endpointDiscovery = EndpointDiscovery::Auto;
    AccessMode access = AccessMode::ReadWrite; ///< as a session begins; its ChangePolicy may be unlocked
    RegionalEndpoints stsRegionalEndpoints = RegionalEndpoints::Regional;
    std::string userAgentAppId;
    /// Values for the parameters a service's endpoint rules have for clients, by snake-case name; switches
    /// are "true" or "false".
    std::map<std::string, std::string> clientContextParams;

    AddressingStyle s3AddressingStyle = AddressingStyle::Auto;
    bool s3UseAccelerate = false;
    std::optional<bool> s3PayloadSigning; ///< unset: by scheme and checksum
    bool s3UseArnRegion = true;           ///< s3control: false
    RegionalEndpoints s3UsEast1Regional = RegionalEndpoints::Regional;
    bool s3DisableMultiRegionAccessPoints = false;
    bool s3DisableExpressSessionAuth = false;
    std::string s3Server; ///< the kind of server behind an endpoint URL; empty: found out. See ServerGate

    // The metadata service of EC2 instances, which gives them keys.
    std::chrono::milliseconds metadataServiceTimeout{1'000};
    int metadataServiceAttempts = 1;
    std::string ec2MetadataServiceEndpoint; ///< empty: by the mode
    MetadataEndpointMode ec2MetadataServiceEndpointMode = MetadataEndpointMode::Ipv4;
    bool ec2MetadataV1Disabled = false;
    bool imdsUseIpv6 = false;

    /// Who set what, by boto3's names ("region", "retry_mode", "s3.addressing_style"); settings left at their
    /// default are not in it.
    std::map<std::string, SettingOrigin, std::less<>> origins;
    /// Values that were accepted but look like mistakes, one sentence each. boto3 takes them without a word.
    std::vector<std::string> warnings;
};

/// What the caller of a session or client sets by hand; it beats everything else. Unset members are looked
/// up.
struct ClientOptions {
    std::optional<std::string> region;
    std::optional<std::string> endpointUrl;
    std::optional<bool> ignoreConfiguredEndpointUrls;
    std::optional<bool> useSsl;
    std::optional<bool> useFips;
    std::optional<bool> useDualStack;
    std::optional<std::string> apiVersion;

    std::optional<DefaultsMode> defaultsMode;
    std::optional<RetryMode> retryMode;
    std::optional<int> maxAttempts; ///< the first one included
    std::optional<std::chrono::milliseconds> connectTimeout;
    std::optional<std::chrono::milliseconds> readTimeout;
    std::optional<std::string> caBundle;
    std::optional<bool> verifyTls;
    std::optional<bool> tcpKeepAlive;

    std::optional<bool> parameterValidation;
    std::optional<bool> injectHostPrefix;
    std::optional<std::string> signatureVersion;
    std::optional<std::vector<std::string>> authSchemePreference;
    std::optional<std::vector<std::string>> sigv4aSigningRegionSet;
    std::optional<ChecksumMode> requestChecksumCalculation;
    std::optional<ChecksumMode> responseChecksumValidation;
    std::optional<int> requestMinCompressionSizeBytes;
    std::optional<bool> disableRequestCompression;
    std::optional<AccountIdEndpointMode> accountIdEndpointMode;
    std::optional<EndpointDiscovery> endpointDiscovery;
    std::optional<AccessMode> access;
    std::optional<RegionalEndpoints> stsRegionalEndpoints;
    std::optional<std::string> userAgentAppId;
    std::map<std::string, std::string> clientContextParams;

    std::optional<AddressingStyle> s3AddressingStyle;
    std::optional<bool> s3UseAccelerate;
    std::optional<bool> s3UseDualStack; ///< beats useDualStack for s3 and s3control
    std::optional<bool> s3PayloadSigning;
    std::optional<bool> s3UseArnRegion;
    std::optional<RegionalEndpoints> s3UsEast1Regional;
    std::optional<bool> s3DisableMultiRegionAccessPoints;
    std::optional<bool> s3DisableExpressSessionAuth;
    std::optional<std::string> s3Server;
};

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
