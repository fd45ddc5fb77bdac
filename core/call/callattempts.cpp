#include "core/call/callattempts.h"

#include "core/call/clientcontext.h"
#include "core/common/clock.h"
#include "core/learned/clientmemory.h"
#include "core/model/servicemodel.h"
#include "core/policy/effect.h"
#include "core/protocol/errorparser.h"
#include "core/protocol/timestamps.h"

#include <QtCore/QDateTime>

#include <algorithm>
#include <array>

namespace inia {

namespace {

/// Models put some operations behind PUT that do their work once more, or make one thing more, each time.
bool beginsSomething(std::string_view operation)
{
    static constexpr std::array<std::string_view, 11> verbs{"Add",    "Apply",  "Batch",   "Create",
                                                            "Import", "Invoke", "Publish", "Reboot",
                                                            "Rotate", "Send",   "Start"};
    return std::any_of(verbs.begin(), verbs.end(),
                       [operation](std::string_view verb) { return operation.starts_with(verb); });
}

} // namespace

AttemptOutcome attemptOutcome(const OperationModel& operation, const Error* error, int attempt,
                              const HttpResponse* response)
{
    AttemptOutcome outcome;
    outcome.error = error;
    outcome.response = response;
    outcome.attempt = attempt;
    outcome.service = operation.service().name();
    outcome.operation = operation.name();
    if (!error)
        return outcome;
    for (const auto& shape : operation.errors()) {
        if (shape.trait("error")["code"].text(shape.name()) != error->code)
            continue;
        outcome.modelledError = true;
        if (outcome.modelledRetryable || shape.trait("retryable").isNull())
            continue;
        outcome.modelledRetryable = true;
        outcome.modelledThrottling = shape.trait("retryable")["throttling"].toBool();
    }
    return outcome;
}

bool mayHaveBeenDone(const OperationModel& operation, const Value& params, const Error& error, bool wasSent)
{
    if (!wasSent || !changesSomething(effectOf(operation, params).effect))
        return false;
    switch (error.kind) {
    case ErrorKind::Transport:
    case ErrorKind::Timeout:
    case ErrorKind::Cancelled:
    case ErrorKind::Parse:
    case ErrorKind::Checksum:
        return true;
    case ErrorKind::Service: // these say that something went wrong, not that nothing was done
        return error.httpStatus == 500 || error.httpStatus == 502 || error.httpStatus == 504;
    default:
        return false;
    }
}

bool isSafeToRepeat(const OperationModel& operation, const Value& params)
{
    const auto method = operation.httpMethod();
    const bool isRest = operation.service().protocol().starts_with("rest-");
    if (isRest && (method == "DELETE" || (method == "PUT" && !beginsSomething(operation.name()))))
        return true;
    return operation.node()["idempotent"].toBool() || !operation.idempotencyTokens().empty() ||
           !changesSomething(effectOf(operation, params).effect);
}

bool isDoneEachTime(const OperationModel& operation, const Value& params)
{
    struct Row {
        std::string_view service;
        std::string_view operation;
        std::string_view unless{}; ///< a parameter by which the service knows a request again
    };
    static constexpr std::array<Row, 10> rows{{
        {"ec2", "RebootInstances"},
        {"lambda", "Invoke"},
        {"logs", "StartQuery"},
        {"sns", "Publish", "MessageDeduplicationId"},
        {"sns", "PublishBatch"},
        {"sqs", "PurgeQueue"},
        {"sqs", "SendMessage", "MessageDeduplicationId"},
        {"sqs", "SendMessageBatch"},
        {"sqs", "StartMessageMoveTask"},
        {"stepfunctions", "StartExecution", "name"},
    }};
    return std::any_of(rows.begin(), rows.end(), [&operation, &params](const Row& row) {
        return row.service == operation.service().name() && row.operation == operation.name() &&
               (row.unless.empty() || params[row.unless].isNull());
    });
}

bool isWordOfService(const Error& error, const HttpResponse* response)
{
    if (error.kind != ErrorKind::Service || !response)
        return false;
    if (response->status < 300)
        return error.code != std::to_string(error.httpStatus);
    return !((response->status == 502 || response->status == 504) && isGenericError(*response));
}

void sayMayHaveBeenDone(Error& error, bool isOnce)
{
    if (isOnce && (error.kind == ErrorKind::Transport || error.kind == ErrorKind::Timeout ||
                   error.kind == ErrorKind::Service)) {
        error.message += error.message.ends_with('.') ? "" : ".";
        error.message += " The request had left, so it may have been done; " + error.operation +
                         " is not safe to repeat and was not sent again.";
    } else if (error.kind == ErrorKind::Transport || error.kind == ErrorKind::Timeout) {
        error.message += " It may have been done.";
    }
}

namespace {

/// When the service should stop caring about the next attempt: botocore adds the read timeout to the Date of
/// the answer.
std::string timeToLive(const HttpResponse& response, std::chrono::milliseconds readTimeout)
{
    const auto date = parseTimestamp(response.headers.value("Date"));
    if (!date)
        return {};
    const auto seconds =
        date->seconds + std::chrono::duration_cast<std::chrono::seconds>(readTimeout).count();
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC)
        .toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"))
        .toStdString();
}

} // namespace

CallAttempts::CallAttempts(const ClientContext& context, ClientMemory& memory, OperationModel operation)
    : m_context(context), m_memory(memory), m_operation(operation), m_invocationId(context.makeUuid())
{
}

std::chrono::milliseconds CallAttempts::waitToSend()
{
    return m_memory.retry->waitToSend(m_context.clock->now());
}

void CallAttempts::setHeaders(HttpHeaders& headers) const
{
    std::string request = m_timeToLive.empty() ? std::string() : "ttl=" + m_timeToLive + "; ";
    request += "attempt=" + std::to_string(m_count);
    if (m_memory.retry->announcesMaxAttempts(m_count))
        request += "; max=" + std::to_string(m_memory.retry->maxAttempts());
    headers.set("amz-sdk-invocation-id", m_invocationId);
    headers.set("amz-sdk-request", std::move(request));
}

RetryDecision CallAttempts::judge(const Error* error, const HttpResponse* response)
{
    m_decision =
        m_memory.retry->decide(attemptOutcome(m_operation, error, m_count, response), m_context.clock->now());
    if (m_decision.again)
        m_lastCost = m_decision.cost;
    if (response) {
        if (auto time = timeToLive(*response, m_context.config.readTimeout); !time.empty())
            m_timeToLive = std::move(time);
    }
    return m_decision;
}

void CallAttempts::succeeded()
{
    m_memory.retry->succeeded(m_lastCost);
}

void CallAttempts::describe(Value& answer) const
{
    Value metadata = answer["ResponseMetadata"];
    if (m_decision.reachedMaxAttempts)
        metadata.insert("MaxAttemptsReached", true);
    if (m_decision.reachedQuota)
        metadata.insert("RetryQuotaReached", true);
    metadata.insert("RetryAttempts", m_count - 1);
    answer.insert("ResponseMetadata", std::move(metadata));
}

void CallAttempts::describe(Error& error) const
{
    error.retries = std::max(0, m_count - 1);
    error.retriesExhausted = m_decision.reachedMaxAttempts;
}

} // namespace inia
