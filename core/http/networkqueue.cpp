#include "core/http/networkqueue.h"

#include "core/common/error.h"
#include "core/http/networkreply.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace inia {

using namespace std::chrono_literals;

NetworkQueue::~NetworkQueue()
{
    const auto running = std::exchange(m_running, {});
    const auto waiting = std::exchange(m_waiting, {});
    for (NetworkReply* reply : running)
        reply->abort();
    for (const auto& [ticket, reply] : waiting)
        reply->abort();
}

void NetworkQueue::add(NetworkReply& reply)
{
    reply.setTicket(++m_lastTicket);
    m_waiting.emplace(m_lastTicket, &reply);
    fill();
}

void NetworkQueue::takeBack(NetworkReply& reply)
{
    std::erase(m_running, &reply);
    m_waiting.emplace(reply.ticket(), &reply);
    fillLater();
}

void NetworkQueue::leave(NetworkReply& reply)
{
    m_waiting.erase(reply.ticket());
    if (std::erase(m_running, &reply) > 0)
        m_givenBefore += reply.bytesGiven();
    fillLater();
}

bool NetworkQueue::waitsForHead() const
{
    return !m_waiting.empty() || std::any_of(m_running.begin(), m_running.end(),
                                             [](const NetworkReply* reply) { return !reply->hasHead(); });
}

qint64 NetworkQueue::bytesGiven() const
{
    qint64 bytes = m_givenBefore;
    for (const NetworkReply* reply : m_running)
        bytes += reply->bytesGiven();
    return bytes;
}

void NetworkQueue::hostNotFound(const Error& error)
{
    if (m_wasConnected)
        return;
    std::vector<QPointer<NetworkReply>> others(m_running.begin(), m_running.end());
    // Those whom Qt has told as well have heard it by then.
    QTimer::singleShot(50ms, this, [others = std::move(others), error] {
        for (const auto& reply : others) {
            if (reply)
                reply->neverLeft(error);
        }
    });
}

void NetworkQueue::distrustConnections(const Error& error)
{
    m_renew();
    m_wasConnected = false;
    const std::vector<QPointer<NetworkReply>> others(m_running.begin(), m_running.end());
    for (const auto& reply : others) {
        if (reply)
            reply->distrusted(error);
    }
}

/// Whoever gives up many requests one after the other wants none of them to begin meanwhile.
void NetworkQueue::fillLater()
{
    if (m_waiting.empty() || std::exchange(m_willFill, true))
        return;
    QMetaObject::invokeMethod(this, &NetworkQueue::fill, Qt::QueuedConnection);
}

void NetworkQueue::fill()
{
    m_willFill = false;
    while (m_running.size() < mostAtOnce && !m_waiting.empty()) {
        NetworkReply* next = m_waiting.extract(m_waiting.begin()).mapped();
        const std::size_t lane = freeLane();
        m_running.push_back(next);
        next->begin(lane);
    }
}

std::size_t NetworkQueue::freeLane() const
{
    std::array<std::size_t, lanes> busy{};
    for (const NetworkReply* reply : m_running)
        ++busy.at(reply->lane());
    const auto* free =
        std::find_if(busy.begin(), busy.end(), [](std::size_t count) { return count < mostAtOnce / lanes; });
    return static_cast<std::size_t>(std::distance(busy.cbegin(), free));
}

} // namespace inia
