#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/session/session.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace inia::cli {

/// One line of a batch, checked as far as that goes without a model.
struct BatchLine {
    std::string kind = "call";
    std::string service;
    std::string operation; ///< or the waiter
    Value params;          ///< as JSON has them; see valuesFromJson()
    SessionOptions session;
    /// Equal for lines that may share a session.
    std::string settings;
    bool dryRun = false;
    std::optional<std::chrono::system_clock::time_point> at;
    std::optional<std::string> idempotencyToken;
    Value whole; ///< the line itself, for the members of one kind only
};

/// `id` is filled as soon as it is known, so that a line that fails later can still be told by it; from text
/// that is no JSON too, where it can be made out. Errors are of kind Parameter unless they are about
/// `config`.
[[nodiscard]] Result<BatchLine> parseBatchLine(std::string_view text, Value& id);

/// What is wrong with a line, as parseBatchLine() says it.
[[nodiscard]] Error lineError(std::string message);

} // namespace inia::cli
