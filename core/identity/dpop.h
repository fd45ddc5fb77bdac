#pragma once

#include "core/signing/ecdsakey.h"

#include <chrono>
#include <string>
#include <string_view>

namespace inia {

/// The DPoP header (RFC 9449) of a POST to `url`: a token that proves that its sender holds the key, for the
/// requests of `aws login`. `id` has to be another each time.
[[nodiscard]] std::string dpopProof(const EcdsaKey& key, std::string_view url,
                                    std::chrono::system_clock::time_point now, const std::string& id);

/// Base64 for URLs, without padding.
[[nodiscard]] std::string urlBase64(std::string_view bytes);

} // namespace inia
