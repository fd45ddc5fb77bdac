#pragma once

#include "core/common/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace inia {

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
