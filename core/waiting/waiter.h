#pragma once

#include "core/async/task.h"
#include "core/call/caller.h"
#include "core/common/result.h"
#include "core/jmespath/expression.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// The conditions of a waiter with their paths parsed.
class WaiterAcceptors final {
public:
    /// Fails (kind Model) when a path is none.
    [[nodiscard]] static Result<WaiterAcceptors> parse(const std::vector<WaiterAcceptor>& acceptors);

    /// The first acceptor that fits, or null. `response` is the parsed answer, with "ResponseMetadata", and
    /// with "Error" when the service answered with one; paths are not looked for in errors.
    [[nodiscard]] const WaiterAcceptor* match(const Value& response) const;

    /// The last one in order; null when there are none.
    [[nodiscard]] const WaiterAcceptor* last() const;

private:
    struct Entry {
        WaiterAcceptor acceptor;
        std::optional<Expression> path;
    };
    [[nodiscard]] static bool matches(const Entry& entry, const Value& response);

    std::vector<Entry> m_entries;
};

/// The response is an error's: it names a code.
[[nodiscard]] bool isErrorResponse(const Value& response);

/// Decides after each poll how a wait goes on: botocore's Waiter without calls and sleeps.
class WaiterJudge final {
public:
    enum class Verdict { Wait, Success, Failure, TimedOut };

    /// `maxAttempts` polls at most, at least one.
    WaiterJudge(WaiterAcceptors acceptors, int maxAttempts);

    /// See WaiterAcceptors::match() for the response.
    [[nodiscard]] Verdict judge(const Value& response);
    [[nodiscard]] int polls() const { return m_polls; }
    [[nodiscard]] int maxAttempts() const { return m_maxAttempts; }
    /// Why it was Failure or TimedOut, in botocore's words; empty otherwise.
    [[nodiscard]] const std::string& reason() const { return m_reason; }

private:
    WaiterAcceptors m_acceptors;
    std::string m_reason;
    int m_maxAttempts;
    int m_polls = 0;
    bool m_everMatched = false; ///< an acceptor has fitted in this or an earlier poll
};

/// What a caller may say about a wait: botocore's WaiterConfig. Unset members are the waiter's own.
struct WaiterConfig {
    std::optional<std::chrono::milliseconds> delay; ///< between two polls
    std::optional<int> maxAttempts;                 ///< polls in all; at least one is made

    /// From {"Delay": seconds, "MaxAttempts": number}. Fails (kind Parameter) for other members and types.
    [[nodiscard]] static Result<WaiterConfig> fromValue(const Value& config);
};

/// Polls one operation until what it waits for has happened, by botocore's rules; a Task. start() polls at
/// once, then after each delay. polled() comes after each answer; state(), polls() and lastResponse() tell
/// what is known. result() holds the last answer, or an error: code "WaiterError" and kind Service when the
/// wait has failed, kind Timeout when the attempts were used up, botocore's reason in the message; what kept
/// a poll from being answered at all comes as it is.
class Waiter final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Waiter)
public:
    enum class State { Pristine, Waiting, Success, Failure, TimedOut, Cancelled };
    Q_ENUM(State)

    /// Fails (kind Model) when a path of the model is none.
    [[nodiscard]] static Result<Owned<Waiter>> create(Caller caller, WaiterModel model, Value params,
                                                      const WaiterConfig& config = {});

    [[nodiscard]] const WaiterModel& model() const { return m_model; }
    [[nodiscard]] std::chrono::milliseconds delay() const { return m_delay; }
    [[nodiscard]] int maxAttempts() const { return m_judge.maxAttempts(); }

    [[nodiscard]] State state() const { return m_state; }
    /// Answers so far.
    [[nodiscard]] int polls() const { return m_judge.polls(); }
    /// The newest answer; a service's error as {"Error": {"Code", "Message"}, "ResponseMetadata"}.
    [[nodiscard]] const Value& lastResponse() const { return m_response; }
    /// Why the wait ended without success, in botocore's words; empty before and otherwise.
    [[nodiscard]] const std::string& reason() const { return m_judge.reason(); }
    /// Valid after finished().
    [[nodiscard]] const Result<Value>& result() const { return m_result; }

    void start(CallOptions options = {});
    void cancel() override;

signals:
    void polled(int number);

private:
    Waiter(Caller caller, WaiterModel model, WaiterJudge judge, Value params, const WaiterConfig& config);

    void giveUp() override;
    void poll();
    void receive();
    void fail(State state);
    void finish(State state, Result<Value> result);

    Caller m_caller;
    WaiterModel m_model;
    WaiterJudge m_judge;
    Value m_params;
    CallOptions m_options;
    std::chrono::milliseconds m_delay;
    ReplyPtr m_reply;
    Value m_response;
    std::optional<Error> m_serviceError; ///< of the newest answer
    Result<Value> m_result;
    State m_state = State::Pristine;
};

} // namespace inia
