#include "core/protocol/xmlbody.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"
#include "core/protocol/xmlreader.h"
#include "core/protocol/xmlscanner.h"

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Writes one XML document the way Python's ElementTree does, whose bytes botocore sends: no declaration,
/// `<a />` for an element without content. Attributes come before content.
class XmlWriter final {
public:
    void open(std::string_view name);
    void attribute(std::string_view name, std::string_view value);
    void text(std::string_view value);
    void close();
    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    void closeTag();

    std::string m_out;
    std::vector<std::string> m_open;
    bool m_inTag = false;
};

namespace {

void appendEscaped(std::string& out, std::string_view text, bool inAttribute)
{
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (inAttribute && c == '"')
            out += "&quot;";
        else if (inAttribute && c == '\r')
            out += "&#13;";
        else if (inAttribute && c == '\n')
            out += "&#10;";
        else if (inAttribute && c == '\t')
            out += "&#09;";
        else
            out += c;
    }
}

} // namespace

void XmlWriter::closeTag()
{
    if (m_inTag)
        m_out += '>';
    m_inTag = false;
}

void XmlWriter::open(std::string_view name)
{
    closeTag();
    m_out.append("<").append(name);
    m_open.emplace_back(name);
    m_inTag = true;
}

void XmlWriter::attribute(std::string_view name, std::string_view value)
{
    m_out.append(" ").append(name).append("=\"");
    appendEscaped(m_out, value, true);
    m_out += '"';
}

void XmlWriter::text(std::string_view value)
{
    if (value.empty())
        return;
    closeTag();
    appendEscaped(m_out, value, false);
}

void XmlWriter::close()
{
    if (m_inTag)
        m_out += " />";
    else
        m_out.append("</").append(m_open.back()).append(">");
    m_inTag = false;
    m_open.pop_back();
}

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
