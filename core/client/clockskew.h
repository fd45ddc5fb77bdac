#pragma once

#include "core/common/error.h"
#include "core/http/httpmessage.h"

#include <chrono>
#include <optional>

namespace inia {

struct ClientParts;

/// The service refused the request because our time is off.
[[nodiscard]] bool isClockError(const Error& error);
/// How far the machine's clock is behind the Date of the answer; nothing when they agree within four
/// minutes, since the clock is not what is wrong then.
[[nodiscard]] std::optional<std::chrono::seconds> clockOffset(const HttpResponse& response,
                                                              std::chrono::system_clock::time_point now);

/// Sets the client's clock by the answer when the time was what the service refused. False when there was
/// nothing to correct: another attempt would fail in the same way.
[[nodiscard]] bool correctClock(ClientParts& parts, const Error& error, const HttpResponse& response);

} // namespace inia
