#include "core/client/payload.h"

#include "core/checksum/requestchecksum.h"
#include "core/checksum/responsechecksum.h"
#include "core/compression/requestcompression.h"
#include "core/model/servicemodel.h"

namespace inia {

namespace {

/// boto3 makes a stream of these two operations' bodies, and asks S3 whether it wants a stream before it
/// sends one. Nobody signs the header, and a transport that cannot wait leaves it out.
void expectContinue(const OperationModel& operation, const Value& params, HttpRequest& request)
{
    const bool isUpload = operation.name() == "PutObject" || operation.name() == "UploadPart";
    if (operation.service().name() == "s3" && isUpload && params.contains("Body"))
        request.headers.set("Expect", "100-continue");
}

} // namespace

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
