#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/protocol/validator.h"

#include <optional>
#include <string_view>

namespace inia {

// What someone who edits parameters by hand needs: parameterProblems(), and texts read as values.

/// JSON text as parameters of `shape`: base64 becomes bytes where the shape says blob, all else stays as it
/// is. Fails (kind Parameter) when it is no JSON, or a blob no base64; whether it fits is
/// parameterProblems()' business.
[[nodiscard]] Result<Value> parametersFromJson(const Shape& shape, std::string_view text);

/// ISO 8601, an HTTP date or seconds since 1970; a time without zone is UTC.
[[nodiscard]] std::optional<Timestamp> timestampFromText(std::string_view text);

} // namespace inia
