#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/signing/signingcontext.h"
#include "core/signing/signingkeycache.h"
#include "core/signing/signingrecord.h"

#include <chrono>

namespace inia {

/// AWS Signature Version 4, byte for byte as botocore signs. Keeps the signing keys it derived, and is
/// meant for one thread.
///
/// Both calls may be repeated on the same request: what an earlier signature added is taken out first.
/// Errors: Credentials when a key is missing, Configuration when region or service is; the request is
/// then unchanged.
class SigV4Signer final {
public:
    explicit SigV4Signer(SigningKeyCache keys = SigningKeyCache()) : m_keys(std::move(keys)) {}

    /// Adds X-Amz-Date (or renews Date, if the request has one), the session token,
    /// X-Amz-Content-SHA256 where the context asks for it, and Authorization. A preset
    /// X-Amz-Content-SHA256 is signed as it is outside S3.
    Result<SigningRecord> signHeaders(HttpRequest& request, const Credentials& credentials,
                                      const SigningContext& context);

    /// Moves the signature into the query: existing parameters first, the signature's own after them. All
    /// headers of the request (Content-Type, x-amz-*) become part of the signature, so whoever uses the
    /// URL has to send them too. What to do with body parameters is the caller's business.
    Result<SigningRecord> presign(HttpRequest& request, const Credentials& credentials,
                                  const SigningContext& context, std::chrono::seconds expires);

private:
    SigningRecord record(const HttpRequest& request, const Credentials& credentials,
                         const SigningContext& context, std::string_view payloadHash);

    SigningKeyCache m_keys;
};

} // namespace inia
