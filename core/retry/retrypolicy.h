#pragma once

#include "core/common/error.h"

#include <chrono>
#include <optional>
#include <string>

namespace inia {

/// What is known when an attempt has failed.
struct AttemptOutcome {
    AttemptOutcome(const Error& failure, int number) : error(failure), attempt(number) {}

    const Error& error;
    int attempt;                     ///< the one that failed, from 1
    std::string retryAfter;          ///< x-amz-retry-after as it came; empty when absent
    bool modelledError = false;      ///< the code is one of the operation's modelled errors
    bool modelledRetryable = false;  ///< ... and its model says retryable
    bool modelledThrottling = false; ///< ... with throttling
};

/// Another attempt, after a wait. `cost` is what it took from the quota; the call hands it back on success.
struct RetryDecision {
    std::chrono::milliseconds delay{0};
    int cost = 0;
};

/// Decides whether a call is tried again. One object per client, as its quota is shared by its calls.
class RetryPolicy {
public:
    RetryPolicy() = default;
    virtual ~RetryPolicy() = default;
    RetryPolicy(const RetryPolicy&) = delete;
    RetryPolicy& operator=(const RetryPolicy&) = delete;

    /// Nothing to stop and report the error.
    [[nodiscard]] virtual std::optional<RetryDecision> decide(const AttemptOutcome& outcome) = 0;
    /// A call ended well: gives back the cost of its last retry, 0 when it had none.
    virtual void succeeded(int lastCost) = 0;
    [[nodiscard]] virtual int maxAttempts() const = 0;
};

} // namespace inia
