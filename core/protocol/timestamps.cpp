#include "core/protocol/timestamps.h"

#include "core/http/httpmessage.h"
#include "core/protocol/scalartext.h"

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace inia {

namespace {

constexpr std::int64_t secondsPerDay = 86400;
constexpr std::int64_t firstSecond = -62135596800; // 0001-01-01T00:00:00Z
constexpr std::int64_t lastSecond = 253402300799;  // 9999-12-31T23:59:59Z

struct CalendarTime {
    int year, month, day, weekday, hour, minute, second;
};

CalendarTime calendarTime(std::int64_t seconds)
{
    auto days = seconds / secondsPerDay;
    auto rest = seconds % secondsPerDay;
    if (rest < 0) {
        rest += secondsPerDay;
        --days;
    }
    const std::chrono::sys_days date{std::chrono::days{days}};
    const std::chrono::year_month_day ymd{date};
    return {static_cast<int>(ymd.year()),
            static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day())),
            static_cast<int>(std::chrono::weekday(date).c_encoding()),
            static_cast<int>(rest / 3600),
            static_cast<int>(rest / 60 % 60),
            static_cast<int>(rest % 60)};
}

/// ".500000" or ".5" for half a second; empty for none. What is finer than a microsecond is cut off.
std::string fractionText(std::int32_t nanoseconds, FractionStyle style)
{
    const auto microseconds = nanoseconds / 1000;
    if (microseconds == 0)
        return {};
    char buffer[16];
    std::snprintf(buffer, sizeof(buffer), ".%06d", microseconds);
    std::string text(buffer);
    if (style == FractionStyle::Shortest)
        text.erase(text.find_last_not_of('0') + 1);
    return text;
}

/// Over the zeros that stand there, up to `end`.
void putNumber(std::string& text, std::size_t end, int number)
{
    for (; number > 0; number /= 10)
        text[--end] = static_cast<char>('0' + number % 10);
}

/// Listings are full of these, and snprintf() takes several times as long.
std::string iso8601(std::int64_t seconds, const std::string& fraction)
{
    const auto t = calendarTime(seconds);
    std::string text = "0000-00-00T00:00:00";
    putNumber(text, 4, t.year);
    putNumber(text, 7, t.month);
    putNumber(text, 10, t.day);
    putNumber(text, 13, t.hour);
    putNumber(text, 16, t.minute);
    putNumber(text, 19, t.second);
    return text + fraction + "Z";
}

std::string httpDate(std::int64_t seconds)
{
    static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto t = calendarTime(seconds);
    char buffer[64];
    std::snprintf(buffer, sizeof(buffer), "%s, %02d %s %04d %02d:%02d:%02d",
                  days.at(static_cast<std::size_t>(t.weekday)), t.day,
                  months.at(static_cast<std::size_t>(t.month - 1)), t.year, t.hour, t.minute, t.second);
    return std::string(buffer) + " GMT";
}

/// Seconds as a decimal number, exact where a double is not. Fractions count forward in time: two seconds
/// before 1970 and half a second is -1.5.
std::string decimalSeconds(Timestamp time)
{
    if (time.seconds >= 0 || time.nanoseconds == 0)
        return std::to_string(time.seconds) + fractionText(time.nanoseconds, FractionStyle::Shortest);
    return "-" + std::to_string(-(time.seconds + 1)) +
           fractionText(1'000'000'000 - time.nanoseconds, FractionStyle::Shortest);
}

} // namespace

TimestampFormat timestampFormatFromName(std::string_view name, TimestampFormat fallback)
{
    if (equalsIgnoringCase(name, "iso8601"))
        return TimestampFormat::Iso8601;
    if (equalsIgnoringCase(name, "rfc822"))
        return TimestampFormat::HttpDate;
    if (equalsIgnoringCase(name, "unixTimestamp"))
        return TimestampFormat::UnixSeconds;
    return fallback;
}

Value unixTimestampValue(Timestamp time)
{
    const auto microseconds = time.nanoseconds / 1000;
    if (microseconds == 0)
        return time.seconds;
    constexpr std::int64_t limit = 9'000'000'000'000;
    if (time.seconds > limit || time.seconds < -limit)
        return static_cast<double>(time.seconds);
    // One division rounds once; adding a quotient would round twice.
    return static_cast<double>(time.seconds * 1'000'000 + microseconds) / 1'000'000.0;
}

Result<std::string> formatTimestamp(Timestamp time, TimestampFormat format, FractionStyle style)
{
    if (format == TimestampFormat::UnixSeconds && style == FractionStyle::Shortest)
        return decimalSeconds(time);
    if (format == TimestampFormat::UnixSeconds)
        return scalarText(unixTimestampValue(time));
    if (time.seconds < firstSecond || time.seconds > lastSecond) {
        return makeError(ErrorKind::Parameter, "InvalidTimestamp",
                         "a timestamp of " + std::to_string(time.seconds) +
                             " seconds since 1970 lies outside the years 0001 to 9999");
    }
    if (format == TimestampFormat::HttpDate)
        return httpDate(time.seconds);
    return iso8601(time.seconds, fractionText(time.nanoseconds, style));
}

std::optional<Timestamp> timestampFromSeconds(double seconds)
{
    if (!std::isfinite(seconds) || std::fabs(seconds) > 9e15)
        return std::nullopt;
    auto whole = std::floor(seconds);
    auto microseconds = std::nearbyint((seconds - whole) * 1e6);
    if (microseconds >= 1e6) {
        whole += 1;
        microseconds = 0;
    }
    return Timestamp{static_cast<std::int64_t>(whole), static_cast<std::int32_t>(microseconds) * 1000};
}

std::optional<Timestamp> timestampFromValue(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Time:
        return value.time();
    case Value::Kind::Int:
        return Timestamp{value.toInt(), 0};
    case Value::Kind::Double:
        return timestampFromSeconds(value.toDouble());
    case Value::Kind::Text:
        return parseTimestamp(value.text());
    default:
        return std::nullopt;
    }
}

} // namespace inia
