#include "core/protocol/scannedrecords.h"

#include "core/protocol/xmltext.h"

namespace inia {

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

} // namespace inia
