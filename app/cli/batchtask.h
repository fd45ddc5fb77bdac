#pragma once

#include "app/cli/batchline.h"
#include "core/client/client.h"

#include <functional>
#include <memory>
#include <string_view>

class QObject;

namespace inia::cli {

/// What a line is answered with: "response", "request" or "error", and its value.
struct BatchAnswer {
    std::string_view member;
    Value value;
    Value requests = {}; ///< of a resource line's dry run: the list of all that is known; else null
};

/// Something under way for a line; dropping it gives it up.
using BatchTask = std::shared_ptr<void>;
using BatchDone = std::function<void(const BatchAnswer&)>;

/// An error as an answer.
[[nodiscard]] BatchAnswer errorAnswer(const Error& error, const Value& response = {});

/// Starts what the line asks for by its kind: call, paginate, wait, presign, resource. `done` comes once,
/// from the event loop, while `context` and the task live.
[[nodiscard]] Result<BatchTask> startTask(const BatchLine& line, const Client& client, QObject* context,
                                          BatchDone done);

} // namespace inia::cli
