#pragma once

#include "core/dynamodb/nativevalue.h"
#include "core/model/value.h"
#include "ui/models/roles.h"

#include <QtCore/QAbstractItemModel>

#include <memory>

namespace inia::ui {

/// One parsed value as a tree of members and items. Nodes are made when they are looked at, lists and maps of
/// many items a thousand at a time; behind those stands a row that shows how many are left
/// (RowState::LoadMore): activating it shows the next thousand.
class ValueTreeModel final : public QAbstractItemModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ValueTreeModel)
public:
    enum Column { KeyColumn, ValueColumn, TypeColumn, ColumnCount };

    explicit ValueTreeModel(QObject* parent = nullptr);
    ~ValueTreeModel() override;

    /// Members or items of the value are the top rows; a scalar is a single row without a key.
    void setValue(const Value& value);
    [[nodiscard]] const Value& value() const;

    /// "Contents[0].Key", as JMESPath; empty for state rows.
    [[nodiscard]] QString path(const QModelIndex& index) const;
    /// A value that leads somewhere (explorer::isLink()), as it came; empty for all others.
    [[nodiscard]] QString link(const QModelIndex& index) const;
    /// Tells by LinkRole which values lead somewhere; off, unless somebody follows them.
    void setTellsLinks(bool tells) { m_tellsLinks = tells; }
    /// Null for state rows and invalid indexes.
    [[nodiscard]] Value valueAt(const QModelIndex& index) const;
    /// Shows the next thousand where a state row stands. False when the index is no such row.
    bool activate(const QModelIndex& index);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex& parent = {}) const override;
    /// Only before the first thousand: the rest is for the user to ask for.
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;

    [[nodiscard]] Node* node(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOfNode(const Node* node) const;
    [[nodiscard]] QVariant nodeData(const Node& node, int column, int role) const;
    [[nodiscard]] QVariant moreData(const Node& owner, int column, int role) const;
    void showMore(const QModelIndex& parent);

    std::unique_ptr<Node> m_root;
    bool m_tellsLinks = false;
    bool m_scalar = false; ///< the value is the only item of the root
};

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
