#pragma once

#include "core/http/httpmessage.h"
#include "core/signing/signingcontext.h"

#include <string>
#include <string_view>

namespace inia {

/// First stage of Signature Version 4: the request in the one spelling that client and service agree on.
/// "Create a canonical request" in the AWS IAM User Guide is the source; where it leaves a choice, the
/// choice is botocore's.
struct CanonicalRequest {
    std::string text;
    std::string signedHeaders; ///< "host;x-amz-date"
};

[[nodiscard]] CanonicalRequest canonicalRequest(const HttpRequest& request, const SigningContext& context,
                                                std::string_view payloadHash);

/// Names of the headers a signature covers, sorted and joined by ";". "host" is always one of them.
/// Hop-by-hop, tracing and user-agent headers are left out, since proxies may change them.
[[nodiscard]] std::string signedHeaderNames(const HttpRequest& request);

/// The path as it is signed: dot segments and empty segments removed and escaped a second time, unless
/// the context says otherwise.
[[nodiscard]] std::string canonicalPath(std::string_view path, const SigningContext& context);

/// Parameters sorted by escaped name, then value. Escapes are taken as they are sent.
[[nodiscard]] std::string canonicalQuery(std::string_view query);

} // namespace inia
