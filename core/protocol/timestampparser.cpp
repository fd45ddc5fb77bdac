#include "core/http/httpmessage.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace inia {

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

} // namespace inia
