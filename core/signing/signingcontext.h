#pragma once

#include <chrono>
#include <optional>
#include <string>

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

} // namespace inia
