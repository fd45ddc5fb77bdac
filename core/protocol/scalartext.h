#pragma once

#include "core/model/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace inia {

// How scalars are written in query strings, headers and XML, and read back. botocore lets Python's str()
// do it, so these follow Python: "1.0", "1e+16", "True".

/// Shortest text that reads back as the same number; "Infinity", "-Infinity", "NaN" as AWS spells them.
[[nodiscard]] std::string doubleText(double number);
/// A scalar as Python's str() prints it. Blobs come out as their bytes; lists and maps are empty.
[[nodiscard]] std::string scalarText(const Value& value);
/// A boolean member's value: "true" or "false".
[[nodiscard]] std::string_view boolText(bool value);

/// The whole text as a decimal integer, white space around it allowed; nothing when it is none or too big.
[[nodiscard]] std::optional<std::int64_t> parseInteger(std::string_view text);
/// The whole text as a number, "Infinity", "-Infinity" and "NaN" included.
[[nodiscard]] std::optional<double> parseDouble(std::string_view text);

/// A blob member's bytes: text given for a blob counts as its UTF-8 bytes.
[[nodiscard]] QByteArray blobBytes(const Value& value);
[[nodiscard]] std::string base64Text(const Value& value);
/// Nothing when the text is not base64. White space is skipped.
[[nodiscard]] std::optional<QByteArray> parseBase64(std::string_view text);

} // namespace inia
