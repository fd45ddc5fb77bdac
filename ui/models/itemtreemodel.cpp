#include "ui/models/itemtreemodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/nativetext.h"

#include <vector>

namespace inia::ui {

using dynamodb::NativeValue;

/// Copying a NativeValue shares its contents.
struct ItemTreeModel::Node {
    std::string key; ///< of an attribute; empty for members of lists and sets
    NativeValue value;
    Node* parent = nullptr;
    int row = 0;
    std::vector<Node> children; ///< made once, by childCount()

    [[nodiscard]] int childCount()
    {
        if (children.size() == value.size())
            return static_cast<int>(children.size());
        children.reserve(value.size());
        if (value.isMap()) {
            for (const auto& [name, member] : value.members())
                add(name, member);
        } else {
            for (const auto& item : value.items())
                add({}, item);
        }
        return static_cast<int>(children.size());
    }

private:
    void add(std::string name, const NativeValue& child)
    {
        children.push_back({std::move(name), child, this, static_cast<int>(children.size()), {}});
    }
};

ItemTreeModel::ItemTreeModel(QObject* parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>())
{
}

ItemTreeModel::~ItemTreeModel() = default;

void ItemTreeModel::setItem(const NativeValue& item)
{
    beginResetModel();
    m_root = std::make_unique<Node>();
    if (item.isMap())
        m_root->value = item;
    endResetModel();
}

const NativeValue& ItemTreeModel::item() const
{
    return m_root->value;
}

ItemTreeModel::Node* ItemTreeModel::node(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QString ItemTreeModel::path(const QModelIndex& index) const
{
    QString path;
    for (const auto* at = node(index); at->parent; at = at->parent) {
        if (at->parent->value.isSet())
            return {};
        const bool isItem = at->parent->value.isList();
        const QString step = isItem ? QStringLiteral("[%1]").arg(at->row) : toQString(at->key);
        const bool dotted = !path.isEmpty() && !path.startsWith(u'[');
        path = dotted ? step + u'.' + path : step + path;
    }
    return path;
}

QModelIndex ItemTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, &node(parent)->children[static_cast<std::size_t>(row)]);
}

QModelIndex ItemTreeModel::parent(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    auto* owner = node(index)->parent;
    return owner->parent ? createIndex(owner->row, 0, owner) : QModelIndex();
}

int ItemTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : node(parent)->childCount();
}

int ItemTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant ItemTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& at = *node(index);
    switch (role) {
    case ValueTypeRole:
        return QVariant::fromValue(nativeValueType(at.value));
    case CopyRole:
        return index.column() == KeyColumn ? path(index) : nativePlainText(at.value);
    case MonoRole:
        return true;
    case Qt::ToolTipRole:
        return index.column() == TypeColumn ? QVariant(nativeTypeWords(at.value)) : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case KeyColumn:
        if (at.parent->value.isMap())
            return toOneLine(at.key);
        return at.parent->value.isList() ? QVariant(QString::number(at.row)) : QVariant();
    case ValueColumn:
        return nativeTreeLine(at.value);
    default:
        return nativeTypeName(at.value);
    }
}

QVariant ItemTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kinds[] = {ColumnKind::Key, ColumnKind::Value, ColumnKind::ValueType};
    if (role == ColumnKindRole)
        return QVariant::fromValue(kinds[section]);
    if (role != Qt::DisplayRole)
        return {};
    return section == KeyColumn ? tr("Attribute") : section == ValueColumn ? tr("Value") : tr("Type");
}

} // namespace inia::ui
