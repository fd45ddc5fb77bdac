#include "ui/models/profilelistmodel.h"

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

} // namespace inia::ui
