#pragma once

#include <string>
#include <string_view>

namespace inia {

/// The models' documentation is HTML of a simple kind. This is its text: paragraphs apart by an empty line,
/// list items behind "- ", other white space as one blank, character references resolved, unknown tags
/// dropped.
[[nodiscard]] std::string plainText(std::string_view html);

} // namespace inia
