#pragma once

#include "core/client/client.h"
#include "core/client/clientparts.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// Writes one call into the ExchangeLog, redacted: secrets never reach the log. Does nothing without a log.
class CallRecorder final {
public:
    CallRecorder(const ClientParts& parts, std::string_view operation, const CallOptions& options);

    [[nodiscard]] quint64 id() const { return m_id; }
    /// The model's operation, once it is known, and the parameters as they are sent.
    void setParams(const OperationModel& operation, const Value& params);
    void beginAttempt(const HttpRequest& request, const SigningRecord& signing,
                      const Credentials& credentials, std::chrono::milliseconds delayBefore,
                      std::string reason);
    void endAttempt(const HttpResponse* response, TransportTiming timing, const std::optional<Error>& error,
                    const Value& parsed);
    void finish(const Result<Value>& result);

private:
    [[nodiscard]] QByteArray redactedBody(const QByteArray& body, const Shape& shape,
                                          const Value& parsed) const;

    ExchangeLog* m_log;
    std::shared_ptr<SecretShapes> m_shapes;
    quint64 m_id = 0;
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
    OperationModel m_operation;
    Value m_params;
    std::vector<std::string> m_secrets; ///< keys and tokens of the call, removed wherever they turn up
};

} // namespace inia
