#include "core/client/payloadhash.h"

namespace inia {

namespace {

bool leavesS3BodyUnsigned(const PreparedRequest& prepared, const OperationModel& operation,
                          const ClientConfig& config)
{
    if (config.s3PayloadSigning)
        return !*config.s3PayloadSigning;
    const auto& headers = prepared.request.headers;
    const bool hasChecksum =
        headers.contains(prepared.checksumHeader.empty() ? "Content-MD5" : prepared.checksumHeader);
    if (!hasChecksum || !prepared.request.url.starts_with("https:"))
        return false;
    return operation.hasStreamingInput() || operation.node()["authtype"].text() == "v4-unsigned-body";
}

} // namespace

void choosePayloadHash(PreparedRequest& prepared, const OperationModel& operation, const ClientConfig& config)
{
    auto& signing = prepared.signing;
    if (prepared.request.headers.contains("X-Amz-Trailer")) {
        signing.payloadHash = streamingTrailerPayloadHash;
        if (signing.scheme == SigningScheme::None)
            prepared.request.headers.set("X-Amz-Content-SHA256", streamingTrailerPayloadHash);
    } else if (signing.s3Style) {
        signing.unsignedPayload = leavesS3BodyUnsigned(prepared, operation, config);
    } else {
        signing.unsignedPayload = operation.node()["authtype"].text() == "v4-unsigned-body";
    }
}

} // namespace inia
