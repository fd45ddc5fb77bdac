#pragma once

#include "core/config/profilefile.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QStringList>

#include <vector>

namespace inia::ui {

/// A profile as far as it is known without asking anybody.
struct ProfileRow {
    QString name;
    QString account;
    QString role;
    QString region;
    QString credentials; ///< "Access key", or what is wrong with them
    bool isWrong = false;
    bool production = false;
};

[[nodiscard]] std::vector<ProfileRow> profileRows(const ConfigFiles& files);

/// The profiles of the config files for "Open session".
class ProfileTableModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileTableModel)
public:
    enum Column : int { Name, Account, Role, Region, Credentials, ColumnCount };

    explicit ProfileTableModel(QObject* parent = nullptr);

    void setRows(std::vector<ProfileRow> rows);
    [[nodiscard]] const ProfileRow& at(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ProfileRow> m_rows;
};

} // namespace inia::ui
