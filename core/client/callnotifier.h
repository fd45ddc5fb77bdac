#pragma once

#include "core/client/callobserver.h"
#include "core/model/operationmodel.h"

#include <memory>
#include <vector>

namespace inia {

class SecretShapes;
struct ClientParts;

/// Tells the observers of a client about one call, redacted as CallObserver promises. Costs nothing when
/// there are none.
class CallNotifier final {
public:
    explicit CallNotifier(const ClientParts& parts);

    void setOperation(const OperationModel& operation);
    void beforeSign(int attempt, const HttpRequest& request);
    void beforeSend(const HttpRequest& request) const;
    void responseReceived(const HttpResponse& response) const;
    void parsed(const Value& answer) const;
    void retrying(const Error& error, std::chrono::milliseconds delay) const;
    void finished(const std::optional<Error>& error) const;

private:
    template <typename Tell>
    void each(const Tell& tell) const;

    std::shared_ptr<SecretShapes> m_shapes;
    std::vector<std::shared_ptr<CallObserver>> m_observers; ///< a copy: the call may outlive their list
    OperationModel m_operation;
    ObservedCall m_call;
};

} // namespace inia
