#pragma once

#include "core/checksum/checksumalgorithm.h"

#include <QtCore/QByteArray>

namespace inia {

/// The `aws-chunked` content encoding with the checksum behind the body, in the chunks botocore makes of
/// bytes: 1 MiB each, then `0\r\nx-amz-checksum-crc32:...\r\n\r\n`. Chunks are not signed.
[[nodiscard]] QByteArray awsChunked(const QByteArray& body, ChecksumAlgorithm algorithm);

} // namespace inia
