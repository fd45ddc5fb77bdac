#include "core/protocol/rpcparser.h"

#include "core/protocol/errorparser.h"

namespace inia {

Result<Value> RpcParser::parseOutput(const OperationModel& operation, const HttpResponse& response,
                                     UnreadableValues& unreadable) const
{
    Value result = Value::emptyMap();
    if (const auto output = operation.output(); output.valid()) {
        auto members = parseErrorMembers(output, response, unreadable);
        if (!members)
            return members;
        result = std::move(members).value();
    }
    Value metadata = Value::emptyMap();
    addRequestIds(response, metadata);
    result.insert("ResponseMetadata", std::move(metadata));
    return result;
}

} // namespace inia
