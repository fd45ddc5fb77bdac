#pragma once

#include "core/config/settings.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QString>

#include <vector>

namespace inia::ui {

/// What a session is set to: each setting, its value and who said so. What somebody has set comes before what
/// is as boto3 has it.
class SettingsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SettingsModel)
public:
    enum Column { NameColumn, ValueColumn, OriginColumn, ColumnCount };

    explicit SettingsModel(std::vector<SettingReport> settings, QObject* parent = nullptr);

    /// All rows, tab-separated.
    [[nodiscard]] QString text() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString cell(const SettingReport& setting, int column) const;

    std::vector<SettingReport> m_settings;
};

} // namespace inia::ui
