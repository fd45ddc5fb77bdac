#pragma once

#include "core/observe/callobserver.h"
#include "core/observe/callredaction.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace inia {

/// Tells the observers of a client about one call, redacted as CallObserver promises. Costs next to nothing
/// when there are none.
class CallNotifier final {
public:
    using Observers = std::vector<std::shared_ptr<CallObserver>>;
    /// `about` says what is known of the call before it begins; asked for when there are observers.
    CallNotifier(std::shared_ptr<RedactionMemory> memory, const Observers& observers,
                 const std::function<ObservedCall()>& about);

    /// See ObservedCall::number; 0 when nobody watches.
    [[nodiscard]] quint64 number() const { return m_call.number; }

    void beforeCall(const OperationModel& operation, const Value& params);
    void beforeSign(int attempt, const HttpRequest& request);
    /// The signed request as it leaves, and what it was signed with.
    void attemptBegun(const HttpRequest& request, const SigningRecord& record,
                      const Credentials& credentials);
    void responseReceived(const HttpResponse& response);
    /// `response` is null when none came; `parsed` is what was made of it, but for what is `unreadable`.
    void attemptEnded(const HttpResponse* response, TransportTiming timing, const std::optional<Error>& error,
                      const Value& parsed, const UnreadableValues& unreadable = {});
    void parsed(const Value& answer);
    void retrying(const ObservedRetry& retry);
    void finished(const std::optional<Error>& error);

    /// Errors and what they say besides their messages, without the secrets of the call; also when nobody
    /// watches it.
    [[nodiscard]] Error redacted(const Error& error) { return m_redaction.error(error); }
    [[nodiscard]] Value redacted(const Error& error, const Value& response)
    {
        return m_redaction.errorResponse(error, response);
    }

private:
    [[nodiscard]] bool isWatched() const { return !m_observers.empty(); }
    template <typename Tell>
    void each(const Tell& tell);

    Observers m_observers; ///< a copy: the call may outlive their list
    CallRedaction m_redaction;
    ObservedCall m_call;
    std::chrono::steady_clock::time_point m_started;
    ObservedRetry m_retry; ///< what led to the present attempt
    std::chrono::steady_clock::time_point m_attemptStarted;
    bool m_attemptRuns = false;
};

} // namespace inia
