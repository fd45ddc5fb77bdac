#include "core/client/waiterconfig.h"

#include <limits>

namespace inia {

Result<WaiterConfig> WaiterConfig::fromValue(const Value& config)
{
    constexpr double longestDelay = 1e9; // seconds; what milliseconds can hold is far beyond any wait
    const auto refuse = [](std::string message) {
        return makeError(ErrorKind::Parameter, "WaiterConfigError", "WaiterConfig " + std::move(message));
    };
    if (!config.isNull() && !config.isMap())
        return refuse("has to be a map");
    WaiterConfig result;
    for (const auto& [name, value] : config.members()) {
        if (name == "Delay") {
            if (!value.isNumber() || !(value.toDouble() >= 0) || value.toDouble() > longestDelay)
                return refuse("Delay has to be a number of seconds, 0 or more");
            result.delay = std::chrono::milliseconds(static_cast<std::int64_t>(value.toDouble() * 1000));
        } else if (name == "MaxAttempts") {
            if (!value.isInt() || std::abs(value.toInt()) > std::numeric_limits<int>::max())
                return refuse("MaxAttempts has to be a whole number");
            result.maxAttempts = static_cast<int>(value.toInt());
        } else {
            return refuse("has no member '" + name + "'; it takes Delay and MaxAttempts");
        }
    }
    return result;
}

} // namespace inia
