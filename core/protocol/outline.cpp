#include "core/protocol/outline.h"

#include "core/protocol/shapetables.h"
#include "core/protocol/xmlscanner.h"

namespace inia {

Value outlineOf(const Protocol& protocol, const OperationModel& operation, const HttpResponse& response)
{
    const Shape& output = operation.output();
    if (protocol.name != "rest-xml" || response.status >= 300 || !output.valid() ||
        !output.payloadMember().empty())
        return {};
    auto& tables = ShapeTables::ofModel(output.model());
    return scanXmlHead(ShapeTables::entry(output), tables, response.body).value_or(Value());
}

} // namespace inia
