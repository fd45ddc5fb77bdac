#include "core/client/client.h"

#include "core/client/call.h"
#include "core/client/clientparts.h"
#include "core/client/paginator.h"
#include "core/client/quirks/oldnames.h"
#include "core/client/waiter.h"

namespace inia {

Client::Client(std::shared_ptr<ClientParts> parts) : m_parts(std::move(parts)) {}

const ServiceModel& Client::model() const
{
    return *m_parts->model;
}
const std::string& Client::serviceName() const
{
    return m_parts->model->name();
}
const std::string& Client::region() const
{
    return m_parts->config.region;
}

ChangePolicy& Client::policy() const
{
    return *m_parts->policy;
}

ReplyPtr Client::call(std::string_view operation, Value params, CallOptions options) const
{
    auto* call = new Call(m_parts, std::string(operation), std::move(params), std::move(options));
    ReplyPtr reply(call);
    call->start();
    return reply;
}

bool Client::canPaginate(std::string_view operation) const
{
    const auto model = findOperation(*m_parts->model, operation);
    const auto paginators = m_parts->catalog->paginators(m_parts->model->name(), m_parts->config.apiVersion);
    return model.valid() && paginators && PaginatorModel::fromDocument(**paginators, model.name()).ok();
}

Result<Paginator> Client::paginator(std::string_view operation, Value params) const
{
    return paginator(operation, std::move(params), PaginationConfig());
}

Result<Paginator> Client::paginator(std::string_view operation, Value params,
                                    const PaginationConfig& config) const
{
    const auto paginators = m_parts->catalog->paginators(m_parts->model->name(), m_parts->config.apiVersion);
    if (!paginators)
        return paginators.error();
    const auto operationModel = findOperation(*m_parts->model, operation);
    auto model = PaginatorModel::fromDocument(**paginators,
                                              operationModel.valid() ? operationModel.name() : operation);
    if (!model)
        return model.error();
    return Paginator::create(*this, std::move(model).value(), std::string(operationModel.name()),
                             std::move(params), config);
}

std::vector<std::string> Client::waiterNames() const
{
    const auto waiters = m_parts->catalog->waiters(m_parts->model->name());
    return waiters ? WaiterModel::names(**waiters) : std::vector<std::string>();
}

Result<std::unique_ptr<Waiter>> Client::waiter(std::string_view name, Value params) const
{
    return waiter(name, std::move(params), WaiterConfig());
}

Result<std::unique_ptr<Waiter>> Client::waiter(std::string_view name, Value params,
                                               const WaiterConfig& config) const
{
    const auto waiters = m_parts->catalog->waiters(m_parts->model->name());
    if (!waiters)
        return waiters.error();
    auto model = WaiterModel::fromDocument(**waiters, name);
    if (!model)
        return model.error();
    return Waiter::create(*this, std::move(model).value(), std::move(params), config);
}

} // namespace inia
