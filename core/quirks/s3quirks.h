#pragma once

#include "core/quirks/servicequirks.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// The six parts of "arn:partition:service:region:account:resource", the last one with all its colons.
/// Views into the text it was made of.
struct Arn {
    std::string_view partition;
    std::string_view service;
    std::string_view region;
    std::string_view account;
    std::string_view resource;

    /// Empty when the text has fewer than six parts; nothing else is checked.
    [[nodiscard]] static std::optional<Arn> parse(std::string_view text);
    /// The resource cut at every ":" and "/".
    [[nodiscard]] std::vector<std::string_view> resourceParts() const;
};

/// Whether S3's data operations take this ARN in place of a bucket: that of an access point (also of Object
/// Lambda and over several regions) or of an access point on an outpost.
[[nodiscard]] bool isS3ResourceArn(std::string_view text);

} // namespace inia

namespace inia::quirks {

/// ARNs of outposts in place of names: the account is the ARN's, and what the rules would not notice is
/// refused.
Result<void> takeOutpostArns(QuirkContext& context, Value& params);
Result<void> dropAccountIdPrefix(QuirkContext& context, Value& params);

// What S3 wants otherwise in requests than its model says; the table names what each is for.

Result<void> checkBucketName(QuirkContext& context, Value& params);
Result<void> dropBucketFromUri(QuirkContext& context, Value& params);
Result<void> askForEncodedKeys(QuirkContext& context, Value& params);
Result<void> encodeCopySource(QuirkContext& context, Value& params);
Result<void> checkMetadata(QuirkContext& context, Value& params);
Result<void> encodeCustomerKey(QuirkContext& context, Value& params);
Result<void> encodeCopySourceCustomerKey(QuirkContext& context, Value& params);
void escapeLineBreaks(QuirkContext& context, SerializedRequest& request);

// What S3 answers otherwise than its model says; the table names what each is for.

void turnErrorBodyIntoFailure(QuirkContext& context, HttpResponse& response);
bool turnBrokenBodyIntoFailure(QuirkContext& context, HttpResponse& response);
void dropUnreadableExpires(QuirkContext& context, HttpResponse& response);
void keepExpiresText(QuirkContext& context, const HttpResponse& response, Value& result);
Result<void> askForETag(QuirkContext& context, const HttpResponse& response, const Value& result);
Result<void> askForUploadId(QuirkContext& context, const HttpResponse& response, const Value& result);
Result<void> askForEnd(QuirkContext& context, const HttpResponse& response, const Value& result);
void readBucketLocation(QuirkContext& context, const HttpResponse& response, Value& result);
void decodeObjects(QuirkContext& context, const HttpResponse& response, Value& result);
void decodeObjectsV2(QuirkContext& context, const HttpResponse& response, Value& result);
/// Puts the marker by which ListObjects would go on into a page of ListObjectsV2 that lacks a token.
void keepMarker(QuirkContext& context, const HttpResponse& response, Value& result);
/// Tells how to do without the checksums of our own accord that a server refuses.
void nameChecksumSetting(QuirkContext& context, const Value& errorValue, Error& error);
void decodeVersions(QuirkContext& context, const HttpResponse& response, Value& result);

} // namespace inia::quirks
