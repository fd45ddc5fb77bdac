#pragma once

#include "core/common/result.h"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace inia {

using Sha256Digest = std::array<unsigned char, 32>;

/// SHA-256 by OpenSSL, which is ten times as fast as QCryptographicHash here. An OpenSSL without SHA-256
/// can do none of this program's work, so failure ends the program instead of being an Error.
[[nodiscard]] Sha256Digest sha256(std::string_view bytes);
[[nodiscard]] Sha256Digest hmacSha256(std::string_view key, std::string_view message);

/// HMAC-SHA1, which only S3's first signature still uses.
[[nodiscard]] std::string hmacSha1(std::string_view key, std::string_view message);

/// A digest as key of the next HMAC.
[[nodiscard]] inline std::string_view asBytes(const Sha256Digest& digest)
{
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// Small hexadecimal digits, as signatures write them.
[[nodiscard]] std::string toHex(std::string_view bytes);
[[nodiscard]] inline std::string toHex(const Sha256Digest& digest)
{
    return toHex(asBytes(digest));
}
[[nodiscard]] inline std::string sha256Hex(std::string_view bytes)
{
    return toHex(sha256(bytes));
}
[[nodiscard]] std::string toBase64(std::string_view bytes);

/// A key pair on the curve P-256. Made once, used often. Like the hashes of this folder it needs an OpenSSL
/// that can do its work, and ends the program without.
class EcdsaKey final {
public:
    /// The one that SigV4a makes of an access key and its secret: the counter-mode KDF of NIST SP 800-108
    /// with HMAC-SHA256, as in the AWS IAM User Guide ("SigV4a").
    [[nodiscard]] static EcdsaKey derive(std::string_view accessKey, std::string_view secretKey);

    /// From a PEM file ("BEGIN PRIVATE KEY" or "BEGIN EC PRIVATE KEY"). Fails (kind Credentials) when the
    /// text is none, holds another kind of key or is encrypted. Never asks for a password.
    [[nodiscard]] static Result<EcdsaKey> fromPem(std::string_view pem);

    /// A new one.
    [[nodiscard]] static EcdsaKey generate();
    /// The text for fromPem(), "BEGIN EC PRIVATE KEY". A secret.
    [[nodiscard]] std::string toPem() const;

    /// The DER signature of the message's SHA-256. Differs from call to call, as ECDSA signatures do.
    [[nodiscard]] std::string sign(std::string_view message) const;
    /// The same signature as its two numbers, 32 bytes each, as JSON Web Signatures have it.
    [[nodiscard]] std::string signPlain(std::string_view message) const;
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

/// A private RSA key from a PEM file ("BEGIN PRIVATE KEY" or "BEGIN RSA PRIVATE KEY"), for CloudFront.
class RsaKey final {
public:
    /// Fails (kind Credentials) when the text is no PEM, holds another kind of key, or is encrypted. Never
    /// asks for a password.
    [[nodiscard]] static Result<RsaKey> fromPem(std::string_view pem);

    /// PKCS #1 version 1.5 over SHA-1. Fails (kind Unsupported) where the system forbids SHA-1.
    [[nodiscard]] Result<std::string> signSha1(std::string_view message) const;

private:
    explicit RsaKey(std::shared_ptr<evp_pkey_st> key) : m_key(std::move(key)) {}

    std::shared_ptr<evp_pkey_st> m_key;
};

} // namespace inia
