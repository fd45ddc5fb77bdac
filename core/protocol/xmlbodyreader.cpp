#include "core/protocol/xmlbody.h"
#include "core/protocol/xmlreader.h"
#include "core/protocol/xmlscanner.h"

#include <simdjson.h>

namespace inia {

namespace {

/// Errors come as <Error> (S3) or as <ErrorResponse><Error> (all others).
pugi::xml_node contentRoot(const ShapeEntry& entry, pugi::xml_node root)
{
    if (entry.shape.target()["exception"].toBool() && xmlLocalName(root) == "ErrorResponse") {
        if (const auto error = xmlChild(root, "Error"))
            return error;
    }
    return root;
}

std::optional<Value> scanned(const ShapeEntry& entry, ShapeTables& tables, const QByteArray& body)
{
    const std::string_view text(body.constData(), static_cast<std::size_t>(body.size()));
    if (entry.shape.target()["exception"].toBool() || !simdjson::validate_utf8(text.data(), text.size()))
        return std::nullopt;
    return scanXml(entry, tables, body);
}

} // namespace

Result<Value> readXmlBody(const ShapeEntry& entry, ShapeTables& tables, const QByteArray& body,
                          UnreadableValues& unreadable)
{
    if (body.isEmpty())
        return Value::emptyMap();
    if (auto value = scanned(entry, tables, body))
        return *std::move(value);
    const auto document = XmlDocument::parse(body);
    if (!document)
        return document.error();
    XmlValueReader reader(tables);
    auto value = reader.read(entry, contentRoot(entry, document->root()));
    if (!reader.error().empty())
        return makeError(ErrorKind::Parse, "InvalidXml", reader.error());
    unreadable.add(reader.unreadable());
    return value;
}

} // namespace inia
