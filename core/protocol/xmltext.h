#pragma once

#include <string>
#include <string_view>

namespace inia {

/// What a text in XML means, entities and character references resolved, put behind `out`. False when it
/// holds one that is not XML's own, or a line end of another system.
[[nodiscard]] bool appendXmlText(std::string_view text, std::string& out);

} // namespace inia
