#include "core/signing/hashing.h"

#include <QtCore/QByteArray>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>

#include <array>
#include <memory>

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

struct FreeMd {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct FreeMac {
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

/// One for each thread, used again and again: making one costs more than hashing a canonical request.
EVP_MD_CTX* digestContext()
{
    thread_local const std::unique_ptr<EVP_MD_CTX, FreeMd> context(EVP_MD_CTX_new());
    return context.get();
}

EVP_MAC_CTX* newMacContext()
{
    EVP_MAC* const mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    EVP_MAC_CTX* const context = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac); // the context keeps it
    char algorithm[] = "SHA256";
    const std::array<OSSL_PARAM, 2> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, algorithm, 0), OSSL_PARAM_construct_end()};
    if (!context || EVP_MAC_CTX_set_params(context, parameters.data()) != 1)
        qFatal("OpenSSL offers no HMAC with SHA-256, so nothing can be signed.");
    return context;
}

EVP_MAC_CTX* macContext()
{
    thread_local const std::unique_ptr<EVP_MAC_CTX, FreeMac> context(newMacContext());
    return context.get();
}

} // namespace

Sha256Digest sha256(std::string_view bytes)
{
    Sha256Digest digest;
    EVP_MD_CTX* const context = digestContext();
    if (EVP_DigestInit_ex2(context, sha256Algorithm(), nullptr) != 1 ||
        EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1 ||
        EVP_DigestFinal_ex(context, digest.data(), nullptr) != 1)
        qFatal("OpenSSL failed to compute a SHA-256 digest.");
    return digest;
}

Sha256Digest hmacSha256(std::string_view key, std::string_view message)
{
    Sha256Digest digest;
    std::size_t size = 0;
    EVP_MAC_CTX* const context = macContext();
    // Without a key OpenSSL would go on with the one before; the key of no bytes has an address as well.
    const auto* keyData = reinterpret_cast<const unsigned char*>(key.empty() ? "" : key.data());
    const auto* data = reinterpret_cast<const unsigned char*>(message.data());
    if (EVP_MAC_init(context, keyData, key.size(), nullptr) != 1 ||
        EVP_MAC_update(context, data, message.size()) != 1 ||
        EVP_MAC_final(context, digest.data(), &size, digest.size()) != 1)
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
