#pragma once

#include "core/identity/keyoutlook.h"
#include "ui/models/roles.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSortFilterProxyModel>
#include <QtCore/QStringList>

#include <vector>

namespace inia::ui {

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
    int color = 0;   ///< number of the colour its sessions have
    bool production = false;
    bool readOnly = false;
};

/// `readOnlyProfiles` are those that a person has locked by hand. Reads the caches of sign-ins and roles.
[[nodiscard]] std::vector<ProfileRow> profileRows(const SourceContextPtr& context,
                                                  const QStringList& readOnlyProfiles = {});

/// The profiles of the config files for "Open session".
class ProfileTableModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileTableModel)
public:
    enum Column : int { Name, Account, Role, Region, Credentials, ColumnCount };

    explicit ProfileTableModel(QObject* parent = nullptr);

    void setRows(std::vector<ProfileRow> rows);
    /// What is left of sign-ins is told as of then.
    void setNow(std::chrono::system_clock::time_point now);
    [[nodiscard]] const ProfileRow& at(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    /// -1 where there is none of that name.
    [[nodiscard]] int rowOf(const QString& name) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString stateText(const ProfileRow& row) const;
    [[nodiscard]] Health health(const ProfileRow& row) const;

    std::vector<ProfileRow> m_rows;
    std::chrono::system_clock::time_point m_now;
};

/// The profiles in which each word of a text is found. Accounts are found with and without hyphens.
class ProfileFilter final : public QSortFilterProxyModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileFilter)
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
};

} // namespace inia::ui
