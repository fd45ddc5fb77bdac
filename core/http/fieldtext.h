#pragma once

#include <string>
#include <string_view>

namespace inia {

/// The value of a header as UTF-8. What is none already is read as ISO 8859-1, as HTTP had it before (RFC
/// 9110, 5.5): servers of others hand metadata back in it.
[[nodiscard]] std::string fieldText(std::string_view bytes);

/// The text that encoded words stand for (RFC 2047, "=?UTF-8?Q?Z=C3=BCrich?="), which is how S3 hands back
/// metadata that is no ASCII. Words that cannot be read, and all else, stay as they are.
[[nodiscard]] std::string decodedWords(std::string_view text);

} // namespace inia
