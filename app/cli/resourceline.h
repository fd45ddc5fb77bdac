#pragma once

#include "app/cli/batchtask.h"

namespace inia::cli {

/// Starts a line of kind resource: what it asks of a resource by "get", "action", "collection" or "wait".
/// Without any of these the resource itself is the answer. As startTask().
[[nodiscard]] Result<BatchTask> startResourceLine(const BatchLine& line, const Client& client,
                                                  BatchDone done);

} // namespace inia::cli
