#include "core/config/endpointurl.h"

#include <QtCore/QUrl>

#include <algorithm>
#include <cctype>

namespace inia {

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

} // namespace

std::string endpointServiceKey(std::string_view serviceId)
{
    std::string key(serviceId);
    std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) {
        return c == ' ' || c == '-' ? '_' : static_cast<char>(std::tolower(c));
    });
    return key;
}

Result<std::optional<ConfiguredUrl>> configuredEndpointUrl(std::string_view serviceId,
                                                           const Environment& environment,
                                                           const ConfigFiles& files, const Profile& profile)
{
    const std::string key = endpointServiceKey(serviceId);
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

} // namespace inia
