#pragma once

#include "core/dynamodb/nativevalue.h"
#include "ui/models/roles.h"

#include <QtCore/QAbstractItemModel>

#include <memory>
#include <string>

namespace inia::ui {

/// One DynamoDB item as a tree of its attributes with DynamoDB's types; nodes are made when they are looked
/// at.
class ItemTreeModel final : public QAbstractItemModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemTreeModel)
public:
    enum Column { KeyColumn, ValueColumn, TypeColumn, ColumnCount };

    explicit ItemTreeModel(QObject* parent = nullptr);
    ~ItemTreeModel() override;

    /// The item's attributes are the top rows; anything but a map has none.
    void setItem(const dynamodb::NativeValue& item);
    [[nodiscard]] const dynamodb::NativeValue& item() const;
    /// "address.lines[1]", as conditions take it; empty for members of sets.
    [[nodiscard]] QString path(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;

    [[nodiscard]] Node* node(const QModelIndex& index) const;
    std::unique_ptr<Node> m_root;
};

} // namespace inia::ui
