#pragma once

#include "core/common/clock.h"

#include <QtCore/QObject>

#include <vector>

namespace inia::tests {

/// Time stands still and delays pass at once, on the next turn of the event loop; they are remembered.
class FakeClock final : public Clock {
public:
    [[nodiscard]] std::chrono::system_clock::time_point now() const override { return m_now; }
    void setNow(std::chrono::system_clock::time_point now) { m_now = now; }
    void after(std::chrono::milliseconds delay, QObject* context, std::function<void()> callback) override
    {
        m_delays.push_back(delay);
        QMetaObject::invokeMethod(context, std::move(callback), Qt::QueuedConnection);
    }
    [[nodiscard]] const std::vector<std::chrono::milliseconds>& delays() const { return m_delays; }

private:
    std::chrono::system_clock::time_point m_now{std::chrono::seconds(1'767'323'045)}; // 2026-01-02T03:04:05Z
    std::vector<std::chrono::milliseconds> m_delays;
};

} // namespace inia::tests
