#include "core/protocol/timestamps.h"

#include "core/http/httpmessage.h"
#include "core/protocol/scalartext.h"
#include "core/text/ascii.h"

#include <algorithm>
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

namespace {

struct Fields {
    int year = 0, month = 0, day = 0;
    int hour = 0, minute = 0, second = 0;
    std::int32_t nanoseconds = 0;
    std::int64_t offset = 0; // seconds east of UTC
    bool hasTime = false;
};

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Takes pieces off the front of a text.
class Scanner final {
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] char peek() const { return m_rest.empty() ? '\0' : m_rest.front(); }
    void skip(std::size_t count = 1) { m_rest.remove_prefix(count); }
    bool take(char c)
    {
        if (peek() != c)
            return false;
        skip();
        return true;
    }
    void skipAny(std::string_view characters)
    {
        while (!m_rest.empty() && characters.find(m_rest.front()) != std::string_view::npos)
            skip();
    }
    std::string_view takeDigits() { return takeWhile(ascii::isDigit); }
    std::string_view takeLetters() { return takeWhile(isLetter); }
    /// Exactly `count` digits; -1 when they are not there.
    int number(std::size_t count)
    {
        if (m_rest.size() < count)
            return -1;
        int result = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (!ascii::isDigit(m_rest[i]))
                return -1;
            result = result * 10 + (m_rest[i] - '0');
        }
        skip(count);
        return result;
    }

private:
    std::string_view takeWhile(bool (*matches)(char))
    {
        std::size_t count = 0;
        while (count < m_rest.size() && matches(m_rest[count]))
            ++count;
        const auto taken = m_rest.substr(0, count);
        skip(count);
        return taken;
    }

    std::string_view m_rest;
};

/// Digits behind the point as nanoseconds; what is finer is cut off.
std::int32_t fractionOf(std::string_view digits)
{
    std::int32_t result = 0;
    for (std::size_t i = 0; i < 9; ++i)
        result = result * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    return result;
}

bool scanTime(Scanner& scanner, Fields& fields)
{
    fields.hour = scanner.number(2);
    const bool colons = scanner.take(':');
    if (fields.hour < 0 || (!colons && !ascii::isDigit(scanner.peek())))
        return fields.hour >= 0 && !colons;
    fields.minute = scanner.number(2);
    if (fields.minute < 0)
        return false;
    if (colons ? scanner.take(':') : ascii::isDigit(scanner.peek()))
        fields.second = scanner.number(2);
    if (fields.second < 0)
        return false;
    if (scanner.peek() == '.' || scanner.peek() == ',') {
        scanner.skip();
        const auto digits = scanner.takeDigits();
        if (digits.empty())
            return false;
        fields.nanoseconds = fractionOf(digits);
    }
    return true;
}

/// "Z", "GMT", "+01", "+0100", "-01:00" or nothing. Other names in capitals count as UTC, as in botocore.
bool scanZone(Scanner& scanner, Fields& fields)
{
    scanner.skipAny(" ");
    const auto name = scanner.takeLetters();
    const bool capitals = std::all_of(name.begin(), name.end(), [](char c) { return c <= 'Z'; });
    if (name.size() > 5 || (!capitals && name != "z"))
        return false;
    if (scanner.peek() != '+' && scanner.peek() != '-')
        return scanner.atEnd();
    const int sign = scanner.peek() == '-' ? -1 : 1;
    scanner.skip();
    const int hours = scanner.number(2);
    scanner.take(':');
    const int minutes = scanner.atEnd() ? 0 : scanner.number(2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return false;
    fields.offset = std::int64_t{sign} * (std::int64_t{hours} * 3600 + std::int64_t{minutes} * 60);
    return scanner.atEnd();
}

std::optional<Timestamp> assemble(const Fields& fields)
{
    const std::chrono::year_month_day date{std::chrono::year(fields.year),
                                           std::chrono::month(static_cast<unsigned>(fields.month)),
                                           std::chrono::day(static_cast<unsigned>(fields.day))};
    if (fields.year < 1 || fields.year > 9999 || !date.ok() || fields.hour > 23 || fields.minute > 59 ||
        fields.second > 59)
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return Timestamp{days * 86400 + std::int64_t{fields.hour} * 3600 + std::int64_t{fields.minute} * 60 +
                         fields.second - fields.offset,
                     fields.nanoseconds};
}

/// 2006-01-02, 2006/01/02 or 20060102, with a time after "T" or a space.
std::optional<Timestamp> parseIso8601(std::string_view text)
{
    Scanner scanner(text);
    Fields fields;
    fields.year = scanner.number(4);
    const char separator = scanner.peek();
    const bool separated = separator == '-' || separator == '/';
    if (separated)
        scanner.skip();
    fields.month = scanner.number(2);
    if (separated && !scanner.take(separator))
        return std::nullopt;
    fields.day = scanner.number(2);
    if (fields.year < 0 || fields.month < 0 || fields.day < 0)
        return std::nullopt;
    if (scanner.atEnd())
        return assemble(fields);
    if (scanner.peek() != 'T' && scanner.peek() != 't' && scanner.peek() != ' ')
        return std::nullopt;
    scanner.skip();
    if (!scanTime(scanner, fields) || !scanZone(scanner, fields))
        return std::nullopt;
    return assemble(fields);
}

int monthFromName(std::string_view name)
{
    static constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                             "jul", "aug", "sep", "oct", "nov", "dec"};
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (equalsIgnoringCase(name.substr(0, 3), months.at(i)))
            return static_cast<int>(i) + 1;
    }
    return 0;
}

/// Two-digit years are those nearest to now, as RFC 9110 asks for; 2019 ... 2068 stays right for long.
int fullYear(std::string_view digits)
{
    const auto number = static_cast<int>(parseInteger(digits).value_or(0));
    if (digits.size() > 2)
        return number;
    return number < 69 ? 2000 + number : 1900 + number;
}

/// A number of an HTTP date is the day, the year, or the hour of a time.
bool scanDateNumber(Scanner& scanner, Fields& fields)
{
    Scanner ahead = scanner;
    const auto digits = ahead.takeDigits();
    if (ahead.peek() == ':') {
        fields.hasTime = true;
        return digits.size() == 2 && scanTime(scanner, fields);
    }
    scanner = ahead;
    if (fields.day == 0 && digits.size() <= 2)
        fields.day = static_cast<int>(parseInteger(digits).value_or(0));
    else if (fields.year == 0 && digits.size() <= 4)
        fields.year = fullYear(digits);
    else
        return false;
    return true;
}

/// The three forms of RFC 9110 section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT",
/// "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994".
std::optional<Timestamp> parseHttpDate(std::string_view text)
{
    Scanner scanner(text);
    Fields fields;
    while (!scanner.atEnd()) {
        scanner.skipAny(" ,-");
        if (fields.hasTime && fields.year != 0)
            break;
        if (ascii::isDigit(scanner.peek())) {
            if (!scanDateNumber(scanner, fields))
                return std::nullopt;
            if (fields.hasTime && fields.year != 0)
                break;
            continue;
        }
        const auto word = scanner.takeLetters();
        if (word.empty())
            break;
        if (const int month = monthFromName(word); month != 0 && fields.month == 0)
            fields.month = month;
    }
    if (fields.month == 0 || fields.day == 0 || fields.year == 0 || !scanZone(scanner, fields))
        return std::nullopt;
    return assemble(fields);
}

/// Decimal seconds, digit by digit: a double would lose the nanoseconds.
std::optional<Timestamp> parseSeconds(std::string_view text)
{
    const auto point = text.find('.');
    const auto whole = parseInteger(text.substr(0, point));
    const auto number = parseDouble(text);
    if (!number)
        return std::nullopt;
    Scanner digits(point == std::string_view::npos ? std::string_view() : text.substr(point + 1));
    const auto fraction = fractionOf(digits.takeDigits());
    if (!whole || !digits.atEnd())
        return timestampFromSeconds(*number);
    if (*number < 0 && fraction > 0)
        return Timestamp{*whole - 1, 1'000'000'000 - fraction};
    return Timestamp{*whole, fraction};
}

} // namespace

std::optional<Timestamp> parseTimestamp(std::string_view text)
{
    text = ascii::trimmed(text);
    if (text.empty())
        return std::nullopt;
    // A date most likely; "1.1e-05" seconds look like one at first.
    if (text.size() > 4 && text[4] == '-') {
        if (const auto time = parseIso8601(text))
            return time;
    }
    if (isLetter(text.front()))
        return parseHttpDate(text);
    if (const auto seconds = parseSeconds(text))
        return seconds;
    if (const auto time = parseIso8601(text))
        return time;
    return parseHttpDate(text);
}

namespace {

bool twoDigits(std::string_view text, std::size_t at, unsigned& number)
{
    const auto tens = static_cast<unsigned>(text[at]) - '0';
    const auto ones = static_cast<unsigned>(text[at + 1]) - '0';
    number = tens * 10 + ones;
    return tens < 10 && ones < 10;
}

} // namespace

std::optional<Timestamp> plainTimestamp(std::string_view text)
{
    constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd";
    if (text.size() < form.size() + 1 || text.back() != 'Z' || text[4] != '-' || text[7] != '-' ||
        text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    unsigned century = 0;
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    if (!twoDigits(text, 0, century) || !twoDigits(text, 2, year) || !twoDigits(text, 5, month) ||
        !twoDigits(text, 8, day) || !twoDigits(text, 11, hour) || !twoDigits(text, 14, minute) ||
        !twoDigits(text, 17, second) || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(century * 100 + year)),
                                           std::chrono::month(month), std::chrono::day(day));
    if (!date.ok() || century * 100 + year < 1)
        return std::nullopt;
    std::int32_t nanoseconds = 0;
    if (text.size() > form.size() + 1) {
        const auto fraction = text.substr(form.size() + 1, text.size() - form.size() - 2);
        if (text[form.size()] != '.' || fraction.empty() || fraction.size() > 6)
            return std::nullopt;
        std::int32_t unit = 100'000'000;
        for (const char c : fraction) {
            if (c < '0' || c > '9')
                return std::nullopt;
            nanoseconds += (c - '0') * unit;
            unit /= 10;
        }
    }
    const auto days = std::chrono::sys_days(date).time_since_epoch().count();
    return Timestamp{std::int64_t{days} * 86'400 + std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 +
                         std::int64_t{second},
                     nanoseconds};
}

} // namespace inia
