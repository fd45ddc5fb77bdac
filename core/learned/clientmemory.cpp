#include "core/learned/clientmemory.h"

#include "core/common/clock.h"
#include "core/model/operationmodel.h"
#include "core/policy/effect.h"
#include "core/protocol/timestamps.h"

#include <algorithm>
#include <array>

namespace inia {

bool isClockError(const Error& error)
{
    static constexpr std::array<std::string_view, 6> codes{
        "RequestTimeTooSkewed",      "RequestExpired",        "RequestInTheFuture",
        "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure"};
    return std::find(codes.begin(), codes.end(), error.code) != codes.end();
}

std::optional<std::chrono::seconds> clockOffset(const HttpResponse& response, const Value& errorValue,
                                                std::chrono::system_clock::time_point now)
{
    auto date = parseTimestamp(errorValue["Error"]["ServerTime"].text());
    if (!date)
        date = parseTimestamp(response.headers.value("Date"));
    if (!date)
        return std::nullopt;
    const auto offset = std::chrono::seconds(date->seconds) -
                        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
    constexpr std::chrono::minutes tolerated{4};
    constexpr std::chrono::hours believed{24};
    const auto size = std::chrono::abs(offset);
    return size < tolerated || size > believed ? std::nullopt : std::optional(offset);
}

ClientMemory::ClientMemory(std::shared_ptr<Clock> clock, std::unique_ptr<RetryPolicy> retryPolicy)
    : retry(std::move(retryPolicy)), m_clock(std::move(clock))
{
}

std::chrono::system_clock::time_point ClientMemory::now() const
{
    return m_clock->now() + m_clockOffset;
}

bool ClientMemory::correctClock(const Error& error, const HttpResponse& response, const Value& errorValue)
{
    if (!isClockError(error))
        return false;
    const auto offset = clockOffset(response, errorValue, m_clock->now());
    if (!offset || *offset == m_clockOffset)
        return false;
    m_clockOffset = *offset;
    return true;
}

std::optional<std::string> ClientMemory::regionOf(const std::string& bucket) const
{
    const auto known = m_bucketRegions.find(bucket);
    return known == m_bucketRegions.end() ? std::nullopt : std::optional(known->second);
}

void ClientMemory::setRegionOf(const std::string& bucket, const std::string& region)
{
    m_bucketRegions.insert_or_assign(bucket, region);
}

bool ClientMemory::isChangingGet(const OperationModel& operation)
{
    const auto [known, isNew] = m_changingGets.try_emplace(operation.name(), false);
    if (isNew)
        known->second = changesSomething(effectOf(operation).effect);
    return known->second;
}

} // namespace inia
