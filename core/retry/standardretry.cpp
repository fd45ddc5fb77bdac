#include "core/retry/standardretry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace inia {

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

} // namespace inia
