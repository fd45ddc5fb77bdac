#include "core/config/region.h"

#include "core/text/ascii.h"

#include <algorithm>

namespace inia {

bool isValidRegionName(std::string_view region)
{
    constexpr std::size_t longestLabel = 63;
    const auto isAllowed = [](char c) {
        return ascii::isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    };
    return !region.empty() && region.size() <= longestLabel && region.front() != '-' &&
           region.back() != '-' && std::all_of(region.begin(), region.end(), isAllowed) &&
           !std::all_of(region.begin(), region.end(), ascii::isDigit);
}

std::string withoutFips(std::string_view region)
{
    std::string result(region);
    for (const std::string_view mark : {"fips-", "-fips"}) {
        for (std::size_t at = result.find(mark); at != std::string::npos; at = result.find(mark, at))
            result.erase(at, mark.size());
    }
    return result;
}

} // namespace inia
