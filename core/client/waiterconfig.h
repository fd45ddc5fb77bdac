#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <chrono>
#include <optional>

namespace inia {

/// What a caller may say about a wait: botocore's WaiterConfig. Unset members are the waiter's own.
struct WaiterConfig {
    std::optional<std::chrono::milliseconds> delay; ///< between two polls
    std::optional<int> maxAttempts;                 ///< polls in all; at least one is made

    /// From {"Delay": seconds, "MaxAttempts": number}. Fails (kind Parameter) for other members and types.
    [[nodiscard]] static Result<WaiterConfig> fromValue(const Value& config);
};

} // namespace inia
