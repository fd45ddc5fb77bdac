#include "core/protocol/timestamps.h"
#include "tests/fuzz/fuzztarget.h"

using namespace inia;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto time = parseTimestamp(fuzz::textOf(data, size));
    if (!time)
        return 0;
    fuzz::require(time->nanoseconds >= 0 && time->nanoseconds < 1'000'000'000);
    // Beyond the years of four digits the double of a Unix time no longer holds every second.
    constexpr std::int64_t year1000 = -30'610'224'000;
    constexpr std::int64_t year10000 = 253'402'300'800;
    if (time->seconds < year1000 || time->seconds >= year10000)
        return 0;
    for (const auto format :
         {TimestampFormat::Iso8601, TimestampFormat::HttpDate, TimestampFormat::UnixSeconds}) {
        if (const auto text = formatTimestamp(*time, format)) {
            const auto again = parseTimestamp(*text);
            fuzz::require(again.has_value());
            // Unix time goes through a double, as in botocore: near the year 10000 it is 30 us to the next.
            const bool isDouble = format == TimestampFormat::UnixSeconds;
            const std::int64_t seconds = again->seconds - time->seconds;
            fuzz::require(isDouble ? std::llabs(seconds * 1'000'000'000 + again->nanoseconds -
                                                time->nanoseconds) <= 50'000
                                   : seconds == 0);
        }
    }
    return 0;
}
