#include "core/resource/nativeactions.h"

#include "core/dynamodb/calltransform.h"

#include <algorithm>

namespace inia::dynamodb {

bool takesNativeValues(const Resource& resource)
{
    return resource.definition().service == "dynamodb";
}

Result<Value> actionParams(const Resource& resource, std::string_view action, const NativeValue& params)
{
    const auto& actions = resource.definition().actions;
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [action](const auto& known) { return known.name == action; });
    const auto operation = found == actions.end()
                               ? OperationModel()
                               : resource.client().model().operation(found->request.operation);
    if (!operation.valid())
        return Value();
    auto made = toCallParams(operation, params);
    if (made)
        return made;
    auto error = made.error();
    error.operation = operation.name();
    return error;
}

ResourceReplyPtr act(const Resource& resource, std::string_view action, const NativeValue& params,
                     CallOptions options)
{
    return ResourceReply::actWith(resource, action, actionParams(resource, action, params),
                                  std::move(options));
}

Result<NativeValue> nativeData(const ResourceReply& reply)
{
    if (!reply.result())
        return reply.result().error();
    return fromCallResult(reply.resource().client().model().operation(reply.operation()),
                          reply.result()->data);
}

Result<Owned<BatchWriter>> batchWriter(const Resource& table, BatchWriterOptions options)
{
    if (!takesNativeValues(table) || table.type() != "Table")
        return makeError(ErrorKind::Parameter, "NotATable",
                         table.text() + " is no table and has no batch writer");
    return makeOwned<BatchWriter>(NativeClient(table.client()), table.identifier("name").text(),
                                  std::move(options));
}

} // namespace inia::dynamodb
