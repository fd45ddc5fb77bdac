#include "ui/models/keyvaluemodel.h"

#include "ui/models/displaytext.h"

namespace inia::ui {

namespace {

QVariant textOrNothing(const QString& text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

} // namespace

KeyValueModel::KeyValueModel(QObject* parent) : QAbstractTableModel(parent) {}

void KeyValueModel::setSections(const std::vector<KeyValueSection>& sections)
{
    beginResetModel();
    m_rows.clear();
    for (const auto& section : sections) {
        if (!section.title.isEmpty()) {
            Row label{NodeKind::Section, {}};
            label.content.key = section.title;
            m_rows.push_back(std::move(label));
        }
        for (const auto& row : section.rows)
            m_rows.push_back({NodeKind::Plain, row});
    }
    endResetModel();
}

KeyValueSection KeyValueModel::headerSection(const QString& title, const HttpHeaders& headers)
{
    KeyValueSection section;
    section.title = title;
    for (const auto& [name, value] : headers) {
        KeyValue row;
        row.key = toOneLine(name);
        row.value = toOneLine(value);
        row.copy = toQString(value);
        row.mono = true;
        section.rows.push_back(std::move(row));
    }
    return section;
}

int KeyValueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int KeyValueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant KeyValueModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& [kind, content] = m_rows[static_cast<std::size_t>(index.row())];
    const bool isValue = index.column() == ValueColumn;
    switch (role) {
    case Qt::DisplayRole:
        return isValue ? textOrNothing(content.value) : QVariant(content.key);
    case NodeKindRole:
        return QVariant::fromValue(kind);
    case StateRole:
        return isValue ? QVariant::fromValue(content.state) : QVariant();
    case ErrorTextRole:
        return content.state == RowState::Failed || content.state == RowState::Denied
                   ? textOrNothing(content.value)
                   : QVariant();
    case Qt::ToolTipRole:
    case ExactTextRole:
        return isValue ? textOrNothing(content.exact) : QVariant();
    case CopyRole:
        return isValue ? textOrNothing(content.copy) : QVariant();
    case MonoRole:
        return isValue && content.mono;
    case LinkRole:
        return isValue && content.link;
    case HealthRole:
        return isValue && content.health != Health::Unknown ? QVariant::fromValue(content.health)
                                                            : QVariant();
    default:
        return {};
    }
}

QVariant KeyValueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == ColumnKindRole)
        return QVariant::fromValue(section == KeyColumn ? ColumnKind::Key : ColumnKind::Value);
    if (role != Qt::DisplayRole)
        return {};
    return section == KeyColumn ? tr("Key") : tr("Value");
}

Qt::ItemFlags KeyValueModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const auto kind = m_rows[static_cast<std::size_t>(index.row())].kind;
    return kind == NodeKind::Section ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                                     : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace inia::ui
