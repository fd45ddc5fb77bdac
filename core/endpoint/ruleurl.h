#pragma once

#include "core/model/value.h"

#include <string>
#include <string_view>

namespace inia {

/// parseURL of the endpoint rules: a map of scheme, authority, path, normalizedPath and isIp. Null when the
/// text is not an http or https URL, has a query or a port that is no number.
[[nodiscard]] Value parseRuleUrl(std::string_view url);

/// Four numbers of one to three digits: what S3 and the rules take for an IPv4 address.
[[nodiscard]] bool isDottedQuad(std::string_view text);

/// Percent-encodes every byte but letters, digits and "-._~": uriEncode of the rules.
[[nodiscard]] std::string ruleUriEncode(std::string_view text);

} // namespace inia
