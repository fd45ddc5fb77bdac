#pragma once

#include "core/common/clock.h"
#include "core/http/transport.h"
#include "core/observe/exchangelog.h"
#include "core/observe/recording.h"

#include <functional>
#include <optional>
#include <unordered_map>

namespace inia {

/// Answers calls from a recording, attempt by attempt, so that retries and redirects happen again; nothing
/// leaves the machine. It has to be the transport of a Runtime and one of its observers at once: by the
/// latter it knows which call a request belongs to.
///
/// A call is one of the recording when profile, region, service, operation and parameters are the same, apart
/// from idempotency tokens. Recorded ones of the same are taken in order, the last again and again; then one
/// that differs in the size of pages alone; then one that differs in the token of its page, if there is only
/// one left. Anything else fails with kind Unsupported, code NotRecorded.
class ReplayTransport final : public Transport, public CallObserver {
public:
    /// How long answers take.
    enum class Pace { AsRecorded, TenTimes, AtOnce };

    explicit ReplayTransport(Recording recording, Pace pace = Pace::AsRecorded);
    ~ReplayTransport() override;

    [[nodiscard]] const Recording& recording() const { return m_recording; }
    /// Where requests differ from the recorded ones in method, path or query, a sentence each.
    [[nodiscard]] const std::vector<std::string>& differences() const { return m_differences; }
    /// Told once, when the last recorded call was asked for.
    void onEnd(std::function<void()> ended) { m_ended = std::move(ended); }

    [[nodiscard]] TransportReplyPtr send(const HttpRequest& request,
                                         const TransportOptions& options) override;

    void beforeCall(const ObservedCall& call, const Value& params) override;
    void beforeSend(const ObservedCall& call, const HttpRequest& request) override;
    void finished(const ObservedCall& call, const std::optional<Error>& error) override;

private:
    /// A call under way.
    struct Answering {
        std::shared_ptr<const ExchangeCall> recorded; ///< null: there is none
        std::size_t nextAttempt = 0;
        std::string name;
    };
    /// Recorded calls with the same parameters, but for what a key leaves out.
    struct Queue {
        std::vector<std::size_t> calls;
        std::size_t next = 0;
    };

    [[nodiscard]] std::shared_ptr<const ExchangeCall> match(const ObservedCall& call, const Value& params);
    void use(std::size_t call);
    void compare(const HttpRequest& request, const ExchangeAttempt& attempt);
    [[nodiscard]] Error notRecorded(const Answering& answering) const;
    [[nodiscard]] Result<HttpResponse> answerOf(const ExchangeCall& call,
                                                const ExchangeAttempt& attempt) const;
    [[nodiscard]] std::chrono::microseconds waitFor(const ExchangeAttempt& attempt) const;

    Recording m_recording;
    Pace m_pace;
    std::unordered_map<std::string, Queue> m_exact;
    std::unordered_map<std::string, Queue> m_otherSize;
    std::unordered_map<std::string, std::vector<std::size_t>> m_otherToken;
    std::vector<bool> m_used;
    std::size_t m_left = 0;
    std::unordered_map<quint64, Answering> m_answering;
    quint64 m_sending = 0; ///< number of the call whose request comes next
    std::vector<std::string> m_differences;
    std::function<void()> m_ended;
};

/// Begins when the recording did, and goes on as the machine's clock does; waits are as long as the pace
/// wants them.
class ReplayClock final : public Clock {
public:
    ReplayClock(std::chrono::system_clock::time_point created, ReplayTransport::Pace pace);

    [[nodiscard]] std::chrono::system_clock::time_point now() const override;
    void after(std::chrono::milliseconds delay, QObject* context, std::function<void()> callback) override;

private:
    std::chrono::system_clock::time_point m_created;
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
    ReplayTransport::Pace m_pace;
};

} // namespace inia
