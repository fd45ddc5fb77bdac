#include "core/call/callattempts.h"

#include "core/call/attemptoutcome.h"
#include "core/call/clientcontext.h"
#include "core/common/clock.h"
#include "core/learned/clientmemory.h"
#include "core/protocol/timestamps.h"

#include <QtCore/QDateTime>

namespace inia {

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
