#include "core/text/ascii.h"

#include <algorithm>

namespace inia::ascii {

std::string_view trimmed(std::string_view text, std::string_view characters) noexcept
{
    const auto first = text.find_first_not_of(characters);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(characters) - first + 1);
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), toLower);
    return result;
}

} // namespace inia::ascii
