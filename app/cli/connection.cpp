#include "app/cli/connection.h"

#include "app/cli/jsonvalues.h"
#include "app/cli/output.h"
#include "core/common/clock.h"
#include "core/config/clientconfig.h"
#include "core/model/names.h"
#include "core/protocol/jsonwriter.h"

#include <algorithm>
#include <array>

namespace inia::cli {

namespace {

/// Members of botocore's Config that are no rows of settingTable().
constexpr std::array<std::string_view, 5> ownNames{"client_context_params", "region_name", "retries", "s3",
                                                   "signature_version"};
/// Taken and not needed: connections are the transport's business.
constexpr std::array<std::string_view, 1> ignoredNames{"max_pool_connections"};
constexpr std::array<std::string_view, 5> unsupportedNames{"proxies", "proxies_config", "client_cert",
                                                           "user_agent", "user_agent_extra"};

template <std::size_t Count>
bool isOneOf(std::string_view name, const std::array<std::string_view, Count>& names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

Error configError(std::string message)
{
    return makeError(ErrorKind::Configuration, "InvalidConfigError", std::move(message));
}

/// What settings are read from: "true", "2.5", and lists with commas.
Result<std::string> settingText(const std::string& name, const Value& value)
{
    if (value.isText())
        return value.text();
    if (value.isBool() || value.isNumber())
        return toJson(value);
    std::string text;
    for (const auto& item : value.items()) {
        if (!item.isText())
            return configError("config." + name + " has to be a list of texts");
        text += (text.empty() ? "" : ",") + item.text();
    }
    if (!value.isList())
        return configError("config." + name + " has to be a text, a number, true or false, not an object");
    return text;
}

std::vector<std::string> knownNames(std::string_view section)
{
    std::vector<std::string> names;
    for (const auto& row : settingTable()) {
        const auto name = std::visit([](const auto& any) { return any.setting.name; }, row);
        const auto dot = name.find('.');
        if (section.empty()) {
            for (const auto key : std::visit([](const auto& any) { return any.setting.profileKeys; }, row)) {
                if (!key.empty() && key != name && key.find('.') == std::string_view::npos)
                    names.emplace_back(key);
            }
        }
        if (section.empty() && dot == std::string_view::npos)
            names.emplace_back(name);
        else if (!section.empty() && dot != std::string_view::npos && name.substr(0, dot) == section)
            names.emplace_back(name.substr(dot + 1));
    }
    if (section.empty()) {
        names.insert(names.end(), ownNames.begin(), ownNames.end());
        names.insert(names.end(), ignoredNames.begin(), ignoredNames.end());
    } else if (section == "s3") {
        names.emplace_back("use_dualstack_endpoint");
    }
    return names;
}

Error unknownName(std::string_view section, const std::string& name)
{
    const auto known = knownNames(section);
    std::string message = "config" + (section.empty() ? "" : "." + std::string(section)) +
                          " has no member \"" + name.substr(0, 64) + "\"";
    const auto similar = similarNames(name, known);
    for (std::size_t i = 0; i < similar.size(); ++i)
        message += (i == 0 ? "; did you mean " : ", ") + similar[i];
    return makeError(ErrorKind::Configuration, "UnknownConfigName", message + (similar.empty() ? "" : "?"));
}

Result<void> applySetting(const std::string& name, const Value& value, ClientOptions& options)
{
    const auto text = settingText(name, value);
    if (!text)
        return text.error();
    return setClientOption(options, name, *text);
}

Result<void> applyS3(const Value& s3, ClientOptions& options)
{
    if (!s3.isMap())
        return configError("config.s3 has to be an object");
    const auto known = knownNames("s3");
    for (const auto& [name, value] : s3.members()) {
        if (value.isNull())
            continue;
        if (std::find(known.begin(), known.end(), name) == known.end())
            return unknownName("s3", name);
        if (auto applied = applySetting("s3." + name, value, options); !applied)
            return applied;
    }
    return {};
}

/// botocore's two ways to count: max_attempts leaves the first one out, total_max_attempts does not and
/// goes first.
Result<void> applyRetries(const Value& retries, ClientOptions& options)
{
    if (!retries.isMap())
        return configError("config.retries has to be an object");
    for (const auto& [name, value] : retries.members()) {
        if (value.isNull())
            continue;
        Result<void> applied;
        if (name == "mode") {
            applied = applySetting("retry_mode", value, options);
        } else if (name == "total_max_attempts" || name == "max_attempts") {
            const bool isTotal = name == "total_max_attempts";
            const std::int64_t smallest = isTotal ? 1 : 0;
            if (!value.isInt() || value.toInt() < smallest || value.toInt() > 1'000'000) {
                applied = configError("config.retries." + name + " has to be a whole number from " +
                                      std::to_string(smallest) + " on");
            } else if (isTotal || retries["total_max_attempts"].isNull()) {
                options.maxAttempts = static_cast<int>(value.toInt()) + (isTotal ? 0 : 1);
            }
        } else {
            applied = configError("config.retries has no member \"" + name.substr(0, 64) +
                                  "\"; there are mode, max_attempts, total_max_attempts");
        }
        if (!applied)
            return applied;
    }
    return {};
}

Result<void> applyClientContext(const Value& params, ClientOptions& options)
{
    if (!params.isMap())
        return configError("config.client_context_params has to be an object");
    for (const auto& [name, value] : params.members()) {
        if (auto applied = applySetting("client_context_params." + name, value, options); !applied)
            return applied;
    }
    return {};
}

Result<void> applySignatureVersion(const Value& value, SessionOptions& options)
{
    if (!value.isText())
        return configError("config.signature_version has to be a text");
    if (value.text() == "unsigned")
        options.unsignedRequests = true;
    else
        options.client.signatureVersion = value.text();
    return {};
}

Result<void> applyMember(const std::string& name, const Value& value, SessionOptions& options)
{
    if (name == "s3")
        return applyS3(value, options.client);
    if (name == "retries")
        return applyRetries(value, options.client);
    if (name == "client_context_params")
        return applyClientContext(value, options.client);
    if (name == "signature_version")
        return applySignatureVersion(value, options);
    if (name == "region_name")
        return applySetting("region", value, options.client);
    if (isOneOf(name, ignoredNames))
        return {};
    if (isOneOf(name, unsupportedNames)) {
        return makeError(ErrorKind::Unsupported, "UnsupportedConfigName",
                         "config." + name + " is not supported by this program; leave it out");
    }
    const auto known = knownNames({});
    if (std::find(known.begin(), known.end(), name) == known.end())
        return unknownName({}, name);
    return applySetting(name, value, options.client);
}

} // namespace

Result<void> applyConfig(const Value& config, SessionOptions& options)
{
    for (const auto& [name, value] : config.members()) {
        if (value.isNull())
            continue;
        if (auto applied = applyMember(name, value, options); !applied)
            return applied;
    }
    return {};
}

Result<Session> openSession(Runtime runtime, const ConnectionArguments& connection)
{
    if (connection.at)
        runtime.clock = std::make_shared<FrozenClock>(*connection.at);
    SessionOptions options;
    options.profile = connection.profile;
    options.region = connection.region;
    options.unsignedRequests = !connection.signRequest;
    if (auto applied = applyConfig(connection.config, options); !applied)
        return applied.error();
    if (connection.readOnly)
        options.client.access = AccessMode::ReadOnly;
    options.closesServerGate = connection.checksServer;
    if (connection.endpointUrl)
        options.client.endpointUrl = connection.endpointUrl;
    return Session::create(runtime, options);
}

Result<Client> openClient(Runtime runtime, const ConnectionArguments& connection, const std::string& service)
{
    const auto session = openSession(std::move(runtime), connection);
    if (!session)
        return session.error();
    for (const auto& warning : session->warnings())
        tell("warning: " + warning);
    return session->client(service);
}

Result<PreparedCall> prepareCall(const Runtime& runtime, const ConnectionArguments& connection,
                                 const TargetArguments& target)
{
    auto client = openClient(runtime, connection, target.service);
    if (!client)
        return client.error();
    const auto operation = client->model().operation(target.operation);
    auto params = valuesFromJson(target.params, operation.input());
    if (!params)
        return params.error();
    return PreparedCall{std::move(client).value(), operation, std::move(params).value()};
}

} // namespace inia::cli
