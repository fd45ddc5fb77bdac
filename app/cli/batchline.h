#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/session/session.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// A session with its clients, and the clock and tokens of the line that uses it now.
struct BatchLane {
    std::shared_ptr<Clock> clock;
    std::optional<std::chrono::system_clock::time_point> at;
    std::optional<std::string> idempotencyToken;
    std::optional<Session> session;
    std::map<std::string, Client, std::less<>> clients;         ///< by service
    std::map<std::string, Client, std::less<>> resourceClients; ///< the same, of service resources
    int users = 0;
};

/// Sessions and clients for the lines of a batch: lines with equal settings share them, which is what makes
/// thousands of lines fast. Lines that run side by side at different times get a lane each.
class BatchSessions final {
public:
    /// `readOnly` locks every session.
    BatchSessions(Runtime runtime, bool readOnly) : m_runtime(std::move(runtime)), m_readOnly(readOnly) {}

    /// A lane set to the line's time and token. Whoever holds it while a call runs counts itself in `users`.
    [[nodiscard]] Result<std::shared_ptr<BatchLane>> lane(const BatchLine& line);
    /// The lane's client for the line's service and kind, made when it is asked for first.
    [[nodiscard]] static Result<Client> client(BatchLane& lane, const BatchLine& line);

private:
    using Lanes = std::vector<std::shared_ptr<BatchLane>>;
    [[nodiscard]] Result<std::shared_ptr<BatchLane>> makeLane(const BatchLine& line) const;

    Runtime m_runtime;
    bool m_readOnly;
    std::map<std::string, Lanes, std::less<>> m_lanes;
};

} // namespace inia::cli
