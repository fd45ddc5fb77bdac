#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/session/session.h"

namespace inia::cli {

/// Reads the members of botocore's Config, spelled and nested as there ("s3": {"addressing_style": "path"},
/// "retries": {"total_max_attempts": 2}), into `options`. Null members count as absent. Unknown names and
/// values that make no sense are errors of kind Configuration that name the nearest known ones.
/// signature_version "unsigned" is botocore.UNSIGNED.
[[nodiscard]] Result<void> applyConfig(const Value& config, SessionOptions& options);

} // namespace inia::cli
