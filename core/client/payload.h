#pragma once

#include "core/client/preparedrequest.h"
#include "core/config/clientconfig.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"

namespace inia {

/// What becomes of a body between serializer and signer, in botocore's order: compressed, then given a
/// checksum. Fails with kind Parameter for a checksum that cannot be computed.
[[nodiscard]] Result<void> preparePayload(const OperationModel& operation, const ClientConfig& config,
                                          const Value& params, PreparedRequest& prepared);

/// Whether a whole answer is what was sent: its checksum, DynamoDB's CRC32. Kind Checksum if not.
[[nodiscard]] Result<void> checkPayload(const OperationModel& operation, const Value& params,
                                        const HttpResponse& response);

} // namespace inia
