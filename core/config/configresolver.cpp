#include "core/config/configresolver.h"

#include "core/config/clientconfig.h"
#include "core/config/environment.h"
#include "core/text/ascii.h"

#include <QtCore/QByteArray>
#include <QtCore/QUrl>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <iterator>
#include <numeric>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace inia {

/// Whether the region can stand in a host name: letters, digits and inner hyphens, at most 63, not all
/// digits. Whether such a region exists is the endpoint rules' business.
[[nodiscard]] bool isValidRegionName(std::string_view region);

/// The region without the "fips-" or "-fips" of pseudo regions such as "fips-us-east-1".
[[nodiscard]] std::string withoutFips(std::string_view region);

/// What Auto stands for: in-region or cross-region for a program that runs in AWS (AWS_EXECUTION_ENV) and
/// knows its region, else standard. botocore would also ask the instance metadata service; a desktop does not
/// wait for one. Every other mode is itself.
[[nodiscard]] DefaultsMode effectiveDefaultsMode(DefaultsMode mode, std::string_view region,
                                                 const Environment& environment);

/// The connect timeouts of the AWS-wide modes; legacy is botocore's own.
[[nodiscard]] std::chrono::milliseconds defaultConnectTimeout(DefaultsMode mode);

bool isValidRegionName(std::string_view region)
{
    constexpr std::size_t longestLabel = 63;
    const auto isAllowed = [](char c) {
        return ascii::isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    };
    return !region.empty() && region.size() <= longestLabel && region.front() != '-' &&
           region.back() != '-' && std::all_of(region.begin(), region.end(), isAllowed) &&
           !std::all_of(region.begin(), region.end(), ascii::isDigit);
}

std::string withoutFips(std::string_view region)
{
    std::string result(region);
    for (const std::string_view mark : {"fips-", "-fips"}) {
        for (std::size_t at = result.find(mark); at != std::string::npos; at = result.find(mark, at))
            result.erase(at, mark.size());
    }
    return result;
}

DefaultsMode effectiveDefaultsMode(DefaultsMode mode, std::string_view region, const Environment& environment)
{
    if (mode != DefaultsMode::Auto)
        return mode;
    auto here = environment.find("AWS_REGION");
    if (!here)
        here = environment.find("AWS_DEFAULT_REGION");
    if (!here || !environment.find("AWS_EXECUTION_ENV"))
        return DefaultsMode::Standard;
    return *here == region ? DefaultsMode::InRegion : DefaultsMode::CrossRegion;
}

std::chrono::milliseconds defaultConnectTimeout(DefaultsMode mode)
{
    using std::chrono::milliseconds;
    switch (mode) {
    case DefaultsMode::Legacy:
        return milliseconds(60'000);
    case DefaultsMode::InRegion:
        return milliseconds(1'100);
    case DefaultsMode::Mobile:
        return milliseconds(30'000);
    case DefaultsMode::Standard:
    case DefaultsMode::CrossRegion:
    case DefaultsMode::Auto:
        break;
    }
    return milliseconds(3'100);
}

namespace {

using Kind = SettingOrigin::Kind;

ConfiguredUrl fromVariable(const Environment& environment, const std::string& name)
{
    return {environment.find(name).value_or(std::string()), {Kind::Environment, name}};
}

Error configError(std::string message)
{
    return makeError(ErrorKind::Configuration, "InvalidConfigError", std::move(message));
}

/// The URL in the services section the profile names; empty if it names none.
Result<ConfiguredUrl> fromServices(const std::string& key, const ConfigFiles& files, const Profile& profile)
{
    const ConfigValue* name = profile.find("services");
    if (name == nullptr)
        return ConfiguredUrl();
    const ConfigSection* section = files.services(name->text);
    if (section == nullptr) {
        return configError("Profile \"" + profile.name + "\" names the services section \"" + name->text +
                           "\" (" + name->place() + "), but " + files.configPath() + " has no [services " +
                           name->text + "].");
    }
    const ConfigValue* service = section->find(key);
    if (service == nullptr)
        return ConfiguredUrl();
    if (!service->isNested && !service->text.empty()) {
        return configError(service->place() + ": " + key +
                           " needs its endpoint_url on an indented line of its own below it.");
    }
    const auto url = service->nested.find("endpoint_url");
    if (url == service->nested.end())
        return ConfiguredUrl();
    return ConfiguredUrl{url->second, {Kind::Profile, service->place()}};
}

/// The URL for messages: a user name and password in it are nobody's business.
std::string withoutUserInfo(const std::string& url)
{
    const std::size_t authority = url.find("//");
    const std::size_t start = authority == std::string::npos ? 0 : authority + 2;
    const std::size_t at = url.rfind('@');
    if (at == std::string::npos || at < start)
        return url;
    return url.substr(0, start) + url.substr(at + 1);
}

/// Letters and digits in lower case: "Endpoint-URL" -> "endpointurl".
std::string squeezed(std::string_view key)
{
    std::string letters;
    for (const unsigned char c : key) {
        if (std::isalnum(c) != 0)
            letters += static_cast<char>(std::tolower(c));
    }
    return letters;
}

/// Edits (a letter more, less or another) that make one text of the other.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t corner = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto changed = corner + (a[i] == b[j] ? 0 : 1);
            corner = std::exchange(row[j + 1], std::min({row[j] + 1, row[j + 1] + 1, changed}));
        }
    }
    return row.back();
}

constexpr std::string_view urlKey = "endpoint_url";

/// Whether a key other than endpoint_url was meant to be it.
bool isMeantAsUrl(std::string_view key)
{
    static constexpr std::string_view otherWords[]{"endpoint",       "endpoints",       "awsendpoint",
                                                   "awsendpointurl", "serviceendpoint", "serviceurl",
                                                   "endpointaddress"};
    const auto letters = squeezed(key);
    return key != urlKey &&
           (editDistance(letters, "endpointurl") <= 2 ||
            std::find(std::begin(otherWords), std::end(otherWords), letters) != std::end(otherWords));
}

/// Whether a key of the profile was meant to be the endpoint_url of this service alone: s3_endpoint_url.
bool isMeantAsUrlOf(const std::vector<std::string>& names, std::string_view key)
{
    const auto letters = squeezed(key);
    return std::any_of(names.begin(), names.end(), [&letters](const std::string& name) {
        const auto service = squeezed(name);
        return letters == service + "endpointurl" || letters == "endpointurl" + service ||
               letters == "awsendpointurl" + service || letters == "aws" + service + "endpointurl" ||
               letters == service + "endpoint";
    });
}

Error misplacedUrl(const ConfigValue& value, const std::string& written, const std::string& mend)
{
    return configError(value.place() + ": " + written +
                       " is read by no AWS tool, so that requests and keys would go to AWS. Write " + mend +
                       ".");
}

std::string urlLine(const std::string& url)
{
    return std::string(urlKey) + " = " + (url.empty() ? "URL" : withoutUserInfo(url));
}

/// `endpoint_url` of the service in a services section, which the profile names.
std::string servicesMend(const std::string& key, const std::string& url)
{
    return "\"services = NAME\" into the profile and a section [services NAME] with \"" + key +
           " =\" and, indented below it, \"" + urlLine(url) + "\"";
}

/// Names by which people call the service in a config file, the right one first.
std::vector<std::string> namesOf(const ServiceIdentity& service)
{
    std::vector<std::string> names;
    for (const auto& name : {endpointServiceKey(service.id), service.name, service.name + "api"}) {
        if (!service.name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }
    return names;
}

/// A URL below one of the service's names.
const std::pair<const std::string, std::string>* nestedUrl(const ConfigValue& value)
{
    const auto found = std::find_if(value.nested.begin(), value.nested.end(), [](const auto& member) {
        return !member.second.empty() && (member.first == urlKey || isMeantAsUrl(member.first));
    });
    return found == value.nested.end() ? nullptr : &*found;
}

Result<void> checkProfile(const ServiceIdentity& service, const Profile& profile)
{
    const auto names = namesOf(service);
    for (const auto& [key, value] : profile.values) {
        if (key == urlKey && value.isNested)
            return misplacedUrl(value, key + " with its URL on the next line", "it all on one line");
        if (isMeantAsUrl(key) && (value.isNested || !value.text.empty()))
            return misplacedUrl(value, key, '"' + urlLine(value.text) + '"');
        if (isMeantAsUrlOf(names, key) && !value.text.empty())
            return misplacedUrl(value, key, servicesMend(names.front(), value.text));
    }
    for (const auto& name : names) {
        const ConfigValue* value = profile.find(name);
        if (const auto* url = value != nullptr ? nestedUrl(*value) : nullptr)
            return misplacedUrl(*value, url->first + " below \"" + name + " =\"",
                                servicesMend(names.front(), url->second));
    }
    return {};
}

Result<void> checkServices(const ServiceIdentity& service, const ConfigSection& section)
{
    for (const auto& [key, value] : section.values) {
        if ((key == urlKey || isMeantAsUrl(key)) && !value.text.empty())
            return misplacedUrl(value, key + " outside of a service's lines",
                                "the service's name with \"=\" above it and indent the line");
    }
    const auto names = namesOf(service);
    for (const auto& name : names) {
        const ConfigValue* value = section.find(name);
        const auto* url = value != nullptr ? nestedUrl(*value) : nullptr;
        if (url != nullptr && (name != names.front() || url->first != urlKey))
            return misplacedUrl(*value, url->first + " below \"" + name + " =\"",
                                '"' + urlLine(url->second) + "\" below \"" + names.front() + " =\"");
    }
    return {};
}

/// What was meant to be a URL and is none.
Result<void> checkForMisplacedUrl(const ServiceIdentity& service, const ConfigFiles& files,
                                  const Profile& profile)
{
    if (auto good = checkProfile(service, profile); !good)
        return good;
    const ConfigSection* section = files.services(profile.text("services"));
    return section == nullptr ? Result<void>() : checkServices(service, *section);
}

} // namespace

std::string endpointServiceKey(std::string_view serviceId)
{
    std::string key(serviceId);
    std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) {
        return c == ' ' || c == '-' ? '_' : static_cast<char>(std::tolower(c));
    });
    return key;
}

Result<std::optional<ConfiguredUrl>> configuredEndpointUrl(const ServiceIdentity& service,
                                                           const Environment& environment,
                                                           const ConfigFiles& files, const Profile& profile)
{
    const std::string key = endpointServiceKey(service.id);
    std::string variable = "AWS_ENDPOINT_URL_";
    for (const char c : key)
        variable += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (!key.empty()) {
        if (auto found = fromVariable(environment, variable); !found.url.empty())
            return std::optional(std::move(found));
    }
    if (auto found = fromVariable(environment, "AWS_ENDPOINT_URL"); !found.url.empty())
        return std::optional(std::move(found));
    if (!key.empty()) {
        auto found = fromServices(key, files, profile);
        if (!found)
            return found.error();
        if (!found->url.empty())
            return std::optional(*std::move(found));
    }
    const ConfigValue* global = profile.find("endpoint_url");
    if (global != nullptr && !global->text.empty())
        return std::optional(ConfiguredUrl{global->text, {Kind::Profile, global->place()}});
    if (auto good = checkForMisplacedUrl(service, files, profile); !good)
        return good.error();
    return std::optional<ConfiguredUrl>();
}

Result<void> checkEndpointUrl(const std::string& url, const SettingOrigin& origin)
{
    const QUrl parsed(QString::fromStdString(url), QUrl::StrictMode);
    const QString scheme = parsed.scheme();
    const bool web = scheme == QLatin1String("http") || scheme == QLatin1String("https");
    if (parsed.isValid() && web && !parsed.host().isEmpty() && !parsed.hasQuery() && !parsed.hasFragment())
        return {};
    std::string message = "endpoint_url is \"" + withoutUserInfo(url) + "\"";
    if (!origin.place.empty())
        message += " (" + origin.place + ")";
    return configError(message + "; it has to be an http or https URL such as http://localhost:9000, without "
                                 "\"?\" and \"#\".");
}

namespace {

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
