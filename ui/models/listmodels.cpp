#include "ui/models/listmodels.h"

#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"
#include "ui/models/roles.h"

#include <algorithm>

namespace inia::ui {

ProfileListModel::ProfileListModel(QObject* parent) : QAbstractListModel(parent) {}

void ProfileListModel::setProfiles(std::vector<ProfileEntry> profiles)
{
    beginResetModel();
    m_profiles = std::move(profiles);
    endResetModel();
}

int ProfileListModel::rowOf(const QString& name) const
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&name](const ProfileEntry& profile) { return profile.name == name; });
    return found != m_profiles.end() ? static_cast<int>(found - m_profiles.begin()) : -1;
}

int ProfileListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_profiles.size());
}

QVariant ProfileListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& profile = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return profile.name;
    case SuffixRole:
        return profile.region;
    case ProductionRole:
        return profile.production;
    case IconNameRole:
        return QStringLiteral("user");
    default:
        return {};
    }
}

QString RegionEntry::place() const
{
    const auto open = description.lastIndexOf(QLatin1Char('('));
    const auto close = description.lastIndexOf(QLatin1Char(')'));
    return open >= 0 && close > open + 1 ? description.mid(open + 1, close - open - 1) : description;
}

RegionListModel::RegionListModel(QObject* parent) : QAbstractListModel(parent) {}

void RegionListModel::setRegions(std::vector<RegionEntry> regions)
{
    beginResetModel();
    m_regions = std::move(regions);
    endResetModel();
}

int RegionListModel::rowOf(const QString& id) const
{
    const auto found = std::find_if(m_regions.begin(), m_regions.end(),
                                    [&id](const RegionEntry& region) { return region.id == id; });
    return found != m_regions.end() ? static_cast<int>(found - m_regions.begin()) : -1;
}

int RegionListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_regions.size());
}

QVariant RegionListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& region = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return region.id;
    case SuffixRole:
        return region.place();
    case Qt::ToolTipRole:
        return region.description;
    case IconNameRole:
        return QStringLiteral("globe");
    default:
        return {};
    }
}

CollectionListModel::CollectionListModel(QObject* parent) : QAbstractTableModel(parent) {}

void CollectionListModel::setCollectionsOf(const Resource& resource)
{
    beginResetModel();
    m_entries.clear();
    const auto& collections = resource.definition().collections;
    for (auto& name : collectionNames(resource)) {
        const auto found = std::find_if(collections.begin(), collections.end(),
                                        [&name](const auto& collection) { return collection.name == name; });
        m_entries.push_back({std::move(name), found->resource.type, found->request.operation});
    }
    endResetModel();
}

int CollectionListModel::rowOf(const std::string& name) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&name](const Entry& entry) { return entry.name == name; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int CollectionListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int CollectionListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CollectionListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry& shown = entry(index.row());
    if (role == Qt::DisplayRole)
        return index.column() == NameColumn ? collectionLabel(shown.name) : toQString(shown.operation);
    if (role == IconNameRole && index.column() == NameColumn)
        return resourceIconName(shown.type);
    return {};
}

QVariant CollectionListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return section == NameColumn ? tr("Resources") : tr("Listed by");
    if (role == ColumnKindRole)
        return QVariant::fromValue(section == NameColumn ? ColumnKind::Name : ColumnKind::Secondary);
    return {};
}

Qt::ItemFlags CollectionListModel::flags(const QModelIndex& index) const
{
    return QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
}

} // namespace inia::ui
