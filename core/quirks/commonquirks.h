#pragma once

#include "core/quirks/quirk.h"

// Quirks of all services, and of several that share one.
namespace inia::quirks {

Result<void> refuseTwoWayStream(QuirkContext& context, Value& params);

Result<void> takeFilters(QuirkContext& context, Value& params);
Result<void> takeFromTime(QuirkContext& context, Value& params);
Result<void> takeReturnFields(QuirkContext& context, Value& params);

Result<void> encodeUserData(QuirkContext& context, Value& params);

} // namespace inia::quirks
