#include "core/dynamodb/nativeactions.h"

#include "core/dynamodb/calltransform.h"

namespace inia::dynamodb {

namespace {

class NativeValues final : public ResourceExtension {
public:
    [[nodiscard]] Result<Value> travelling(const Resource& resource, std::string_view action,
                                           const Value& params) const override
    {
        return actionParams(resource, action, NativeValue::fromValue(params));
    }
};

} // namespace

std::shared_ptr<const ResourceExtension> resourceExtension()
{
    return std::make_shared<const NativeValues>();
}

bool takesNativeValues(const Resource& resource)
{
    return resource.definition().service == "dynamodb";
}

Result<Value> actionParams(const Resource& resource, std::string_view action, const NativeValue& params)
{
    const auto* found = findAction(resource.definition().actions, action);
    const auto operation =
        found ? resource.client().model().operation(found->request.operation) : OperationModel();
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
