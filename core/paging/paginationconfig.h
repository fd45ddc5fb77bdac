#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <cstdint>
#include <optional>
#include <string>

namespace inia {

/// What a caller may say about a walk through pages: botocore's PaginationConfig.
struct PaginationConfig {
    /// Stop after this many items of the primary result key, 0 or more; Paginator::resumeToken() then says
    /// how to go on.
    std::optional<std::int64_t> maxItems;
    /// Items the service shall put on a page: a number or the text of one; null leaves it to the service.
    Value pageSize;
    /// A token of Paginator::resumeToken(), of botocore (also in its old form "token___3"), or one of the
    /// service itself.
    std::optional<std::string> startingToken;

    /// From {"MaxItems", "PageSize", "StartingToken"}; numbers may come as texts. Fails (kind Parameter) for
    /// what is no number and for members of another name.
    [[nodiscard]] static Result<PaginationConfig> fromValue(const Value& config);
};

/// A whole number, also one in a text, as Python's int() takes it; nothing when it is none.
[[nodiscard]] std::optional<std::int64_t> wholeNumber(const Value& value);

} // namespace inia
