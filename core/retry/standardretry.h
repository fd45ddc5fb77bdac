#pragma once

#include "core/retry/retrypolicy.h"

#include <functional>

namespace inia {

/// botocore's "standard" mode (its default since 1.44): transient failures and throttling are tried again
/// after a random delay below min(base · 2^(n-1), 20 s), as long as a quota of 500 per client lasts, of
/// which a retry takes 5 after throttling and 14 otherwise.
class StandardRetry final : public RetryPolicy {
public:
    struct Settings {
        int maxAttempts = 3;
        /// DynamoDB waits half as long.
        std::chrono::milliseconds base{50};
        std::chrono::milliseconds throttlingBase{1000};
    };
    /// A random number in [0, 1]; tests fix it.
    using Random = std::function<double()>;

    explicit StandardRetry(Settings settings);
    StandardRetry(Settings settings, Random random);

    [[nodiscard]] std::optional<RetryDecision> decide(const AttemptOutcome& outcome) override;
    void succeeded(int lastCost) override;
    [[nodiscard]] int maxAttempts() const override { return m_settings.maxAttempts; }
    [[nodiscard]] int quota() const { return m_quota; }

private:
    Settings m_settings;
    Random m_random;
    int m_quota;
};

/// The error is about too many requests, in the codes AWS services use or as its model says.
[[nodiscard]] bool isThrottling(const AttemptOutcome& outcome);
/// A failure that may be gone the next time: no connection, no answer, a damaged one, 500, 502, 503, 504.
[[nodiscard]] bool isTransient(const Error& error);

} // namespace inia
