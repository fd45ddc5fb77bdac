#include "core/retry/standardretry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace inia {

namespace {

using std::chrono::milliseconds;

constexpr int fullQuota = 500;
constexpr int throttlingCost = 5;
constexpr int otherCost = 14;
constexpr milliseconds longestDelay{20'000};
constexpr milliseconds retryAfterLeeway{5'000};

double randomFraction()
{
    static thread_local std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
}

/// The service's own wish; negative or malformed ones are ignored, as botocore does.
std::optional<milliseconds> parseRetryAfter(const std::string& text)
{
    if (text.empty() || text.size() > 9 ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return milliseconds(std::stol(text));
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
    if (std::find(codes.begin(), codes.end(), outcome.error.code) != codes.end())
        return true;
    if (outcome.modelledError)
        return outcome.modelledThrottling;
    return outcome.error.httpStatus == 429;
}

bool isTransient(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Transport:
    case ErrorKind::Timeout:
        return true;
    case ErrorKind::Checksum:
        return error.retryable;
    case ErrorKind::Service:
        break;
    default:
        return false;
    }
    static constexpr std::array<std::string_view, 3> codes{"RequestTimeout", "RequestTimeoutException",
                                                           "PriorRequestNotComplete"};
    static constexpr std::array<int, 4> statuses{500, 502, 503, 504};
    return std::find(codes.begin(), codes.end(), error.code) != codes.end() ||
           std::find(statuses.begin(), statuses.end(), error.httpStatus) != statuses.end();
}

StandardRetry::StandardRetry(Settings settings) : StandardRetry(settings, randomFraction) {}

StandardRetry::StandardRetry(Settings settings, Random random)
    : m_settings(settings), m_random(std::move(random)), m_quota(fullQuota)
{
}

std::optional<RetryDecision> StandardRetry::decide(const AttemptOutcome& outcome)
{
    const bool throttling = isThrottling(outcome);
    if (outcome.attempt >= m_settings.maxAttempts ||
        !(throttling || isTransient(outcome.error) || outcome.modelledRetryable))
        return std::nullopt;
    const int cost = throttling ? throttlingCost : otherCost;
    if (m_quota < cost)
        return std::nullopt;
    m_quota -= cost;
    const auto base = static_cast<double>((throttling ? m_settings.throttlingBase : m_settings.base).count());
    const auto ceiling =
        std::min(base * std::exp2(outcome.attempt - 1), static_cast<double>(longestDelay.count()));
    const milliseconds delay(static_cast<milliseconds::rep>(m_random() * ceiling));
    if (const auto wished = parseRetryAfter(outcome.retryAfter))
        return RetryDecision{std::max(delay, std::min(*wished, delay + retryAfterLeeway)), cost};
    return RetryDecision{delay, cost};
}

void StandardRetry::succeeded(int lastCost)
{
    m_quota = std::min(fullQuota, m_quota + std::max(1, lastCost));
}

} // namespace inia
