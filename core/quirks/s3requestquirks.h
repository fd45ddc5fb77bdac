#pragma once

#include "core/quirks/quirk.h"

// What S3 wants otherwise in requests than its model says; the table names what each is for.
namespace inia::quirks {

Result<void> checkBucketName(QuirkContext& context, Value& params);
Result<void> dropBucketFromUri(QuirkContext& context, Value& params);
Result<void> askForEncodedKeys(QuirkContext& context, Value& params);
Result<void> encodeCopySource(QuirkContext& context, Value& params);
Result<void> checkMetadata(QuirkContext& context, Value& params);
Result<void> encodeCustomerKey(QuirkContext& context, Value& params);
Result<void> encodeCopySourceCustomerKey(QuirkContext& context, Value& params);
void escapeLineBreaks(QuirkContext& context, SerializedRequest& request);

} // namespace inia::quirks
