#pragma once

#include "core/retry/randomfraction.h"
#include "core/retry/retrypolicy.h"

namespace inia {

/// botocore's "standard" mode (its default since 1.44): transient failures and throttling are tried again
/// after a random delay below min(base · 2^(n-1), 20 s), as long as a quota of 500 per client lasts, of
/// which a retry takes 5 after throttling and 14 otherwise. x-amz-retry-after (milliseconds) lengthens the
/// delay by up to 5 s; the plain Retry-After is not read.
class StandardRetry final : public RetryPolicy {
public:
    struct Settings {
        int maxAttempts = 3;
        /// DynamoDB waits half as long.
        std::chrono::milliseconds base{50};
        std::chrono::milliseconds throttlingBase{1000};
    };
    /// The settings of a service: DynamoDB and its streams have four attempts. `maxAttempts` 0 leaves their
    /// number to the service.
    [[nodiscard]] static Settings settingsFor(std::string_view service, int maxAttempts);

    explicit StandardRetry(Settings settings, RandomFraction random = randomFraction);

    [[nodiscard]] RetryDecision decide(const AttemptOutcome& outcome, TimePoint now) override;
    void succeeded(int lastCost) override;
    [[nodiscard]] int maxAttempts() const override { return m_settings.maxAttempts; }
    [[nodiscard]] int quota() const { return m_quota; }

private:
    [[nodiscard]] std::chrono::milliseconds delayAfter(const AttemptOutcome& outcome, bool throttling) const;

    Settings m_settings;
    RandomFraction m_random;
    int m_quota;
};

/// What the kind of failure decides by itself; nothing for an error of the service, which its code decides.
[[nodiscard]] std::optional<bool> retryableByKind(const AttemptOutcome& outcome);
/// The error is about too many requests: by its code, else by what its model says, else by status 429.
[[nodiscard]] bool isThrottling(const AttemptOutcome& outcome);
/// A failure that may be gone the next time: no connection, no answer, a damaged one, 500, 502, 503, 504.
[[nodiscard]] bool isTransient(const AttemptOutcome& outcome);

} // namespace inia
