#pragma once

#include "core/call/clientcontext.h"
#include "core/endpoint/endpointparameters.h"
#include "core/model/operationmodel.h"
#include "core/signing/signingcontext.h"

namespace inia {

// What is different for URLs of S3, in the order botocore comes to it.

/// URLs go to the global host ("bucket.s3.amazonaws.com"), as such a URL outlives knowledge of the region;
/// not so where the address style, dual stack, a partition or the bucket's name forbid it.
[[nodiscard]] EndpointBuiltins s3PresignBuiltins(const ClientContext& context,
                                                 const OperationModel& operation, const Value& params,
                                                 EndpointBuiltins builtins);

/// boto3's own defaults sign URLs of S3 with HMAC-SHA1 in the regions that know it, unless a signature
/// version is set. Ours (every defaults mode but legacy) do not: such URLs cover no headers and many
/// buckets refuse them.
[[nodiscard]] bool s3PresignsByHmac(const ClientContext& context, const SigningContext& signing);

} // namespace inia
