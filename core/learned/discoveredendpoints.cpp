#include "core/learned/discoveredendpoints.h"

#include "core/common/clock.h"
#include "core/config/clientconfig.h"
#include "core/model/servicemodel.h"

namespace inia {

namespace {

constexpr std::chrono::seconds quietPeriod{60};

bool isRequired(Node operation)
{
    return operation["endpointdiscovery"]["required"].toBool();
}

/// Name of the operation that tells addresses; empty when the service has none.
std::string discoveryOperation(const ServiceModel& model)
{
    for (const auto& [name, operation] : model.operations().members()) {
        if (operation["endpointoperation"].toBool())
            return std::string(name);
    }
    return {};
}

bool isConnectionError(const Error& error)
{
    return error.kind == ErrorKind::Transport || error.kind == ErrorKind::Tls ||
           error.kind == ErrorKind::Timeout;
}

} // namespace

Result<bool> DiscoveredEndpoints::appliesTo(const ClientConfig& config, const OperationModel& operation)
{
    const auto trait = operation.node()["endpointdiscovery"];
    if (!trait || !config.endpointUrl.empty())
        return false;
    const bool required = isRequired(operation.node());
    if (config.endpointDiscovery == EndpointDiscovery::Disabled && required)
        return makeError(ErrorKind::Endpoint, "EndpointDiscoveryRequired",
                         std::string(operation.name()) +
                             " asks the service for its address, which endpoint_discovery_enabled = false "
                             "forbids");
    return required || config.endpointDiscovery == EndpointDiscovery::Enabled;
}

bool DiscoveredEndpoints::isOutdated(const Error& error)
{
    return error.httpStatus == 421 || error.code == "InvalidEndpointException";
}

std::optional<std::string> DiscoveredEndpoints::current(TimePoint now) const
{
    for (const auto& address : m_addresses) {
        if (now < address.expiry)
            return address.url;
    }
    return std::nullopt;
}

Result<std::optional<std::string>> DiscoveredEndpoints::fallback(bool isRequired) const
{
    using Url = std::optional<std::string>;
    if (!m_addresses.empty())
        return Url(m_addresses.front().url);
    if (!isRequired)
        return Url();
    return makeError(ErrorKind::Endpoint, "EndpointDiscoveryRefreshFailed",
                     "The service could not be asked for its address; try again later.");
}

Result<std::optional<std::string>> DiscoveredEndpoints::take(const Result<Value>& answer, bool isRequired,
                                                             TimePoint now)
{
    if (!answer) {
        if (!isConnectionError(answer.error()))
            return answer.error();
        m_quietUntil = now + quietPeriod;
        return fallback(isRequired);
    }
    m_addresses.clear();
    m_quietUntil = {};
    for (const auto& endpoint : (*answer)["Endpoints"].items()) {
        const auto& address = endpoint["Address"].text();
        const std::chrono::minutes period(endpoint["CachePeriodInMinutes"].toInt());
        m_addresses.push_back({address.starts_with("http") ? address : "https://" + address, now + period});
    }
    return fallback(isRequired);
}

void DiscoveredEndpoints::resolve(const Clock& clock, const Ask& ask, const OperationModel& operation,
                                  QObject* context, Callback callback)
{
    const auto now = clock.now();
    const bool required = isRequired(operation.node());
    if (auto url = current(now)) {
        callback(Result<std::optional<std::string>>(std::move(url)));
        return;
    }
    if (now < m_quietUntil && (!required || !m_addresses.empty())) {
        callback(fallback(required));
        return;
    }
    const Question question{discoveryOperation(operation.service()), Value::emptyMap(),
                            "Ask the service for its address"};
    const SharedCalls::Launch launch = [&](Answered answered) { return ask(question, std::move(answered)); };
    m_calls.join({}, launch, context,
                 // A call under way holds the clock, and the memory that holds this.
                 [this, &clock, required, callback = std::move(callback)](const Result<Value>& answer) {
                     callback(take(answer, required, clock.now()));
                 });
}

} // namespace inia
