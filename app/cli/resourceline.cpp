#include "app/cli/resourceline.h"

#include "app/cli/resourcetask.h"
#include "core/model/catalog.h"

namespace inia::cli {

namespace {

Result<Resource> resourceOf(const BatchLine& line, const Client& client)
{
    const auto& name = client.serviceName();
    const bool isExplored = client.catalog().isExplored(name);
    auto document = isExplored ? client.catalog().explorer(name) : client.catalog().resources(name);
    if (!document)
        return document.error();
    auto service =
        Resource::create(client, std::make_shared<const ResourceDefinitions>(std::move(document).value()),
                         ResourceDefinitions::serviceType, {});
    if (service && line.whole["account"].isText())
        service->definitions()->setAccount(line.whole["account"].text());
    const auto& type = line.whole["resource"];
    if (!service || type.isNull() || type.text() == ResourceDefinitions::serviceType)
        return service;
    const auto& identifiers = line.whole["identifiers"];
    if (!identifiers.isNull() && !identifiers.isList()) {
        return makeError(ErrorKind::Parameter, "InvalidLine",
                         "\"identifiers\" has to be a list of values in the order of the resource's "
                         "identifiers");
    }
    // What was inferred has its types in lists alone, never at the service.
    if (isExplored)
        return Resource::create(client, service->definitions(), type.text(), identifiers.items());
    return service->subResource(type.text(), identifiers.items());
}

} // namespace

Result<BatchTask> startResourceLine(const BatchLine& line, const Client& client, BatchDone done)
{
    auto resource = resourceOf(line, client);
    if (!resource)
        return resource.error();
    auto* task = new ResourceTask(line, std::move(resource).value(), std::move(done));
    BatchTask owner(task, [](void* raw) { static_cast<ResourceTask*>(raw)->drop(); });
    if (auto started = task->start(); !started)
        return started.error();
    return owner;
}

} // namespace inia::cli
