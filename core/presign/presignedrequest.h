#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/signing/signingrecord.h"

#include <chrono>
#include <optional>
#include <string>

namespace inia {

class RequestSignatures;
struct PreparedRequest;

/// A URL that carries its signature. It is a secret until it expires: whoever has it can use it.
struct PresignedUrl {
    std::string url;
    std::string method;  ///< what the signature covers: another method is refused
    HttpHeaders headers; ///< have to be sent along, exactly so
    SigningRecord signing;
    /// When the keys that signed it are known to end before it would: it is of no use from then on.
    std::optional<std::chrono::system_clock::time_point> endsWithKeys;
};

/// Turns an addressed request into a URL, with the keys given: what only a body could carry goes into the
/// query as botocore puts it there, then the query is signed. Nothing is fetched or remembered but
/// derived keys. The signing time is the context's.
///
/// Errors: those of RequestSignatures::presign(); Unsupported when the body is neither form nor JSON object.
[[nodiscard]] Result<PresignedUrl> presignRequest(RequestSignatures& signatures,
                                                  const PreparedRequest& prepared,
                                                  const Credentials& credentials,
                                                  std::chrono::seconds expires);

} // namespace inia
