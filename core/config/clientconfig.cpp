#include "core/config/clientconfig.h"

#include "core/common/redaction.h"
#include "core/config/inifile.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <type_traits>
#include <utility>

namespace inia {

namespace {

using Options = ClientOptions;
using Config = ClientConfig;
using std::chrono::milliseconds;

constexpr std::string_view trueOrFalse = "true or false";
constexpr std::string_view regional = "legacy or regional";
constexpr std::string_view checksums = "when_supported or when_required";
constexpr std::string_view seconds = "a number of seconds above 0";

bool isPositive(const int& value)
{
    return value >= 1;
}

/// The bounds of botocore; other SDKs allow 0 and ten times as much.
bool isCompressionSize(const int& value)
{
    return value >= 1 && value <= 1'048'576;
}

bool isPositiveTime(const milliseconds& value)
{
    return value.count() > 0;
}

bool isNotEmpty(const std::string& value)
{
    return !value.empty();
}

// One line for each setting reads better than what the formatter makes of it.
// clang-format off
const AnySettingRow rows[] = {
    SettingRow<std::string>{{"region", {"AWS_REGION", "AWS_DEFAULT_REGION"}, {"region"}}, &Options::region, &Config::region},
    SettingRow<bool>{{"ignore_configured_endpoint_urls", {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"}, {"ignore_configured_endpoint_urls"}, trueOrFalse}, &Options::ignoreConfiguredEndpointUrls, &Config::ignoreConfiguredEndpointUrls},
    SettingRow<bool>{{"use_ssl", {}, {}, trueOrFalse}, &Options::useSsl, &Config::useSsl},
    SettingRow<bool>{{"use_fips_endpoint", {"AWS_USE_FIPS_ENDPOINT"}, {"use_fips_endpoint"}, trueOrFalse}, &Options::useFips, &Config::useFips},
    SettingRow<bool>{{"use_dualstack_endpoint", {"AWS_USE_DUALSTACK_ENDPOINT"}, {"use_dualstack_endpoint"}, trueOrFalse}, &Options::useDualStack, &Config::useDualStack},

    SettingRow<DefaultsMode>{{"defaults_mode", {"AWS_DEFAULTS_MODE"}, {"defaults_mode"}, "legacy, standard, in-region, cross-region, mobile or auto"}, &Options::defaultsMode, &Config::defaultsMode},
    SettingRow<RetryMode>{{"retry_mode", {"AWS_RETRY_MODE"}, {"retry_mode"}, "legacy, standard or adaptive"}, &Options::retryMode, &Config::retryMode},
    SettingRow<int>{{"max_attempts", {"AWS_MAX_ATTEMPTS"}, {"max_attempts"}, "a whole number from 1 on"}, &Options::maxAttempts, &Config::maxAttempts, isPositive},
    SettingRow<milliseconds>{{"connect_timeout", {}, {}, seconds}, &Options::connectTimeout, &Config::connectTimeout, isPositiveTime},
    SettingRow<milliseconds>{{"read_timeout", {}, {}, seconds}, &Options::readTimeout, &Config::readTimeout, isPositiveTime},
    SettingRow<std::string>{{"ca_bundle", {"AWS_CA_BUNDLE"}, {"ca_bundle"}, "the path of a PEM file"}, &Options::caBundle, &Config::caBundle, isNotEmpty},
    SettingRow<bool>{{"verify", {}, {}, trueOrFalse}, &Options::verifyTls, &Config::verifyTls},
    SettingRow<bool>{{"tcp_keepalive", {"BOTOCORE_TCP_KEEPALIVE"}, {"tcp_keepalive"}, trueOrFalse}, &Options::tcpKeepAlive, &Config::tcpKeepAlive},

    SettingRow<bool>{{"parameter_validation", {}, {"parameter_validation"}, trueOrFalse}, &Options::parameterValidation, &Config::parameterValidation},
    SettingRow<bool>{{"inject_host_prefix", {"AWS_DISABLE_HOST_PREFIX_INJECTION"}, {"disable_host_prefix_injection"}, trueOrFalse, true}, &Options::injectHostPrefix, &Config::injectHostPrefix},
    SettingRow<std::vector<std::string>>{{"auth_scheme_preference", {"AWS_AUTH_SCHEME_PREFERENCE"}, {"auth_scheme_preference"}}, &Options::authSchemePreference, &Config::authSchemePreference},
    SettingRow<std::vector<std::string>>{{"sigv4a_signing_region_set", {"AWS_SIGV4A_SIGNING_REGION_SET"}, {"sigv4a_signing_region_set"}}, &Options::sigv4aSigningRegionSet, &Config::sigv4aSigningRegionSet},
    SettingRow<ChecksumMode>{{"request_checksum_calculation", {"AWS_REQUEST_CHECKSUM_CALCULATION"}, {"request_checksum_calculation"}, checksums}, &Options::requestChecksumCalculation, &Config::requestChecksumCalculation},
    SettingRow<ChecksumMode>{{"response_checksum_validation", {"AWS_RESPONSE_CHECKSUM_VALIDATION"}, {"response_checksum_validation"}, checksums}, &Options::responseChecksumValidation, &Config::responseChecksumValidation},
    SettingRow<int>{{"request_min_compression_size_bytes", {"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"}, {"request_min_compression_size_bytes"}, "a whole number from 1 to 1048576"}, &Options::requestMinCompressionSizeBytes, &Config::requestMinCompressionSizeBytes, isCompressionSize},
    SettingRow<bool>{{"disable_request_compression", {"AWS_DISABLE_REQUEST_COMPRESSION"}, {"disable_request_compression"}, trueOrFalse}, &Options::disableRequestCompression, &Config::disableRequestCompression},
    SettingRow<AccountIdEndpointMode>{{"account_id_endpoint_mode", {"AWS_ACCOUNT_ID_ENDPOINT_MODE"}, {"account_id_endpoint_mode"}, "preferred, disabled or required"}, &Options::accountIdEndpointMode, &Config::accountIdEndpointMode},
    SettingRow<EndpointDiscovery>{{"endpoint_discovery_enabled", {"AWS_ENDPOINT_DISCOVERY_ENABLED"}, {"endpoint_discovery_enabled"}, "auto, true or false"}, &Options::endpointDiscovery, &Config::endpointDiscovery},
    SettingRow<AccessMode>{{"read_only", {"INIA_READ_ONLY"}, {"inia_read_only"}, "true; only INIA_READ_ONLY and the profile can say false"}, &Options::access, &Config::access},
    SettingRow<RegionalEndpoints>{{"sts_regional_endpoints", {"AWS_STS_REGIONAL_ENDPOINTS"}, {"sts_regional_endpoints"}, regional}, &Options::stsRegionalEndpoints, &Config::stsRegionalEndpoints},
    SettingRow<std::string>{{"user_agent_appid", {"AWS_SDK_UA_APP_ID"}, {"sdk_ua_app_id"}}, &Options::userAgentAppId, &Config::userAgentAppId},

    SettingRow<milliseconds>{{"metadata_service_timeout", {"AWS_METADATA_SERVICE_TIMEOUT"}, {"metadata_service_timeout"}, seconds}, nullptr, &Config::metadataServiceTimeout, isPositiveTime},
    SettingRow<int>{{"metadata_service_num_attempts", {"AWS_METADATA_SERVICE_NUM_ATTEMPTS"}, {"metadata_service_num_attempts"}, "a whole number from 1 on"}, nullptr, &Config::metadataServiceAttempts, isPositive},
    SettingRow<std::string>{{"ec2_metadata_service_endpoint", {"AWS_EC2_METADATA_SERVICE_ENDPOINT"}, {"ec2_metadata_service_endpoint"}}, nullptr, &Config::ec2MetadataServiceEndpoint},
    SettingRow<MetadataEndpointMode>{{"ec2_metadata_service_endpoint_mode", {"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"}, {"ec2_metadata_service_endpoint_mode"}, "ipv4 or ipv6"}, nullptr, &Config::ec2MetadataServiceEndpointMode},
    SettingRow<bool>{{"ec2_metadata_v1_disabled", {"AWS_EC2_METADATA_V1_DISABLED"}, {"ec2_metadata_v1_disabled"}, trueOrFalse}, nullptr, &Config::ec2MetadataV1Disabled},
    SettingRow<bool>{{"imds_use_ipv6", {"AWS_IMDS_USE_IPV6"}, {"imds_use_ipv6"}, trueOrFalse}, nullptr, &Config::imdsUseIpv6},

    SettingRow<AddressingStyle>{{"s3.addressing_style", {}, {"s3.addressing_style"}, "auto, path or virtual"}, &Options::s3AddressingStyle, &Config::s3AddressingStyle},
    SettingRow<bool>{{"s3.use_accelerate_endpoint", {}, {"s3.use_accelerate_endpoint"}, trueOrFalse}, &Options::s3UseAccelerate, &Config::s3UseAccelerate},
    SettingRow<bool, std::optional<bool>>{{"s3.payload_signing_enabled", {}, {"s3.payload_signing_enabled"}, trueOrFalse}, &Options::s3PayloadSigning, &Config::s3PayloadSigning},
    SettingRow<bool>{{"s3.use_arn_region", {"AWS_S3_USE_ARN_REGION"}, {"s3_use_arn_region", "s3.use_arn_region"}, trueOrFalse}, &Options::s3UseArnRegion, &Config::s3UseArnRegion},
    SettingRow<RegionalEndpoints>{{"s3.us_east_1_regional_endpoint", {"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"}, {"s3_us_east_1_regional_endpoint", "s3.us_east_1_regional_endpoint"}, regional}, &Options::s3UsEast1Regional, &Config::s3UsEast1Regional},
    SettingRow<bool>{{"s3.s3_disable_multiregion_access_points", {"AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"}, {"s3.s3_disable_multiregion_access_points"}, trueOrFalse}, &Options::s3DisableMultiRegionAccessPoints, &Config::s3DisableMultiRegionAccessPoints},
    SettingRow<bool>{{"s3.disable_s3_express_session_auth", {"AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"}, {"s3_disable_express_session_auth"}, trueOrFalse}, &Options::s3DisableExpressSessionAuth, &Config::s3DisableExpressSessionAuth},
    SettingRow<std::string>{{"server", {}, {"inia_server"}, "the kind of an S3 server"}, &Options::s3Server, &Config::s3Server, isNotEmpty},
};
// clang-format on

/// What botocore strips from a value.
constexpr std::string_view blanks = " \t";

template <typename Enum>
using EnumName = std::pair<std::string_view, Enum>;

template <typename Enum>
constexpr std::array<EnumName<Enum>, 0> enumNames{};
template <>
constexpr std::array<EnumName<DefaultsMode>, 6> enumNames<DefaultsMode>{
    {{"legacy", DefaultsMode::Legacy},
     {"standard", DefaultsMode::Standard},
     {"in-region", DefaultsMode::InRegion},
     {"cross-region", DefaultsMode::CrossRegion},
     {"mobile", DefaultsMode::Mobile},
     {"auto", DefaultsMode::Auto}}};
template <>
constexpr std::array<EnumName<RetryMode>, 3> enumNames<RetryMode>{
    {{"legacy", RetryMode::Legacy}, {"standard", RetryMode::Standard}, {"adaptive", RetryMode::Adaptive}}};
template <>
constexpr std::array<EnumName<ChecksumMode>, 2> enumNames<ChecksumMode>{
    {{"when_supported", ChecksumMode::WhenSupported}, {"when_required", ChecksumMode::WhenRequired}}};
template <>
constexpr std::array<EnumName<AccountIdEndpointMode>, 3> enumNames<AccountIdEndpointMode>{
    {{"preferred", AccountIdEndpointMode::Preferred},
     {"disabled", AccountIdEndpointMode::Disabled},
     {"required", AccountIdEndpointMode::Required}}};
template <>
constexpr std::array<EnumName<AddressingStyle>, 3> enumNames<AddressingStyle>{
    {{"auto", AddressingStyle::Auto},
     {"path", AddressingStyle::Path},
     {"virtual", AddressingStyle::Virtual}}};
template <>
constexpr std::array<EnumName<RegionalEndpoints>, 2> enumNames<RegionalEndpoints>{
    {{"legacy", RegionalEndpoints::Legacy}, {"regional", RegionalEndpoints::Regional}}};
template <>
constexpr std::array<EnumName<EndpointDiscovery>, 3> enumNames<EndpointDiscovery>{
    {{"auto", EndpointDiscovery::Auto},
     {"true", EndpointDiscovery::Enabled},
     {"false", EndpointDiscovery::Disabled}}};
template <>
constexpr std::array<EnumName<AccessMode>, 2> enumNames<AccessMode>{
    {{"true", AccessMode::ReadOnly}, {"false", AccessMode::ReadWrite}}};
template <>
constexpr std::array<EnumName<MetadataEndpointMode>, 2> enumNames<MetadataEndpointMode>{
    {{"ipv4", MetadataEndpointMode::Ipv4}, {"ipv6", MetadataEndpointMode::Ipv6}}};

template <typename Enum>
std::optional<Enum> byName(std::string_view text)
{
    const std::string wanted = ascii::lowered(ascii::trimmed(text, blanks));
    for (const auto& [name, value] : enumNames<Enum>) {
        if (name == wanted)
            return value;
    }
    return std::nullopt;
}

template <typename Enum>
requires std::is_enum_v<Enum> std::string settingText(const Enum& value)
{
    for (const auto& [name, named] : enumNames<Enum>) {
        if (named == value)
            return std::string(name);
    }
    return {};
}

std::string settingText(const bool& value)
{
    return value ? "true" : "false";
}

std::string settingText(const std::optional<bool>& value)
{
    return value ? settingText(*value) : std::string();
}

/// Zero is the retry mode's own number, which nobody has set.
std::string settingText(const int& value)
{
    return value == 0 ? std::string() : std::to_string(value);
}

std::string settingText(const std::string& value)
{
    return redactUrl(value);
}

std::string settingText(const std::vector<std::string>& value)
{
    std::string text;
    for (const auto& item : value)
        text += (text.empty() ? "" : ", ") + item;
    return text;
}

std::string settingText(const milliseconds& value)
{
    std::array<char, 32> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), static_cast<double>(value.count()) / 1000);
    return {text.data(), end.ptr};
}

template <typename Number>
std::optional<Number> parseNumber(std::string_view text)
{
    text = ascii::trimmed(text, blanks);
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

} // namespace

std::span<const AnySettingRow> settingTable()
{
    return rows;
}

/// botocore's rule: whatever is not "true" is false. ConfigResolver warns about the rest.
template <>
std::optional<bool> parseSetting<bool>(std::string_view text)
{
    return ascii::lowered(ascii::trimmed(text, blanks)) == "true";
}

template <>
std::optional<int> parseSetting<int>(std::string_view text)
{
    return parseNumber<int>(text);
}

template <>
std::optional<std::string> parseSetting<std::string>(std::string_view text)
{
    return std::string(text);
}

template <>
std::optional<std::vector<std::string>> parseSetting<std::vector<std::string>>(std::string_view text)
{
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string item(text.substr(0, comma));
        std::erase_if(item, [](char c) { return c == ' ' || c == '\t'; });
        if (!item.empty())
            items.push_back(std::move(item));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return items;
}

template <>
std::optional<milliseconds> parseSetting<milliseconds>(std::string_view text)
{
    constexpr double longest = 86'400 * 365;
    const auto number = parseNumber<double>(text);
    if (!number || !std::isfinite(*number) || std::abs(*number) > longest)
        return std::nullopt;
    return milliseconds(static_cast<milliseconds::rep>(std::llround(*number * 1000)));
}

template <>
std::optional<DefaultsMode> parseSetting<DefaultsMode>(std::string_view text)
{
    return byName<DefaultsMode>(text);
}

template <>
std::optional<RetryMode> parseSetting<RetryMode>(std::string_view text)
{
    return byName<RetryMode>(text);
}

template <>
std::optional<ChecksumMode> parseSetting<ChecksumMode>(std::string_view text)
{
    return byName<ChecksumMode>(text);
}

template <>
std::optional<AccountIdEndpointMode> parseSetting<AccountIdEndpointMode>(std::string_view text)
{
    return byName<AccountIdEndpointMode>(text);
}

template <>
std::optional<AddressingStyle> parseSetting<AddressingStyle>(std::string_view text)
{
    return byName<AddressingStyle>(text);
}

template <>
std::optional<RegionalEndpoints> parseSetting<RegionalEndpoints>(std::string_view text)
{
    return byName<RegionalEndpoints>(text);
}

template <>
std::optional<EndpointDiscovery> parseSetting<EndpointDiscovery>(std::string_view text)
{
    return byName<EndpointDiscovery>(text);
}

template <>
std::optional<MetadataEndpointMode> parseSetting<MetadataEndpointMode>(std::string_view text)
{
    return byName<MetadataEndpointMode>(text);
}

/// Anything but an explicit no locks: a misspelt yes must not unlock.
template <>
std::optional<AccessMode> parseSetting<AccessMode>(std::string_view text)
{
    return isExplicitNo(text) ? AccessMode::ReadWrite : AccessMode::ReadOnly;
}

std::vector<SettingReport> settingReports(const ClientConfig& config)
{
    std::vector<SettingReport> reports;
    const auto add = [&](std::string_view name, std::string value) {
        const auto origin = config.origins.find(name);
        reports.push_back({std::string(name), std::move(value),
                           origin == config.origins.end() ? SettingOrigin() : origin->second});
    };
    for (const AnySettingRow& any : rows)
        std::visit([&](const auto& row) { add(row.setting.name, settingText(config.*row.target)); }, any);
    add("endpoint_url", settingText(config.endpointUrl));
    return reports;
}

Error settingError(const Setting& setting, std::string_view text, const SettingOrigin& origin)
{
    constexpr std::size_t longestQuote = 64;
    std::string message(setting.name);
    if (text.empty())
        message += " is empty";
    else
        message += " is \"" + std::string(text.substr(0, longestQuote)) + "\"";
    if (!origin.place.empty())
        message += " (" + origin.place + ")";
    message += "; it has to be " + std::string(setting.expected) + ".";
    return makeError(ErrorKind::Configuration, "InvalidConfigError", std::move(message));
}

Result<void> setClientOption(ClientOptions& options, std::string_view name, std::string_view text)
{
    const auto set = [&options, name, text](const auto& row) -> Result<void> {
        using Value = typename std::decay_t<decltype(row)>::Value;
        auto value = parseSetting<Value>(text);
        bool good = value && (row.accepts == nullptr || row.accepts(*value));
        if constexpr (std::is_same_v<Value, bool>) {
            good = good && (*value || ascii::lowered(ascii::trimmed(text, blanks)) == "false");
            if (good && row.setting.inverted && name != row.setting.name)
                value = !*value;
        }
        if constexpr (std::is_same_v<Value, AccessMode>)
            good = ascii::lowered(ascii::trimmed(text, blanks)) == "true";
        if (!good)
            return settingError(row.setting, text, {SettingOrigin::Kind::Explicit, {}});
        options.*row.option = std::move(*value);
        return {};
    };
    constexpr std::string_view contextPrefix = "client_context_params.";
    if (name.starts_with(contextPrefix)) {
        options.clientContextParams.insert_or_assign(std::string(name.substr(contextPrefix.size())),
                                                     std::string(text));
        return {};
    }
    // Of S3 alone: the settings of all services know one that is called use_dualstack_endpoint.
    if (name == "s3.use_dualstack_endpoint") {
        const auto value = ascii::lowered(ascii::trimmed(text, blanks));
        if (value != "true" && value != "false")
            return settingError({name, {}, {}, trueOrFalse}, text, {SettingOrigin::Kind::Explicit, {}});
        options.s3UseDualStack = value == "true";
        return {};
    }
    const auto goesBy = [name](const auto& any) {
        const auto& keys = any.setting.profileKeys;
        return any.option != nullptr &&
               (any.setting.name == name ||
                (!name.empty() && std::find(keys.begin(), keys.end(), name) != keys.end()));
    };
    for (const AnySettingRow& row : rows) {
        if (std::visit(goesBy, row))
            return std::visit(set, row);
    }
    return makeError(ErrorKind::Configuration, "InvalidConfigError",
                     "There is no client option \"" + std::string(name.substr(0, 64)) + "\".");
}

} // namespace inia
