#include "core/transfer/bandwidthlimit.h"

#include "core/transfer/limitedbody.h"

#include <algorithm>
#include <utility>

namespace inia {

namespace {

using std::chrono::milliseconds;

/// Pieces smaller than this cost more than they move.
constexpr double smallestCapacity = 16 * 1024;
constexpr double secondsHeld = 0.1;
/// How long someone in line waits at least: the bucket is then full, more or less.
constexpr milliseconds turn{50};

} // namespace

BandwidthLimit::BandwidthLimit(std::shared_ptr<Clock> clock, qint64 rate)
    : m_clock(std::move(clock)), m_rate(std::max<qint64>(0, rate)), m_filledAt(m_clock->now())
{
}

double BandwidthLimit::capacity() const
{
    return std::max(smallestCapacity, static_cast<double>(m_rate) * secondsHeld);
}

void BandwidthLimit::setRate(qint64 rate)
{
    refill();
    m_rate = std::max<qint64>(0, rate);
    m_allowance = std::min(m_allowance, capacity());
    if (!m_waiters.empty())
        scheduleNext();
}

void BandwidthLimit::refill()
{
    const auto now = m_clock->now();
    const std::chrono::duration<double> passed = now - m_filledAt;
    m_filledAt = now;
    // A wall clock that is set back gives nothing and takes nothing.
    m_allowance =
        std::min(capacity(), m_allowance + std::max(0.0, passed.count()) * static_cast<double>(m_rate));
}

qint64 BandwidthLimit::take(qint64 wanted)
{
    if (m_rate == 0)
        return wanted;
    refill();
    const qint64 taken = std::min(wanted, static_cast<qint64>(m_allowance));
    m_allowance -= static_cast<double>(taken);
    return taken;
}

void BandwidthLimit::wait(QObject* context, std::function<void()> callback)
{
    m_waiters.push_back({context, std::move(callback)});
    scheduleNext();
}

void BandwidthLimit::scheduleNext()
{
    if (std::exchange(m_scheduled, true))
        return;
    m_clock->after(turn, this, [this] {
        m_scheduled = false;
        wakeNext();
    });
}

/// All that stood in line when the bucket was filled get a turn; who got nothing is in line again.
void BandwidthLimit::wakeNext()
{
    refill();
    for (auto count = m_waiters.size(); count > 0 && (m_rate == 0 || m_allowance >= 1); --count) {
        const Waiter waiter = std::move(m_waiters.front());
        m_waiters.pop_front();
        if (waiter.context)
            waiter.callback();
    }
    if (!m_waiters.empty())
        scheduleNext();
}

std::shared_ptr<const RequestBody> BandwidthLimit::limited(std::shared_ptr<const RequestBody> body,
                                                           std::shared_ptr<BandwidthLimit> limit)
{
    if (!limit || !body)
        return body;
    return std::make_shared<const LimitedBody>(std::move(body), std::move(limit));
}

} // namespace inia
