#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/protocol/shapetables.h"

#include <string>
#include <string_view>

namespace inia {

/// `value` as the JSON text of a request, in the layout of Python's json.dumps; members in the order given.
[[nodiscard]] Result<std::string> writeJsonBody(const Shape& shape, const Value& value);

/// JSON text as a value of the shape. An empty text is an empty structure. Unknown members are dropped, null
/// members left out, nulls inside lists kept. NaN and infinities are read as Python's servers write them.
/// Scalars that do not fit are null and noted in `unreadable`. Fails (kind Parse) when it is not JSON or
/// something else does not fit.
[[nodiscard]] Result<Value> readJsonBody(const ShapeEntry& entry, ShapeTables& tables, std::string_view text,
                                         UnreadableValues& unreadable);

} // namespace inia
