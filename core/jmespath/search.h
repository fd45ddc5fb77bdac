#pragma once

#include "core/model/value.h"

#include <string_view>

namespace inia {

/// What `expression` finds in `value`; null when it finds nothing, or is no expression at all. For paths that
/// come from models, which were right when they were written; what people type goes through Expression.
[[nodiscard]] Value searchOrNull(std::string_view expression, const Value& value);

} // namespace inia
