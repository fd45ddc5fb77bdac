#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

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
