#pragma once

#include "core/config/environment.h"
#include "core/config/profilefile.h"
#include "core/config/profileselection.h"

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

/// What looks wrong with the keys that this chain finds in environment and files: that they have expired at
/// `now`, as a variable or a tool's note beside them says. They are used all the same. Empty for nothing.
[[nodiscard]] std::string keysWarning(const Environment& environment, const ConfigFiles& files,
                                      const ProfileSelection& selection,
                                      std::chrono::system_clock::time_point now);

} // namespace inia
