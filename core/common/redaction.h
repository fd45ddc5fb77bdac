#pragma once

#include "core/text/spelling.h"

#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// What must never reach a log, a view, an error or an export, as far as it can be told from a text alone:
/// headers, signed URLs, passwords in URLs, values beside names of secrets (core/common/secretnames.h). The
/// secrets of one call are known better by CallRedaction (core/observe).

/// What stands in the place of a secret.
inline constexpr std::string_view redactedText = "(redacted)";

/// Headers whose value is a secret or lets others act for the user: Authorization, x-amz-security-token,
/// server-side-encryption customer keys, cookies, ..., and those whose names say so.
[[nodiscard]] bool isSecretHeader(std::string_view name);

/// Query parameters of presigned URLs and old query signatures that are secret: X-Amz-Signature,
/// X-Amz-Security-Token, Signature ..., and those whose names say so.
[[nodiscard]] bool isSecretQueryParameter(std::string_view name);

/// The text with redactedText in the place of the spans, which may come in any order and overlap: what
/// touches counts as one.
[[nodiscard]] std::string replaceSpans(std::string_view text, std::vector<TextSpan> spans);

/// Where in a text of any kind URLs hold secrets, however they are escaped: the values of secret query
/// parameters, and what stands in front of the host (`https://user:password@host`).
void findUrlSecrets(SearchedText& text, std::vector<TextSpan>& spans);

/// The same and the values of secret headers (`x-amz-security-token:value`, as canonical requests have
/// them), and of secret members of JSON and XML.
void findNamedSecrets(SearchedText& text, std::vector<TextSpan>& spans);

/// A text without what findNamedSecrets() finds: for canonical requests, errors and whatever else a server
/// tells.
[[nodiscard]] std::string redactText(std::string_view text);

/// The URL without what findUrlSecrets() finds.
[[nodiscard]] std::string redactUrl(std::string_view url);

/// Authorization keeps what helps to see what is wrong (algorithm, credential scope, signed headers) and
/// loses the signature; any other secret header becomes redactedText. URLs in the others lose their secrets.
[[nodiscard]] std::string redactHeaderValue(std::string_view name, std::string_view value);

} // namespace inia
