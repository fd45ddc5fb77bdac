#include "core/signing/signingtime.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace inia {

namespace {

struct CivilTime {
    std::chrono::year_month_day date;
    std::chrono::hh_mm_ss<std::chrono::seconds> clock;
    unsigned weekday;
};

CivilTime civilTime(SigningTime time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(seconds);
    return {day, std::chrono::hh_mm_ss(seconds - day), std::chrono::weekday(day).c_encoding()};
}

void appendDigits(std::string& text, unsigned number, std::size_t width)
{
    text.append(width, '0');
    for (auto at = text.rbegin(); number > 0; number /= 10)
        *at++ = static_cast<char>('0' + number % 10);
}

/// Written digit by digit: every signature asks for the time in several places, and printf() would take a
/// sixth of the time it takes to sign.
std::string isoTime(SigningTime time, std::string_view dateSeparator, std::string_view timeSeparator)
{
    const CivilTime t = civilTime(time);
    std::string text;
    appendDigits(text, static_cast<unsigned>(static_cast<int>(t.date.year())), 4);
    text += dateSeparator;
    appendDigits(text, static_cast<unsigned>(t.date.month()), 2);
    text += dateSeparator;
    appendDigits(text, static_cast<unsigned>(t.date.day()), 2);
    text += 'T';
    appendDigits(text, static_cast<unsigned>(t.clock.hours().count()), 2);
    text += timeSeparator;
    appendDigits(text, static_cast<unsigned>(t.clock.minutes().count()), 2);
    text += timeSeparator;
    appendDigits(text, static_cast<unsigned>(t.clock.seconds().count()), 2);
    return text + 'Z';
}

std::string dateWithZone(SigningTime time, const char* zone)
{
    static constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const CivilTime t = civilTime(time);
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d %s", days[t.weekday],
                  static_cast<unsigned>(t.date.day()), months[static_cast<unsigned>(t.date.month()) - 1],
                  static_cast<int>(t.date.year()), static_cast<int>(t.clock.hours().count()),
                  static_cast<int>(t.clock.minutes().count()), static_cast<int>(t.clock.seconds().count()),
                  zone);
    return text.data();
}

} // namespace

std::string basicTime(SigningTime time)
{
    return isoTime(time, "", "");
}

std::string extendedTime(SigningTime time)
{
    return isoTime(time, "-", ":");
}

std::string mailDate(SigningTime time)
{
    return dateWithZone(time, "-0000");
}

std::string httpDate(SigningTime time)
{
    return dateWithZone(time, "GMT");
}

std::string epochTime(SigningTime time)
{
    return std::to_string(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

} // namespace inia
