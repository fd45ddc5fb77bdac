#pragma once

#include "core/checksum/checksumalgorithm.h"
#include "core/http/requestbody.h"

#include <QtCore/QByteArray>

#include <memory>
#include <string>

namespace inia {

/// The `aws-chunked` content encoding with the checksum behind the body, in the chunks botocore makes of
/// bytes: 1 MiB each, then `0\r\nx-amz-checksum-crc32:...\r\n\r\n`. Chunks are not signed.
[[nodiscard]] QByteArray awsChunked(const QByteArray& body, ChecksumAlgorithm algorithm);

/// The checksum behind a body that awsChunked() made, in base64; empty for any other.
[[nodiscard]] std::string awsChunkedChecksum(const QByteArray& chunked);

/// The same of a body that is not in memory, encoded while it is sent: at most one chunk is held. The
/// checksum is that of the bytes that were sent, also when the file changed since the last attempt.
class AwsChunkedBody final : public RequestBody {
public:
    AwsChunkedBody(std::shared_ptr<const RequestBody> body, ChecksumAlgorithm algorithm)
        : m_body(std::move(body)), m_algorithm(algorithm)
    {
    }

    [[nodiscard]] qint64 size() const override;
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> open() const override;
    /// The checksum of the device that was read to its end last, in base64; empty before.
    [[nodiscard]] std::string sentChecksum() const { return *m_sentChecksum; }

private:
    std::shared_ptr<const RequestBody> m_body;
    ChecksumAlgorithm m_algorithm;
    std::shared_ptr<std::string> m_sentChecksum = std::make_shared<std::string>();
};

} // namespace inia
