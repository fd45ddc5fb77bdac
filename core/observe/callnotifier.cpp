#include "core/observe/callnotifier.h"

#include "core/common/redaction.h"

#include <atomic>

namespace inia {

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
