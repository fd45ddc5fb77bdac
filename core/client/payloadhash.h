#pragma once

#include "core/client/preparedrequest.h"
#include "core/config/clientconfig.h"
#include "core/model/operationmodel.h"

namespace inia {

/// Decides whether the signature covers the body, once URL and checksum headers are known. botocore's table:
/// a checksum behind the body makes the hash STREAMING-UNSIGNED-PAYLOAD-TRAILER, said in a header even
/// where nothing is signed. S3 then does as payload_signing_enabled says; unset, it leaves a body
/// unsigned that is a stream, goes over TLS and has a checksum. Elsewhere the model decides.
void choosePayloadHash(PreparedRequest& prepared, const OperationModel& operation,
                       const ClientConfig& config);

} // namespace inia
