#pragma once

#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"
#include "core/retry/retrypolicy.h"

#include <chrono>
#include <string>

namespace inia {

class ClientMemory;
struct ClientContext;

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
