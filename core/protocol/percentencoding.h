#pragma once

#include <string>
#include <string_view>

namespace inia {

/// UTF-8 bytes as %XX, upper-case hex, except RFC 3986's unreserved characters and those in `alsoSafe`.
[[nodiscard]] std::string percentEncode(std::string_view text, std::string_view alsoSafe = {});

/// As above with `+` for a space: application/x-www-form-urlencoded.
[[nodiscard]] std::string formEncode(std::string_view text);

} // namespace inia
