#pragma once

#include "core/resource/resourcedefinition.h"

namespace inia {

/// Adds what boto3 writes in code: transfers of S3 buckets and objects, the loading of buckets and object
/// summaries, EC2's create_tags and delete_tags, DynamoDB's batch_writer.
void addInjectedMembers(ResourceDefinition& definition);

} // namespace inia
