#include "core/protocol/plaintimestamp.h"

#include <chrono>

namespace inia {

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
