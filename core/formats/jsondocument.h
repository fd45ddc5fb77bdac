#pragma once

#include "core/model/value.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace inia {

/// What a JSON text says, as far as it goes.
struct JsonDocument {
    Value value;
    bool isComplete = false; ///< the text ends where the document does
    /// What is wrong with the text and where, in bytes. Empty where it is only cut.
    std::string problem;
    std::size_t problemAt = 0;
    /// Numbers that neither 64 bits nor a double can give back: they are texts in `value`.
    std::size_t longNumbers = 0;
};

struct JsonLimits {
    int depth = 512;
    std::size_t values = 1'000'000; ///< more than are looked at, and less than 100 MiB
};

/// Reads JSON (RFC 8259) that may be cut anywhere, and may be damaged: all in front of that place is there.
/// Names that come twice stand in their map twice.
[[nodiscard]] JsonDocument readJson(std::string_view text, const JsonLimits& limits = {});

} // namespace inia
