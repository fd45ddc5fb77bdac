#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace inia {

/// The key pair on the curve P-256 that SigV4a makes of an access key and its secret: the counter-mode KDF
/// of NIST SP 800-108 with HMAC-SHA256, as in the AWS IAM User Guide ("SigV4a"). Made once, used often.
/// Like the hashes of this folder it needs an OpenSSL that can do its work, and ends the program without.
class EcdsaKey final {
public:
    [[nodiscard]] static EcdsaKey derive(std::string_view accessKey, std::string_view secretKey);

    /// The DER signature of the message's SHA-256. Differs from call to call, as ECDSA signatures do.
    [[nodiscard]] std::string sign(std::string_view message) const;
    /// X and Y, 32 bytes each, the highest byte first.
    [[nodiscard]] const std::string& publicKey() const { return m_publicKey; }

private:
    EcdsaKey(std::shared_ptr<evp_pkey_st> key, std::string publicKey)
        : m_key(std::move(key)), m_publicKey(std::move(publicKey))
    {
    }

    std::shared_ptr<evp_pkey_st> m_key;
    std::string m_publicKey;
};

/// Keys by access key and secret; a session has one or two. The least recently used one makes room.
class EcdsaKeyCache final {
public:
    [[nodiscard]] EcdsaKey key(std::string_view accessKey, std::string_view secretKey);

private:
    struct Entry {
        std::string accessKey;
        std::string secretKey;
        EcdsaKey key;
    };
    std::vector<Entry> m_entries; ///< most recently used first
};

} // namespace inia
