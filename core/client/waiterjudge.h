#pragma once

#include "core/client/waiteracceptors.h"

#include <string>

namespace inia {

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
