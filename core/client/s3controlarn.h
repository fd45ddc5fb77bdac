#pragma once

#include "core/client/quirks.h"
#include "core/config/clientconfig.h"

namespace inia {

/// S3 Control takes ARNs of buckets and access points on Outposts for the parameters Bucket and Name: the
/// account comes from the ARN then. Other ARNs, another AccountId beside it, FIPS regions in it and
/// accelerate are refused (kind Endpoint). CreateBucket, ListRegionalBuckets and CreateAccessPoint leave
/// ARNs alone. botocore's S3ControlArnParamHandlerv2.
[[nodiscard]] Result<void> takeAccountFromArn(const ClientConfig& config, const OperationModel& operation,
                                              Value& params);

} // namespace inia
