#include "core/config/endpointurl.h"

#include <QtCore/QUrl>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

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

} // namespace inia
