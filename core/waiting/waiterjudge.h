#pragma once

#include "core/jmespath/expression.h"
#include "core/model/waitermodel.h"

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

} // namespace inia
