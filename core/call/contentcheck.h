#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"

namespace inia {

/// Whether the document that was parsed to `result` is that of the operation. It is not when the model knows
/// none of what it has; when it is an error after all; and when it is an element with nothing in it that
/// should be a list. Unknown members of JSON are let be where the operation writes: they may be new. Errors:
/// Parse (NotAnAnswer).
[[nodiscard]] Result<void> checkContent(const OperationModel& operation, const HttpResponse& response,
                                        const Value& result);

} // namespace inia
