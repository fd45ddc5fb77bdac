#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/signing/ecdsakey.h"
#include "core/signing/signingcontext.h"
#include "core/signing/signingkeycache.h"
#include "core/signing/signingrecord.h"

#include <chrono>

namespace inia {

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
