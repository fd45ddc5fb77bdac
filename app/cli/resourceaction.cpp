#include "app/cli/resourceaction.h"

#include "app/cli/jsonvalues.h"
#include "app/cli/resourcevalues.h"
#include "core/dynamodb/nativeactions.h"
#include "core/dynamodb/taggedvalue.h"

#include <algorithm>

namespace inia::cli {

namespace {

Error noObject()
{
    return makeError(ErrorKind::Parameter, "InvalidLine", "parameters have to be an object");
}

std::string operationOf(const Resource& resource, std::string_view action)
{
    const auto& actions = resource.definition().actions;
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [action](const auto& known) { return known.name == action; });
    return found == actions.end() ? std::string() : found->request.operation;
}

} // namespace

Result<Value> paramsFor(const Value& json, const Resource& resource, std::string_view operation)
{
    if (!json.isNull() && !json.isMap())
        return noObject();
    return valuesFromJson(json, resource.client().model().operation(operation).input());
}

Result<ResourceReplyPtr> startAction(const Resource& resource, std::string_view action, const Value& params,
                                     CallOptions options)
{
    if (!dynamodb::takesNativeValues(resource)) {
        auto values = paramsFor(params, resource, operationOf(resource, action));
        if (!values)
            return values.error();
        return resource.act(action, std::move(values).value(), std::move(options));
    }
    if (!params.isNull() && !params.isMap())
        return noObject();
    const auto native = dynamodb::nativeFromTagged(params);
    if (!native)
        return native.error();
    return dynamodb::act(resource, action, *native, std::move(options));
}

Result<Value> actionAnswer(const ResourceReply& reply)
{
    const auto& answer = *reply.result();
    if (answer.kind != ResourceAnswer::Kind::Data || reply.operation().empty() ||
        !dynamodb::takesNativeValues(reply.resource()))
        return answerValue(answer);
    const auto native = dynamodb::nativeData(reply);
    if (!native)
        return native.error();
    const auto& service = reply.resource().client().model();
    return dynamodb::taggedFromAnswer(service.operation(reply.operation()), *native);
}

} // namespace inia::cli
