#include "core/client/clockskew.h"

#include "core/client/clientparts.h"
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

bool correctClock(ClientParts& parts, const Error& error, const HttpResponse& response,
                  const Value& errorValue)
{
    if (!isClockError(error))
        return false;
    const auto offset = clockOffset(response, errorValue, parts.clock->now());
    if (!offset || *offset == parts.clockOffset)
        return false;
    parts.clockOffset = *offset;
    return true;
}

} // namespace inia
