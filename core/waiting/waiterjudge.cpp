#include "core/waiting/waiterjudge.h"

#include <algorithm>

namespace inia {

using Matcher = WaiterAcceptor::Matcher;

namespace {

bool matchesError(const Value& expected, const Value& response)
{
    if (!expected.isBool())
        return response["Error"]["Code"] == expected;
    return expected.toBool() ? isErrorResponse(response) : !response.contains("Error");
}

bool matchesPath(Matcher matcher, const Value& expected, const Value& found)
{
    if (matcher == Matcher::Path)
        return found == expected;
    const auto& items = found.items();
    const auto equals = [&expected](const Value& item) { return item == expected; };
    if (items.empty())
        return false;
    return matcher == Matcher::PathAll ? std::all_of(items.begin(), items.end(), equals)
                                       : std::any_of(items.begin(), items.end(), equals);
}

} // namespace

bool isErrorResponse(const Value& response)
{
    return response["Error"].contains("Code");
}

Result<WaiterAcceptors> WaiterAcceptors::parse(const std::vector<WaiterAcceptor>& acceptors)
{
    WaiterAcceptors result;
    for (const auto& acceptor : acceptors) {
        Entry entry{acceptor, std::nullopt};
        if (acceptor.matcher != Matcher::Status && acceptor.matcher != Matcher::Error) {
            auto path = Expression::parse(acceptor.argument);
            if (!path)
                return path.error().wrapped(ErrorKind::Model,
                                            "the waiter's path '" + acceptor.argument + "' is none");
            entry.path = std::move(path).value();
        }
        result.m_entries.push_back(std::move(entry));
    }
    return result;
}

bool WaiterAcceptors::matches(const Entry& entry, const Value& response)
{
    const auto& [acceptor, path] = entry;
    if (acceptor.matcher == Matcher::Status)
        return response["ResponseMetadata"]["HTTPStatusCode"] == acceptor.expected;
    if (acceptor.matcher == Matcher::Error)
        return matchesError(acceptor.expected, response);
    if (isErrorResponse(response))
        return false;
    const auto found = path->search(response);
    return found && matchesPath(acceptor.matcher, acceptor.expected, *found);
}

const WaiterAcceptor* WaiterAcceptors::last() const
{
    return m_entries.empty() ? nullptr : &m_entries.back().acceptor;
}

const WaiterAcceptor* WaiterAcceptors::match(const Value& response) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&response](const Entry& entry) { return matches(entry, response); });
    return found == m_entries.end() ? nullptr : &found->acceptor;
}

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
