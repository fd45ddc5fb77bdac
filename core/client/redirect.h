#pragma once

#include "core/common/error.h"
#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"

#include <chrono>
#include <optional>
#include <string>

namespace inia {

/// The region S3 says the bucket lives in, when the answer is about that: 301, 302, 307, PermanentRedirect,
/// AuthorizationHeaderMalformed or IllegalLocationConstraintException, and 301 or 400 to HEAD requests,
/// whose answers have no body. botocore's S3RegionRedirectorv2.
[[nodiscard]] std::optional<std::string> redirectRegion(const OperationModel& operation, const Error& error,
                                                        const HttpResponse& response);

/// The service refused the request because our time is off.
[[nodiscard]] bool isClockError(const Error& error);
/// How far the machine's clock is behind the Date of the answer; nothing when they agree within four
/// minutes, since the clock is not what is wrong then.
[[nodiscard]] std::optional<std::chrono::seconds> clockOffset(const HttpResponse& response,
                                                              std::chrono::system_clock::time_point now);

} // namespace inia
