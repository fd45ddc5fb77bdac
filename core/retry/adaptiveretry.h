#pragma once

#include "core/retry/ratelimiter.h"
#include "core/retry/standardretry.h"

namespace inia {

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
