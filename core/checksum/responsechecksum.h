#pragma once

#include "core/checksum/checksum.h"
#include "core/common/result.h"
#include "core/config/clientconfig.h"
#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"

#include <optional>

namespace inia {

/// Asks for checksums with the answer (S3: ChecksumMode=ENABLED) where the operation can have them, unless
/// the caller has said something or the settings say "when required". Runs before parameters are validated.
void askForResponseChecksum(const OperationModel& operation, const ClientConfig& config, Value& params);

/// What to check an answer with: the best algorithm of which there is a value. Nothing when the call did not
/// ask, or when there is none; a value with "-" is made of the checksums of parts and says nothing about the
/// body. `params` are those that were sent.
[[nodiscard]] std::optional<ChecksumAlgorithm>
responseChecksum(const OperationModel& operation, const Value& params, const HttpHeaders& headers);

/// Compares the body of a successful answer with the checksum that responseChecksum() chose, and tells which
/// that was. Fails with kind Checksum, code FlexibleChecksumError.
[[nodiscard]] Result<std::optional<ChecksumAlgorithm>>
checkResponse(const OperationModel& operation, const Value& params, const HttpResponse& response);

/// The same for a body that was fed to `checksum` as it came.
[[nodiscard]] Result<void> checkStreamedResponse(const OperationModel& operation, const HttpResponse& head,
                                                 const Checksum& checksum);

/// DynamoDB sends the CRC32 of every body as a decimal number in x-amz-crc32. Fails with kind Checksum, code
/// CRC32CheckFailed, retryable. Other services send such a header too, and nobody looks at it.
[[nodiscard]] Result<void> checkDynamoDbCrc32(const OperationModel& operation, const HttpResponse& response);

} // namespace inia
