#include "core/call/payload.h"

#include "core/call/clientcontext.h"
#include "core/call/recursiondetection.h"
#include "core/checksum/requestchecksum.h"
#include "core/checksum/responsechecksum.h"
#include "core/compression/requestcompression.h"
#include "core/model/servicemodel.h"
#include "core/quirks/quirks.h"

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

namespace {

/// boto3 makes a stream of these two operations' bodies, and asks S3 whether it wants a stream before it
/// sends one. Nobody signs the header, and a transport that cannot wait leaves it out.
void expectContinue(const OperationModel& operation, const Value& params, HttpRequest& request)
{
    const bool isUpload = operation.name() == "PutObject" || operation.name() == "UploadPart";
    if (operation.service().name() == "s3" && isUpload && params.contains("Body"))
        request.headers.set("Expect", "100-continue");
}

/// What becomes of a body between serializer and signer, in botocore's order: compressed, then given a
/// checksum.
Result<void> preparePayload(const OperationModel& operation, const ClientConfig& config, const Value& params,
                            PreparedRequest& prepared)
{
    auto& request = prepared.request;
    const auto checksum = requestChecksum(operation, params, request, config);
    if (!checksum)
        return checksum.error();
    expectContinue(operation, params, request);
    compressRequest(operation, config, request);
    if (*checksum) {
        addChecksum(request, **checksum);
        if (!(*checksum)->inTrailer)
            prepared.checksumHeader = checksumHeader((*checksum)->algorithm);
    }
    return {};
}

} // namespace

Result<void> finishRequest(const ClientContext& context, QuirkContext& quirks, const Value& params,
                           PreparedRequest& prepared)
{
    addTraceId(prepared.request.headers, context.traceId);
    if (auto done = preparePayload(quirks.operation, context.config, params, prepared); !done)
        return done;
    if (auto done = runRequestCreated(quirks, prepared.request); !done)
        return done;
    prepared.crossRegionUrl = quirks.crossRegionUrl;
    choosePayloadHash(prepared, quirks.operation, context.config);
    return {};
}

Result<void> checkPayload(const OperationModel& operation, const Value& params, const HttpResponse& response)
{
    if (response.isBodyElsewhere)
        return {}; // checked as it came
    if (auto intact = checkDynamoDbCrc32(operation, response); !intact)
        return intact;
    if (response.status >= 300)
        return {};
    if (const auto checked = checkResponse(operation, params, response); !checked)
        return checked.error();
    return {};
}

} // namespace inia
