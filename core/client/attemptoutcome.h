#pragma once

#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"
#include "core/retry/retrypolicy.h"

namespace inia {

/// What a retry policy has to know of an attempt that has ended: `error` is null when it went well,
/// `response` when none came.
[[nodiscard]] AttemptOutcome attemptOutcome(const OperationModel& operation, const Error* error, int attempt,
                                            const HttpResponse* response);

} // namespace inia
