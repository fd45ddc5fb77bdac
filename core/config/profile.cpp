#include "core/config/profile.h"

#include <algorithm>
#include <array>

namespace inia {

bool Profile::isProduction() const
{
    static constexpr std::array<std::string_view, 5> no{"", "false", "no", "off", "0"};
    std::string mark(text("inia_production"));
    std::transform(mark.begin(), mark.end(), mark.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::find(no.begin(), no.end(), mark) == no.end();
}

} // namespace inia
