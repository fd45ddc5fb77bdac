#include "core/config/configresolver.h"

#include "core/config/defaultsmode.h"
#include "core/config/region.h"

#include <QtCore/QByteArray>

#include <type_traits>
#include <utility>
#include <variant>

namespace inia {

namespace {

using Kind = SettingOrigin::Kind;

/// Longer ids are sent all the same, as botocore does, but AWS may cut them.
constexpr std::size_t longestAppId = 50;

bool looksLikeBool(std::string_view text)
{
    const QByteArray value(text.data(), static_cast<qsizetype>(text.size()));
    const QByteArray lower = value.trimmed().toLower();
    return lower == "true" || lower == "false";
}

/// A caller's empty text is an empty input field, not a value.
bool isBlank(const std::string& value)
{
    return value.empty();
}

template <typename Value>
bool isBlank(const Value&)
{
    return false;
}

bool isS3(const ServiceIdentity& service)
{
    return service.name == "s3" || service.name == "s3control";
}

} // namespace

ConfigResolver::ConfigResolver(Environment environment, std::shared_ptr<const ConfigFiles> files,
                               ProfileSelection selection)
    : m_environment(std::move(environment)), m_files(std::move(files)), m_selection(std::move(selection))
{
}

Result<std::optional<ConfigResolver::Found>> ConfigResolver::findInProfile(std::string_view key) const
{
    const std::size_t dot = key.find('.');
    const ConfigValue* value = m_selection.profile.find(key.substr(0, dot));
    if (value == nullptr)
        return std::optional<Found>();
    const SettingOrigin origin{Kind::Profile, value->place()};
    if (dot != std::string_view::npos) {
        const auto member = value->nested.find(key.substr(dot + 1));
        if (member == value->nested.end())
            return std::optional<Found>();
        return std::optional(Found{member->second, origin});
    }
    if (value->isNested) {
        return makeError(ErrorKind::Configuration, "InvalidConfigError",
                         value->place() + ": " + std::string(key) +
                             " needs a value on its own line, not indented lines below it.");
    }
    return std::optional(Found{value->text, origin});
}

Result<std::optional<ConfigResolver::Found>> ConfigResolver::findConfigured(const Setting& setting) const
{
    for (const std::string_view variable : setting.variables) {
        if (auto value = m_environment.find(variable))
            return std::optional(Found{*std::move(value), {Kind::Environment, std::string(variable)}});
    }
    for (const std::string_view key : setting.profileKeys) {
        if (key.empty())
            break;
        auto found = findInProfile(key);
        if (!found || *found)
            return found;
    }
    return std::optional<Found>();
}

template <typename Row>
Result<void> ConfigResolver::apply(const Row& row, const ClientOptions& options, ClientConfig& config) const
{
    using Value = typename Row::Value;
    const std::string name(row.setting.name);
    if (row.option != nullptr && options.*row.option && !isBlank(*(options.*row.option))) {
        const auto& option = options.*row.option;
        const SettingOrigin origin{Kind::Explicit, {}};
        if (row.accepts != nullptr && !row.accepts(*option)) {
            if constexpr (std::is_same_v<Value, int>)
                return settingError(row.setting, std::to_string(*option), origin);
            else
                return settingError(row.setting, {}, origin);
        }
        config.*row.target = *option;
        config.origins.emplace(name, origin);
        return {};
    }
    const auto found = findConfigured(row.setting);
    if (!found)
        return found.error();
    if (!found->has_value())
        return {};
    const auto& [text, origin] = **found;
    // A blank value says nothing, except where the setting itself refuses it.
    if (text.empty() && !(row.accepts != nullptr && std::is_same_v<Value, std::string>))
        return {};
    auto value = parseSetting<Value>(text);
    if (!value || (row.accepts != nullptr && !row.accepts(*value)))
        return settingError(row.setting, text, origin);
    if constexpr (std::is_same_v<Value, bool>) {
        if (!looksLikeBool(text))
            config.warnings.push_back(settingError(row.setting, text, origin).message +
                                      " It counts as false.");
        value = *value != row.setting.inverted;
    }
    config.*row.target = *std::move(value);
    config.origins.emplace(name, origin);
    return {};
}

void ConfigResolver::applyDefaultsMode(ClientConfig& config) const
{
    config.defaultsMode = effectiveDefaultsMode(config.defaultsMode, config.region, m_environment);
    if (!config.origins.contains("connect_timeout"))
        config.connectTimeout = defaultConnectTimeout(config.defaultsMode);
    // Standard retries and a regional STS are the default in every mode since botocore 1.44.
    if (!config.origins.contains("s3.us_east_1_regional_endpoint") &&
        config.defaultsMode == DefaultsMode::Legacy)
        config.s3UsEast1Regional = RegionalEndpoints::Legacy;
}

void ConfigResolver::applyCaBundle(ClientConfig& config) const
{
    const auto origin = config.origins.find("ca_bundle");
    if (origin != config.origins.end() && origin->second.kind == Kind::Explicit)
        return;
    if (origin == config.origins.end()) {
        const auto bundle = m_environment.find("REQUESTS_CA_BUNDLE");
        if (!bundle)
            return;
        config.caBundle = *bundle;
        config.origins.emplace("ca_bundle", SettingOrigin{Kind::Environment, "REQUESTS_CA_BUNDLE"});
    }
    config.caBundle = m_environment.expandPath(config.caBundle);
}

Result<void> ConfigResolver::applyRegion(ClientConfig& config) const
{
    if (config.region.empty())
        return {};
    const SettingOrigin& origin = config.origins["region"];
    if (!isValidRegionName(config.region)) {
        const Setting region{
            "region", {}, {}, "a name such as us-west-2: letters, digits and inner hyphens, at most 63"};
        Error error = settingError(region, config.region, origin);
        error.code = "InvalidRegionError";
        return error;
    }
    const std::string plain = withoutFips(config.region);
    if (plain != config.region) {
        config.warnings.push_back("The region \"" + config.region + "\" is taken as \"" + plain +
                                  "\" with use_fips_endpoint; set these two instead.");
        config.region = plain;
        config.useFips = true;
        config.origins.insert_or_assign("use_fips_endpoint", origin);
    }
    return {};
}

void ConfigResolver::applyService(const ServiceIdentity& service, const ClientOptions& options,
                                  ClientConfig& config) const
{
    if (service.name == "s3control" && !config.origins.contains("s3.use_arn_region"))
        config.s3UseArnRegion = false;
    const auto nested = [this](std::string_view key, std::string_view member) {
        const auto found = findInProfile(std::string(key) + "." + std::string(member));
        return found ? *found : std::optional<Found>();
    };
    const auto take = [&](const std::optional<std::string>& option, std::string ClientConfig::*target,
                          const char* name, std::string_view key, std::string_view member) {
        if (option) {
            config.*target = *option;
            config.origins.emplace(name, SettingOrigin{Kind::Explicit, {}});
        } else if (auto found = nested(key, member); found && !found->text.empty()) {
            config.*target = found->text;
            config.origins.emplace(name, found->origin);
        }
    };
    take(options.apiVersion, &ClientConfig::apiVersion, "api_version", "api_versions", service.name);
    take(options.signatureVersion, &ClientConfig::signatureVersion, "signature_version", service.name,
         "signature_version");
    config.clientContextParams = options.clientContextParams;
    if (!isS3(service))
        return;
    const char* dualStack = "use_dualstack_endpoint";
    if (options.s3UseDualStack) {
        config.useDualStack = *options.s3UseDualStack;
        config.origins.insert_or_assign(dualStack, SettingOrigin{Kind::Explicit, {}});
    } else if (auto found = nested("s3", dualStack);
               found && parseSetting<bool>(found->text).value_or(false)) {
        config.useDualStack = true;
        config.origins.insert_or_assign(dualStack, found->origin);
    }
}

Result<void> ConfigResolver::applyEndpointUrl(const ServiceIdentity& service, const ClientOptions& options,
                                              ClientConfig& config) const
{
    std::optional<ConfiguredUrl> url;
    if (options.endpointUrl && !options.endpointUrl->empty()) {
        url = ConfiguredUrl{*options.endpointUrl, {Kind::Explicit, {}}};
    } else if (!config.ignoreConfiguredEndpointUrls) {
        auto found = configuredEndpointUrl(service, m_environment, *m_files, m_selection.profile);
        if (!found)
            return found.error();
        url = *std::move(found);
    }
    if (!url)
        return {};
    if (auto good = checkEndpointUrl(url->url, url->origin); !good)
        return good;
    config.endpointUrl = url->url;
    config.origins.emplace("endpoint_url", url->origin);
    // The rules refuse a custom endpoint together with these; botocore drops them.
    config.useFips = false;
    config.useDualStack = false;
    return {};
}

Result<ClientConfig> ConfigResolver::resolve(const ServiceIdentity& service,
                                             const ClientOptions& options) const
{
    ClientConfig config;
    config.warnings = m_selection.warnings;
    for (const AnySettingRow& any : settingTable()) {
        const auto applied = std::visit([&](const auto& row) { return apply(row, options, config); }, any);
        if (!applied)
            return applied.error();
    }
    if (auto region = applyRegion(config); !region)
        return region.error();
    applyDefaultsMode(config);
    applyCaBundle(config);
    applyService(service, options, config);
    if (auto url = applyEndpointUrl(service, options, config); !url)
        return url.error();
    if (config.userAgentAppId.size() > longestAppId) {
        config.warnings.push_back("user_agent_appid is longer than " + std::to_string(longestAppId) +
                                  " characters.");
    }
    return config;
}

} // namespace inia
