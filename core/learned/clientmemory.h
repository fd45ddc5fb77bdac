#pragma once

#include "core/learned/discoveredendpoints.h"
#include "core/learned/s3expresssessions.h"
#include "core/retry/retrypolicy.h"
#include "core/signing/requestsignatures.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace inia {

class OperationModel;

/// What the calls of one client have found out for those that follow. One thread.
class ClientMemory final {
public:
    ClientMemory(std::shared_ptr<Clock> clock, std::unique_ptr<RetryPolicy> retryPolicy);

    /// The service's time, as far as it has told us that the machine's clock is wrong.
    [[nodiscard]] std::chrono::system_clock::time_point now() const;
    /// Sets the clock by the answer when the time was what the service refused. False when there was nothing
    /// to correct: another attempt would fail in the same way. `errorValue` as in ParsedResponse.
    [[nodiscard]] bool correctClock(const Error& error, const HttpResponse& response,
                                    const Value& errorValue);

    /// Where S3 said that a bucket lives.
    [[nodiscard]] std::optional<std::string> regionOf(const std::string& bucket) const;
    void setRegionOf(const std::string& bucket, const std::string& region);

    /// Whether an operation whose method is GET changes something; telling takes a while, once.
    [[nodiscard]] bool isChangingGet(const OperationModel& operation);

    std::unique_ptr<RetryPolicy> retry; ///< with its quota
    RequestSignatures signatures;       ///< with the keys it derived
    S3ExpressSessions expressSessions;
    DiscoveredEndpoints discoveredEndpoints;

private:
    std::shared_ptr<Clock> m_clock;
    std::chrono::seconds m_clockOffset{0};
    std::map<std::string, std::string, std::less<>> m_bucketRegions;
    std::map<std::string_view, bool> m_changingGets;
};

/// The service refused the request because our time is off.
[[nodiscard]] bool isClockError(const Error& error);
/// How far the machine's clock is behind what the service says of its own, in the error (S3's ServerTime) or
/// in the Date of the answer. Nothing when they agree within four minutes, since the clock is not what is
/// wrong then, and nothing beyond a day: who is off by more has another problem, and what is signed by such a
/// time may be valid when nobody expects it. `errorValue` as in ParsedResponse, null for none.
[[nodiscard]] std::optional<std::chrono::seconds>
clockOffset(const HttpResponse& response, const Value& errorValue, std::chrono::system_clock::time_point now);

} // namespace inia
