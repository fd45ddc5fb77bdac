// The part of ObjectTableModel that answers a view.
#include "ui/models/displaytext.h"
#include "ui/models/objectpresentation.h"
#include "ui/models/objecttablemodel.h"
#include "ui/models/roles.h"

namespace inia::ui {

bool ObjectTableModel::isPrefix(int row) const
{
    return record(row).kind == ObjectKind::Prefix;
}

std::string ObjectTableModel::keyAt(int row) const
{
    return m_store.key(storeRow(row));
}

int ObjectTableModel::rowOf(std::string_view key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (key.ends_with(m_store.rows().name(storeRow(row))) && keyAt(row) == key)
            return row;
    }
    return -1;
}

int ObjectTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ObjectTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = storeRow(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayData(row, index.column());
    case Qt::ToolTipRole:
    case ExactTextRole: {
        const auto exact = exactText(row, index.column());
        return exact.isEmpty() ? QVariant() : exact;
    }
    case FolderRole:
        return m_store.rows()[row].kind == ObjectKind::Prefix;
    default:
        return index.column() == NameColumn ? nameData(row, role) : QVariant();
    }
}

QVariant ObjectTableModel::nameData(std::size_t row, int role) const
{
    switch (role) {
    case IconNameRole:
        return objectIconName(m_store.rows(), row);
    case DimRole:
        return m_store.rows().name(row).empty();
    case CopyRole:
        return toQString(S3Location{m_location.bucket, m_store.key(row)}.uri());
    default:
        return {};
    }
}

QVariant ObjectTableModel::displayData(std::size_t row, int column) const
{
    const auto& record = m_store.rows()[row];
    switch (column) {
    case NameColumn:
        return objectLabel(m_store, row);
    case SizeColumn:
        return record.size == ObjectRows::noSize ? QVariant() : static_cast<qlonglong>(record.size);
    case ModifiedColumn:
        return record.modified == ObjectRows::noTime ? QVariant() : static_cast<qlonglong>(record.modified);
    case StorageClassColumn:
        return record.storageClass == 0
                   ? QVariant()
                   : storageClassText(m_store.rows().storageClasses()[record.storageClass]);
    default:
        return {};
    }
}

QString ObjectTableModel::exactText(std::size_t row, int column) const
{
    const auto& record = m_store.rows()[row];
    switch (column) {
    case NameColumn:
        return toOneLine(m_store.key(row));
    case SizeColumn:
        return sizeTooltip(record.size);
    case ModifiedColumn:
        return timeTooltip(record.modified);
    default:
        return toQString(m_store.rows().storageClasses()[record.storageClass]);
    }
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kinds[] = {ColumnKind::Name, ColumnKind::Size, ColumnKind::Date,
                                           ColumnKind::Text};
    if (role == ColumnKindRole)
        return QVariant::fromValue(kinds[section]);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case SizeColumn:
        return tr("Size");
    case ModifiedColumn:
        return tr("Modified");
    default:
        return tr("Storage class");
    }
}

} // namespace inia::ui
