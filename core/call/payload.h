#pragma once

#include "core/call/preparedrequest.h"
#include "core/config/clientconfig.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"

namespace inia {

struct ClientContext;

/// Decides whether the signature covers the body, once URL and checksum headers are known. botocore's table:
/// a checksum behind the body makes the hash STREAMING-UNSIGNED-PAYLOAD-TRAILER, said in a header even
/// where nothing is signed. S3 then does as payload_signing_enabled says; unset, it leaves a body
/// unsigned that is a stream, goes over TLS and has a checksum. Elsewhere the model decides.
void choosePayloadHash(PreparedRequest& prepared, const OperationModel& operation,
                       const ClientConfig& config);

/// What is done once to a whole request when its URL is known and before it is signed, in botocore's order:
/// the quirks' say, compression, checksums. `params` are the parameters as they are sent.
[[nodiscard]] Result<void> finishRequest(const ClientContext& context, QuirkContext& quirks,
                                         const Value& params, PreparedRequest& prepared);

/// Whether a whole answer is what was sent: its checksum, DynamoDB's CRC32. Kind Checksum if not.
[[nodiscard]] Result<void> checkPayload(const OperationModel& operation, const Value& params,
                                        const HttpResponse& response);

} // namespace inia
