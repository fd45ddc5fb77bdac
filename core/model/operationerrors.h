#pragma once

#include "core/common/result.h"
#include "core/model/servicemodel.h"

#include <string_view>

namespace inia {

/// Kind UnknownName: the service has no operation of that name. Names the nearest ones.
[[nodiscard]] Error unknownOperation(const ServiceModel& model, std::string_view name);

/// Kind Unsupported: why an operation that streams both ways cannot be called.
[[nodiscard]] Error twoWayStream(const OperationModel& operation);

} // namespace inia
