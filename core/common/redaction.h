#pragma once

#include <string>
#include <string_view>

namespace inia {

/// The one list of what must never reach a log, a view or an export.

/// What stands in the place of a secret.
inline constexpr std::string_view redactedText = "(redacted)";

/// Headers whose value is a secret or lets others act for the user: Authorization, x-amz-security-token,
/// server-side-encryption customer keys, cookies, ...
[[nodiscard]] bool isSecretHeader(std::string_view name);

/// Query parameters of presigned URLs and old query signatures that are secret: X-Amz-Signature,
/// X-Amz-Security-Token, Signature ...
[[nodiscard]] bool isSecretQueryParameter(std::string_view name);

/// Names of output members that hold secrets though their model does not mark them sensitive.
[[nodiscard]] bool isSecretMember(std::string_view name);

/// The URL with the values of secret query parameters replaced.
[[nodiscard]] std::string redactUrl(std::string_view url);

/// Authorization keeps what helps to see what is wrong (algorithm, credential scope, signed headers) and
/// loses the signature; any other secret header becomes redactedText.
[[nodiscard]] std::string redactHeaderValue(std::string_view name, std::string_view value);

/// A canonical request with the values of secret headers and query parameters replaced.
[[nodiscard]] std::string redactCanonicalRequest(std::string_view text);

} // namespace inia
