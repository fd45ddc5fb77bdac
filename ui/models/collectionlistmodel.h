#pragma once

#include "core/resource/resource.h"

#include <QtCore/QAbstractTableModel>

#include <string>
#include <vector>

namespace inia::ui {

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
