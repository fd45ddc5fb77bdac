#pragma once

#include "core/checksum/checksumalgorithm.h"
#include "core/common/result.h"
#include "core/config/clientconfig.h"
#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"

#include <optional>

namespace inia {

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

} // namespace inia
