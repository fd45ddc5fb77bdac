#include "core/protocol/restjsonprotocol.h"

#include "core/protocol/jsonbody.h"
#include "core/protocol/jsonerror.h"

namespace inia {

Result<QByteArray> RestJsonSerializer::body(const Shape& shape, const Value& value) const
{
    auto text = writeJsonBody(shape, value);
    if (!text)
        return text.error();
    return QByteArray::fromStdString(*text);
}

Result<Value> RestJsonParser::parseBody(const ShapeEntry& shape, ShapeTables& tables, const QByteArray& body,
                                        UnreadableValues& unreadable) const
{
    return readJsonBody(shape, tables, {body.constData(), static_cast<std::size_t>(body.size())}, unreadable);
}

Result<Value> RestJsonParser::parseError(const HttpResponse& response) const
{
    return parseJsonError(response, ErrorCodeOrder::HeaderFirst);
}

} // namespace inia
