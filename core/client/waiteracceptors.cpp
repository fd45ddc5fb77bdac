#include "core/client/waiteracceptors.h"

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

} // namespace inia
