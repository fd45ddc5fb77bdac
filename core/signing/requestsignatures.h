#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/signing/signingcontext.h"
#include "core/signing/sigv4signer.h"

#include <chrono>

namespace inia {

// Signatures before Version 4, for the services and servers that still take them; of the context they use
// nothing but the time. All may be repeated on the same request. Errors: kind Credentials.

/// Version 2 (SimpleDB): parameters in the form body, or in the query of a request without a body.
Result<SigningRecord> signV2(HttpRequest& request, const Credentials& credentials,
                             const SigningContext& context);

/// Version 3, which only covers the date: the Date and X-Amzn-Authorization headers.
Result<SigningRecord> signV3(HttpRequest& request, const Credentials& credentials,
                             const SigningContext& context);

// S3's signature before Version 4 (HMAC-SHA1), in the "Signing and authenticating REST requests" of the S3
// documentation; what it leaves open is done as botocore does. Servers other than AWS often take nothing
// else. Of the context they use time and resourcePath. Both may be repeated on the same request. Errors: kind
// Credentials.

/// Renews Date and adds Authorization, and X-Amz-Security-Token where there is a token.
Result<SigningRecord> signS3Hmac(HttpRequest& request, const Credentials& credentials,
                                 const SigningContext& context);

/// Moves the signature into the query. Content-MD5, Content-Type and x-amz-* headers go along there and leave
/// the headers only in so far as they need not be sent: the first two stay. Other headers are not covered.
Result<SigningRecord> presignS3Hmac(HttpRequest& request, const Credentials& credentials,
                                    const SigningContext& context, std::chrono::seconds expires);

/// The signature of a text, such as the policy of a form.
[[nodiscard]] std::string s3HmacSignature(std::string_view text, const Credentials& credentials);

/// Signs a request the way its context's scheme says, with the keys given. Keeps the keys it derives; one
/// thread.
///
/// Errors: Credentials when a key is missing, Configuration when what a scheme needs is, Unsupported when a
/// scheme cannot do what is asked. The request is then unchanged.
class RequestSignatures final {
public:
    /// None leaves the request alone. Bearer is not signed here: a token is no key.
    Result<SigningRecord> signHeaders(HttpRequest& request, const Credentials& credentials,
                                      const SigningContext& context);

    /// Signs the URL instead. What stays in the request's headers has to be sent along by whoever uses it.
    /// Only SigV4, SigV4a and S3HmacV1 can; None leaves the URL as it is.
    Result<SigningRecord> presign(HttpRequest& request, const Credentials& credentials,
                                  const SigningContext& context, std::chrono::seconds expires);

    [[nodiscard]] SigV4Signer& sigV4() { return m_sigV4; }

private:
    SigV4Signer m_sigV4;
};

} // namespace inia
