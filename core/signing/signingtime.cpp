#include "core/signing/signingtime.h"

#include <array>
#include <cstdio>

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
    std::string text = extendedTime(time);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

std::string extendedTime(SigningTime time)
{
    const CivilTime t = civilTime(time);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(t.date.year()),
                  static_cast<unsigned>(t.date.month()), static_cast<unsigned>(t.date.day()),
                  static_cast<int>(t.clock.hours().count()), static_cast<int>(t.clock.minutes().count()),
                  static_cast<int>(t.clock.seconds().count()));
    return text.data();
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
