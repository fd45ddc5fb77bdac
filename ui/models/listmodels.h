#pragma once

#include "core/resource/resource.h"

#include <QtCore/QAbstractListModel>
#include <QtCore/QAbstractTableModel>
#include <QtCore/QString>

#include <string>
#include <vector>

namespace inia::ui {

/// A profile as the profile list shows it.
struct ProfileEntry {
    QString name;
    QString region; ///< empty when the profile names none
    bool production = false;
};

/// Profiles of the config files: name, region (SuffixRole), production (ProductionRole).
class ProfileListModel final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileListModel)
public:
    explicit ProfileListModel(QObject* parent = nullptr);

    void setProfiles(std::vector<ProfileEntry> profiles);
    [[nodiscard]] const ProfileEntry& at(int row) const
    {
        return m_profiles.at(static_cast<std::size_t>(row));
    }
    /// -1 when there is no such profile.
    [[nodiscard]] int rowOf(const QString& name) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<ProfileEntry> m_profiles;
};

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

/// The collections of a resource by name, and the operations that list them.
class CollectionListModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CollectionListModel)
public:
    enum Column { NameColumn, OperationColumn, ColumnCount };

    explicit CollectionListModel(QObject* parent = nullptr);

    void setCollectionsOf(const Resource& resource);
    [[nodiscard]] const std::string& nameAt(int row) const { return entry(row).name; }
    /// -1 when there is no such collection.
    [[nodiscard]] int rowOf(const std::string& name) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Entry {
        std::string name;
        std::string type;
        std::string operation;
    };

    [[nodiscard]] const Entry& entry(int row) const { return m_entries.at(static_cast<std::size_t>(row)); }

    std::vector<Entry> m_entries;
};

} // namespace inia::ui
