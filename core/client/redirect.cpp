#include "core/client/redirect.h"

#include "core/protocol/timestamps.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

bool isRegionName(std::string_view text)
{
    return !text.empty() && text.size() <= 63 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool speaksOfRegion(const OperationModel& operation, const Error& error)
{
    if (error.code == "PermanentRedirect" || error.code == "TemporaryRedirect" ||
        error.code == "IllegalLocationConstraintException")
        return true;
    if (error.code == "AuthorizationHeaderMalformed")
        return !error.region.empty();
    if (operation.httpMethod() == "HEAD")
        return error.httpStatus == 301 || error.httpStatus == 400;
    return error.httpStatus == 301 || error.httpStatus == 302 || error.httpStatus == 307;
}

} // namespace

std::optional<std::string> redirectRegion(const OperationModel& operation, const Error& error,
                                          const HttpResponse& response)
{
    if (!speaksOfRegion(operation, error))
        return std::nullopt;
    const auto header = response.headers.value("x-amz-bucket-region");
    if (isRegionName(header))
        return std::string(header);
    return isRegionName(error.region) ? std::optional(error.region) : std::nullopt;
}

bool isClockError(const Error& error)
{
    static constexpr std::array<std::string_view, 6> codes{
        "RequestTimeTooSkewed",      "RequestExpired",        "RequestInTheFuture",
        "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure"};
    return std::find(codes.begin(), codes.end(), error.code) != codes.end();
}

std::optional<std::chrono::seconds> clockOffset(const HttpResponse& response,
                                                std::chrono::system_clock::time_point now)
{
    const auto date = parseTimestamp(response.headers.value("Date"));
    if (!date)
        return std::nullopt;
    const auto offset = std::chrono::seconds(date->seconds) -
                        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
    constexpr std::chrono::minutes tolerated{4};
    return offset > -tolerated && offset < tolerated ? std::nullopt : std::optional(offset);
}

} // namespace inia
