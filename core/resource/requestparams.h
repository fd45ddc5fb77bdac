#pragma once

#include "core/resource/resourcedefinition.h"

#include <string_view>

namespace inia {

class Resource;

/// Parameters that a definition takes from a resource: its identifiers, its loaded data and constants.
/// boto3's params.create_request_parameters.
[[nodiscard]] Value buildParams(const Resource& resource, const RequestDefinition& request);

/// Sets `value` at a target such as "Bucket", "Filters[0].Values[]": maps and lists on the way are made.
void setAtTarget(Value& params, std::string_view target, Value value);

/// boto3's merge for chained filters: lists are appended, maps merged, everything else replaced.
[[nodiscard]] Value mergedParams(const Value& base, const Value& added);

} // namespace inia
