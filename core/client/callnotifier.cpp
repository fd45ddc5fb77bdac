#include "core/client/callnotifier.h"

#include "core/client/clientparts.h"
#include "core/common/redaction.h"

namespace inia {

namespace {

HttpHeaders redacted(const HttpHeaders& headers)
{
    HttpHeaders result;
    for (const auto& [name, value] : headers)
        result.add(name, redactHeaderValue(name, value));
    return result;
}

} // namespace

CallNotifier::CallNotifier(const ClientParts& parts)
    : m_shapes(parts.secretShapes), m_observers(parts.observers)
{
    if (m_observers.empty())
        return;
    static quint64 lastNumber = 0;
    m_call.number = ++lastNumber;
    m_call.service = parts.model->name();
    m_call.region = parts.config.region;
}

template <typename Tell>
void CallNotifier::each(const Tell& tell) const
{
    for (const auto& observer : m_observers) {
        // Foreign code: whatever it does, the call goes on.
        try {
            tell(*observer);
        } catch (...) {
            continue;
        }
    }
}

void CallNotifier::setOperation(const OperationModel& operation)
{
    m_operation = operation;
    m_call.operation = operation.name();
}

void CallNotifier::beforeSign(int attempt, const HttpRequest& request)
{
    m_call.attempt = attempt;
    if (m_observers.empty())
        return;
    HttpRequest shown;
    shown.method = request.method;
    shown.url = redactUrl(request.url);
    shown.headers = redacted(request.headers);
    each([&](CallObserver& observer) { observer.beforeSign(m_call, shown); });
}

void CallNotifier::beforeSend(const HttpRequest& request) const
{
    each([&](CallObserver& observer) { observer.beforeSend(m_call, request); });
}

void CallNotifier::responseReceived(const HttpResponse& response) const
{
    if (m_observers.empty())
        return;
    HttpResponse shown;
    shown.status = response.status;
    shown.headers = redacted(response.headers);
    each([&](CallObserver& observer) { observer.responseReceived(m_call, shown); });
}

void CallNotifier::parsed(const Value& answer) const
{
    if (m_observers.empty())
        return;
    const bool isModelled = m_operation.valid() && m_operation.output().valid();
    const Value shown = isModelled ? m_shapes->redacted(m_operation.output(), answer) : answer;
    each([&](CallObserver& observer) { observer.parsed(m_call, shown); });
}

void CallNotifier::retrying(const Error& error, std::chrono::milliseconds delay) const
{
    each([&](CallObserver& observer) { observer.retrying(m_call, error, delay); });
}

void CallNotifier::finished(const std::optional<Error>& error) const
{
    each([&](CallObserver& observer) { observer.finished(m_call, error); });
}

} // namespace inia
