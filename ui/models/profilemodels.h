#pragma once

#include "core/identity/defaultchain.h"
#include "ui/models/roles.h"

#include <QtCore/QAbstractListModel>
#include <QtCore/QAbstractTableModel>
#include <QtCore/QSortFilterProxyModel>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <array>
#include <set>
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

/// A profile as far as it is known without asking anybody.
struct ProfileRow {
    QString name;
    QString account; ///< twelve digits, or whatever stands there
    QString role;
    QString region;
    QString way; ///< what gives its keys: "Access key", "Role, by base"
    KeyOutlook::State state = KeyOutlook::State::Unknown;
    std::optional<std::chrono::system_clock::time_point> expiry;
    QString problem; ///< why it cannot be used, with file and line
    QString folder;  ///< what a person has put it into; empty: none
    QString notes;
    std::string storedName; ///< by which the keychain has its keys; empty: they are elsewhere
    int color = 0;          ///< number of the colour its sessions have
    bool production = false;
    bool readOnly = false;
    int profiles = 0; ///< of a folder's own row: how many follow; 0 for profiles
    [[nodiscard]] bool isFolder() const { return profiles > 0; }
};

/// What a profile may choose by `inia_color`, in the order of the colours' numbers.
inline constexpr std::array<const char*, 5> sessionColorNames{"teal", "ochre", "violet", "steel", "grey"};
[[nodiscard]] std::optional<int> sessionColorOf(const Profile& profile);

/// `readOnlyProfiles` are those that a person has locked by hand. Reads the caches of sign-ins and roles.
[[nodiscard]] std::vector<ProfileRow> profileRows(const SourceContextPtr& context,
                                                  const QStringList& readOnlyProfiles = {});

/// The profiles of the config files for "Open session". Where some are in folders, each folder has a row of
/// its own above its profiles; those in none come last.
class ProfileTableModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileTableModel)
public:
    enum Column : int { Name, Account, Role, Region, Credentials, ColumnCount };

    explicit ProfileTableModel(QObject* parent = nullptr);

    void setRows(std::vector<ProfileRow> rows);
    /// Hides or shows what is in the folder.
    void toggleFolder(int row);
    [[nodiscard]] bool isShut(const QString& folder) const { return m_shut.contains(folder); }
    /// What is left of sign-ins is told as of then.
    void setNow(std::chrono::system_clock::time_point now);
    [[nodiscard]] const ProfileRow& at(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    /// -1 where there is none of that name.
    [[nodiscard]] int rowOf(const QString& name) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString stateText(const ProfileRow& row) const;
    [[nodiscard]] Health health(const ProfileRow& row) const;

    std::vector<ProfileRow> m_rows;
    std::set<QString> m_shut;
    std::chrono::system_clock::time_point m_now;
};

/// The profiles in which each word of a text is found, with their folders. Accounts are found with and
/// without hyphens. Without a text: those of open folders.
class ProfileFilter final : public QSortFilterProxyModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileFilter)
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    [[nodiscard]] bool isFound(const ProfileRow& profile) const;

    QStringList m_words;
};

} // namespace inia::ui
