#include "core/retry/adaptiveretry.h"

namespace inia {

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
