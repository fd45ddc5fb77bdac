#include "core/client/callredaction.h"

#include "core/common/redaction.h"
#include "core/http/percentencoding.h"
#include "core/http/requestbody.h"

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

void CallRedaction::setCall(const OperationModel& operation, const Value& params)
{
    m_operation = operation;
    m_params = params;
    if (operation.input().valid())
        m_shapes->collect(operation.input(), params, SecretShapes::Part::All, m_secrets);
}

void CallRedaction::addCredentials(const Credentials& credentials)
{
    for (const auto& secret : {credentials.secretKey, credentials.sessionToken}) {
        if (!secret.empty() && std::find(m_secrets.begin(), m_secrets.end(), secret) == m_secrets.end())
            m_secrets.push_back(secret);
    }
}

Value CallRedaction::parameters() const
{
    const bool isModelled = m_operation.valid() && m_operation.input().valid();
    return isModelled ? m_shapes->redacted(m_operation.input(), m_params) : m_params;
}

Value CallRedaction::answer(const Value& value) const
{
    const bool isModelled = m_operation.valid() && m_operation.output().valid();
    return isModelled ? m_shapes->redacted(m_operation.output(), value) : value;
}

HttpRequest CallRedaction::requestHead(const HttpRequest& request) const
{
    HttpRequest shown;
    shown.method = request.method;
    shown.url = withoutSecrets(redactUrl(request.url), m_secrets);
    shown.headers = redactedHeaders(request.headers, m_secrets);
    return shown;
}

HttpRequest CallRedaction::request(const HttpRequest& request) const
{
    HttpRequest shown = requestHead(request);
    shown.body = request.bodySource
                     ? "(" + QByteArray::number(request.bodySource->size()) + " bytes that were not kept)"
                     : body(request.body, m_operation.input(), m_params);
    return shown;
}

SigningRecord CallRedaction::signing(const SigningRecord& record) const
{
    SigningRecord shown;
    shown.canonicalRequest = withoutSecrets(redactCanonicalRequest(record.canonicalRequest), m_secrets);
    shown.stringToSign = record.stringToSign;
    shown.credentialScope = record.credentialScope;
    return shown;
}

HttpResponse CallRedaction::responseHead(const HttpResponse& response) const
{
    HttpResponse shown;
    shown.status = response.status;
    shown.headers = redactedHeaders(response.headers, m_secrets);
    shown.isBodyElsewhere = response.isBodyElsewhere;
    return shown;
}

HttpResponse CallRedaction::response(const HttpResponse& response, const std::optional<Error>& error,
                                     const Value& parsed) const
{
    const Shape output = m_operation.valid() ? m_operation.output() : Shape();
    std::vector<std::string> secrets = m_secrets;
    if (output.valid())
        m_shapes->collect(output, parsed, SecretShapes::Part::All, secrets);
    HttpResponse shown = responseHead(response);
    shown.headers = redactedHeaders(response.headers, secrets);
    // What could not be parsed cannot be searched for secrets either.
    const bool isUnreadable =
        error && (error->kind == ErrorKind::Parse || error->kind == ErrorKind::Checksum);
    shown.body = isUnreadable && m_shapes->mayHold(output) ? QByteArray(withheldBody)
                                                           : body(response.body, output, parsed);
    return shown;
}

QByteArray CallRedaction::body(const QByteArray& body, const Shape& shape, const Value& parsed) const
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

} // namespace inia
