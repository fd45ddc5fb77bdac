#include "core/client/s3expresssessions.h"

#include "core/client/client.h"
#include "core/client/clientparts.h"

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t keptSessions = 100;
constexpr std::chrono::seconds renewalWindow{45};
constexpr std::chrono::seconds mandatoryWindow{10};

bool lasts(const Credentials& credentials, const ClientParts& parts, std::chrono::seconds window)
{
    return credentials.expiry && *credentials.expiry - parts.clock->now() >= window;
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

void S3ExpressSessions::resolve(const std::shared_ptr<ClientParts>& parts, const std::string& bucket,
                                QObject* context, CredentialsProvider::Callback callback)
{
    const auto* session = find(bucket);
    if (session && lasts(session->credentials, *parts, renewalWindow)) {
        callback(Credentials(session->credentials));
        return;
    }
    if (!m_requests.contains(bucket))
        open(parts, bucket);
    auto& request = m_requests[bucket];
    request.waiters.push_back({context, std::move(callback)});
    QObject::connect(context, &QObject::destroyed, request.reply.get(),
                     [raw = parts.get(), bucket] { raw->expressSessions.dropIfUnwanted(bucket); });
}

/// The call under way holds the client: it may not outlive those who wait for it.
void S3ExpressSessions::dropIfUnwanted(const std::string& bucket)
{
    const auto entry = m_requests.find(bucket);
    if (entry == m_requests.end())
        return;
    const auto& waiters = entry->second.waiters;
    const bool unwanted = std::none_of(waiters.begin(), waiters.end(),
                                       [](const Waiter& waiter) { return !waiter.context.isNull(); });
    if (unwanted)
        m_requests.erase(entry);
}

void S3ExpressSessions::open(const std::shared_ptr<ClientParts>& parts, const std::string& bucket)
{
    CallOptions options;
    options.cause = "Open a session for the directory bucket";
    options.background = true;
    auto& request = m_requests[bucket];
    request.reply = Client(parts).call("CreateSession", Value::map({{"Bucket", bucket}}), std::move(options));
    auto* reply = request.reply.get();
    // The reply lives in the parts, so they outlive it.
    QObject::connect(reply, &Reply::finished, reply,
                     [raw = parts.get(), bucket] { raw->expressSessions.receive(*raw, bucket); });
}

Result<Credentials> S3ExpressSessions::take(const ClientParts& parts, const std::string& bucket,
                                            const Result<Value>& answer)
{
    const auto* earlier = find(bucket);
    if (!answer) {
        if (earlier && lasts(earlier->credentials, parts, mandatoryWindow))
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

void S3ExpressSessions::receive(const ClientParts& parts, const std::string& bucket)
{
    const auto entry = m_requests.find(bucket);
    if (entry == m_requests.end())
        return;
    const Request request = std::move(entry->second);
    m_requests.erase(entry);
    const auto credentials = take(parts, bucket, request.reply->result());
    for (const auto& waiter : request.waiters) {
        if (waiter.context)
            waiter.callback(credentials);
    }
}

} // namespace inia
