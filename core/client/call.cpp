#include "core/client/call.h"

#include "core/client/redirect.h"

#include <QtCore/QMetaObject>
#include <QtCore/QTimer>

#include <algorithm>

namespace inia {

using std::chrono::milliseconds;

void ReplyDeleter::operator()(Reply* reply) const
{
    if (!reply)
        return;
    reply->disconnect();
    reply->deleteLater();
    // The socket must not outlive its owner by more than this turn of the loop; a Call hears of it here.
    if (!reply->isFinished())
        reply->cancel();
}

Call::Call(std::shared_ptr<ClientParts> parts, std::string operation, Value params, CallOptions options)
    : m_parts(std::move(parts)),
      m_operationName(std::move(operation)),
      m_params(std::move(params)),
      m_options(std::move(options)),
      m_operation(m_parts->model->operation(m_operationName)),
      m_builder(*m_parts),
      m_recorder(*m_parts, m_operation.valid() ? m_operation.name() : std::string_view(m_operationName),
                 m_options)
{
}

Call::~Call() = default;

void Call::start()
{
    QMetaObject::invokeMethod(this, &Call::prepare, Qt::QueuedConnection);
}

const Result<Value>& Call::result() const
{
    static const Result<Value> unfinished(
        makeError(ErrorKind::Cancelled, "Unfinished", "the call has not finished"));
    return m_result ? *m_result : unfinished;
}

void Call::cancel()
{
    if (isFinished())
        return;
    retireTransport();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", m_operationName + " was given up"));
}

void Call::retireTransport()
{
    if (!m_transportReply)
        return;
    // We may be inside one of its signals.
    m_transportReply->disconnect(this);
    m_transportReply->abort();
    m_transportReply.release()->deleteLater();
}

void Call::prepare()
{
    if (isFinished())
        return;
    if (!m_operation.valid()) {
        std::string message = m_parts->model->name() + " has no operation '" + m_operationName + "'";
        const auto similar = m_parts->model->similarOperations(m_operationName);
        for (std::size_t i = 0; i < similar.size(); ++i)
            message += (i == 0 ? "; did you mean " : ", ") + similar[i];
        finish(makeError(ErrorKind::UnknownName, "UnknownOperation", message + (similar.empty() ? "" : "?")));
        return;
    }
    m_quirks.emplace(QuirkContext{m_operation, {}, false});
    auto serialized = m_builder.build(*m_quirks, m_params);
    m_recorder.setParams(m_operation, m_params);
    if (!serialized) {
        finish(serialized.error());
        return;
    }
    m_serialized = std::move(serialized).value();
    m_invocationId = m_parts->makeUuid();
    if (m_parts->model->name() == "s3") {
        const auto known = m_parts->bucketRegions.find(m_params["Bucket"].text());
        if (known != m_parts->bucketRegions.end())
            m_region = known->second;
    }
    beginAttempt(milliseconds(0), {});
}

void Call::beginAttempt(milliseconds delayBefore, std::string reason)
{
    if (isFinished())
        return;
    ++m_attempt;
    retireTransport();
    auto addressed = m_builder.address(m_operation, m_params, m_serialized, m_region);
    if (!addressed) {
        finish(addressed.error());
        return;
    }
    m_addressed = std::move(addressed).value();
    m_request = m_addressed.request;
    if (!m_addressed.isSigned) {
        signAndSend(Credentials(), delayBefore, reason);
        return;
    }
    m_parts->credentials->resolve(this, [this, delayBefore, reason](const Result<Credentials>& credentials) {
        signAndSend(credentials, delayBefore, reason);
    });
}

void Call::signAndSend(const Result<Credentials>& credentials, milliseconds delayBefore,
                       const std::string& reason)
{
    if (isFinished())
        return;
    if (!credentials) {
        finish(credentials.error());
        return;
    }
    m_request.headers.set("User-Agent", m_parts->userAgent);
    if (m_addressed.isSigned) {
        auto record = m_parts->signer.signHeaders(m_request, *credentials, m_addressed.signing);
        if (!record) {
            finish(record.error());
            return;
        }
        m_signing = std::move(record).value();
    }
    addSdkHeaders();
    if (m_options.dryRun) {
        finish(Value::emptyMap());
        return;
    }
    m_recorder.beginAttempt(m_request, m_signing, *credentials, delayBefore, reason);
    emit attemptStarted(m_attempt);
    TransportOptions options;
    options.connectTimeout = m_parts->config.connectTimeout;
    options.readTimeout = m_parts->config.readTimeout;
    options.caBundle = m_parts->config.caBundle;
    options.verifyTls = m_parts->config.verifyTls;
    m_transportReply = m_parts->transport->send(m_request, options);
    connect(m_transportReply.get(), &TransportReply::finished, this, &Call::receive);
    connect(m_transportReply.get(), &TransportReply::progress, this, &Reply::progress);
}

void Call::addSdkHeaders()
{
    // After signing: proxies may drop them, and botocore leaves them unsigned as well.
    m_request.headers.set("amz-sdk-invocation-id", m_invocationId);
    m_request.headers.set("amz-sdk-request", "attempt=" + std::to_string(m_attempt) +
                                                 "; max=" + std::to_string(m_parts->retry->maxAttempts()));
}

void Call::receive()
{
    const TransportReply* reply = m_transportReply.get();
    if (!reply->result()) {
        Error error = reply->result().error();
        error.operation = m_operation.name();
        failAttempt(std::move(error), nullptr);
        return;
    }
    // What is recorded is what came, whatever quirks make of it for the parser.
    const HttpResponse& received = *reply->result();
    HttpResponse response = received;
    runBeforeParse(*m_quirks, response);
    auto parsed = m_parts->protocol->parser.parse(m_operation, response);
    if (parsed) {
        judge(std::move(parsed).value(), received);
        return;
    }
    Error error = parsed.error();
    error.operation = m_operation.name();
    error.httpStatus = response.status;
    failAttempt(std::move(error), &received);
}

void Call::judge(ParsedResponse parsed, const HttpResponse& response)
{
    if (parsed.error) {
        parsed.error->operation = m_operation.name();
        failAttempt(std::move(*parsed.error), &response);
        return;
    }
    runAfterCall(*m_quirks, response, parsed.value);
    Value metadata = parsed.value["ResponseMetadata"];
    metadata.insert("RetryAttempts", m_attempt - 1);
    parsed.value.insert("ResponseMetadata", std::move(metadata));
    m_recorder.endAttempt(&response, m_transportReply->timing(), std::nullopt, parsed.value);
    m_parts->retry->succeeded(m_lastRetryCost);
    finish(std::move(parsed.value));
}

void Call::failAttempt(Error error, const HttpResponse* response)
{
    m_recorder.endAttempt(response, m_transportReply->timing(), error, Value());
    std::string reason = error.httpStatus ? std::to_string(error.httpStatus) + " " + error.code : error.code;
    if (response && redirected(error, *response)) {
        beginAttempt(milliseconds(0), "the bucket is in " + m_region.value_or(""));
        return;
    }
    if (response && clockCorrected(error, *response)) {
        beginAttempt(milliseconds(0), "the clock was corrected");
        return;
    }
    const auto decision = retryDecision(error, response);
    if (!decision) {
        finish(std::move(error));
        return;
    }
    m_lastRetryCost = decision->cost;
    emit retryScheduled(m_attempt + 1, decision->delay);
    if (isFinished())
        return;
    m_parts->clock->after(decision->delay, this, [this, delay = decision->delay, reason = std::move(reason)] {
        beginAttempt(delay, reason);
    });
}

bool Call::redirected(const Error& error, const HttpResponse& response)
{
    if (m_redirected || m_parts->model->name() != "s3")
        return false;
    const auto region = redirectRegion(m_operation, error, response);
    if (!region || *region == m_region.value_or(m_parts->config.region))
        return false;
    m_redirected = true;
    m_region = region;
    if (const auto& bucket = m_params["Bucket"].text(); !bucket.empty())
        m_parts->bucketRegions.insert_or_assign(bucket, *region);
    return true;
}

bool Call::clockCorrected(const Error& error, const HttpResponse& response)
{
    if (m_clockCorrected || !isClockError(error))
        return false;
    const auto offset = clockOffset(response, m_parts->clock->now());
    if (!offset || *offset == m_parts->clockOffset)
        return false;
    m_clockCorrected = true;
    m_parts->clockOffset = *offset;
    return true;
}

std::optional<RetryDecision> Call::retryDecision(const Error& error, const HttpResponse* response)
{
    AttemptOutcome outcome(error, m_attempt);
    if (response)
        outcome.retryAfter = response->headers.value("x-amz-retry-after");
    for (const auto& shape : m_operation.errors()) {
        const auto code = shape.trait("error")["code"].text(shape.name());
        if (code != error.code && shape.name() != error.code)
            continue;
        outcome.modelledError = true;
        outcome.modelledRetryable = !shape.trait("retryable").isNull();
        outcome.modelledThrottling = shape.trait("retryable")["throttling"].toBool();
    }
    return m_parts->retry->decide(outcome);
}

void Call::finish(Result<Value> result)
{
    if (!result && result.error().operation.empty() && m_operation.valid()) {
        Error error = result.error();
        error.operation = m_operation.name();
        result = std::move(error);
    }
    m_recorder.finish(result);
    m_result.emplace(std::move(result));
    emit finished();
}

} // namespace inia
