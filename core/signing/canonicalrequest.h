#pragma once

#include "core/http/httpmessage.h"
#include "core/signing/signingcontext.h"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inia {

using SigningTime = std::chrono::system_clock::time_point;

// A point in time in the spellings signatures know, all in UTC with whole seconds.

/// 20260102T030405Z; its first eight characters are the day of a credential scope.
[[nodiscard]] std::string basicTime(SigningTime time);

/// 2026-01-02T03:04:05Z: SigV2 and policies of forms.
[[nodiscard]] std::string extendedTime(SigningTime time);

/// "Fri, 02 Jan 2026 03:04:05 -0000", the form botocore gives a Date header that SigV4 signs.
[[nodiscard]] std::string mailDate(SigningTime time);

/// "Fri, 02 Jan 2026 03:04:05 GMT": RFC 9110, for the Date header of older signatures.
[[nodiscard]] std::string httpDate(SigningTime time);

/// Seconds since 1970, rounded down.
[[nodiscard]] std::string epochTime(SigningTime time);

/// Decoded names and values in their order. Names may repeat.
using QueryPairs = std::vector<std::pair<std::string, std::string>>;

/// Reads a query or a form body; "+" is a space. Empty parts are left out.
[[nodiscard]] QueryPairs parseQuery(std::string_view query);

/// Escaped the one way signatures know: a space is %20.
[[nodiscard]] std::string queryText(const QueryPairs& pairs);

/// As application/x-www-form-urlencoded: a space is "+".
[[nodiscard]] std::string formText(const QueryPairs& pairs);

void appendParameter(std::string& query, std::string_view name, std::string_view value);

/// Puts another query in place of the URL's; an empty one takes the "?" away too.
void setQuery(HttpRequest& request, std::string_view query);

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
