#pragma once

#include "core/common/clock.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <deque>
#include <memory>

namespace inia {

class RequestBody;

/// Bytes a second over all transfers that share it, both ways: a bucket into which allowance flows evenly and
/// which holds a tenth of a second's worth. Who wants more than there is waits in line.
class BandwidthLimit final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BandwidthLimit)
public:
    /// `rate` in bytes a second; 0 for no limit.
    explicit BandwidthLimit(std::shared_ptr<Clock> clock, qint64 rate = 0);
    ~BandwidthLimit() override = default;

    [[nodiscard]] qint64 rate() const { return m_rate; }
    /// Counts from now on, for transfers under way too.
    void setRate(qint64 rate);
    /// How many of `wanted` bytes may pass now; they count as passed.
    [[nodiscard]] qint64 take(qint64 wanted);
    /// Runs `callback` once, from the event loop, when there is something to take, unless `context` dies
    /// first.
    void wait(QObject* context, std::function<void()> callback);

    /// `body`, read no faster than the limit allows. A null limit leaves it as it is.
    [[nodiscard]] static std::shared_ptr<const RequestBody> limited(std::shared_ptr<const RequestBody> body,
                                                                    std::shared_ptr<BandwidthLimit> limit);

private:
    struct Waiter {
        QPointer<QObject> context;
        std::function<void()> callback;
    };

    void refill();
    void scheduleNext();
    void wakeNext();
    [[nodiscard]] double capacity() const;

    std::shared_ptr<Clock> m_clock;
    qint64 m_rate = 0;
    double m_allowance = 0; ///< bytes
    std::chrono::system_clock::time_point m_filledAt;
    std::deque<Waiter> m_waiters;
    bool m_scheduled = false;
};

} // namespace inia
