#include "ui/models/settingsmodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/roles.h"

#include <algorithm>

namespace inia::ui {

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
