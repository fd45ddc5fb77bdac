#pragma once

#include "core/learned/sharedcalls.h"
#include "core/model/operationmodel.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

class Clock;
struct ClientConfig;

/// Addresses that a service tells by an operation of its own (DescribeEndpoints): Timestream has no others,
/// for DynamoDB it is an option. The answer is kept for as long as it says. When it cannot be had, the last
/// one serves on and nobody asks for a minute, unless there is none and the operation cannot do without. An
/// endpoint URL of the user's own switches it off. No model of today names identifiers for it.
class DiscoveredEndpoints final {
public:
    /// Whether the operation's address is to be asked for. Fails (Endpoint, EndpointDiscoveryRequired) when
    /// it has to be and the settings forbid it.
    [[nodiscard]] static Result<bool> appliesTo(const ClientConfig& config, const OperationModel& operation);
    /// The answer says that the address is no longer good: 421 or InvalidEndpointException.
    [[nodiscard]] static bool isOutdated(const Error& error);

    using Callback = std::function<void(const Result<std::optional<std::string>>&)>;
    /// The URL to use, without path, or nothing for that of the rules. Calls back once, possibly before it
    /// returns; never if `context` died. Errors: the service's, or EndpointDiscoveryRefreshFailed.
    void resolve(const Clock& clock, const Ask& ask, const OperationModel& operation, QObject* context,
                 Callback callback);
    /// The next call asks again.
    void forget() { m_addresses.clear(); }

private:
    using TimePoint = std::chrono::system_clock::time_point;
    struct Address {
        std::string url;
        TimePoint expiry;
    };
    [[nodiscard]] std::optional<std::string> current(TimePoint now) const;
    [[nodiscard]] Result<std::optional<std::string>> take(const Result<Value>& answer, bool isRequired,
                                                          TimePoint now);
    [[nodiscard]] Result<std::optional<std::string>> fallback(bool isRequired) const;

    std::vector<Address> m_addresses;
    TimePoint m_quietUntil; ///< asked in vain: not again before
    SharedCalls m_calls;
};

} // namespace inia
