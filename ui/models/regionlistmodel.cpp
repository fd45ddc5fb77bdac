#include "ui/models/regionlistmodel.h"

#include "ui/models/roles.h"

#include <algorithm>

namespace inia::ui {

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

} // namespace inia::ui
