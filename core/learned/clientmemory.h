#pragma once

#include "core/credentials/credentials.h"
#include "core/learned/sharedcalls.h"
#include "core/model/servicemodel.h"
#include "core/retry/retrypolicy.h"
#include "core/signing/requestsignatures.h"

#include <chrono>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class Clock;
class OperationModel;
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

/// Session credentials of S3 Express: requests for a directory bucket are signed with keys that CreateSession
/// gives for that bucket. Keeps the last hundred buckets. A session is renewed when less than 45 seconds are
/// left of it; should that fail it serves until 10 seconds before its end. botocore's numbers.
class S3ExpressSessions final {
public:
    /// Calls back once, possibly before it returns; never if `context` died. Those who ask for the same
    /// bucket at the same time wait for one CreateSession, which `ask` makes. Fails as that call does.
    void resolve(const Clock& clock, const Ask& ask, const std::string& bucket, QObject* context,
                 CredentialsProvider::Callback callback);

private:
    struct Session {
        std::string bucket;
        Credentials credentials;
    };
    [[nodiscard]] const Session* find(const std::string& bucket);
    [[nodiscard]] Result<Credentials> take(const Clock& clock, const std::string& bucket,
                                           const Result<Value>& answer);

    std::list<Session> m_sessions; ///< most recently used first
    SharedCalls m_calls;
};

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
