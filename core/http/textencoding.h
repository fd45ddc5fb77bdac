#pragma once

#include <string>
#include <string_view>

namespace inia {

/// Every byte except A-Z a-z 0-9 - . _ ~ as %XX with capital digits: the one escaping that AWS signatures
/// know (RFC 3986 unreserved characters). `text` is bytes, UTF-8 for text.
[[nodiscard]] std::string percentEncode(std::string_view text);

/// The same, but "/" stays: for paths made of segments, such as S3 keys.
[[nodiscard]] std::string percentEncodePath(std::string_view path);

/// The same, but the characters in `alsoSafe` stay.
[[nodiscard]] std::string percentEncodeExcept(std::string_view text, std::string_view alsoSafe);

/// As percentEncode(), with "+" for a space: application/x-www-form-urlencoded.
[[nodiscard]] std::string formEncode(std::string_view text);

/// %XX back to bytes. A "%" without two hexadecimal digits stays as it is; "+" stays "+".
[[nodiscard]] std::string percentDecode(std::string_view text);

/// The value of a header as UTF-8. What is none already is read as ISO 8859-1, as HTTP had it before (RFC
/// 9110, 5.5): servers of others hand metadata back in it.
[[nodiscard]] std::string fieldText(std::string_view bytes);

/// The text that encoded words stand for (RFC 2047, "=?UTF-8?Q?Z=C3=BCrich?="), which is how S3 hands back
/// metadata that is no ASCII. Words that cannot be read, and all else, stay as they are.
[[nodiscard]] std::string decodedWords(std::string_view text);

} // namespace inia
