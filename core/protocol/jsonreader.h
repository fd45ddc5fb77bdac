#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/protocol/valuebudget.h"

#include <string>
#include <string_view>

namespace simdjson::dom {
class element;
class parser;
} // namespace simdjson::dom

namespace inia {

/// Deepest nesting any reader of this folder follows; more is an error, not a crash.
inline constexpr int maxNesting = 256;

/// JSON text as a Value. Of equal names the last one wins. Integers too big for 64 bits become doubles; NaN,
/// Infinity and -Infinity, which Python writes, become texts of these names.
/// Fails (kind Parse) with what is wrong; the caller says where the text came from.
[[nodiscard]] Result<Value> parseJson(std::string_view text);

// The two halves of parseJson(), for readers that walk the document themselves.

/// Parses into `root`, which is valid as long as the parser. Empty when that went well, else what is wrong.
[[nodiscard]] std::string parseJsonDocument(simdjson::dom::parser& parser, std::string_view text,
                                            simdjson::dom::element& root);
/// What comes after the budget is spent reads as null; whoever gave it has to look.
[[nodiscard]] Value valueFromJson(const simdjson::dom::element& element, ValueBudget& budget);

} // namespace inia
