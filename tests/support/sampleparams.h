#pragma once

#include "core/model/servicemodel.h"
#include "core/model/value.h"

namespace inia::tests {

/// Valid parameters of an operation, made from its model: every member, as deep as it goes before it repeats
/// itself. What endpoint rules look into (buckets, ARNs, account ids) has a value they take. The same each
/// time.
[[nodiscard]] Value sampleParams(const OperationModel& operation);
/// The same of any structure; an empty map for an invalid shape.
[[nodiscard]] Value sampleValue(const Shape& structure);

} // namespace inia::tests
