#include "core/protocol/scannedrecords.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace inia {

namespace {

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
