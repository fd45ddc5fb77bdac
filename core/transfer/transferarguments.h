#pragma once

#include "core/common/result.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <string>
#include <string_view>

namespace inia {

/// What boto3 takes as ExtraArgs of uploads (S3Transfer.ALLOWED_UPLOAD_ARGS) and of copies. Others fail with
/// kind Parameter, code UnknownArgument.
[[nodiscard]] Result<void> checkUploadArguments(const Value& arguments);
[[nodiscard]] Result<void> checkCopyArguments(const Value& arguments);

/// Object Lambda access points take no transfers, as in boto3: kind Unsupported.
[[nodiscard]] Result<void> checkTransferBucket(std::string_view bucket);

/// Name of the argument that is the checksum of the whole object ("ChecksumCRC32"); empty when there is none.
[[nodiscard]] std::string fullObjectChecksum(const Value& arguments);

/// Bucket, key and those of the arguments that the operation takes.
[[nodiscard]] Value objectParams(const OperationModel& operation, const std::string& bucket,
                                 const std::string& key, const Value& arguments);

} // namespace inia
