#pragma once

#include "core/client/client.h"
#include "core/common/result.h"
#include "core/transfer/transfer.h"

#include <memory>
#include <string_view>

class QIODevice;

namespace inia {

/// What boto3 puts into its S3 client beside the operations: upload_file, upload_fileobj, download_file,
/// download_fileobj and copy, with boto3's parameters: Filename, Bucket, Key, ExtraArgs, CopySource, Config
/// ({"multipart_threshold": ...} as TransferConfig names them). Fileobj is a blob where it is read, and
/// `device` where it is written (or read as well). Gives a transfer that waits for start(); wrong parameters
/// fail with kind Parameter.
[[nodiscard]] Result<Owned<Transfer>> transferFor(const Client& client, std::string_view action,
                                                  const Value& params, CallOptions options = {},
                                                  QIODevice* device = nullptr);

} // namespace inia
