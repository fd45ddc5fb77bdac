#include "core/transfer/bandwidthlimit.h"

#include "core/http/httpmessage.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace inia {

class BandwidthLimit;

/// A request's body that is read no faster than a BandwidthLimit allows: its device gives nothing for a while
/// and then says readyRead().
class LimitedBody final : public RequestBody {
public:
    LimitedBody(std::shared_ptr<const RequestBody> body, std::shared_ptr<BandwidthLimit> limit)
        : m_body(std::move(body)), m_limit(std::move(limit))
    {
    }

    [[nodiscard]] qint64 size() const override { return m_body->size(); }
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> open() const override;
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> openForDigest() const override
    {
        return m_body->openForDigest();
    }

private:
    std::shared_ptr<const RequestBody> m_body;
    std::shared_ptr<BandwidthLimit> m_limit;
};

namespace {

class LimitedDevice final : public QIODevice {
public:
    LimitedDevice(std::unique_ptr<QIODevice> device, std::shared_ptr<BandwidthLimit> limit)
        : m_device(std::move(device)), m_limit(std::move(limit))
    {
    }

    [[nodiscard]] qint64 size() const override { return m_device->size(); }
    bool seek(qint64 position) override { return QIODevice::seek(position) && m_device->seek(position); }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 wanted = std::min(most, m_device->size() - m_device->pos());
        const qint64 allowed = m_limit->take(wanted);
        if (wanted > 0 && allowed == 0) {
            waitForMore();
            return 0;
        }
        return m_device->read(data, allowed);
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    void waitForMore()
    {
        if (std::exchange(m_waiting, true))
            return;
        m_limit->wait(this, [this] {
            m_waiting = false;
            emit readyRead();
        });
    }

    std::unique_ptr<QIODevice> m_device;
    std::shared_ptr<BandwidthLimit> m_limit;
    bool m_waiting = false;
};

} // namespace

Result<std::unique_ptr<QIODevice>> LimitedBody::open() const
{
    auto opened = m_body->open();
    if (!opened)
        return opened;
    auto device = std::make_unique<LimitedDevice>(std::move(opened).value(), m_limit);
    device->open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    return std::unique_ptr<QIODevice>(std::move(device));
}

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
