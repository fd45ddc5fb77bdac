#include "core/learned/clientmemory.h"

#include "core/common/clock.h"
#include "core/config/clientconfig.h"
#include "core/model/servicemodel.h"
#include "core/policy/effect.h"
#include "core/protocol/timestamps.h"

#include <algorithm>
#include <array>
#include <utility>

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

namespace {

constexpr std::size_t keptSessions = 100;
constexpr std::chrono::seconds renewalWindow{45};
constexpr std::chrono::seconds mandatoryWindow{10};

bool lasts(const Credentials& credentials, const Clock& clock, std::chrono::seconds window)
{
    return credentials.expiry && *credentials.expiry - clock.now() >= window;
}

Credentials credentialsFrom(const Value& answer)
{
    const auto& session = answer["Credentials"];
    Credentials credentials;
    credentials.accessKey = session["AccessKeyId"].text();
    credentials.secretKey = session["SecretAccessKey"].text();
    credentials.sessionToken = session["SessionToken"].text();
    credentials.expiry =
        std::chrono::system_clock::time_point(std::chrono::seconds(session["Expiration"].time().seconds));
    credentials.source = "s3express";
    return credentials;
}

} // namespace

const S3ExpressSessions::Session* S3ExpressSessions::find(const std::string& bucket)
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(),
                                    [&](const Session& session) { return session.bucket == bucket; });
    if (found == m_sessions.end())
        return nullptr;
    m_sessions.splice(m_sessions.begin(), m_sessions, found);
    return &m_sessions.front();
}

void S3ExpressSessions::resolve(const Clock& clock, const Ask& ask, const std::string& bucket,
                                QObject* context, CredentialsProvider::Callback callback)
{
    const auto* session = find(bucket);
    if (session && lasts(session->credentials, clock, renewalWindow)) {
        callback(Credentials(session->credentials));
        return;
    }
    const Question question{"CreateSession", Value::map({{"Bucket", bucket}}),
                            "Open a session for the directory bucket"};
    const SharedCalls::Launch launch = [&](Answered answered) { return ask(question, std::move(answered)); };
    m_calls.join(bucket, launch, context,
                 // A call under way holds the clock, and the memory that holds this.
                 [this, &clock, bucket, callback = std::move(callback)](const Result<Value>& answer) {
                     callback(take(clock, bucket, answer));
                 });
}

Result<Credentials> S3ExpressSessions::take(const Clock& clock, const std::string& bucket,
                                            const Result<Value>& answer)
{
    const auto* earlier = find(bucket);
    if (!answer) {
        if (earlier && lasts(earlier->credentials, clock, mandatoryWindow))
            return earlier->credentials;
        return answer.error();
    }
    if (earlier)
        m_sessions.pop_front();
    m_sessions.push_front({bucket, credentialsFrom(*answer)});
    if (m_sessions.size() > keptSessions)
        m_sessions.pop_back();
    return m_sessions.front().credentials;
}

bool isClockError(const Error& error)
{
    static constexpr std::array<std::string_view, 6> codes{
        "RequestTimeTooSkewed",      "RequestExpired",        "RequestInTheFuture",
        "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure"};
    return std::find(codes.begin(), codes.end(), error.code) != codes.end();
}

std::optional<std::chrono::seconds> clockOffset(const HttpResponse& response, const Value& errorValue,
                                                std::chrono::system_clock::time_point now)
{
    auto date = parseTimestamp(errorValue["Error"]["ServerTime"].text());
    if (!date)
        date = parseTimestamp(response.headers.value("Date"));
    if (!date)
        return std::nullopt;
    const auto offset = std::chrono::seconds(date->seconds) -
                        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
    constexpr std::chrono::minutes tolerated{4};
    constexpr std::chrono::hours believed{24};
    const auto size = std::chrono::abs(offset);
    return size < tolerated || size > believed ? std::nullopt : std::optional(offset);
}

ClientMemory::ClientMemory(std::shared_ptr<Clock> clock, std::unique_ptr<RetryPolicy> retryPolicy)
    : retry(std::move(retryPolicy)), m_clock(std::move(clock))
{
}

std::chrono::system_clock::time_point ClientMemory::now() const
{
    return m_clock->now() + m_clockOffset;
}

bool ClientMemory::correctClock(const Error& error, const HttpResponse& response, const Value& errorValue)
{
    if (!isClockError(error))
        return false;
    const auto offset = clockOffset(response, errorValue, m_clock->now());
    if (!offset || *offset == m_clockOffset)
        return false;
    m_clockOffset = *offset;
    return true;
}

std::optional<std::string> ClientMemory::regionOf(const std::string& bucket) const
{
    const auto known = m_bucketRegions.find(bucket);
    return known == m_bucketRegions.end() ? std::nullopt : std::optional(known->second);
}

void ClientMemory::setRegionOf(const std::string& bucket, const std::string& region)
{
    m_bucketRegions.insert_or_assign(bucket, region);
}

bool ClientMemory::isChangingGet(const OperationModel& operation)
{
    const auto [known, isNew] = m_changingGets.try_emplace(operation.name(), false);
    if (isNew)
        known->second = changesSomething(effectOf(operation).effect);
    return known->second;
}

} // namespace inia
