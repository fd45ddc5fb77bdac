#include "core/observe/callredaction.h"

#include "core/common/redaction.h"
#include "core/http/httpmessage.h"
#include "core/observe/secretshapes.h"

#include <algorithm>
#include <atomic>

namespace inia {

namespace {

constexpr char withheldBody[] = "(body withheld: it holds a secret)";
constexpr qsizetype longestSearchedBlob = 65536;
constexpr std::size_t mostHeaders = 1000; ///< that are remembered: users may name their own

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray withoutSpans(const QByteArray& bytes, std::vector<TextSpan> spans)
{
    return spans.empty() ? bytes : QByteArray::fromStdString(replaceSpans(viewOf(bytes), std::move(spans)));
}

SecretFinder finderOf(const std::vector<std::string>& secrets, SecretFinder::Travels travels)
{
    SecretFinder finder;
    for (const auto& secret : secrets)
        finder.add(secret, travels);
    return finder;
}

/// What an Authorization header proves itself with: the signature of "AWS4-HMAC-SHA256 ..., Signature=x" and
/// "AWS key:x", the token of "Bearer x".
std::string_view proofOf(std::string_view authorization)
{
    constexpr std::string_view marker = "Signature=";
    if (const auto at = authorization.find(marker); at != std::string_view::npos)
        return authorization.substr(at + marker.size());
    const auto end = authorization.find_last_of(": ");
    return end == std::string_view::npos ? authorization : authorization.substr(end + 1);
}

} // namespace

std::shared_ptr<const SecretFinder> RedactionMemory::finder(const Credentials& credentials)
{
    if (m_finder && credentials.secretKey == m_secretKey && credentials.sessionToken == m_sessionToken)
        return m_finder;
    m_secretKey = credentials.secretKey;
    m_sessionToken = credentials.sessionToken;
    m_finder = std::make_shared<const SecretFinder>(
        finderOf({m_secretKey, m_sessionToken}, SecretFinder::Travels::Anywhere));
    return m_finder;
}

bool RedactionMemory::isSecretHeader(const std::string& name)
{
    const auto known = m_headers.find(name);
    if (known != m_headers.end())
        return known->second;
    if (m_headers.size() >= mostHeaders)
        m_headers.clear();
    return m_headers[name] = inia::isSecretHeader(name);
}

void CallRedaction::setCall(const OperationModel& operation, const Value& params)
{
    m_operation = operation;
    m_params = params;
    m_isCollected = false; // most calls that nobody watches never ask
}

void CallRedaction::addCredentials(const Credentials& credentials)
{
    auto finder = m_memory->finder(credentials);
    if (!finder->isEmpty() &&
        std::find(m_credentials.begin(), m_credentials.end(), finder) == m_credentials.end())
        m_credentials.push_back(std::move(finder));
}

void CallRedaction::addSignature(const HttpRequest& request)
{
    m_own.add(proofOf(request.headers.value("Authorization")), SecretFinder::Travels::InItsMessage);
}

const SecretFinder& CallRedaction::own()
{
    if (!m_isCollected) {
        m_isCollected = true;
        std::vector<std::string> secrets;
        if (m_operation.valid() && m_operation.input().valid())
            SecretShapes::of(m_operation)
                .collect(m_operation.input(), m_params, SecretShapes::Part::All, secrets);
        m_paramsHoldSecrets = !secrets.empty();
        for (const auto& secret : secrets)
            m_own.add(secret, SecretFinder::Travels::Anywhere);
    }
    return m_own;
}

void CallRedaction::find(SearchedText& text, SecretFinder::Text kind, std::vector<TextSpan>& spans)
{
    own().find(text, kind, spans);
    for (const auto& credentials : m_credentials)
        credentials->find(text, kind == SecretFinder::Text::Own ? SecretFinder::Text::Foreign : kind, spans);
    if (kind != SecretFinder::Text::Own)
        m_answered.find(text, kind, spans);
}

std::string CallRedaction::text(const std::string& text, SecretFinder::Text kind)
{
    std::vector<TextSpan> spans;
    SearchedText searched(text);
    find(searched, kind, spans);
    if (kind == SecretFinder::Text::Echo)
        findNamedSecrets(searched, spans);
    else
        findUrlSecrets(searched, spans);
    return spans.empty() ? text : replaceSpans(text, std::move(spans));
}

std::optional<Value> CallRedaction::changedTexts(const Value& value, SecretFinder::Text kind)
{
    if (value.isText()) {
        std::string shown = text(value.text(), kind);
        return shown == value.text() ? std::nullopt : std::optional<Value>(std::move(shown));
    }
    if (value.isBlob() && value.blob().size() <= longestSearchedBlob) {
        const std::string bytes = value.blob().toStdString();
        const std::string shown = text(bytes, kind);
        return shown == bytes ? std::nullopt : std::optional<Value>(QByteArray::fromStdString(shown));
    }
    std::optional<Value> result;
    for (std::size_t i = 0; value.isList() && i < value.size(); ++i) {
        if (auto changed = changedTexts(value[i], kind)) {
            if (!result)
                result = Value(value.items());
            result->mutableList()[i] = std::move(*changed);
        }
    }
    for (const auto& [name, member] : value.members()) {
        if (auto changed = changedTexts(member, kind)) {
            if (!result)
                result = value;
            result->insert(name, std::move(*changed));
        }
    }
    return result;
}

Value CallRedaction::texts(const Value& value, SecretFinder::Text kind)
{
    return changedTexts(value, kind).value_or(value);
}

Value CallRedaction::parameters()
{
    static_cast<void>(own());
    return texts(m_paramsHoldSecrets ? SecretShapes::of(m_operation).redacted(m_operation.input(), m_params)
                                     : m_params,
                 SecretFinder::Text::Foreign);
}

HttpHeaders CallRedaction::headers(const HttpHeaders& headers, const Shape& shape, const SecretFinder* answer)
{
    HttpHeaders result;
    SecretShapes* shapes = shape.valid() ? &SecretShapes::of(m_operation) : nullptr;
    for (const auto& [name, value] : headers) {
        std::string shown =
            m_memory->isSecretHeader(name) ? redactHeaderValue(name, value) : redactUrl(value);
        std::vector<TextSpan> spans;
        SearchedText searched(shown);
        find(searched, SecretFinder::Text::Foreign, spans);
        if (answer)
            answer->find(searched, SecretFinder::Text::Foreign, spans);
        const bool isSecret = own().isOne(value) || (answer && answer->isOne(value)) ||
                              (shapes && shapes->isSecretHeader(shape, name));
        result.add(name, isSecret ? std::string(redactedText) : replaceSpans(shown, std::move(spans)));
    }
    return result;
}

HttpRequest CallRedaction::requestHead(const HttpRequest& request)
{
    HttpRequest shown;
    shown.method = request.method;
    shown.url = text(request.url, SecretFinder::Text::Own);
    shown.headers = headers(request.headers, m_operation.valid() ? m_operation.input() : Shape(), nullptr);
    return shown;
}

HttpRequest CallRedaction::request(const HttpRequest& request)
{
    HttpRequest shown = requestHead(request);
    shown.body = request.bodySource
                     ? "(" + QByteArray::number(request.bodySource->size()) + " bytes that were not kept)"
                     : requestBody(request.body);
    return shown;
}

QByteArray CallRedaction::requestBody(const QByteArray& body)
{
    if (body.isEmpty())
        return body; // the secrets went in headers
    std::vector<TextSpan> spans;
    SearchedText searched(viewOf(body));
    find(searched, SecretFinder::Text::Own, spans);
    findUrlSecrets(searched, spans);
    if (m_paramsHoldSecrets) {
        std::vector<std::string> secrets;
        SecretShapes::of(m_operation)
            .collect(m_operation.input(), m_params, SecretShapes::Part::Body, secrets);
        // One is in there in some form that we do not know: better nothing than a secret.
        if (!finderOf(secrets, SecretFinder::Travels::InItsMessage)
                 .findAll(searched, SecretFinder::Text::Own, spans))
            return QByteArray(withheldBody);
    }
    return withoutSpans(body, std::move(spans));
}

SigningRecord CallRedaction::signing(const SigningRecord& record)
{
    SigningRecord shown;
    shown.canonicalRequest = text(record.canonicalRequest, SecretFinder::Text::Echo);
    shown.stringToSign = text(record.stringToSign, SecretFinder::Text::Echo);
    shown.credentialScope = record.credentialScope;
    return shown;
}

HttpResponse CallRedaction::responseHead(const HttpResponse& response)
{
    HttpResponse shown;
    shown.status = response.status;
    shown.headers = headers(response.headers, m_operation.valid() ? m_operation.output() : Shape(), nullptr);
    shown.isBodyElsewhere = response.isBodyElsewhere;
    return shown;
}

Shape CallRedaction::errorShape(const Error& error) const
{
    if (!m_operation.valid())
        return {};
    for (const auto& shape : m_operation.errors()) {
        const auto code = shape.trait("error")["code"].text(shape.name());
        if (code == error.code || shape.name() == error.code || shape.name() == error.exceptionCode)
            return shape;
    }
    return {};
}

HttpResponse CallRedaction::response(const HttpResponse& response, const std::optional<Error>& error,
                                     const Value& parsed)
{
    const Shape output = m_operation.valid() ? m_operation.output() : Shape();
    const Shape shape = error ? errorShape(*error) : output;
    std::vector<std::string> secrets;
    std::vector<std::string> inBody;
    if (m_operation.valid()) {
        auto& shapes = SecretShapes::of(m_operation);
        shapes.collect(shape, parsed, SecretShapes::Part::All, secrets);
        if (!secrets.empty() && !response.body.isEmpty())
            shapes.collect(shape, parsed, SecretShapes::Part::Body, inBody);
        // As they came: a value that could not be read is null, and its header is told by ResponseMetadata
        // too.
        for (const auto& [name, value] : response.headers) {
            if (output.valid() && shapes.isSecretHeader(output, name))
                secrets.push_back(value);
        }
    }
    m_answered = finderOf(secrets, SecretFinder::Travels::InItsMessage);
    HttpResponse shown;
    shown.status = response.status;
    shown.isBodyElsewhere = response.isBodyElsewhere;
    shown.headers = headers(response.headers, output, &m_answered);

    SearchedText body(viewOf(response.body));
    std::vector<TextSpan> spans;
    const bool isComplete =
        response.body.isEmpty() ||
        finderOf(inBody, SecretFinder::Travels::InItsMessage).findAll(body, SecretFinder::Text::Own, spans);
    const std::size_t ownSpans = spans.size();
    find(body, error ? SecretFinder::Text::Echo : SecretFinder::Text::Foreign, spans);
    if (error)
        findNamedSecrets(body, spans);
    else
        findUrlSecrets(body, spans);
    m_answerTellsSecrets = spans.size() > ownSpans || ownSpans > inBody.size() || !isComplete ||
                           !(shown.headers == response.headers);
    m_answerHoldsSecrets = m_answerTellsSecrets || !secrets.empty();

    // What could not be parsed cannot be searched for secrets either.
    const bool isUnreadable =
        error && (error->kind == ErrorKind::Parse || error->kind == ErrorKind::Checksum);
    const bool isWithheld =
        !isComplete || (isUnreadable && output.valid() && SecretShapes::of(m_operation).mayHold(output));
    shown.body = isWithheld && !response.body.isEmpty() ? QByteArray(withheldBody)
                                                        : withoutSpans(response.body, std::move(spans));
    return shown;
}

Value CallRedaction::answer(const Value& value)
{
    if (!m_answerHoldsSecrets || !m_operation.valid())
        return value;
    const Value shown = SecretShapes::of(m_operation).redacted(m_operation.output(), value);
    return m_answerTellsSecrets ? texts(shown, SecretFinder::Text::Foreign) : shown;
}

Value CallRedaction::errorResponse(const Error& error, const Value& value)
{
    if (value.isNull() || !m_operation.valid())
        return value;
    auto& shapes = SecretShapes::of(m_operation);
    const Shape shape = errorShape(error);
    std::vector<std::string> secrets;
    shapes.collect(shape, value, SecretShapes::Part::All, secrets);
    for (const auto& secret : secrets)
        m_answered.add(secret, SecretFinder::Travels::InItsMessage);
    return texts(secrets.empty() ? value : shapes.redacted(shape, value), SecretFinder::Text::Echo);
}

Error CallRedaction::error(const Error& error)
{
    Error shown = error;
    for (auto* told : {&shown.code, &shown.exceptionCode, &shown.message, &shown.requestId, &shown.hostId,
                       &shown.region}) {
        if (!told->empty())
            *told = text(*told, SecretFinder::Text::Echo);
    }
    if (error.cause)
        shown.cause = std::make_shared<const Error>(this->error(*error.cause));
    return shown;
}

namespace {

/// Of all sessions: observers and logs may be shared between them.
quint64 nextNumber()
{
    static std::atomic<quint64> last{0};
    return ++last;
}

std::chrono::microseconds since(std::chrono::steady_clock::time_point then)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - then);
}

} // namespace

CallNotifier::CallNotifier(std::shared_ptr<RedactionMemory> memory, const Observers& observers,
                           const std::function<ObservedCall()>& about)
    : m_redaction(std::move(memory))
{
    if (observers.empty())
        return;
    m_started = std::chrono::steady_clock::now();
    m_call = about();
    m_call.number = nextNumber();
    m_observers = observers;
    Observers interested;
    each([&](const std::shared_ptr<CallObserver>& observer) {
        if (observer->begun(m_call))
            interested.push_back(observer);
    });
    m_observers = std::move(interested);
    if (!isWatched())
        m_call.number = 0;
}

template <typename Tell>
void CallNotifier::each(const Tell& tell)
{
    m_call.elapsed = since(m_started);
    for (const auto& observer : m_observers) {
        // Foreign code: whatever it does, the call goes on.
        try {
            tell(observer);
        } catch (...) {
            continue;
        }
    }
}

void CallNotifier::beforeCall(const OperationModel& operation, const Value& params)
{
    m_redaction.setCall(operation, params);
    if (!isWatched())
        return;
    m_call.operation = operation.name();
    m_call.effect = effectOf(operation, params).effect;
    const Value shown = m_redaction.parameters();
    each([&](const auto& observer) { observer->beforeCall(m_call, shown); });
}

void CallNotifier::beforeSign(int attempt, const HttpRequest& request)
{
    m_call.attempt = attempt;
    if (!isWatched())
        return;
    const HttpRequest shown = m_redaction.requestHead(request);
    each([&](const auto& observer) { observer->beforeSign(m_call, shown); });
}

void CallNotifier::attemptBegun(const HttpRequest& request, const SigningRecord& record,
                                const Credentials& credentials)
{
    m_redaction.addCredentials(credentials);
    m_redaction.addSignature(request);
    if (!isWatched())
        return;
    m_attemptRuns = true;
    m_attemptStarted = std::chrono::steady_clock::now();
    const ObservedAttempt shown{m_call.attempt > 1 ? m_retry.kind : AttemptKind::First,
                                credentials.accountId,
                                m_redaction.request(request),
                                m_redaction.signing(record),
                                m_retry.delay,
                                m_retry.reason};
    each([&](const auto& observer) { observer->attemptBegun(m_call, shown); });
    if (m_attemptRuns) // nobody has cancelled it
        each([&](const auto& observer) { observer->beforeSend(m_call, request); });
}

void CallNotifier::responseReceived(const HttpResponse& response)
{
    if (!isWatched())
        return;
    const HttpResponse shown = m_redaction.responseHead(response);
    each([&](const auto& observer) { observer->responseReceived(m_call, shown); });
}

void CallNotifier::attemptEnded(const HttpResponse* response, TransportTiming timing,
                                const std::optional<Error>& error, const Value& parsed,
                                const UnreadableValues& unreadable)
{
    if (!m_attemptRuns)
        return;
    m_attemptRuns = false;
    ObservedOutcome shown;
    if (response)
        shown.response = m_redaction.response(*response, error, parsed);
    shown.timing = timing;
    if (error)
        shown.error = m_redaction.error(*error);
    shown.unreadable = unreadable;
    each([&](const auto& observer) { observer->attemptEnded(m_call, shown); });
}

void CallNotifier::parsed(const Value& answer)
{
    if (!isWatched())
        return;
    const Value shown = m_redaction.answer(answer);
    each([&](const auto& observer) { observer->parsed(m_call, shown); });
}

void CallNotifier::retrying(const ObservedRetry& retry)
{
    m_retry = retry;
    if (!isWatched())
        return;
    m_retry.error = m_redaction.error(retry.error);
    m_retry.reason = redactText(retry.reason);
    each([&](const auto& observer) { observer->retrying(m_call, m_retry); });
}

void CallNotifier::finished(const std::optional<Error>& error)
{
    if (!isWatched())
        return;
    TransportTiming timing; // if it was given up under way
    timing.done = since(m_attemptStarted);
    attemptEnded(nullptr, timing, error, {});
    each([&](const auto& observer) { observer->finished(m_call, error); });
}

} // namespace inia
