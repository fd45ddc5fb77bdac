#pragma once

#include "core/retry/standardretry.h"

#include <chrono>
#include <optional>

namespace inia {

/// Slows a client down once a service has throttled it, and lets it grow again along a cubic curve: the rate
/// limiter of the "adaptive" mode. Times come in, waits go out: nothing here sleeps.
class RateLimiter final {
public:
    using TimePoint = std::chrono::system_clock::time_point;

    explicit RateLimiter(TimePoint now);

    /// Zero takes a permit to send; else wait so long and ask again. Free until the first throttling.
    [[nodiscard]] std::chrono::milliseconds acquire(TimePoint now);
    /// An attempt has ended.
    void record(bool throttled, TimePoint now);

    [[nodiscard]] bool isEnabled() const { return m_enabled; }
    /// Requests a second: what is allowed, and what was measured.
    [[nodiscard]] double allowedRate() const { return m_fillRate; }
    [[nodiscard]] double measuredRate() const { return m_measuredRate; }

private:
    void measure(double now);
    void refill(double now);
    void allow(double rate, double now);
    void remember(double rate, double now);

    bool m_enabled = false;
    // The measured rate, over buckets of half a second.
    double m_measuredRate = 0;
    double m_lastBucket;
    double m_count = 0;
    // The cubic curve since the last throttling.
    double m_maxRate = 0;
    double m_zeroPoint = 0;
    double m_lastThrottled;
    // The bucket of permits.
    double m_fillRate = 1;
    double m_capacity = 1;
    double m_permits = 0;
    double m_lastRefill;
};

/// botocore's "adaptive" mode: "standard" with a rate limiter in front of every attempt of the client.
class AdaptiveRetry final : public RetryPolicy {
public:
    AdaptiveRetry(StandardRetry::Settings settings, TimePoint now, RandomFraction random = randomFraction);

    [[nodiscard]] RetryDecision decide(const AttemptOutcome& outcome, TimePoint now) override;
    void succeeded(int lastCost) override { m_standard.succeeded(lastCost); }
    [[nodiscard]] std::chrono::milliseconds waitToSend(TimePoint now) override;
    [[nodiscard]] int maxAttempts() const override { return m_standard.maxAttempts(); }

private:
    StandardRetry m_standard;
    RateLimiter m_limiter;
};

} // namespace inia
