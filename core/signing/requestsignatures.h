#pragma once

#include "core/signing/sigv4signer.h"

namespace inia {

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
