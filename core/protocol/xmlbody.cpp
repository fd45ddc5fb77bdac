#include "core/protocol/xmlbody.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"
#include "core/protocol/xmlwriter.h"

#include <optional>

namespace inia {

namespace {

class XmlBodyWriter final {
public:
    void write(const Shape& shape, const Value& value, std::string_view name);
    [[nodiscard]] Result<std::string> take()
    {
        if (m_error)
            return *m_error;
        return m_xml.take();
    }

private:
    void writeStructure(const Shape& shape, const Value& value, std::string_view name);
    void writeList(const Shape& shape, const Value& value, std::string_view name);
    void writeMap(const Shape& shape, const Value& value, std::string_view name);
    void writeScalar(const Shape& shape, const Value& value, std::string_view name);
    void addNamespace(const Shape& shape);
    void fail(std::string message)
    {
        if (!m_error)
            m_error = makeError(ErrorKind::Parameter, "ParamValidation", std::move(message));
    }

    XmlWriter m_xml;
    std::optional<Error> m_error;
    int m_depth = 0;
};

std::string_view nameOr(const Shape& shape, std::string_view fallback)
{
    const auto name = shape.locationName();
    return name.empty() ? fallback : name;
}

void XmlBodyWriter::write(const Shape& shape, const Value& value, std::string_view name)
{
    if (m_depth >= maxNesting)
        return fail("the parameters are nested too deeply");
    ++m_depth;
    switch (shape.type()) {
    case ShapeType::Structure:
        writeStructure(shape, value, name);
        break;
    case ShapeType::List:
        writeList(shape, value, name);
        break;
    case ShapeType::Map:
        writeMap(shape, value, name);
        break;
    default:
        writeScalar(shape, value, name);
    }
    --m_depth;
}

void XmlBodyWriter::addNamespace(const Shape& shape)
{
    const auto space = shape.trait("xmlNamespace");
    if (space.isText())
        m_xml.attribute("xmlns", space.text());
    if (!space.isMap())
        return;
    const auto prefix = space["prefix"].text();
    m_xml.attribute(prefix.empty() ? std::string("xmlns") : "xmlns:" + std::string(prefix),
                    space["uri"].text());
}

void XmlBodyWriter::writeStructure(const Shape& shape, const Value& value, std::string_view name)
{
    m_xml.open(name);
    addNamespace(shape);
    for (const auto& [key, item] : value.members()) {
        const auto member = shape.member(key);
        if (member.valid() && member.flag("xmlAttribute") && !item.isNull())
            m_xml.attribute(nameOr(member, key), scalarText(item));
    }
    for (const auto& [key, item] : value.members()) {
        const auto member = shape.member(key);
        if (member.valid() && !member.flag("xmlAttribute") && !item.isNull())
            write(member, item, nameOr(member, key));
    }
    m_xml.close();
}

void XmlBodyWriter::writeList(const Shape& shape, const Value& value, std::string_view name)
{
    const auto element = shape.element();
    if (shape.isFlattened()) {
        for (const auto& item : value.items())
            write(element, item, name);
        return;
    }
    m_xml.open(name);
    addNamespace(shape);
    for (const auto& item : value.items())
        write(element, item, nameOr(element, "member"));
    m_xml.close();
}

void XmlBodyWriter::writeMap(const Shape& shape, const Value& value, std::string_view name)
{
    const bool flattened = shape.isFlattened();
    if (!flattened) {
        m_xml.open(name);
        addNamespace(shape);
    }
    for (const auto& [key, item] : value.members()) {
        m_xml.open(flattened ? name : "entry");
        write(shape.key(), Value(key), nameOr(shape.key(), "key"));
        write(shape.value(), item, nameOr(shape.value(), "value"));
        m_xml.close();
    }
    if (!flattened)
        m_xml.close();
}

void XmlBodyWriter::writeScalar(const Shape& shape, const Value& value, std::string_view name)
{
    m_xml.open(name);
    addNamespace(shape);
    if (shape.type() == ShapeType::Bool) {
        m_xml.text(boolText(value.toBool()));
    } else if (shape.type() == ShapeType::Blob) {
        m_xml.text(base64Text(value));
    } else if (shape.type() == ShapeType::Time) {
        const auto format =
            timestampFormatFromName(shape.trait("timestampFormat").text(), TimestampFormat::Iso8601);
        const auto time = timestampFromValue(value);
        const auto text = time ? formatTimestamp(*time, format) : Result<std::string>(std::string());
        if (!time || !text)
            fail("invalid timestamp for " + std::string(name));
        else
            m_xml.text(*text);
    } else {
        m_xml.text(scalarText(value));
    }
    m_xml.close();
}

} // namespace

Result<std::string> writeXmlBody(const Shape& shape, const Value& value)
{
    XmlBodyWriter writer;
    writer.write(shape, value, nameOr(shape, shape.name()));
    return writer.take();
}

} // namespace inia
