#include "core/protocol/outline.h"

#include "core/protocol/shapetables.h"
#include "core/protocol/xmlscanner.h"

namespace inia {

Value outlineOf(const Protocol& protocol, const OperationModel& operation, const HttpResponse& response)
{
    const Shape output = operation.output();
    if (protocol.name != "rest-xml" || response.status >= 300 || !output.valid() ||
        !output.payloadMember().empty())
        return {};
    ShapeTables tables;
    const std::string_view text(response.body.constData(), static_cast<std::size_t>(response.body.size()));
    return scanXmlHead(ShapeTables::entry(output), tables, text).value_or(Value());
}

} // namespace inia
