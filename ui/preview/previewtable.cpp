#include "ui/preview/previewtable.h"

#include "ui/delegates/format.h"
#include "ui/models/displaytext.h"
#include "ui/theme/theme.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QFontMetrics>

#include <limits>
#include <utility>

namespace inia::ui {

namespace {

class TableWords {
    Q_DECLARE_TR_FUNCTIONS(Preview)
};

constexpr int shownOfCell = 500; // more would only be elided
constexpr qint64 shownOfTooltip = 2000;

PreviewRows::Cell textCell(const std::string& text)
{
    PreviewRows::Cell cell;
    const QString whole = toQString(text);
    cell.value = toOneLine(whole.left(shownOfCell));
    if (whole.size() > shownOfCell || whole.contains(u'\n'))
        cell.exact = whole.left(shownOfTooltip);
    return cell;
}

int rowNumber(std::size_t count)
{
    return static_cast<int>(std::min(count, static_cast<std::size_t>(std::numeric_limits<int>::max())));
}

// Of the first groups of rows; which is the least of all is not to be told by texts.
QString spans(const ParquetFooter& parquet, std::size_t column)
{
    constexpr qsizetype most = 3;
    QStringList spans;
    for (const auto& group : parquet.rowGroups()) {
        if (column >= group.chunks.size() || spans.size() == most)
            break;
        const auto& chunk = group.chunks[column];
        if (!chunk.least.empty() || !chunk.greatest.empty())
            spans.append(toOneLine(chunk.least) + QStringLiteral(" \u2026 ") + toOneLine(chunk.greatest));
    }
    return spans.join(QStringLiteral(", "));
}

} // namespace

PreviewRows PreviewRows::of(TextTable table)
{
    PreviewRows rows;
    rows.columns.append({QStringLiteral("#"), ColumnKind::Name});
    for (const auto& name : table.columns())
        rows.columns.append({toOneLine(name), ColumnKind::Text});
    rows.count = rowNumber(table.size());
    // A view asks for all cells of a row, one after the other.
    struct Last {
        int number = -1;
        TextTable::Row row;
    };
    rows.cell = [table = std::move(table), last = std::make_shared<Last>()](int row, int column) {
        if (last->number != row)
            *last = {row, table.row(static_cast<std::size_t>(row))};
        if (column > 0)
            return textCell(last->row.cells[static_cast<std::size_t>(column - 1)]);
        Cell cell;
        cell.value = groupedNumber(row + 1);
        cell.problem = sentenceText(last->row.problem);
        cell.exact = cell.problem.isEmpty()
                         ? QString()
                         : cell.problem + u'\n' +
                               toQString(table.line(static_cast<std::size_t>(row))).left(shownOfTooltip);
        if (!cell.problem.isEmpty())
            cell.icon = QStringLiteral("warn");
        return cell;
    };
    return rows;
}

PreviewRows PreviewRows::of(std::shared_ptr<const ZipDirectory> zip)
{
    PreviewRows rows;
    rows.columns = {{TableWords::tr("Name"), ColumnKind::Name},
                    {TableWords::tr("Size"), ColumnKind::Size},
                    {TableWords::tr("Packed"), ColumnKind::Size},
                    {TableWords::tr("Method"), ColumnKind::Secondary},
                    {TableWords::tr("Modified"), ColumnKind::Secondary},
                    {TableWords::tr("CRC-32"), ColumnKind::Mono}};
    rows.count = rowNumber(zip->entries().size());
    rows.cell = [zip = std::move(zip)](int row, int column) {
        const auto& entry = zip->entries()[static_cast<std::size_t>(row)];
        Cell cell;
        switch (column) {
        case 0:
            cell.value = toOneLine(entry.name);
            cell.icon = entry.isEncrypted  ? QStringLiteral("lock")
                        : entry.isFolder() ? QStringLiteral("folder")
                                           : QStringLiteral("file");
            cell.exact = entry.isEncrypted ? TableWords::tr("Encrypted") : QString();
            break;
        case 1:
        case 2:
            if (!entry.isFolder())
                cell.value = qlonglong(column == 1 ? entry.size : entry.packedSize);
            break;
        case 3:
            cell.value = toOneLine(entry.methodName());
            break;
        case 4: // a clock on a wall, which is nobody's zone
            if (entry.modified > 0)
                cell.value = dateText(entry.modified * 1000, QTimeZone::utc());
            break;
        default:
            cell.value = QStringLiteral("%1").arg(entry.crc, 8, 16, QLatin1Char('0'));
        }
        return cell;
    };
    return rows;
}

PreviewRows PreviewRows::of(const ParquetFooter& parquet)
{
    PreviewRows rows;
    rows.columns = {{TableWords::tr("Column"), ColumnKind::Name},
                    {TableWords::tr("Type"), ColumnKind::Mono},
                    {TableWords::tr("Meaning"), ColumnKind::Secondary},
                    {TableWords::tr("Values"), ColumnKind::Secondary},
                    {TableWords::tr("Codec"), ColumnKind::Secondary},
                    {TableWords::tr("Packed"), ColumnKind::Size},
                    {TableWords::tr("Size"), ColumnKind::Size},
                    {TableWords::tr("Nulls"), ColumnKind::Number},
                    {TableWords::tr("Least and greatest"), ColumnKind::Text}};
    auto cells = std::make_shared<std::vector<QList<QVariant>>>();
    for (std::size_t i = 0; i < parquet.columns().size(); ++i) {
        const auto& column = parquet.columns()[i];
        std::int64_t packed = 0;
        std::int64_t size = 0;
        std::int64_t nulls = 0;
        QString codec;
        for (const auto& group : parquet.rowGroups()) {
            if (i >= group.chunks.size())
                continue;
            packed += group.chunks[i].packedSize;
            size += group.chunks[i].size;
            nulls = nulls < 0 || group.chunks[i].nulls < 0 ? -1 : nulls + group.chunks[i].nulls;
            codec = toOneLine(group.chunks[i].codec);
        }
        const QString values = column.isRepeated   ? TableWords::tr("list")
                               : column.isOptional ? TableWords::tr("optional")
                                                   : TableWords::tr("required");
        cells->push_back({toOneLine(column.path), toOneLine(column.type), toOneLine(column.meaning), values,
                          codec, qlonglong(packed), qlonglong(size),
                          nulls < 0 ? QVariant() : QVariant(qlonglong(nulls)), spans(parquet, i)});
    }
    rows.count = rowNumber(cells->size());
    rows.cell = [cells](int row, int column) {
        Cell cell;
        cell.value = cells->at(static_cast<std::size_t>(row)).at(column);
        return cell;
    };
    return rows;
}

void PreviewTableModel::setRows(PreviewRows rows)
{
    const bool isSame = rows.columns == m_rows.columns && rows.count >= m_rows.count && m_rows.count > 0;
    if (!isSame) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    if (rows.count == m_rows.count) {
        m_rows = std::move(rows);
        emit dataChanged(index(0, 0), index(m_rows.count - 1, columnCount() - 1));
        return;
    }
    beginInsertRows({}, m_rows.count, rows.count - 1);
    m_rows = std::move(rows);
    endInsertRows();
}

QString PreviewTableModel::copyText(const QModelIndexList& rows) const
{
    QStringList lines;
    for (const QModelIndex& index : rows) {
        QStringList cells;
        for (int column = 0; column < m_rows.columns.size(); ++column)
            cells.append(m_rows.cell(index.row(), column).value.toString());
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

int PreviewTableModel::neededWidth(int column, const Theme& theme) const
{
    constexpr int looked = 30;
    constexpr int longest = 80;
    const QFontMetrics metrics(theme.font(FontRole::Data));
    int width = metrics.horizontalAdvance(m_rows.columns.at(column).name);
    for (int row = 0; row < qMin(looked, m_rows.count); ++row) {
        const auto cell = m_rows.cell(row, column);
        const int icon = cell.icon.isEmpty() ? 0 : theme.px(22);
        width = qMax(width, icon + metrics.horizontalAdvance(cell.value.toString().left(longest)));
    }
    return width + theme.px(column == 0 ? 34 : 24);
}

int PreviewTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows.count;
}

int PreviewTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.columns.size());
}

QVariant PreviewTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return m_rows.cell(index.row(), index.column()).value;
    case IconNameRole:
    case ExactTextRole: {
        const auto cell = m_rows.cell(index.row(), index.column());
        const QString text = role == IconNameRole ? cell.icon : cell.exact;
        return text.isEmpty() ? QVariant() : QVariant(text);
    }
    default:
        return {};
    }
}

QVariant PreviewTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_rows.columns.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_rows.columns.at(section).name;
    if (role == ColumnKindRole)
        return QVariant::fromValue(m_rows.columns.at(section).kind);
    return {};
}

} // namespace inia::ui
