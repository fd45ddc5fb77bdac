#include "core/protocol/restxmlprotocol.h"

#include "core/protocol/errorparser.h"
#include "core/protocol/xmlbody.h"
#include "core/protocol/xmlreader.h"

namespace inia {

Result<QByteArray> RestXmlSerializer::body(const Shape& shape, const Value& value) const
{
    auto text = writeXmlBody(shape, value);
    if (!text)
        return text.error();
    return QByteArray::fromStdString(*text);
}

Result<Value> RestXmlParser::parseBody(const ShapeEntry& shape, ShapeTables& tables, const QByteArray& body,
                                       UnreadableValues& unreadable) const
{
    return readXmlBody(shape, tables, body, unreadable);
}

Result<Value> RestXmlParser::parseError(const HttpResponse& response) const
{
    if (response.body.isEmpty())
        return errorFromStatus(response);
    const auto document = XmlDocument::parse(response.body);
    if (!document)
        return document.error();
    const auto root = document->root();
    Value metadata = Value::emptyMap();
    Value parsed = xmlGenericValue(root);
    if (xmlLocalName(root) == "Error") {
        addRequestIds(response, metadata);
        parsed.mutableMap().remove("RequestId");
        parsed.mutableMap().remove("HostId");
        return Value::map({{"Error", parsed}, {"ResponseMetadata", metadata}});
    }
    if (parsed.contains("RequestId")) {
        metadata.insert("RequestId", parsed["RequestId"]);
        parsed.mutableMap().remove("RequestId");
    }
    parsed.insert("ResponseMetadata", std::move(metadata));
    return parsed;
}

} // namespace inia
