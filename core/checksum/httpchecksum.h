#pragma once

#include "core/checksum/checksum.h"
#include "core/common/result.h"
#include "core/config/clientconfig.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <QtCore/QByteArray>

#include <memory>
#include <optional>
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

/// The checksum a request is to carry: botocore's "checksum context" (httpchecksum.py of 1.44).
struct RequestChecksum {
    ChecksumAlgorithm algorithm = ChecksumAlgorithm::Crc32;
    /// Behind the body in aws-chunked form instead of in a header. Only over TLS, since the body's
    /// signature is given up for it.
    bool inTrailer = false;
    /// Header that says which algorithm was chosen for want of the caller's word; mostly
    /// x-amz-sdk-checksum-algorithm, empty when the operation has none.
    std::string algorithmHeader;
};

/// Which checksum goes with a request whose URL and headers are known: none if the caller gave a checksum;
/// else the caller's algorithm; else CRC32 where the model asks for one, or allows one and the settings say
/// "when supported". Presigned requests carry none: do not ask for them.
/// Fails with kind Parameter for an algorithm that cannot be computed.
[[nodiscard]] Result<std::optional<RequestChecksum>> requestChecksum(const OperationModel& operation,
                                                                     const Value& params,
                                                                     const HttpRequest& request,
                                                                     const ClientConfig& config);

/// Computes the checksum and puts it in. In the trailer form the body is encoded anew and `request` says
/// Transfer-Encoding: chunked, as botocore's does; a body that is not in memory is then encoded while it is
/// sent. Its header is left empty for whoever reads it to its end.
void addChecksum(HttpRequest& request, const RequestChecksum& checksum);

/// Whether there is a header x-amz-checksum-* of one word: the caller took care of it.
[[nodiscard]] bool hasChecksumHeader(const HttpHeaders& headers);

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
