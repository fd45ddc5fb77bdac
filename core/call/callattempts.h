#pragma once

#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/retry/retrypolicy.h"

#include <chrono>
#include <string>

namespace inia {

class ClientMemory;
struct ClientContext;

/// What a retry policy has to know of an attempt that has ended: `error` is null when it went well,
/// `response` when none came.
[[nodiscard]] AttemptOutcome attemptOutcome(const OperationModel& operation, const Error* error, int attempt,
                                            const HttpResponse* response);

/// Whether the service may have carried out what an attempt asked for, though it failed with this error: the
/// whole request had left and no answer says that it was refused. `wasSent` as TransportTiming::sent tells.
/// Never for reads.
[[nodiscard]] bool mayHaveBeenDone(const OperationModel& operation, const Value& params, const Error& error,
                                   bool wasSent);

/// Whether the operation, done twice, leaves the same as done once: reads; what the model calls idempotent or
/// gives an idempotency token; PUT and DELETE of the REST protocols, which HTTP defines so (RFC 9110, 9.2.2),
/// but for a PUT that by its name begins something anew.
[[nodiscard]] bool isSafeToRepeat(const OperationModel& operation, const Value& params);

/// Whether each request does something of its own that nobody can take back or that costs: a function runs, a
/// message goes out. Where it may have been done, even the service's own 500 is no reason to send it again.
[[nodiscard]] bool isDoneEachTime(const OperationModel& operation, const Value& params);

/// Whether it is the service that failed the attempt, whose rules say after which errors to try again: not
/// something in front of it, whose 502 and 504 have a body that no protocol can read, nor a success that
/// breaks off and counts as status 500 (S3).
[[nodiscard]] bool isWordOfService(const Error& error, const HttpResponse* response);

/// Adds to the message that it may have been done, and that it was not sent again where it `isOnce`. What a
/// service says stays as it is, and proofs that are missing say it themselves.
void sayMayHaveBeenDone(Error& error, bool isOnce);

/// Counts the attempts of one call, asks the client's retry policy about them and tells the service and the
/// caller what it said.
class CallAttempts final {
public:
    CallAttempts(const ClientContext& context, ClientMemory& memory, OperationModel operation);

    [[nodiscard]] int count() const { return m_count; }
    /// Zero lets the next attempt go, else wait so long and ask again.
    [[nodiscard]] std::chrono::milliseconds waitToSend();
    void begin() { ++m_count; }
    /// amz-sdk-invocation-id and amz-sdk-request ("ttl=...; attempt=2; max=3").
    void setHeaders(HttpHeaders& headers) const;

    /// An attempt has ended: `error` is null when it went well, `response` when none came.
    [[nodiscard]] RetryDecision judge(const Error* error, const HttpResponse* response);
    /// The call has ended well.
    void succeeded();

    /// Adds RetryAttempts and, where they apply, MaxAttemptsReached and RetryQuotaReached to the
    /// ResponseMetadata of a parsed answer.
    void describe(Value& answer) const;
    void describe(Error& error) const;

private:
    const ClientContext& m_context;
    ClientMemory& m_memory;
    OperationModel m_operation;
    std::string m_invocationId;
    std::string m_timeToLive; ///< of the next attempt; empty before a service has told its time
    RetryDecision m_decision; ///< the last one
    int m_lastCost = 0;
    int m_count = 0;
};

} // namespace inia
