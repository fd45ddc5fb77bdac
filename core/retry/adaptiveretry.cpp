#include "core/retry/adaptiveretry.h"

#include <algorithm>
#include <cmath>

namespace inia {

namespace {

constexpr double beta = 0.7;
constexpr double scale = 0.4;
constexpr double smoothing = 0.8;
constexpr double bucketsPerSecond = 2;
constexpr double lowestRate = 0.5;
constexpr double highestGain = 2; ///< over the measured rate

double secondsOf(RateLimiter::TimePoint time)
{
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

} // namespace

RateLimiter::RateLimiter(TimePoint now)
    : m_lastBucket(std::floor(secondsOf(now))), m_lastThrottled(secondsOf(now)), m_lastRefill(secondsOf(now))
{
}

std::chrono::milliseconds RateLimiter::acquire(TimePoint now)
{
    if (!m_enabled)
        return std::chrono::milliseconds(0);
    refill(secondsOf(now));
    // Waits are whole milliseconds: what is short by less than one counts as full.
    const double missing = (1 - m_permits) / m_fillRate;
    if (missing <= 1e-9) {
        m_permits -= 1;
        return std::chrono::milliseconds(0);
    }
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(missing * 1000)));
}

void RateLimiter::record(bool throttled, TimePoint now)
{
    const double time = secondsOf(now);
    measure(time);
    double rate = 0;
    if (throttled) {
        remember(m_enabled ? std::min(m_measuredRate, m_fillRate) : m_measuredRate, time);
        rate = m_maxRate * beta;
        m_enabled = true;
    } else {
        rate = scale * std::pow(time - m_lastThrottled - m_zeroPoint, 3) + m_maxRate;
    }
    allow(std::min(rate, highestGain * m_measuredRate), time);
}

void RateLimiter::measure(double now)
{
    const double bucket = std::floor(now * bucketsPerSecond) / bucketsPerSecond;
    m_count += 1;
    if (bucket <= m_lastBucket)
        return;
    const double rate = m_count / (bucket - m_lastBucket);
    m_measuredRate = rate * smoothing + m_measuredRate * (1 - smoothing);
    m_count = 0;
    m_lastBucket = bucket;
}

void RateLimiter::remember(double rate, double now)
{
    m_maxRate = rate;
    m_zeroPoint = std::cbrt(m_maxRate * (1 - beta) / scale);
    m_lastThrottled = now;
}

void RateLimiter::refill(double now)
{
    m_permits = std::min(m_capacity, m_permits + (now - m_lastRefill) * m_fillRate);
    m_lastRefill = now;
}

void RateLimiter::allow(double rate, double now)
{
    // What has gathered so far did so at the old rate.
    refill(now);
    m_fillRate = std::max(rate, lowestRate);
    m_capacity = std::max(rate, 1.0);
    m_permits = std::min(m_permits, m_capacity);
}

AdaptiveRetry::AdaptiveRetry(StandardRetry::Settings settings, TimePoint now, RandomFraction random)
    : m_standard(settings, std::move(random)), m_limiter(now)
{
}

RetryDecision AdaptiveRetry::decide(const AttemptOutcome& outcome, TimePoint now)
{
    const auto decision = m_standard.decide(outcome, now);
    m_limiter.record(isThrottling(outcome), now);
    return decision;
}

std::chrono::milliseconds AdaptiveRetry::waitToSend(TimePoint now)
{
    return m_limiter.acquire(now);
}

} // namespace inia
