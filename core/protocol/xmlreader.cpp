#include "core/protocol/xmlreader.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>

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

void appendUtf8(std::string& out, std::uint32_t code)
{
    const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | code >> 6);
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | code >> 12);
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | code >> 18);
        add(0x80 | (code >> 12 & 0x3F));
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    }
}

/// What stands between & and ;. False when it is none of XML's own or no usable character.
bool appendEntity(std::string& out, std::string_view name)
{
    struct Entity {
        std::string_view name;
        char character;
    };
    static constexpr std::array<Entity, 5> entities{
        {{"quot", '"'}, {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"apos", '\''}}};
    for (const auto& entity : entities) {
        if (entity.name == name) {
            out += entity.character;
            return true;
        }
    }
    if (name.size() < 2 || name[0] != '#')
        return false;
    const bool isHex = name[1] == 'x';
    const auto digits = name.substr(isHex ? 2 : 1);
    std::uint32_t code = 0;
    const auto* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, code, isHex ? 16 : 10);
    const bool isCharacter = code > 0 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
    if (parsed.ec != std::errc() || parsed.ptr != end || !isCharacter)
        return false;
    appendUtf8(out, code);
    return true;
}

} // namespace

// ---- a tree and values of it ------------------------------------------------------------------------------

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

// ---- rows without a tree ----------------------------------------------------------------------------------

bool appendXmlText(std::string_view text, std::string& out)
{
    if (text.find('\r') != std::string_view::npos)
        return false;
    out.reserve(out.size() + text.size());
    for (;;) {
        const auto mark = text.find('&');
        out += text.substr(0, mark);
        if (mark == std::string_view::npos)
            return true;
        const auto end = text.find(';', mark);
        if (end == std::string_view::npos || !appendEntity(out, text.substr(mark + 1, end - mark - 1)))
            return false;
        text.remove_prefix(end + 1);
    }
}

ScannedRecords::ScannedRecords(QByteArray text, const ShapeTable& table)
    : m_text(std::move(text)), m_remembered(table.members.size())
{
    m_columns.reserve(table.members.size());
    for (const auto& member : table.members)
        m_columns.emplace_back(member.name);
}

void ScannedRecords::beginRow()
{
    ++m_rows;
    m_row = m_cells.size();
    m_cells.resize(m_row + m_columns.size());
}

void ScannedRecords::setText(std::size_t column, std::string_view text, bool isPlain)
{
    const auto offset = text.empty() ? 0 : text.data() - m_text.constData();
    current(column) = {offset, static_cast<std::uint32_t>(text.size()),
                       isPlain ? CellKind::Text : CellKind::EscapedText};
}

void ScannedRecords::set(std::size_t column, Value value)
{
    if (value.isInt()) {
        current(column) = {value.toInt(), 0, CellKind::Int};
    } else if (value.isTime()) {
        const auto time = value.time();
        current(column) = {time.seconds, static_cast<std::uint32_t>(time.nanoseconds), CellKind::Time};
    } else if (!value.isNull()) {
        current(column) = {static_cast<std::int64_t>(m_others.size()), 0, CellKind::Other};
        m_others.push_back(std::move(value));
    }
}

/// Other rows may have the list as well.
void ScannedRecords::appendItem(std::size_t column, Value item)
{
    Value list = m_others[static_cast<std::size_t>(current(column).number)];
    list.append(std::move(item));
    set(column, std::move(list));
}

std::size_t ScannedRecords::repeated(std::size_t column, std::string_view rest)
{
    const auto& [element, cell] = m_remembered[column];
    if (element.empty() || has(column) || !rest.starts_with(element))
        return 0;
    current(column) = cell;
    return element.size();
}

void ScannedRecords::remember(std::size_t column, std::string_view element)
{
    m_remembered[column] = {element, current(column)};
}

const ScannedRecords::Cell& ScannedRecords::at(std::size_t row, std::size_t column) const
{
    static const Cell absent;
    return row < m_rows && column < m_columns.size() ? m_cells[row * m_columns.size() + column] : absent;
}

std::string_view ScannedRecords::raw(const Cell& cell) const
{
    return {m_text.constData() + cell.number, cell.extra};
}

Value ScannedRecords::cell(std::size_t row, std::size_t column) const
{
    const auto& cell = at(row, column);
    switch (cell.kind) {
    case CellKind::Absent:
        return {};
    case CellKind::Text:
        return raw(cell);
    case CellKind::EscapedText: {
        std::string meant;
        (void)appendXmlText(raw(cell), meant); // was right when it was scanned
        return meant;
    }
    case CellKind::Int:
        return cell.number;
    case CellKind::Time:
        return Timestamp{cell.number, static_cast<std::int32_t>(cell.extra)};
    case CellKind::Other:
        return m_others[static_cast<std::size_t>(cell.number)];
    }
    return {};
}

std::string_view ScannedRecords::text(std::size_t row, std::size_t column, std::string& buffer) const
{
    const auto& cell = at(row, column);
    if (cell.kind == CellKind::Text)
        return raw(cell);
    buffer.clear();
    if (cell.kind == CellKind::EscapedText)
        (void)appendXmlText(raw(cell), buffer);
    else if (cell.kind == CellKind::Other)
        buffer = m_others[static_cast<std::size_t>(cell.number)].text();
    return buffer;
}

std::size_t ScannedRecords::place(std::size_t row) const
{
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        const auto& cell = at(row, column);
        const bool isText = cell.kind == CellKind::Text || cell.kind == CellKind::EscapedText;
        if (isText && cell.number > 0)
            return static_cast<std::size_t>(cell.number);
    }
    return 0;
}

} // namespace inia
