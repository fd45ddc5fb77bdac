#pragma once

#include "core/config/clientconfig.h"
#include "core/http/httpmessage.h"
#include "ui/models/roles.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QString>

#include <vector>

namespace inia::ui {

/// One row of a KeyValueModel. All but the key may be left out.
struct KeyValue {
    QString key;
    QString value;
    QString exact;                   ///< tooltip; empty for none
    QString copy;                    ///< what copying gives; empty for no copy action
    bool mono = false;               ///< raw data: ids, ETags, headers
    bool link = false;               ///< opens something
    Health health = Health::Unknown; ///< of a word that says how something is
    RowState state = RowState::Ready;
};

/// All of the value is in the tooltip; raw data can be copied.
[[nodiscard]] KeyValue keyValue(const QString& key, const QString& value, bool mono = false);

/// Rows under an optional label.
struct KeyValueSection {
    QString title; ///< empty for no label row
    std::vector<KeyValue> rows;
};

/// Sections of keys and values, as one flat table of two columns: details of an object, headers of a request.
/// Labels are rows of NodeKind::Section.
class KeyValueModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyValueModel)
public:
    enum Column { KeyColumn, ValueColumn, ColumnCount };

    explicit KeyValueModel(QObject* parent = nullptr);

    void setSections(const std::vector<KeyValueSection>& sections);
    void clear() { setSections({}); }
    /// Headers as they were sent or came, each with its copy action.
    [[nodiscard]] static KeyValueSection headerSection(const QString& title, const HttpHeaders& headers);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        NodeKind kind = NodeKind::Plain;
        KeyValue content;
    };

    std::vector<Row> m_rows;
};

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
