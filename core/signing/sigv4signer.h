#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/signing/cryptography.h"
#include "core/signing/signingcontext.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Signing keys by secret, day, region and service. A key lasts a day and takes four HMACs to derive, most
/// of the work of a signature; a session uses a handful. The least recently used one makes room.
class SigningKeyCache final {
public:
    explicit SigningKeyCache(std::size_t capacity = 32) : m_capacity(capacity) {}

    /// `date` is YYYYMMDD. The reference holds until the next call.
    const Sha256Digest& key(std::string_view secret, std::string_view date, std::string_view region,
                            std::string_view service);

private:
    struct Entry {
        std::string secret;
        std::string date;
        std::string region;
        std::string service;
        Sha256Digest key;
    };
    std::size_t m_capacity;
    std::vector<Entry> m_entries; ///< most recently used first
};

/// AWS Signature Version 4, byte for byte as botocore signs, and its asymmetric sibling 4a, as the AWS SDKs
/// sign: the context's scheme says which. Keeps the keys it derived, and is meant for one thread.
///
/// Both calls may be repeated on the same request: what an earlier signature added is taken out first.
/// Errors: Credentials when a key is missing, Configuration when region or service is; the request is
/// then unchanged.
class SigV4Signer final {
public:
    explicit SigV4Signer(SigningKeyCache keys = SigningKeyCache()) : m_keys(std::move(keys)) {}

    /// Adds X-Amz-Date (or renews Date, if the request has one), the session token,
    /// X-Amz-Content-SHA256 where the context asks for it, for 4a X-Amz-Region-Set, and Authorization. A
    /// preset X-Amz-Content-SHA256 is signed as it is outside S3.
    Result<SigningRecord> signHeaders(HttpRequest& request, const Credentials& credentials,
                                      const SigningContext& context);

    /// Moves the signature into the query: existing parameters first, the signature's own after them. All
    /// headers of the request (Content-Type, x-amz-*) become part of the signature, so whoever uses the
    /// URL has to send them too. What to do with body parameters is the caller's business.
    Result<SigningRecord> presign(HttpRequest& request, const Credentials& credentials,
                                  const SigningContext& context, std::chrono::seconds expires);

    /// The signature of a text that is not a request, such as the policy of an S3 form (version 4 only).
    [[nodiscard]] std::string signText(std::string_view text, const Credentials& credentials,
                                       const SigningContext& context);

private:
    SigningRecord record(const HttpRequest& request, const Credentials& credentials,
                         const SigningContext& context, std::string_view payloadHash);

    SigningKeyCache m_keys;
    EcdsaKeyCache m_ecdsaKeys;
};

/// "20260102/us-west-2/s3/aws4_request"; version 4a leaves the region out.
[[nodiscard]] std::string credentialScope(const SigningContext& context);

/// Whether the keys are whole: kind Credentials, which says what is missing, when not.
[[nodiscard]] Result<void> checkCredentials(const Credentials& credentials);

} // namespace inia
