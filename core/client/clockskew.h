#pragma once

#include "core/common/error.h"
#include "core/http/httpmessage.h"
#include "core/model/value.h"

#include <chrono>
#include <optional>

namespace inia {

struct ClientParts;

/// The service refused the request because our time is off.
[[nodiscard]] bool isClockError(const Error& error);
/// How far the machine's clock is behind what the service says of its own, in the error (S3's ServerTime) or
/// in the Date of the answer. Nothing when they agree within four minutes, since the clock is not what is
/// wrong then, and nothing beyond a day: who is off by more has another problem, and what is signed by such a
/// time may be valid when nobody expects it. `errorValue` as in ParsedResponse, null for none.
[[nodiscard]] std::optional<std::chrono::seconds>
clockOffset(const HttpResponse& response, const Value& errorValue, std::chrono::system_clock::time_point now);

/// Sets the client's clock by the answer when the time was what the service refused. False when there was
/// nothing to correct: another attempt would fail in the same way.
[[nodiscard]] bool correctClock(ClientParts& parts, const Error& error, const HttpResponse& response,
                                const Value& errorValue);

} // namespace inia
