#include "core/signing/rsakey.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace inia {

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
