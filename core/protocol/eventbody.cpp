#include "core/protocol/eventbody.h"

#include "core/protocol/cbor.h"
#include "core/protocol/cborbody.h"
#include "core/protocol/jsonbody.h"
#include "core/protocol/xmlbody.h"
#include "core/protocol/xmlreader.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

Result<Value> readJson(const ShapeEntry& entry, ShapeTables& tables, const QByteArray& body,
                       UnreadableValues& unreadable)
{
    return readJsonBody(entry, tables, {body.constData(), static_cast<std::size_t>(body.size())}, unreadable);
}

Result<Value> readCbor(const ShapeEntry& entry, ShapeTables& tables, const QByteArray& body,
                       UnreadableValues& unreadable)
{
    const auto item = body.isEmpty() ? Result<Value>(Value::emptyMap()) : parseCbor(body);
    return item ? readCborBody(entry, tables, *item, unreadable) : item;
}

Result<QByteArray> bytesOf(Result<std::string> text)
{
    if (!text)
        return text.error();
    return QByteArray::fromStdString(*text);
}

Result<QByteArray> writeJson(const Shape& shape, const Value& value)
{
    return bytesOf(writeJsonBody(shape, value));
}

Result<QByteArray> writeXml(const Shape& shape, const Value& value)
{
    return bytesOf(writeXmlBody(shape, value));
}

} // namespace

const EventBodyFormat* eventBodyFormat(std::string_view protocol)
{
    static const std::array<EventBodyFormat, 4> formats{{
        {"json", "application/json", true, readJson, writeJson},
        {"rest-json", "application/json", false, readJson, writeJson},
        {"rest-xml", "application/xml", false, readXmlBody, writeXml},
        {"smithy-rpc-v2-cbor", "application/cbor", true, readCbor, writeCborBody},
    }};
    const auto found =
        std::find_if(formats.begin(), formats.end(),
                     [protocol](const EventBodyFormat& format) { return format.protocol == protocol; });
    return found == formats.end() ? nullptr : found;
}

} // namespace inia
