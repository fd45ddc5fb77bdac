#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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

/// Where a walk through pages begins: a token for each of the operation's input tokens (null: none), and how
/// many items of the first page had been seen before.
struct PagePosition {
    Value tokens;
    std::int64_t skip = 0;

    /// What encodePageToken() makes a starting token of.
    [[nodiscard]] Value encodable() const;
};

/// The opaque text botocore calls NextToken: base64 of the JSON of `tokens`, byte for byte as Python writes
/// it. Blobs inside are base64 as well, their paths stand in "boto_encoded_keys".
[[nodiscard]] std::string encodePageToken(const Value& tokens);

/// Reads a StartingToken: one of encodePageToken(), the old form "first___second___skip", or the service's
/// own token as it is. A JSON text that names other members than `inputTokens` is the service's own: many
/// services' tokens look like that. Fails (kind Parameter) when it is none of them.
[[nodiscard]] Result<PagePosition> parsePageToken(const std::string& text,
                                                  const std::vector<std::string>& inputTokens);

} // namespace inia
