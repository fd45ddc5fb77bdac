#pragma once

#include "core/quirks/quirk.h"

// What S3 answers otherwise than its model says; the table names what each is for.
namespace inia::quirks {

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
