#pragma once

#include <chrono>
#include <string>

namespace inia {

using SigningTime = std::chrono::system_clock::time_point;

// A point in time in the spellings signatures know, all in UTC with whole seconds.

/// 20260102T030405Z; its first eight characters are the day of a credential scope.
[[nodiscard]] std::string basicTime(SigningTime time);

/// 2026-01-02T03:04:05Z: SigV2 and policies of forms.
[[nodiscard]] std::string extendedTime(SigningTime time);

/// "Fri, 02 Jan 2026 03:04:05 -0000", the form botocore gives a Date header that SigV4 signs.
[[nodiscard]] std::string mailDate(SigningTime time);

/// "Fri, 02 Jan 2026 03:04:05 GMT": RFC 9110, for the Date header of older signatures.
[[nodiscard]] std::string httpDate(SigningTime time);

/// Seconds since 1970, rounded down.
[[nodiscard]] std::string epochTime(SigningTime time);

} // namespace inia
