#include "core/retry/retrypolicy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <random>
#include <utility>

namespace inia {

double randomFraction()
{
    static thread_local std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
}

std::chrono::milliseconds RetryPolicy::waitToSend(TimePoint)
{
    return std::chrono::milliseconds(0);
}

bool RetryPolicy::announcesMaxAttempts(int) const
{
    return true;
}

namespace {

using std::chrono::milliseconds;

constexpr int fullQuota = 500;
constexpr int throttlingCost = 5;
constexpr int otherCost = 14;
constexpr milliseconds longestDelay{20'000};
constexpr milliseconds retryAfterLeeway{5'000};

template <typename List>
bool contains(const List& list, const typename List::value_type& value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// The service's own wish; negative or malformed ones are ignored, as botocore does.
std::optional<milliseconds> retryAfter(const AttemptOutcome& outcome)
{
    if (!outcome.response)
        return std::nullopt;
    const auto text = outcome.response->headers.value("x-amz-retry-after");
    milliseconds::rep number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure == std::errc::result_out_of_range && text.front() != '-')
        return milliseconds::max();
    if (failure != std::errc() || end != text.data() + text.size() || number < 0)
        return std::nullopt;
    return milliseconds(number);
}

/// Operations that wait at the service for work: callers ask again at once, so an exhausted quota has to slow
/// them down here.
bool isLongPolling(const AttemptOutcome& outcome)
{
    using Operation = std::pair<std::string_view, std::string_view>;
    static constexpr std::array<Operation, 6> operations{{
        {"sqs", "ReceiveMessage"},
        {"stepfunctions", "GetActivityTask"},
        {"swf", "PollForActivityTask"},
        {"swf", "PollForDecisionTask"},
        {"kinesis", "ReceiveQueueRecords"},
        {"kinesis", "ReceiveDeadLetterQueueRecords"},
    }};
    return contains(operations, Operation(outcome.service, outcome.operation));
}

bool isRetryable(const AttemptOutcome& outcome, bool throttling)
{
    return throttling || isTransient(outcome) || outcome.modelledRetryable ||
           (outcome.service == "sts" && outcome.code() == "IDPCommunicationError");
}

} // namespace

bool isThrottling(const AttemptOutcome& outcome)
{
    static constexpr std::array<std::string_view, 14> codes{
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottledException",
        "TooManyRequestsException",
        "ProvisionedThroughputExceededException",
        "TransactionInProgressException",
        "RequestLimitExceeded",
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "RequestThrottled",
        "SlowDown",
        "PriorRequestNotComplete",
        "EC2ThrottledException",
    };
    if (contains(codes, outcome.code()))
        return true;
    if (outcome.modelledRetryable)
        return outcome.modelledThrottling;
    return outcome.status() == 429 && !outcome.modelledError;
}

std::optional<bool> retryableByKind(const AttemptOutcome& outcome)
{
    if (!outcome.error)
        return false;
    switch (outcome.error->kind) {
    case ErrorKind::Transport:
    case ErrorKind::Tls:
    case ErrorKind::Timeout:
        return true;
    case ErrorKind::Checksum:
        return outcome.error->retryable; // DynamoDB's own check; the others are final
    case ErrorKind::Service:
        return std::nullopt;
    default:
        return false; // botocore gives up on answers it cannot read
    }
}

bool isTransient(const AttemptOutcome& outcome)
{
    static constexpr std::array<std::string_view, 3> codes{"RequestTimeout", "RequestTimeoutException",
                                                           "PriorRequestNotComplete"};
    static constexpr std::array<int, 4> statuses{500, 502, 503, 504};
    if (const auto decided = retryableByKind(outcome))
        return *decided;
    return contains(codes, outcome.code()) || contains(statuses, outcome.status());
}

StandardRetry::Settings StandardRetry::settingsFor(std::string_view service, int maxAttempts)
{
    Settings settings;
    if (service == "dynamodb" || service == "dynamodbstreams") {
        settings.base = milliseconds(25);
        settings.maxAttempts = 4;
    }
    if (maxAttempts > 0)
        settings.maxAttempts = maxAttempts;
    return settings;
}

StandardRetry::StandardRetry(Settings settings, RandomFraction random)
    : m_settings(settings), m_random(std::move(random)), m_quota(fullQuota)
{
}

RetryDecision StandardRetry::decide(const AttemptOutcome& outcome, TimePoint)
{
    RetryDecision decision;
    decision.reachedMaxAttempts = outcome.attempt >= m_settings.maxAttempts;
    const bool throttling = isThrottling(outcome);
    if (decision.reachedMaxAttempts || !isRetryable(outcome, throttling))
        return decision;
    const int cost = throttling ? throttlingCost : otherCost;
    decision.again = cost <= m_quota;
    decision.reachedQuota = !decision.again;
    if (decision.again || isLongPolling(outcome))
        decision.delay = delayAfter(outcome, throttling);
    if (decision.again) {
        decision.cost = cost;
        m_quota -= cost;
    }
    return decision;
}

milliseconds StandardRetry::delayAfter(const AttemptOutcome& outcome, bool throttling) const
{
    const auto base = static_cast<double>((throttling ? m_settings.throttlingBase : m_settings.base).count());
    const auto ceiling =
        std::min(base * std::exp2(outcome.attempt - 1), static_cast<double>(longestDelay.count()));
    const milliseconds delay(static_cast<milliseconds::rep>(m_random() * ceiling));
    const auto wished = retryAfter(outcome);
    return wished ? std::max(delay, std::min(*wished, delay + retryAfterLeeway)) : delay;
}

void StandardRetry::succeeded(int lastCost)
{
    m_quota = std::min(fullQuota, m_quota + std::max(1, lastCost));
}

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
