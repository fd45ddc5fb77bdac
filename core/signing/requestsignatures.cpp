#include "core/signing/requestsignatures.h"

#include "core/signing/legacysigners.h"

namespace inia {

namespace {

Error cannot(std::string_view scheme, std::string_view what)
{
    std::string message("The request is to be signed by ");
    return makeError(ErrorKind::Unsupported, "UnsupportedSignatureVersion",
                     message.append(scheme).append(", which ").append(what).append("."));
}

} // namespace

Result<SigningRecord> RequestSignatures::signHeaders(HttpRequest& request, const Credentials& credentials,
                                                     const SigningContext& context)
{
    switch (context.scheme) {
    case SigningScheme::None:
        return SigningRecord();
    case SigningScheme::SigV4:
    case SigningScheme::SigV4a:
        return m_sigV4.signHeaders(request, credentials, context);
    case SigningScheme::SigV2:
        return signV2(request, credentials, context);
    case SigningScheme::SigV3:
        return signV3(request, credentials, context);
    case SigningScheme::S3HmacV1:
        return signS3Hmac(request, credentials, context);
    case SigningScheme::Bearer:
        break;
    }
    return cannot("a bearer token", "needs a token instead of keys");
}

Result<SigningRecord> RequestSignatures::presign(HttpRequest& request, const Credentials& credentials,
                                                 const SigningContext& context, std::chrono::seconds expires)
{
    switch (context.scheme) {
    case SigningScheme::None:
        return SigningRecord();
    case SigningScheme::SigV4:
    case SigningScheme::SigV4a:
        return m_sigV4.presign(request, credentials, context, expires);
    case SigningScheme::S3HmacV1:
        return presignS3Hmac(request, credentials, context, expires);
    case SigningScheme::SigV2:
        return cannot("Signature Version 2", "knows no presigned URLs");
    case SigningScheme::SigV3:
        return cannot("Signature Version 3", "knows no presigned URLs");
    case SigningScheme::Bearer:
        break;
    }
    return cannot("a bearer token", "cannot be put into a URL");
}

} // namespace inia
