#pragma once

#include "core/config/profile.h"

#include <chrono>
#include <optional>
#include <string>

namespace inia {

using KeyExpiry = std::chrono::system_clock::time_point;

/// A time as tools write the end of temporary keys: ISO 8601, with a blank for the "T" as well and in UTC
/// where no zone is named, or seconds since 1970. Nothing for all else.
[[nodiscard]] std::optional<KeyExpiry> parseKeyExpiry(const std::string& text);
/// "2026-01-02T03:04:05Z".
[[nodiscard]] std::string keyExpiryText(KeyExpiry expiry);

/// Where a profile notes the end of its keys.
struct KeyExpiryNote {
    KeyExpiry expiry;
    std::string place; ///< "x_security_token_expires, /home/me/.aws/credentials, line 5"
};

/// The note that a sign-in tool left beside the keys (saml2aws: x_security_token_expires, aws-mfa:
/// expiration, ...). AWS tools do not look at it; a tool that is no longer used may have left it beside newer
/// keys. Nothing when there is none that can be read.
[[nodiscard]] std::optional<KeyExpiryNote> keyExpiryNote(const ConfigSection& profile);

} // namespace inia
