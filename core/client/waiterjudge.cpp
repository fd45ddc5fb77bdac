#include "core/client/waiterjudge.h"

namespace inia {

WaiterJudge::WaiterJudge(WaiterAcceptors acceptors, int maxAttempts)
    : m_acceptors(std::move(acceptors)), m_maxAttempts(maxAttempts)
{
}

WaiterJudge::Verdict WaiterJudge::judge(const Value& response)
{
    ++m_polls;
    const auto* matched = m_acceptors.match(response);
    m_everMatched = m_everMatched || matched;
    if (!matched && isErrorResponse(response)) {
        const auto& error = response["Error"];
        m_reason = "An error occurred (" + error["Code"].text() + "): " + error["Message"].text();
        return Verdict::Failure;
    }
    if (matched && matched->state == WaiterAcceptor::State::Success)
        return Verdict::Success;
    if (matched && matched->state == WaiterAcceptor::State::Failure) {
        m_reason = "Waiter encountered a terminal failure state: " + matched->explanation();
        return Verdict::Failure;
    }
    if (m_polls < m_maxAttempts)
        return Verdict::Wait;
    m_reason = "Max attempts exceeded";
    // botocore explains the acceptor it looked at last, which need not be the one that fitted before.
    if (const auto* last = matched ? matched : m_acceptors.last(); m_everMatched)
        m_reason += ". Previously accepted state: " + last->explanation();
    return Verdict::TimedOut;
}

} // namespace inia
