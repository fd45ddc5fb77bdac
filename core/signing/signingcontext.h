#pragma once

#include "core/http/httpmessage.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inia {

/// Payload hashes that are words instead of digests.
inline constexpr char unsignedPayloadHash[] = "UNSIGNED-PAYLOAD";
inline constexpr char streamingTrailerPayloadHash[] = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/// Where S3 Express wants its session token.
inline constexpr char s3ExpressTokenHeader[] = "x-amz-s3session-token";

/// Ways to prove who sends a request. S3's variants of SigV4 and SigV4a are SigningContext::s3Style; that of
/// S3 Express differs in SigningContext::sessionTokenHeader.
enum class SigningScheme {
    None,     ///< the request goes as it is
    SigV4,    ///< HMAC for one region
    SigV4a,   ///< ECDSA for a set of regions
    SigV2,    ///< query parameters or form fields; SimpleDB
    SigV3,    ///< X-Amzn-Authorization
    S3HmacV1, ///< S3 before Version 4: "Authorization: AWS key:signature"
    Bearer,   ///< a token in the Authorization header
};

/// What a signature depends on besides the request and the keys. Which of it applies is decided by the
/// caller from the endpoint's auth scheme and the operation; the signer asks nothing back.
struct SigningContext {
    SigningScheme scheme = SigningScheme::SigV4;
    std::string region;    ///< signing region, which may differ from the client's
    std::string regionSet; ///< SigV4a instead of region: names joined by ",", or "*" for all
    std::string service;   ///< signing name ("s3", "monitoring"), not the model's service id
    std::chrono::system_clock::time_point time;

    /// S3 and its kin: the path is signed as it is sent, X-Amz-Content-SHA256 always goes along, and a
    /// presigned URL does not cover the body.
    bool s3Style = false;
    /// The finer switches of SigV4 for everything else (`disableNormalizePath` and
    /// `disableDoubleEncoding` of the endpoint rules, inverted). Without effect when s3Style is set.
    bool normalizePath = true;
    bool encodePathTwice = true;

    /// Signs "UNSIGNED-PAYLOAD" instead of the body's digest and says so in X-Amz-Content-SHA256.
    bool unsignedPayload = false;
    /// Used instead of the body's digest, such as streamingTrailerPayloadHash or a digest known already.
    std::optional<std::string> payloadHash;
    /// Sends X-Amz-Content-SHA256 even where neither S3 nor an unsigned payload asks for it.
    bool addContentSha256Header = false;
    /// Adds the session token after signing, for the few services that do not want it signed.
    bool sessionTokenUnsigned = false;
    /// The header that carries the session token; S3 Express has one of its own.
    std::string sessionTokenHeader = "X-Amz-Security-Token";
    /// S3HmacV1: the path with the bucket in it ("/bucket/key"), escaped, wherever the URL has the bucket;
    /// empty: the URL's path.
    std::string resourcePath;
};

/// How a signature came about, for --dry-run and the inspector. Holds no secret key; the canonical request
/// does hold the session token header when there is one.
struct SigningRecord {
    std::string canonicalRequest;
    std::string stringToSign;
    std::string credentialScope;
    std::string signature;
};

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
