#include "core/client/callrecorder.h"

#include "core/common/redaction.h"
#include "core/http/percentencoding.h"

#include <algorithm>

namespace inia {

namespace {

constexpr char withheldBody[] = "(body withheld: it holds a secret)";
constexpr std::size_t shortestSecret = 4; ///< shorter texts would be found everywhere

/// How a secret may be written in a URL or a body. What none of these finds is escaped in a way of its own.
std::vector<std::string> spellings(const std::string& secret)
{
    const auto base64 = QByteArray::fromStdString(secret).toBase64().toStdString();
    return {secret, percentEncode(secret), formEncode(secret), base64, percentEncode(base64)};
}

HttpHeaders redactedHeaders(const HttpHeaders& headers, const std::vector<std::string>& secrets)
{
    HttpHeaders result;
    for (const auto& [name, value] : headers) {
        bool isOneOfSecrets = false;
        for (const auto& secret : secrets)
            isOneOfSecrets = isOneOfSecrets || (secret.size() >= shortestSecret && value == secret);
        result.add(name, isOneOfSecrets ? std::string(redactedText) : redactHeaderValue(name, value));
    }
    return result;
}

/// Whether the secret was there.
bool replaceEverywhere(QByteArray& text, const std::string& secret)
{
    bool found = false;
    for (const auto& spelling : spellings(secret)) {
        const QByteArray needle = QByteArray::fromStdString(spelling);
        if (!text.contains(needle))
            continue;
        found = true;
        text.replace(needle, QByteArray(redactedText.data(), static_cast<qsizetype>(redactedText.size())));
    }
    return found;
}

QByteArray withoutSecrets(QByteArray text, const std::vector<std::string>& secrets)
{
    for (const auto& secret : secrets) {
        if (secret.size() >= shortestSecret)
            replaceEverywhere(text, secret);
    }
    return text;
}

std::string withoutSecrets(const std::string& text, const std::vector<std::string>& secrets)
{
    return withoutSecrets(QByteArray::fromStdString(text), secrets).toStdString();
}

} // namespace

CallRecorder::CallRecorder(const ClientParts& parts, std::string_view operation, const CallOptions& options)
    : m_log(parts.exchangeLog.get()), m_shapes(parts.secretShapes)
{
    if (!m_log)
        return;
    ExchangeCall call;
    call.service = parts.model->name();
    call.serviceId = parts.model->serviceId();
    call.operation = operation;
    call.target = options.target;
    call.cause = options.cause;
    call.background = options.background;
    call.profile = parts.profileName;
    call.region = parts.config.region;
    call.started = parts.clock->now();
    m_id = m_log->begin(std::move(call));
}

void CallRecorder::setParams(const OperationModel& operation, const Value& params)
{
    m_operation = operation;
    m_params = params;
    if (!m_log)
        return;
    if (operation.input().valid())
        m_shapes->collect(operation.input(), params, SecretShapes::Part::All, m_secrets);
    m_log->change(m_id, [&](ExchangeCall& call) {
        call.operation = operation.name();
        call.params = operation.input().valid() ? m_shapes->redacted(operation.input(), params) : params;
    });
}

QByteArray CallRecorder::redactedBody(const QByteArray& body, const Shape& shape, const Value& parsed) const
{
    if (body.isEmpty())
        return body; // the secrets came in headers
    std::vector<std::string> secrets;
    if (shape.valid())
        m_shapes->collect(shape, parsed, SecretShapes::Part::Body, secrets);
    QByteArray result = body;
    for (const auto& secret : secrets) {
        QByteArray untouched = body; // another secret may have taken a part of this one away
        if (secret.empty())
            continue;
        // It is in there in some escaped form that we did not find: better nothing than a secret.
        if (!replaceEverywhere(untouched, secret))
            return QByteArray(withheldBody);
        replaceEverywhere(result, secret);
    }
    return withoutSecrets(std::move(result), m_secrets);
}

void CallRecorder::beginAttempt(const HttpRequest& request, const SigningRecord& signing,
                                const Credentials& credentials, std::chrono::milliseconds delayBefore,
                                std::string reason)
{
    if (!m_log)
        return;
    for (const auto& secret : {credentials.secretKey, credentials.sessionToken}) {
        if (!secret.empty() && std::find(m_secrets.begin(), m_secrets.end(), secret) == m_secrets.end())
            m_secrets.push_back(secret);
    }
    ExchangeAttempt attempt;
    attempt.started = std::chrono::system_clock::now();
    attempt.delayBefore = delayBefore;
    attempt.reason = std::move(reason);
    attempt.request.method = request.method;
    attempt.request.url = withoutSecrets(redactUrl(request.url), m_secrets);
    attempt.request.headers = redactedHeaders(request.headers, m_secrets);
    attempt.request.body = redactedBody(request.body, m_operation.input(), m_params);
    attempt.signing.canonicalRequest =
        withoutSecrets(redactCanonicalRequest(signing.canonicalRequest), m_secrets);
    attempt.signing.stringToSign = signing.stringToSign;
    attempt.signing.credentialScope = signing.credentialScope;
    m_log->change(m_id, [&attempt](ExchangeCall& call) {
        attempt.number = static_cast<int>(call.attempts.size()) + 1;
        call.attempts.push_back(std::move(attempt));
    });
}

void CallRecorder::endAttempt(const HttpResponse* response, TransportTiming timing,
                              const std::optional<Error>& error, const Value& parsed)
{
    if (!m_log)
        return;
    HttpResponse recorded;
    if (response) {
        std::vector<std::string> secrets = m_secrets;
        if (m_operation.output().valid())
            m_shapes->collect(m_operation.output(), parsed, SecretShapes::Part::All, secrets);
        recorded.status = response->status;
        recorded.headers = redactedHeaders(response->headers, secrets);
        // What could not be parsed cannot be searched for secrets either.
        const bool unreadable = error &&
                                (error->kind == ErrorKind::Parse || error->kind == ErrorKind::Checksum) &&
                                m_operation.valid();
        recorded.body = unreadable && m_shapes->mayHold(m_operation.output())
                            ? QByteArray(withheldBody)
                            : redactedBody(response->body, m_operation.output(), parsed);
    }
    m_log->change(m_id, [&](ExchangeCall& call) {
        if (call.attempts.empty())
            return;
        auto& attempt = call.attempts.back();
        attempt.response = std::move(recorded);
        attempt.timing = timing;
        attempt.error = error;
        attempt.running = false;
    });
}

void CallRecorder::finish(const Result<Value>& result)
{
    if (!m_log)
        return;
    m_log->change(m_id, [&](ExchangeCall& call) {
        call.duration = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - m_started);
        if (result) {
            call.state = ExchangeCall::State::Succeeded;
            call.result = m_operation.valid() && m_operation.output().valid()
                              ? m_shapes->redacted(m_operation.output(), *result)
                              : *result;
        } else {
            call.state = result.error().kind == ErrorKind::Cancelled ? ExchangeCall::State::Cancelled
                                                                     : ExchangeCall::State::Failed;
            call.error = result.error();
        }
    });
}

} // namespace inia
