#include "app/cli/connection.h"

#include "app/cli/clientsettings.h"
#include "app/cli/jsonvalues.h"
#include "app/cli/output.h"
#include "core/common/clock.h"

namespace inia::cli {

Result<Session> openSession(Runtime runtime, const ConnectionArguments& connection)
{
    if (connection.at)
        runtime.clock = std::make_shared<FrozenClock>(*connection.at);
    SessionOptions options;
    options.profile = connection.profile;
    options.region = connection.region;
    options.unsignedRequests = !connection.signRequest;
    if (auto applied = applyConfig(connection.config, options); !applied)
        return applied.error();
    if (connection.readOnly)
        options.client.access = AccessMode::ReadOnly;
    if (connection.endpointUrl)
        options.client.endpointUrl = connection.endpointUrl;
    return Session::create(runtime, options);
}

Result<Client> openClient(Runtime runtime, const ConnectionArguments& connection, const std::string& service)
{
    const auto session = openSession(std::move(runtime), connection);
    if (!session)
        return session.error();
    for (const auto& warning : session->warnings())
        tell("warning: " + warning);
    return session->client(service);
}

Result<PreparedCall> prepareCall(const Runtime& runtime, const ConnectionArguments& connection,
                                 const TargetArguments& target)
{
    auto client = openClient(runtime, connection, target.service);
    if (!client)
        return client.error();
    const auto operation = client->model().operation(target.operation);
    auto params = valuesFromJson(target.params, operation.input());
    if (!params)
        return params.error();
    return PreparedCall{std::move(client).value(), operation, std::move(params).value()};
}

} // namespace inia::cli
