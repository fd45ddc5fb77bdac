#include "core/learned/s3expresssessions.h"

#include "core/common/clock.h"

#include <algorithm>
#include <utility>

namespace inia {

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

} // namespace inia
