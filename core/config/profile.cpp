#include "core/config/profile.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <array>

namespace inia {

bool isExplicitNo(std::string_view mark)
{
    static constexpr std::array<std::string_view, 5> no{"", "false", "no", "off", "0"};
    const std::string lower = ascii::lowered(ascii::trimmed(mark));
    return std::find(no.begin(), no.end(), lower) != no.end();
}

bool Profile::isProduction() const
{
    return !isExplicitNo(text("inia_production"));
}

} // namespace inia
