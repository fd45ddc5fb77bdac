#include "core/client/client.h"

#include "core/call/clientcontext.h"
#include "core/model/catalog.h"
#include "core/paging/paginator.h"
#include "core/presign/presigner.h"
#include "core/waiting/waiter.h"

namespace inia {

Client::Client(ClientContext context) : m_caller(std::move(context)) {}

const ServiceModel& Client::model() const
{
    return *m_caller.context().model;
}
const std::string& Client::serviceName() const
{
    return m_caller.context().model->name();
}
const std::string& Client::region() const
{
    return m_caller.context().config.region;
}

const ClientConfig& Client::config() const
{
    return m_caller.context().config;
}
const std::shared_ptr<Clock>& Client::clock() const
{
    return m_caller.context().clock;
}
const Catalog& Client::catalog() const
{
    return *m_caller.context().catalog;
}

ChangePolicy& Client::policy() const
{
    return *m_caller.context().policy;
}

const std::shared_ptr<ServerGate>& Client::server() const
{
    return m_caller.context().server;
}

ReplyPtr Client::call(std::string_view operation, Value params, CallOptions options) const
{
    return m_caller.call(operation, std::move(params), std::move(options));
}

bool Client::canPaginate(std::string_view operation) const
{
    return Paginator::knows(m_caller, operation);
}

Result<Paginator> Client::paginator(std::string_view operation, Value params) const
{
    return paginator(operation, std::move(params), PaginationConfig());
}

Result<Paginator> Client::paginator(std::string_view operation, Value params,
                                    const PaginationConfig& config) const
{
    return Paginator::forOperation(m_caller, operation, std::move(params), config);
}

Presigner Client::presigner() const
{
    return Presigner(m_caller);
}

std::vector<std::string> Client::waiterNames() const
{
    const auto waiters = m_caller.context().catalog->waiters(m_caller.context().model->name());
    return waiters ? WaiterModel::names(**waiters) : std::vector<std::string>();
}

Result<Owned<Waiter>> Client::waiter(std::string_view name, Value params) const
{
    return waiter(name, std::move(params), WaiterConfig());
}

Result<Owned<Waiter>> Client::waiter(std::string_view name, Value params, const WaiterConfig& config) const
{
    const auto waiters = m_caller.context().catalog->waiters(m_caller.context().model->name());
    if (!waiters)
        return waiters.error();
    auto model = WaiterModel::fromDocument(**waiters, name);
    if (!model)
        return model.error();
    return Waiter::create(m_caller, std::move(model).value(), std::move(params), config);
}

} // namespace inia
