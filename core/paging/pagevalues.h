#pragma once

#include "core/model/value.h"

#include <cstddef>
#include <string_view>

namespace inia {

// What paginators do to the values on a page; lengths and cuts are those of Python's len() and slices.

/// What Python calls false: services say "no more" by null, an empty text, zero or false.
[[nodiscard]] bool isFalsy(const Value& value);
/// Items of a list, characters of a text, members of a map; 0 for all else.
[[nodiscard]] std::size_t itemCount(const Value& value);
/// Items (characters) `from` up to `to` of a list (text); null for all else. A negative `from` counts from
/// the end.
[[nodiscard]] Value sliced(const Value& value, std::int64_t from, std::int64_t to);
/// The place at a dotted path, made on the way.
[[nodiscard]] Value& valueAt(Value& whole, std::string_view path);
/// What Python iterates over: the items of a list, the characters of a text, the names of a map.
[[nodiscard]] Value::List elements(const Value& value);

} // namespace inia
