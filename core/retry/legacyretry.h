#pragma once

#include "core/retry/randomfraction.h"
#include "core/retry/retrypolicy.h"

#include <string>

namespace inia {

/// botocore's "legacy" mode, for those who ask for it: a table of statuses and codes, a delay of
/// random · 2^(n-1) s without a ceiling, five attempts, no quota. DynamoDB has ten, with 0.05 · 2^(n-1) s.
/// The rules are those of botocore's _retry.json.
class LegacyRetry final : public RetryPolicy {
public:
    /// `endpointPrefix` chooses the service's own rules; `maxAttempts` 0 leaves the number to it.
    LegacyRetry(std::string endpointPrefix, int maxAttempts, RandomFraction random = randomFraction);

    [[nodiscard]] RetryDecision decide(const AttemptOutcome& outcome, TimePoint now) override;
    void succeeded(int) override {}
    [[nodiscard]] int maxAttempts() const override { return m_maxAttempts; }
    /// botocore learns the number when it first thinks about a retry.
    [[nodiscard]] bool announcesMaxAttempts(int attempt) const override { return attempt > 1; }

private:
    [[nodiscard]] bool isRetryable(const AttemptOutcome& outcome) const;

    std::string m_endpointPrefix;
    int m_maxAttempts;
    RandomFraction m_random;
};

} // namespace inia
