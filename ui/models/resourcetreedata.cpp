// The part of ResourceTreeModel that answers a view: structure and roles.
#include "ui/models/displaytext.h"
#include "ui/models/resourcetreemodel.h"
#include "ui/models/signinneed.h"

namespace inia::ui {

ResourceTreeNode* ResourceTreeModel::node(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<ResourceTreeNode*>(index.internalPointer()) : m_root.get();
}

ResourceTreeNode* ResourceTreeModel::listedNode(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    auto* found = node(index);
    return found->isStateRow() ? found->parent() : found;
}

QModelIndex ResourceTreeModel::indexOfNode(const ResourceTreeNode* node, int column) const
{
    return node->parent() ? createIndex(node->row(), column, node) : QModelIndex();
}

const TreeSource* ResourceTreeModel::source(const ResourceTreeNode* node) const
{
    const auto* session = m_root->at(0);
    while (node->parent() && node->parent() != session)
        node = node->parent();
    const bool isService = node->parent() && node->item().service >= 0;
    return isService ? m_sources[static_cast<std::size_t>(node->item().service)].get() : nullptr;
}

std::string ResourceTreeModel::uriOf(const ResourceTreeNode* node) const
{
    if (node->isStateRow())
        return {};
    const auto* service = source(node);
    return service ? service->uri(node->item()) : std::string();
}

QModelIndex ResourceTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (column != 0 || parent.column() > 0)
        return {};
    const auto* child = node(parent)->at(row);
    return child ? createIndex(row, column, child) : QModelIndex();
}

QModelIndex ResourceTreeModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOfNode(node(index)->parent()) : QModelIndex();
}

int ResourceTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : node(parent)->rowCount();
}

int ResourceTreeModel::columnCount(const QModelIndex&) const
{
    return 1;
}

bool ResourceTreeModel::hasChildren(const QModelIndex& parent) const
{
    const auto* asked = node(parent);
    if (asked->isStateRow())
        return false;
    return !asked->item().leaf && (asked->rowCount() > 0 || canFetchMore(parent));
}

bool ResourceTreeModel::canFetchMore(const QModelIndex& parent) const
{
    const auto* asked = node(parent);
    return !asked->isStateRow() && !asked->item().leaf && !asked->fixed && !asked->cursor &&
           !asked->openError;
}

void ResourceTreeModel::fetchMore(const QModelIndex& parent)
{
    // Views call this twice when a node is expanded: the second time there is a cursor.
    if (!canFetchMore(parent))
        return;
    auto* asked = node(parent);
    if (source(asked)->isGiven(asked->item()))
        showGiven(asked);
    else
        fetchPage(asked, "Expand " + asked->item().label.toStdString());
}

Qt::ItemFlags ResourceTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const auto flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const auto* asked = node(index);
    return asked->isStateRow() || asked->item().leaf ? flags | Qt::ItemNeverHasChildren : flags;
}

QVariant ResourceTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto* asked = node(index);
    if (asked->isStateRow())
        return stateData(asked->parent(), role);
    return asked->item().kind == NodeKind::Session ? sessionData(role) : resourceData(asked, role);
}

QVariant ResourceTreeModel::sessionData(int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return m_session.name;
    case NodeKindRole:
        return QVariant::fromValue(NodeKind::Session);
    case SuffixRole:
        return m_session.region;
    case SessionColorRole:
        return m_session.color;
    case ProductionRole:
        return m_session.production;
    default:
        return {};
    }
}

QVariant ResourceTreeModel::resourceData(const ResourceTreeNode* node, int role) const
{
    const auto& item = node->item();
    switch (role) {
    case Qt::DisplayRole:
        return item.label;
    case Qt::ToolTipRole:
        return item.kind == NodeKind::Service ? QVariant() : toOneLine(uriOf(node));
    case NodeKindRole:
        return QVariant::fromValue(item.kind);
    case IconNameRole:
        return item.iconName;
    case OpenIconNameRole:
        return item.openIconName.isEmpty() ? QVariant() : item.openIconName;
    case LockedRole:
        return node->locked;
    case LeafRole:
        return item.leaf;
    case SuffixRole:
        return item.suffix.isEmpty() ? QVariant() : item.suffix;
    case CountRole:
        // Known totals only, and only where they are worth the room.
        return item.counted && node->state() == CollectionCursor::State::Complete
                   ? QVariant(static_cast<qlonglong>(node->childCount()))
                   : QVariant();
    case CopyRole:
        return item.kind == NodeKind::Service ? QVariant() : toQString(uriOf(node));
    default:
        return {};
    }
}

QVariant ResourceTreeModel::stateData(const ResourceTreeNode* owner, int role) const
{
    const auto state = owner->shownState();
    const bool failed = state == RowState::Failed || state == RowState::Denied;
    switch (role) {
    case Qt::DisplayRole:
        return stateText(owner);
    case Qt::ToolTipRole:
        return failed && owner->error() ? errorText(*owner->error()) : QVariant();
    case StateRole:
        return QVariant::fromValue(state);
    case LeafRole:
        return true;
    case ErrorTextRole:
        return failed ? stateText(owner) : QVariant();
    case RetryableRole:
        return failed ? QVariant(state == RowState::Failed) : QVariant();
    case CountRole:
        return state == RowState::LoadMore && !owner->fixed && owner->childCount() > 0
                   ? QVariant(static_cast<qlonglong>(owner->childCount()))
                   : QVariant();
    default:
        return {};
    }
}

QString ResourceTreeModel::stateText(const ResourceTreeNode* owner) const
{
    switch (owner->shownState()) {
    case RowState::Ready:
        break;
    case RowState::Loading:
        return tr("Loading…");
    case RowState::LoadMore:
        if (owner->fixed && owner->item().kind == NodeKind::Session) {
            return tr("%1 more services").arg(groupedNumber(static_cast<qint64>(owner->folded.size())));
        }
        if (owner->fixed)
            return owner->folded.size() == 1
                       ? tr("1 more type")
                       : tr("%1 more types").arg(groupedNumber(static_cast<qint64>(owner->folded.size())));
        if (owner->childCount() == 0 && owner->passedOver > 0) {
            return tr("%1 in %2 keys, load more")
                .arg(source(owner)->emptyText(owner->item()), groupedNumber(owner->passedOver));
        }
        return tr("Load more");
    case RowState::Denied:
        return tr("No permission: %1").arg(source(owner)->permission(owner->item()));
    case RowState::Failed:
        if (owner->error() && signInNeed(*owner->error()) != SignInNeed::None)
            return tr("not signed in");
        return owner->error() ? errorText(*owner->error()) : QString();
    case RowState::Empty:
        return source(owner)->emptyText(owner->item());
    }
    return {};
}

} // namespace inia::ui
