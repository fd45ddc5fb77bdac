#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace inia {

/// A source of random numbers in [0, 1]; tests fix it.
using RandomFraction = std::function<double()>;

/// The usual one.
[[nodiscard]] double randomFraction();

/// What is known when an attempt has ended, well or not.
struct AttemptOutcome {
    const Error* error = nullptr;           ///< null: it went well
    const HttpResponse* response = nullptr; ///< null: none came
    int attempt = 1;                        ///< the one that ended, from 1
    std::string_view service;               ///< client name ("dynamodb")
    std::string_view operation;             ///< as the model spells it
    bool modelledError = false;             ///< the code is one of the operation's modelled errors
    bool modelledRetryable = false;         ///< ... and its model says retryable
    bool modelledThrottling = false;        ///< ... with throttling

    /// Error code; empty when the service gave none.
    [[nodiscard]] std::string_view code() const { return error ? std::string_view(error->code) : ""; }
    /// HTTP status; 0 when no response came. An error may have another one than its response: S3 reports
    /// some in a 200.
    [[nodiscard]] int status() const
    {
        return error && error->httpStatus ? error->httpStatus : (response ? response->status : 0);
    }
};

/// How it goes on after an attempt.
struct RetryDecision {
    bool again = false;
    /// Wait so long: before the next attempt, or before the error is handed out.
    std::chrono::milliseconds delay{0};
    int cost = 0;                    ///< taken from the quota; handed back by succeeded()
    bool reachedMaxAttempts = false; ///< for ResponseMetadata.MaxAttemptsReached
    bool reachedQuota = false;       ///< for ResponseMetadata.RetryQuotaReached
};

/// Decides whether a call is tried again. One object per client, as its quota is shared by its calls.
class RetryPolicy {
public:
    using TimePoint = std::chrono::system_clock::time_point;

    RetryPolicy() = default;
    virtual ~RetryPolicy() = default;
    RetryPolicy(const RetryPolicy&) = delete;
    RetryPolicy& operator=(const RetryPolicy&) = delete;

    /// Asked after every attempt, also after those that went well.
    [[nodiscard]] virtual RetryDecision decide(const AttemptOutcome& outcome, TimePoint now) = 0;
    /// A call ended with a 2xx: gives back the cost of its last retry, 0 when it had none.
    virtual void succeeded(int lastCost) = 0;
    /// Asked before every attempt: zero lets it go, else wait so long and ask again.
    [[nodiscard]] virtual std::chrono::milliseconds waitToSend(TimePoint now);
    [[nodiscard]] virtual int maxAttempts() const = 0;
    /// Whether an attempt's amz-sdk-request header names maxAttempts().
    [[nodiscard]] virtual bool announcesMaxAttempts(int attempt) const;
};

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
