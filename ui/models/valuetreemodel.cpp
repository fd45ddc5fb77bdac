#include "ui/models/valuetreemodel.h"

#include "core/explorer/omnibox.h"
#include "ui/models/displaytext.h"
#include "ui/models/valuepresentation.h"

#include <algorithm>
#include <vector>

namespace inia::ui {

namespace {

constexpr std::size_t batch = 1000;

} // namespace

/// Made for a value once its parent is looked at. Copying a Value shares its contents.
struct ValueTreeModel::Node {
    std::string key; ///< of a member; empty for an item of a list
    Value value;
    Node* parent = nullptr;
    std::size_t row = 0;
    std::vector<std::unique_ptr<Node>> children;
    std::unique_ptr<Node> more; ///< stands for the row behind the children, while there are more of them

    [[nodiscard]] bool isMore() const { return parent && parent->more.get() == this; }
    [[nodiscard]] std::size_t left() const { return value.size() - children.size(); }
    [[nodiscard]] int rows() const { return static_cast<int>(children.size()) + (more ? 1 : 0); }

    /// Makes the next children and, while there are still more, the row that says so.
    void grow()
    {
        const auto end = children.size() + std::min(batch, left());
        children.reserve(end);
        for (auto i = children.size(); i < end; ++i) {
            auto child = std::make_unique<Node>();
            if (value.isMap()) {
                const auto member = value.members().begin() + static_cast<std::ptrdiff_t>(i);
                child->key = member->first;
                child->value = member->second;
            } else {
                child->value = value.items()[i];
            }
            child->parent = this;
            child->row = i;
            children.push_back(std::move(child));
        }
        more.reset();
        if (left() > 0) {
            more = std::make_unique<Node>();
            more->parent = this;
            more->row = children.size();
        }
    }
};

ValueTreeModel::ValueTreeModel(QObject* parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>())
{
}

ValueTreeModel::~ValueTreeModel() = default;

void ValueTreeModel::setValue(const Value& value)
{
    beginResetModel();
    m_root = std::make_unique<Node>();
    m_scalar = !value.isNull() && !value.isList() && !value.isMap();
    m_root->value = m_scalar ? Value::list({value}) : value;
    // A view fetches the top rows only when it is scrolled.
    m_root->grow();
    endResetModel();
}

const Value& ValueTreeModel::value() const
{
    return m_scalar ? m_root->value[0] : m_root->value;
}

ValueTreeModel::Node* ValueTreeModel::node(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex ValueTreeModel::indexOfNode(const Node* node) const
{
    return node->parent ? createIndex(static_cast<int>(node->row), 0, node) : QModelIndex();
}

QString ValueTreeModel::path(const QModelIndex& index) const
{
    const auto* at = node(index);
    if (at->isMore() || m_scalar)
        return {};
    QString path;
    for (; at->parent; at = at->parent) {
        QString step;
        if (at->parent->value.isList())
            step = QStringLiteral("[%1]").arg(at->row);
        else
            step = toQString(at->key);
        const bool dotted = !path.isEmpty() && !path.startsWith(QLatin1Char('['));
        path = dotted ? step + QLatin1Char('.') + path : step + path;
    }
    return path;
}

Value ValueTreeModel::valueAt(const QModelIndex& index) const
{
    const auto* at = node(index);
    return index.isValid() && !at->isMore() ? at->value : Value();
}

QString ValueTreeModel::link(const QModelIndex& index) const
{
    const Value value = valueAt(index);
    const bool leads = m_tellsLinks && value.isText() && explorer::isLink(value.text());
    return leads ? toQString(value.text()) : QString();
}

bool ValueTreeModel::activate(const QModelIndex& index)
{
    const auto* at = node(index);
    if (!at->isMore())
        return false;
    showMore(parent(index));
    return true;
}

QModelIndex ValueTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto* owner = node(parent);
    const auto position = static_cast<std::size_t>(row);
    return createIndex(
        row, column, position < owner->children.size() ? owner->children[position].get() : owner->more.get());
}

QModelIndex ValueTreeModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOfNode(node(index)->parent) : QModelIndex();
}

int ValueTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : node(parent)->rows();
}

int ValueTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

bool ValueTreeModel::hasChildren(const QModelIndex& parent) const
{
    return parent.column() <= 0 && node(parent)->value.size() > 0;
}

bool ValueTreeModel::canFetchMore(const QModelIndex& parent) const
{
    return hasChildren(parent) && node(parent)->children.empty();
}

void ValueTreeModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        showMore(parent);
}

void ValueTreeModel::showMore(const QModelIndex& parent)
{
    auto* owner = node(parent);
    const auto first = static_cast<int>(owner->children.size());
    if (owner->more) {
        beginRemoveRows(parent, first, first);
        owner->more.reset();
        endRemoveRows();
    }
    const auto count = std::min(batch, owner->left());
    const bool rest = owner->left() > count;
    beginInsertRows(parent, first, first + static_cast<int>(count) - (rest ? 0 : 1));
    owner->grow();
    endInsertRows();
}

QVariant ValueTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto* at = node(index);
    if (role == LinkRole && !at->isMore())
        return index.column() == ValueColumn && !link(index).isEmpty();
    return at->isMore() ? moreData(*at->parent, index.column(), role) : nodeData(*at, index.column(), role);
}

QVariant ValueTreeModel::nodeData(const Node& node, int column, int role) const
{
    switch (role) {
    case ValueTypeRole:
        return QVariant::fromValue(valueType(node.value));
    case CopyRole:
        return column == KeyColumn ? QVariant(toQString(node.key)) : QVariant(valuePlainText(node.value));
    case MonoRole:
        return true;
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case KeyColumn:
        if (node.parent->value.isMap())
            return toOneLine(node.key);
        return m_scalar ? QVariant() : QVariant(QString::number(node.row));
    case ValueColumn:
        return valueLine(node.value);
    default:
        return valueTypeName(node.value);
    }
}

QVariant ValueTreeModel::moreData(const Node& owner, int column, int role) const
{
    switch (role) {
    case StateRole:
        return QVariant::fromValue(RowState::LoadMore);
    case CountRole:
        return static_cast<qlonglong>(owner.children.size());
    case LinkRole:
        return true;
    case Qt::DisplayRole: {
        const auto next = static_cast<qint64>(std::min(batch, owner.left()));
        return column == ValueColumn ? QVariant(tr("Show %1 more").arg(groupedNumber(next))) : QVariant();
    }
    default:
        return {};
    }
}

QVariant ValueTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kinds[] = {ColumnKind::Key, ColumnKind::Value, ColumnKind::ValueType};
    if (role == ColumnKindRole)
        return QVariant::fromValue(kinds[section]);
    if (role != Qt::DisplayRole)
        return {};
    return section == KeyColumn ? tr("Key") : section == ValueColumn ? tr("Value") : tr("Type");
}

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
