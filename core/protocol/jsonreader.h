#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <string_view>

namespace simdjson::dom {
class element;
}

namespace inia {

/// Deepest nesting any reader of this folder follows; more is an error, not a crash.
inline constexpr int maxNesting = 256;

/// JSON text as a Value. Of equal names the last one wins. Integers too big for 64 bits become doubles.
/// Fails (kind Parse) with what is wrong; the caller says where the text came from.
[[nodiscard]] Result<Value> parseJson(std::string_view text);

/// The same for a part of a parsed document. Its nesting must have been bounded by the parser.
[[nodiscard]] Value valueFromJson(const simdjson::dom::element& element);

} // namespace inia
