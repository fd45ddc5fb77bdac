#include "ui/models/keyvaluemodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/roles.h"

#include <algorithm>

namespace inia::ui {

namespace {

QVariant textOrNothing(const QString& text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

} // namespace

KeyValue keyValue(const QString& key, const QString& value, bool mono)
{
    KeyValue row;
    row.key = key;
    row.value = value;
    row.exact = value;
    row.mono = mono;
    if (mono)
        row.copy = value;
    return row;
}

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

SettingsModel::SettingsModel(std::vector<SettingReport> settings, QObject* parent)
    : QAbstractTableModel(parent), m_settings(std::move(settings))
{
    std::stable_partition(m_settings.begin(), m_settings.end(), [](const SettingReport& setting) {
        return setting.origin.kind != SettingOrigin::Kind::Default;
    });
}

QString SettingsModel::cell(const SettingReport& setting, int column) const
{
    if (column == NameColumn)
        return toOneLine(setting.name);
    if (column == ValueColumn)
        return toOneLine(setting.value);
    if (!setting.origin.place.empty())
        return toOneLine(setting.origin.place);
    switch (setting.origin.kind) {
    case SettingOrigin::Kind::Explicit:
        return tr("chosen in this window");
    case SettingOrigin::Kind::Environment:
        return tr("environment");
    case SettingOrigin::Kind::Profile:
        return tr("profile");
    case SettingOrigin::Kind::Default:
        break;
    }
    return tr("default");
}

QString SettingsModel::text() const
{
    QString lines;
    for (const auto& setting : m_settings)
        lines += cell(setting, NameColumn) + u'\t' + cell(setting, ValueColumn) + u'\t' +
                 cell(setting, OriginColumn) + u'\n';
    return lines;
}

int SettingsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_settings.size());
}

int SettingsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SettingsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& setting = m_settings.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return cell(setting, index.column());
    case DimRole:
        return setting.origin.kind == SettingOrigin::Kind::Default;
    default:
        return {};
    }
}

QVariant SettingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == ColumnKindRole) {
        constexpr ColumnKind kinds[]{ColumnKind::Text, ColumnKind::Mono, ColumnKind::Mono};
        return QVariant::fromValue(kinds[section]);
    }
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[]{tr("Setting"), tr("Value"), tr("Comes from")};
    return titles[section];
}

} // namespace inia::ui
