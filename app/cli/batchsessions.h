#pragma once

#include "app/cli/batchline.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace inia::cli {

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
