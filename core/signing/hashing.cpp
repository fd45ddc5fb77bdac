#include "core/signing/hashing.h"

#include <QtCore/QByteArray>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace inia {

namespace {

/// Fetched once: OpenSSL 3 otherwise looks the algorithm up anew for every hash, which costs more than
/// hashing a canonical request.
const EVP_MD* sha256Algorithm()
{
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (!algorithm)
        qFatal("OpenSSL offers no SHA-256, so nothing can be signed.");
    return algorithm;
}

} // namespace

Sha256Digest sha256(std::string_view bytes)
{
    Sha256Digest digest;
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, sha256Algorithm(), nullptr) != 1)
        qFatal("OpenSSL failed to compute a SHA-256 digest.");
    return digest;
}

Sha256Digest hmacSha256(std::string_view key, std::string_view message)
{
    Sha256Digest digest;
    unsigned int size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(message.data());
    if (!HMAC(sha256Algorithm(), key.data(), static_cast<int>(key.size()), data, message.size(),
              digest.data(), &size))
        qFatal("OpenSSL failed to compute an HMAC.");
    return digest;
}

std::string hmacSha1(std::string_view key, std::string_view message)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(message.data());
    if (!HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), data, message.size(), digest.data(),
              &size))
        qFatal("OpenSSL failed to compute an HMAC.");
    return {reinterpret_cast<const char*>(digest.data()), size};
}

std::string toHex(std::string_view bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string out(bytes.size() * 2, '\0');
    auto at = out.begin();
    for (const char byte : bytes) {
        *at++ = digits[static_cast<unsigned char>(byte) >> 4];
        *at++ = digits[static_cast<unsigned char>(byte) & 0xF];
    }
    return out;
}

std::string toBase64(std::string_view bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toBase64()
        .toStdString();
}

} // namespace inia
