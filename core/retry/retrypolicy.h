#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"

#include <chrono>
#include <functional>
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

} // namespace inia
