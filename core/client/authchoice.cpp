#include "core/client/authchoice.h"

#include "core/client/clientparts.h"

namespace inia {

namespace {

bool isUnsigned(const OperationModel& operation)
{
    if (operation.node()["authtype"].text() == "none")
        return true;
    const auto auth = operation.node()["auth"];
    return auth.size() > 0 && auth.at(0).text() == "smithy.api#noAuth";
}

bool isS3Signature(std::string_view signingName)
{
    return signingName == "s3" || signingName == "s3-outposts" || signingName == "s3-object-lambda" ||
           signingName == "s3express";
}

} // namespace

Result<SigningContext> chooseAuth(const ClientParts& parts, const OperationModel& operation,
                                  const Endpoint& endpoint, const std::string& region)
{
    SigningContext context;
    context.service = operation.service().signingName();
    context.region = region;
    for (const auto& scheme : endpoint.authSchemes) {
        if (scheme.name != "sigv4")
            continue;
        if (!scheme.signingName.empty())
            context.service = scheme.signingName;
        if (!scheme.signingRegion.empty())
            context.region = scheme.signingRegion;
        context.encodePathTwice = !scheme.disableDoubleEncoding;
        break;
    }
    if (!parts.credentials || isUnsigned(operation))
        context.scheme = SigningScheme::None;
    context.s3Style = isS3Signature(context.service);
    context.unsignedPayload = operation.node()["authtype"].text() == "v4-unsigned-body";
    context.time = parts.clock->now() + parts.clockOffset;
    return context;
}

} // namespace inia
