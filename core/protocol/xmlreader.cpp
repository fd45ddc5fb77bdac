#include "core/protocol/xmlreader.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/shapetables.h"

#include <simdjson.h>

#include <algorithm>

namespace inia {

namespace {

Error notXml(const std::string& why)
{
    return makeError(ErrorKind::Parse, "InvalidXml", "the response is not well-formed XML: " + why);
}

std::string_view localName(std::string_view name)
{
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node nextElementNamed(pugi::xml_node node, std::string_view name)
{
    for (node = node.next_sibling(); node; node = node.next_sibling()) {
        if (node.type() == pugi::node_element && xmlLocalName(node) == name)
            return node;
    }
    return {};
}

} // namespace

Result<XmlDocument> XmlDocument::parse(const QByteArray& text)
{
    const auto size = static_cast<std::size_t>(text.size());
    if (!simdjson::validate_utf8(text.constData(), size))
        return notXml("it is not UTF-8");
    // A tree takes a hundred bytes and more for each tag or attribute.
    const auto marks = std::count_if(text.begin(), text.end(), [](char c) { return c == '<' || c == '='; });
    if (static_cast<std::size_t>(marks) > 2 * mostValues)
        return makeError(ErrorKind::Parse, "TooManyValues", ValueBudget::problem());
    // White space between elements is dropped for speed, but it is content beside CDATA and comments.
    const bool mixed = text.contains("<!");
    const unsigned options =
        pugi::parse_default | (mixed ? pugi::parse_ws_pcdata : pugi::parse_ws_pcdata_single);
    auto document = std::make_unique<pugi::xml_document>();
    const auto result = document->load_buffer(text.constData(), size, options, pugi::encoding_utf8);
    if (!result)
        return notXml(std::string(result.description()) + " at byte " + std::to_string(result.offset));
    if (document->document_element().next_sibling())
        return notXml("more than one root element");
    return XmlDocument(std::move(document));
}

std::string_view xmlLocalName(pugi::xml_node node)
{
    return localName(node.name());
}

std::string xmlText(pugi::xml_node node)
{
    std::string text;
    for (auto child = node.first_child(); child; child = child.next_sibling()) {
        if (child.type() == pugi::node_element)
            break;
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            text += child.value();
    }
    return text;
}

pugi::xml_node xmlChild(pugi::xml_node parent, std::string_view name)
{
    for (auto child = parent.first_child(); child; child = child.next_sibling()) {
        if (child.type() == pugi::node_element && xmlLocalName(child) == name)
            return child;
    }
    return {};
}

Value xmlGenericValue(pugi::xml_node node, int depth)
{
    ValueMap members;
    for (auto child = node.first_child(); child; child = child.next_sibling()) {
        if (child.type() == pugi::node_element && depth < maxNesting && !members.find(xmlLocalName(child)))
            members.insert(xmlLocalName(child), xmlGenericValue(child, depth + 1));
    }
    if (members.empty())
        return xmlText(node);
    return members;
}

Value XmlValueReader::fail(const ShapeEntry& entry, std::string_view what)
{
    if (m_error.empty()) {
        m_error = std::string(what);
        if (!entry.name.empty())
            m_error += " in " + std::string(entry.name);
        m_error += " (" + std::string(entry.shape.name()) + ")";
    }
    return {};
}

Value XmlValueReader::read(const ShapeEntry& entry, pugi::xml_node node)
{
    if (!m_error.empty())
        return {};
    if (m_depth >= maxNesting)
        return fail(entry, "the response is nested too deeply");
    if (!m_budget.spend())
        return fail(entry, ValueBudget::problem());
    ++m_depth;
    Value value;
    switch (entry.type) {
    case ShapeType::Structure:
        value = readStructure(entry, node);
        break;
    case ShapeType::List:
        value = readList(entry, node);
        break;
    case ShapeType::Map:
        value = readMap(entry, node);
        break;
    default:
        value = readScalarText(entry, xmlText(node), m_unreadable);
    }
    --m_depth;
    return value;
}

void XmlValueReader::findMembers(const ShapeTable& table, pugi::xml_node node, std::size_t base)
{
    const auto& members = table.members;
    std::size_t hint = 0; // elements mostly come in the order of the model, and repeated ones in a row
    for (auto child = node.first_child(); child; child = child.next_sibling()) {
        if (child.type() != pugi::node_element)
            continue;
        const auto name = xmlLocalName(child);
        for (std::size_t tried = 0; tried < members.size(); ++tried) {
            const auto& member = members[hint];
            if (member.xmlName == name || (!member.otherXmlName.empty() && member.otherXmlName == name)) {
                auto& found = m_found[base + hint];
                const bool isBetter = found && member.xmlName == name && xmlLocalName(found) != name;
                if (!found || isBetter)
                    found = child;
                break;
            }
            hint = hint + 1 == members.size() ? 0 : hint + 1;
        }
    }
}

Value XmlValueReader::readStructure(const ShapeEntry& entry, pugi::xml_node node)
{
    const auto& table = m_tables.of(entry);
    if (Value unknown; table.isUnion && !checkUnion(entry, node, unknown))
        return unknown;
    const auto base = m_found.size();
    m_found.resize(base + table.members.size());
    findMembers(table, node, base);
    ValueMap map;
    map.reserve(static_cast<std::size_t>(
        std::count_if(m_found.begin() + static_cast<std::ptrdiff_t>(base), m_found.end(),
                      [](pugi::xml_node found) { return static_cast<bool>(found); })));
    for (std::size_t i = 0; i < table.members.size() && m_error.empty(); ++i) {
        const auto& member = table.members[i];
        if (member.location == Location::Header || member.location == Location::HeaderMap ||
            member.location == Location::StatusCode)
            continue;
        if (const auto found = m_found[base + i]) {
            map.appendUnchecked(std::string(member.name), read(member, found));
        } else if (member.xmlAttribute) {
            for (const auto attribute : node.attributes()) {
                const std::string_view name(attribute.name());
                if (!name.starts_with("xmlns") && localName(name) == localName(member.wireName))
                    map.insert(member.name, Value(attribute.value()));
            }
        }
    }
    m_found.resize(base);
    return map;
}

bool XmlValueReader::checkUnion(const ShapeEntry& entry, pugi::xml_node node, Value& unknown)
{
    std::string_view tag;
    for (auto child = node.first_child(); child; child = child.next_sibling()) {
        if (child.type() != pugi::node_element)
            continue;
        const auto name = xmlLocalName(child);
        if (!tag.empty() && name != tag) {
            unknown = fail(entry, "more than one member of a union is set");
            return false;
        }
        tag = name;
    }
    if (tag.empty()) {
        unknown = fail(entry, "no member of a union is set");
        return false;
    }
    const auto& members = m_tables.of(entry).members;
    if (std::any_of(members.begin(), members.end(), [tag](const ShapeEntry& member) {
            return member.xmlName == tag || member.wireName == tag;
        }))
        return true;
    unknown = Value::map({{"SDK_UNKNOWN_MEMBER", Value::map({{"name", Value(tag)}})}});
    return false;
}

Value XmlValueReader::readList(const ShapeEntry& entry, pugi::xml_node node)
{
    const auto& element = m_tables.of(entry).element;
    Value::List list;
    if (entry.flattened) {
        const std::string name(xmlLocalName(node));
        for (; node && m_error.empty(); node = nextElementNamed(node, name))
            list.push_back(read(element, node));
        return list;
    }
    for (auto child = node.first_child(); child && m_error.empty(); child = child.next_sibling()) {
        if (child.type() == pugi::node_element)
            list.push_back(read(element, child));
    }
    return list;
}

Value XmlValueReader::readMap(const ShapeEntry& entry, pugi::xml_node node)
{
    const auto& table = m_tables.of(entry);
    ValueMap map;
    if (entry.flattened) {
        const std::string name(xmlLocalName(node));
        for (; node && m_error.empty(); node = nextElementNamed(node, name))
            readPair(table, node, map);
        return map;
    }
    for (auto child = node.first_child(); child && m_error.empty(); child = child.next_sibling()) {
        if (child.type() == pugi::node_element)
            readPair(table, child, map);
    }
    return map;
}

void XmlValueReader::readPair(const ShapeTable& table, pugi::xml_node node, ValueMap& map)
{
    const auto keyName = table.key.wireName.empty() ? "key" : table.key.wireName;
    const auto valueName = table.value.wireName.empty() ? "value" : table.value.wireName;
    const auto key = xmlChild(node, keyName);
    const auto value = xmlChild(node, valueName);
    if (!key || !value) {
        fail(table.value, "an entry of a map lacks <" + std::string(key ? valueName : keyName) + ">");
        return;
    }
    map.insert(xmlText(key), read(table.value, value));
}

} // namespace inia
