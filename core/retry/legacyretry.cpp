#include "core/retry/legacyretry.h"

#include "core/retry/standardretry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inia {

namespace {

/// A status, together with an error code unless that is empty, of one service unless that is empty.
struct Rule {
    std::string_view endpointPrefix;
    int status;
    std::string_view code;
};

constexpr std::string_view organizations = "organizations";

constexpr std::array rules{
    Rule{"", 500, ""},
    Rule{"", 502, ""},
    Rule{"", 503, ""},
    Rule{"", 504, ""},
    Rule{"", 509, ""},
    Rule{"", 400, "Throttling"},
    Rule{"", 400, "ThrottlingException"},
    Rule{"", 400, "ThrottledException"},
    Rule{"", 400, "RequestThrottledException"},
    Rule{"", 400, "ProvisionedThroughputExceededException"},
    Rule{organizations, 400, "TooManyRequestsException"},
    Rule{"dynamodb", 409, "ReplicatedWriteConflictException"},
    Rule{"dynamodb", 400, "TransactionInProgressException"},
    Rule{"kinesis", 400, "LimitExceededException"},
    Rule{"sqs", 403, "RequestThrottled"},
    Rule{"s3", 400, "RequestTimeout"},
    Rule{"s3", 400, "BadDigest"},
    Rule{"glacier", 408, "RequestTimeoutException"},
    Rule{"route53", 400, "PriorRequestNotComplete"},
    Rule{"sts", 400, "IDPCommunicationError"},
};

constexpr int usualAttempts = 5;
constexpr int dynamoAttempts = 10;
constexpr double dynamoBase = 0.05; // seconds
/// No ceiling is botocore's rule; this is where a clock would overflow.
constexpr double longestLegacyDelay = 1e9;

} // namespace

LegacyRetry::LegacyRetry(std::string endpointPrefix, int maxAttempts, RandomFraction random)
    : m_endpointPrefix(std::move(endpointPrefix)),
      m_maxAttempts(maxAttempts > 0                  ? maxAttempts
                    : m_endpointPrefix == "dynamodb" ? dynamoAttempts
                                                     : usualAttempts),
      m_random(std::move(random))
{
}

bool LegacyRetry::isRetryable(const AttemptOutcome& outcome) const
{
    if (const auto decided = retryableByKind(outcome))
        return *decided;
    // Organizations has a rule of its own in place of the one for 429.
    if (outcome.status() == 429 && m_endpointPrefix != organizations)
        return true;
    return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
        return (rule.endpointPrefix.empty() || rule.endpointPrefix == m_endpointPrefix) &&
               rule.status == outcome.status() && (rule.code.empty() || rule.code == outcome.code());
    });
}

RetryDecision LegacyRetry::decide(const AttemptOutcome& outcome, TimePoint)
{
    RetryDecision decision;
    if (!isRetryable(outcome))
        return decision;
    decision.again = outcome.attempt < m_maxAttempts;
    decision.reachedMaxAttempts = !decision.again;
    if (decision.again) {
        const double base = m_endpointPrefix == "dynamodb" ? dynamoBase : m_random();
        const double seconds = std::min(base * std::exp2(outcome.attempt - 1), longestLegacyDelay);
        decision.delay = std::chrono::milliseconds(static_cast<std::int64_t>(std::lround(seconds * 1000)));
    }
    return decision;
}

} // namespace inia
