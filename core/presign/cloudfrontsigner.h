#pragma once

#include "core/common/result.h"
#include "core/signing/cryptography.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace inia {

/// Who may fetch what until when, in CloudFront's words: "Creating a policy statement" in its Developer
/// Guide.
struct CloudFrontPolicy {
    std::string resource; ///< URL, in which "*" and "?" stand for anything
    std::chrono::system_clock::time_point expires;
    std::optional<std::chrono::system_clock::time_point> starts;
    std::string ipAddress; ///< "192.0.2.1" or "192.0.2.0/24"; empty: from anywhere

    /// Compact JSON; the order of its members matters to CloudFront.
    [[nodiscard]] std::string text() const;
};

/// URLs for private content of CloudFront, which trusts RSA keys of its own instead of IAM's: botocore's
/// CloudFrontSigner.
class CloudFrontSigner final {
public:
    /// `keyPairId` is CloudFront's id of the public key.
    CloudFrontSigner(std::string keyPairId, RsaKey key)
        : m_keyPairId(std::move(keyPairId)), m_key(std::move(key))
    {
    }

    /// The canned policy: this very URL until `expires`.
    [[nodiscard]] Result<std::string> url(std::string_view url,
                                          std::chrono::system_clock::time_point expires) const;
    /// `policy` is what CloudFrontPolicy::text() gives, or the caller's own.
    [[nodiscard]] Result<std::string> urlWithPolicy(std::string_view url, std::string_view policy) const;

private:
    [[nodiscard]] Result<std::string> join(std::string_view url, const std::string& parameter,
                                           std::string_view policy) const;

    std::string m_keyPairId;
    RsaKey m_key;
};

} // namespace inia
