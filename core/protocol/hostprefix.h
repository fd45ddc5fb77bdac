#pragma once

#include "core/common/result.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"

#include <string>

namespace inia {

/// The operation's host prefix with its labels filled in from the parameters ("{AccountId}." becomes
/// "123456789012."); empty when the operation has none. A label's value may hold letters, digits, "." and
/// "-" only.
[[nodiscard]] Result<std::string> expandHostPrefix(const OperationModel& operation, const Value& params);

} // namespace inia
