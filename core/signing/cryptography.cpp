#include "core/signing/cryptography.h"

#include <QtCore/QByteArray>
#include <QtCore/QtGlobal>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/pem.h>

#include <algorithm>
#include <cstring>

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

constexpr std::size_t cacheCapacity = 8;
constexpr std::size_t coordinateSize = 32;

/// Two less than the order of P-256.
constexpr Sha256Digest largestCandidate = {0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF,
                                           0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17,
                                           0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x4F};

template <auto free>
struct Free {
    template <typename T>
    void operator()(T* pointer) const
    {
        free(pointer);
    }
};
using Number = std::unique_ptr<BIGNUM, Free<BN_clear_free>>;
using Group = std::unique_ptr<EC_GROUP, Free<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Free<EC_POINT_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using Memory = std::unique_ptr<BIO, Free<BIO_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

void require(bool succeeded)
{
    if (!succeeded)
        qFatal("OpenSSL failed to use the curve P-256, so nothing can be signed with SigV4a.");
}

Sha256Digest candidate(std::string_view accessKey, std::string_view secretKey, char counter)
{
    std::string input("\0\0\0\1AWS4-ECDSA-P256-SHA256\0", 27);
    input.append(accessKey);
    input += counter;
    input.append("\0\0\1\0", 4); // length of the key in bits
    std::string key = "AWS4A" + std::string(secretKey);
    const Sha256Digest digest = hmacSha256(key, input);
    OPENSSL_cleanse(key.data(), key.size());
    return digest;
}

/// In fewer than one of four thousand million cases the first candidate is too large.
Sha256Digest privateScalar(std::string_view accessKey, std::string_view secretKey)
{
    Sha256Digest scalar{};
    char counter = 1;
    do {
        scalar = candidate(accessKey, secretKey, counter++);
    } while (scalar > largestCandidate);
    for (auto byte = scalar.rbegin(); byte != scalar.rend() && ++*byte == 0;)
        ++byte;
    return scalar;
}

/// The uncompressed point: 4, X, Y.
std::string publicPoint(const BIGNUM* scalar)
{
    const Group group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
    require(group != nullptr);
    const Point point(EC_POINT_new(group.get()));
    require(point && EC_POINT_mul(group.get(), point.get(), scalar, nullptr, nullptr, nullptr) == 1);
    std::array<unsigned char, 1 + 2 * coordinateSize> bytes{};
    require(EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, bytes.data(),
                               bytes.size(), nullptr) == bytes.size());
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::shared_ptr<EVP_PKEY> keyPair(const BIGNUM* scalar, const std::string& point)
{
    const Builder builder(OSSL_PARAM_BLD_new());
    require(
        builder &&
        OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) &&
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar) &&
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()));
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* key = nullptr;
    require(parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
            EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) == 1);
    return {key, EVP_PKEY_free};
}

/// X and Y of the public half.
std::string coordinates(const EVP_PKEY& key)
{
    std::string text;
    for (const char* name : {OSSL_PKEY_PARAM_EC_PUB_X, OSSL_PKEY_PARAM_EC_PUB_Y}) {
        BIGNUM* raw = nullptr;
        require(EVP_PKEY_get_bn_param(&key, name, &raw) == 1);
        const Number number(raw);
        std::array<unsigned char, coordinateSize> bytes{};
        require(BN_bn2binpad(number.get(), bytes.data(), coordinateSize) > 0);
        text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    return text;
}

} // namespace

// ---- digests ----------------------------------------------------------------------------------------------

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

// ---- keys -------------------------------------------------------------------------------------------------

EcdsaKey EcdsaKey::derive(std::string_view accessKey, std::string_view secretKey)
{
    Sha256Digest scalar = privateScalar(accessKey, secretKey);
    const Number number(BN_bin2bn(scalar.data(), static_cast<int>(scalar.size()), nullptr));
    OPENSSL_cleanse(scalar.data(), scalar.size());
    require(number != nullptr);
    const std::string point = publicPoint(number.get());
    return {keyPair(number.get(), point), point.substr(1)};
}

Result<EcdsaKey> EcdsaKey::fromPem(std::string_view pem)
{
    const auto refused = makeError(ErrorKind::Credentials, "BadPrivateKey",
                                   "The text is no unencrypted private key on the curve P-256 in PEM form.");
    const Memory bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    require(bytes != nullptr);
    const auto noPassword = [](char*, int, int, void*) { return -1; }; // else OpenSSL asks at the terminal
    std::shared_ptr<EVP_PKEY> key(PEM_read_bio_PrivateKey(bytes.get(), nullptr, noPassword, nullptr),
                                  EVP_PKEY_free);
    ERR_clear_error(); // else the next TLS connection of this thread reports it
    std::array<char, 64> group{};
    std::size_t size = 0;
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC ||
        EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), &size) != 1 ||
        std::string_view(group.data(), size) != "prime256v1")
        return refused;
    auto point = coordinates(*key);
    return EcdsaKey(std::move(key), std::move(point));
}

EcdsaKey EcdsaKey::generate()
{
    std::shared_ptr<EVP_PKEY> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    require(key != nullptr);
    auto point = coordinates(*key);
    return {std::move(key), std::move(point)};
}

std::string EcdsaKey::toPem() const
{
    const Memory bytes(BIO_new(BIO_s_secmem()));
    char* text = nullptr;
    require(bytes && PEM_write_bio_PrivateKey_traditional(bytes.get(), m_key.get(), nullptr, nullptr, 0,
                                                          nullptr, nullptr) == 1);
    const auto size = BIO_get_mem_data(bytes.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::string EcdsaKey::signPlain(std::string_view message) const
{
    const std::string der = sign(message);
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
    const Signature signature(d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size())));
    std::array<unsigned char, 2 * coordinateSize> numbers{};
    require(
        signature && BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), numbers.data(), coordinateSize) > 0 &&
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), numbers.data() + coordinateSize, coordinateSize) > 0);
    return {reinterpret_cast<const char*>(numbers.data()), numbers.size()};
}

std::string EcdsaKey::sign(std::string_view message) const
{
    const DigestContext context(EVP_MD_CTX_new());
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    std::array<unsigned char, 80> signature{}; // at most 72 are used
    std::size_t size = signature.size();
    require(context &&
            EVP_DigestSignInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, m_key.get(), nullptr) ==
                1 &&
            EVP_DigestSign(context.get(), signature.data(), &size, bytes, message.size()) == 1);
    return {reinterpret_cast<const char*>(signature.data()), size};
}

EcdsaKey EcdsaKeyCache::key(std::string_view accessKey, std::string_view secretKey)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.accessKey == accessKey && entry.secretKey == secretKey;
    });
    if (found != m_entries.end()) {
        std::rotate(m_entries.begin(), found, found + 1);
        return m_entries.front().key;
    }
    if (m_entries.size() >= cacheCapacity)
        m_entries.pop_back();
    m_entries.insert(m_entries.begin(), Entry{std::string(accessKey), std::string(secretKey),
                                              EcdsaKey::derive(accessKey, secretKey)});
    return m_entries.front().key;
}

namespace {

/// Without it OpenSSL asks at the terminal.
int noPassword(char*, int, int, void*)
{
    return -1;
}

} // namespace

Result<RsaKey> RsaKey::fromPem(std::string_view pem)
{
    const std::unique_ptr<BIO, int (*)(BIO*)> source(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    const std::shared_ptr<EVP_PKEY> key(
        source ? PEM_read_bio_PrivateKey(source.get(), nullptr, noPassword, nullptr) : nullptr,
        EVP_PKEY_free);
    ERR_clear_error(); // else the next TLS connection of this thread reports it
    if (!key)
        return makeError(ErrorKind::Credentials, "BadPrivateKey",
                         "The private key cannot be read. It has to be an unencrypted PEM file that begins "
                         "with \"-----BEGIN PRIVATE KEY-----\" or \"-----BEGIN RSA PRIVATE KEY-----\".");
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA)
        return makeError(
            ErrorKind::Credentials, "BadPrivateKey",
            "The private key is no RSA key, and CloudFront takes URLs signed with RSA only here.");
    return RsaKey(key);
}

Result<std::string> RsaKey::signSha1(std::string_view message) const
{
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(m_key.get())), '\0');
    std::size_t size = signature.size();
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha1(), nullptr, m_key.get()) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes,
                       message.size()) != 1) {
        ERR_clear_error();
        return makeError(ErrorKind::Unsupported, "NoSha1Signatures",
                         "This system's OpenSSL refuses SHA-1 signatures, which CloudFront asks for.");
    }
    signature.resize(size);
    return signature;
}

} // namespace inia
