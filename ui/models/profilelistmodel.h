#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QString>

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

} // namespace inia::ui
