#include "core/exchange/exchangelog.h"

#include <algorithm>

namespace inia {

namespace {

qint64 bodyBytes(const ExchangeCall& call)
{
    qint64 bytes = 0;
    for (const auto& attempt : call.attempts)
        bytes += attempt.request.body.size() + attempt.response.body.size();
    return bytes;
}

} // namespace

qint64 ExchangeCall::receivedBytes() const
{
    qint64 bytes = 0;
    for (const auto& attempt : attempts)
        bytes += attempt.response.body.size();
    return bytes;
}

ExchangeLog::ExchangeLog(ExchangeLimits limits, QObject* parent) : QObject(parent), m_limits(limits) {}

std::shared_ptr<const ExchangeCall> ExchangeLog::find(quint64 id) const
{
    // Ids grow along the log.
    const auto found = std::lower_bound(m_calls.begin(), m_calls.end(), id,
                                        [](const auto& call, quint64 wanted) { return call->id < wanted; });
    return found != m_calls.end() && (*found)->id == id ? *found : nullptr;
}

void ExchangeLog::clear()
{
    std::erase_if(m_calls, [](const auto& call) { return call->state != ExchangeCall::State::Running; });
    m_bodyBytes = 0;
    for (const auto& call : m_calls)
        m_bodyBytes += bodyBytes(*call);
    emit cleared();
}

quint64 ExchangeLog::begin(ExchangeCall call)
{
    if (call.id == 0)
        call.id = m_nextId;
    if (!m_recording || call.id < m_nextId)
        return 0;
    m_nextId = call.id + 1;
    m_calls.push_back(std::make_shared<ExchangeCall>(std::move(call)));
    const auto id = m_calls.back()->id;
    emit added(id);
    trim();
    return id;
}

void ExchangeLog::change(quint64 id, const std::function<void(ExchangeCall&)>& edit)
{
    const auto found = std::lower_bound(m_calls.begin(), m_calls.end(), id,
                                        [](const auto& call, quint64 wanted) { return call->id < wanted; });
    if (found == m_calls.end() || (*found)->id != id)
        return;
    auto& call = **found;
    const auto before = bodyBytes(call);
    edit(call);
    m_bodyBytes += bodyBytes(call) - before;
    emit updated(id);
    trim();
}

void ExchangeLog::trim()
{
    int count = 0;
    // A call under way stays: its end has to find it. The newest one stays too, however large.
    while (m_calls.size() > 1 && (m_calls.size() > m_limits.calls || m_bodyBytes > m_limits.bodyBytes) &&
           m_calls.front()->state != ExchangeCall::State::Running) {
        m_bodyBytes -= bodyBytes(*m_calls.front());
        m_calls.pop_front();
        ++count;
    }
    if (count > 0)
        emit removedOldest(count);
}

} // namespace inia
