#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QString>

#include <vector>

namespace inia::ui {

/// A region as the region list shows it.
struct RegionEntry {
    QString id;          ///< "us-west-2"
    QString description; ///< "US West (Oregon)"

    /// What stands in brackets in the description ("Oregon"), else all of it.
    [[nodiscard]] QString place() const;
};

/// Regions to choose from: id, description (SuffixRole).
class RegionListModel final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RegionListModel)
public:
    explicit RegionListModel(QObject* parent = nullptr);

    void setRegions(std::vector<RegionEntry> regions);
    [[nodiscard]] const RegionEntry& at(int row) const { return m_regions.at(static_cast<std::size_t>(row)); }
    /// -1 when there is no such region.
    [[nodiscard]] int rowOf(const QString& id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<RegionEntry> m_regions;
};

} // namespace inia::ui
