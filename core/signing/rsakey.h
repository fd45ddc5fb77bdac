#pragma once

#include "core/common/result.h"

#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace inia {

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
