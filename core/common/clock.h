#pragma once

#include <QtCore/QtGlobal>

#include <chrono>
#include <functional>

class QObject;

namespace inia {

/// Time and delays, as a parameter: tests run retries and expiries without sleeping.
class Clock {
public:
    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    /// Wall clock, UTC. Signatures and expiries use it.
    [[nodiscard]] virtual std::chrono::system_clock::time_point now() const = 0;
    /// Runs `callback` once after `delay` from the event loop, unless `context` dies first.
    virtual void after(std::chrono::milliseconds delay, QObject* context, std::function<void()> callback) = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
public:
    [[nodiscard]] std::chrono::system_clock::time_point now() const override;
    void after(std::chrono::milliseconds delay, QObject* context, std::function<void()> callback) override;
};

/// The machine's timers at a wall-clock time that stands still: `--at` of inia-cli and signing tests.
class FrozenClock final : public Clock {
public:
    explicit FrozenClock(std::chrono::system_clock::time_point at) : m_at(at) {}
    [[nodiscard]] std::chrono::system_clock::time_point now() const override { return m_at; }
    void after(std::chrono::milliseconds delay, QObject* context, std::function<void()> callback) override;

private:
    std::chrono::system_clock::time_point m_at;
};

} // namespace inia
