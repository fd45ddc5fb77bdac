// The part of ResourceTableModel that answers a view.
#include "ui/models/columnkinds.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcenames.h"
#include "ui/models/resourcetablemodel.h"
#include "ui/models/valuepresentation.h"

#include <algorithm>

namespace inia::ui {

namespace {

qint64 milliseconds(const Timestamp& time)
{
    constexpr qint64 msPerSecond = 1000;
    constexpr qint64 nsPerMs = 1'000'000;
    return time.seconds * msPerSecond + time.nanoseconds / nsPerMs;
}

} // namespace

int ResourceTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ResourceTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ResourceColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    const std::size_t row = storeRow(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayData(column, cellValue(column, m_rows[row]));
    case Qt::ToolTipRole:
    case ExactTextRole:
        return exactText(column, cellValue(column, m_rows[row]));
    case HealthRole:
        return column.kind == ColumnKind::State
                   ? QVariant::fromValue(m_layouts.health(cellValue(column, m_rows[row]).text()))
                   : QVariant();
    case DimRole:
        return column.kind == ColumnKind::Name && isGone(row);
    case CopyRole:
        return toQString(plainCell(m_resources[row].identifiers().back()));
    default:
        return {};
    }
}

QVariant ResourceTableModel::displayData(const ResourceColumn& column, const Value& cell) const
{
    if (const QVariant value = measuredCell(column.kind, column.unit, cell); value.isValid())
        return value;
    switch (cell.kind()) {
    case Value::Kind::Null:
    case Value::Kind::Blob:
        return {};
    case Value::Kind::Bool:
        return cell.toBool() ? tr("Yes") : tr("No");
    case Value::Kind::Int:
        return static_cast<qlonglong>(cell.toInt());
    case Value::Kind::Double:
        return cell.toDouble();
    case Value::Kind::Time:
        return milliseconds(cell.time());
    case Value::Kind::Text:
        break;
    default:
        return valueLine(cell);
    }
    if (cell.text().empty())
        return {};
    if (column.kind == ColumnKind::State)
        return toOneLine(stateLabel(cell.text()));
    return toOneLine(cell.text());
}

QVariant ResourceTableModel::exactText(const ResourceColumn& column, const Value& cell) const
{
    // Bytes and dates are the delegate's to spell out.
    const bool isBytes = column.kind == ColumnKind::Size && column.unit.empty();
    const bool isTime = column.kind == ColumnKind::Date &&
                        (cell.isTime() || measuredCell(column.kind, column.unit, cell).isValid());
    if (isBytes || isTime || cell.isNull())
        return {};
    QString text = toOneLine(valuePlainText(cell));
    if (cell.isNumber() && !column.unit.empty())
        text += u' ' + toOneLine(column.unit);
    return text.isEmpty() ? QVariant() : text;
}

bool ResourceTableModel::isGone(std::size_t row) const
{
    return std::any_of(m_columns.begin(), m_columns.end(), [&](const ResourceColumn& column) {
        return column.kind == ColumnKind::State &&
               m_layouts.health(cellValue(column, m_rows[row]).text()) == Health::Gone;
    });
}

QVariant ResourceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ResourceColumn& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        if (isAbsent(section))
            return tr("%1 (not in answers)").arg(toOneLine(column.label));
        // What is drawn with its unit needs none in the header.
        return toOneLine(column.kind == ColumnKind::Number ? columnTitle(column) : column.label);
    case ColumnKindRole:
        return QVariant::fromValue(column.kind);
    case IconNameRole:
        return column.source == ResourceColumn::Source::Tag && column.key != "Name"
                   ? QVariant(QStringLiteral("tag"))
                   : QVariant();
    case Qt::ToolTipRole:
        return isAbsent(section) ? tr("%1 is in no answer any more, so that the column stays empty")
                                       .arg(toOneLine(column.key))
                                 : toOneLine(column.key);
    default:
        return {};
    }
}

} // namespace inia::ui
