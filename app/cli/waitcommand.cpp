#include "app/cli/waitcommand.h"

#include "app/cli/connection.h"
#include "app/cli/jsonvalues.h"
#include "app/cli/output.h"

namespace inia::cli {

WaitCommand::WaitCommand(Runtime runtime, WaitArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> WaitCommand::begin()
{
    const auto& target = m_arguments.target;
    const auto client = openClient(m_runtime, m_arguments.connection, target.service);
    if (!client)
        return client.error();
    WaiterConfig config;
    if (m_arguments.delaySeconds)
        config.delay = std::chrono::seconds(*m_arguments.delaySeconds);
    if (m_arguments.maxAttempts)
        config.maxAttempts = static_cast<int>(*m_arguments.maxAttempts);
    // Asked for its operation, whose input says how to read the parameters.
    const auto known = client->waiter(target.operation);
    if (!known)
        return known.error();
    const auto operation = client->model().operation((*known)->model().operation);
    auto params = valuesFromJson(target.params, operation.input());
    if (!params)
        return params.error();
    auto waiter = client->waiter(target.operation, std::move(params).value(), config);
    if (!waiter)
        return waiter.error();
    m_waiter = std::move(waiter).value();
    connect(m_waiter.get(), &Waiter::finished, this, [this] {
        const auto& result = m_waiter->result();
        finish(result ? Result<void>() : Result<void>(result.error()));
    });
    m_waiter->start();
    return {};
}

} // namespace inia::cli
