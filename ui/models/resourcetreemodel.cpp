#include "ui/models/resourcetreemodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/resourcelocation.h"

#include <algorithm>

namespace inia::ui {

namespace {

using State = CollectionCursor::State;

/// So many pages without anything to show are fetched in one go; then the user is asked.
constexpr int barrenPagesInOneGo = 3;

} // namespace

ResourceTreeModel::ResourceTreeModel(QObject* parent)
    : QAbstractItemModel(parent), m_root(std::make_unique<ResourceTreeNode>(TreeItem(), nullptr, 0))
{
    m_root->fixed = true;
}

ResourceTreeModel::~ResourceTreeModel() = default;

void ResourceTreeModel::setSession(const TreeSession& session,
                                   std::vector<std::unique_ptr<TreeSource>> services, std::size_t foremost)
{
    beginResetModel();
    m_revealUri.clear();
    m_root->clear();
    m_session = session;
    m_sources = std::move(services);
    TreeItem item;
    item.kind = NodeKind::Session;
    item.label = session.name;
    auto& top = m_root->append(std::move(item));
    top.fixed = true;
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        TreeItem root = m_sources[i]->root();
        root.service = static_cast<int>(i);
        if (i < foremost)
            top.append(std::move(root));
        else
            top.folded.push_back(std::move(root));
    }
    top.setShownState(top.wantedState());
    endResetModel();
}

void ResourceTreeModel::clear()
{
    beginResetModel();
    m_revealUri.clear();
    m_root->clear();
    m_sources.clear();
    endResetModel();
}

bool ResourceTreeModel::activate(const QModelIndex& index)
{
    auto* row = node(index);
    if (!index.isValid() || !row->isStateRow())
        return false;
    auto* owner = row->parent();
    switch (owner->shownState()) {
    case RowState::LoadMore:
        if (owner->fixed) {
            unfold(owner);
            break;
        }
        owner->barrenPages = 0;
        fetchPage(owner, "Load more");
        break;
    case RowState::Denied:
    case RowState::Failed:
        fetchPage(owner, "Retry");
        break;
    case RowState::Ready:
    case RowState::Loading:
    case RowState::Empty:
        break;
    }
    return true;
}

void ResourceTreeModel::reload(const QModelIndex& index)
{
    auto* top = listedNode(index);
    if (!top)
        return;
    if (!top->fixed) {
        if (top->state() == State::Pristine)
            return;
        dropChildren(top);
        fetchPage(top, "Reload " + top->item().label.toStdString());
        return;
    }
    for (int row = 0; row < top->childCount(); ++row)
        reload(indexOfNode(top->at(row)));
}

void ResourceTreeModel::cancel(const QModelIndex& index)
{
    auto* parent = listedNode(index);
    if (!parent || parent->state() != State::Loading)
        return;
    parent->cursor->cancel();
    showState(parent);
}

void ResourceTreeModel::dropChildren(ResourceTreeNode* node)
{
    if (node->rowCount() == 0) {
        node->clear();
        return;
    }
    beginRemoveRows(indexOfNode(node), 0, node->rowCount() - 1);
    node->clear();
    endRemoveRows();
}

void ResourceTreeModel::fetchPage(ResourceTreeNode* node, const std::string& cause)
{
    if (source(node)->isGiven(node->item())) {
        showGiven(node); // had failed for want of a model or a setting
        return;
    }
    if (!openCursor(node)) {
        showState(node);
        return;
    }
    CallOptions options;
    options.cause = cause;
    options.target =
        node->item().label.toStdString() + " \u00B7 page " + std::to_string(node->cursor->pages() + 1);
    node->cursor->fetchNextPage(std::move(options));
}

bool ResourceTreeModel::openCursor(ResourceTreeNode* node)
{
    if (node->cursor)
        return true;
    node->openError.reset();
    auto children = source(node)->children(node->item());
    if (!children) {
        node->openError = children.error();
        return false;
    }
    node->cursor = children->open();
    connect(node->cursor.get(), &CollectionCursor::pageReady, this,
            [this, node](const CollectionPage& page) { acceptPage(node, page); });
    connect(node->cursor.get(), &CollectionCursor::stateChanged, this, [this, node] { followState(node); });
    return true;
}

void ResourceTreeModel::acceptPage(ResourceTreeNode* node, const CollectionPage& page)
{
    auto items = source(node)->items(node->item(), page);
    if (items.empty()) {
        ++node->barrenPages;
        node->passedOver += static_cast<std::int64_t>(page.count);
        return;
    }
    node->barrenPages = 0;
    append(node, std::move(items));
}

void ResourceTreeModel::append(ResourceTreeNode* node, std::vector<TreeItem> items)
{
    if (items.empty())
        return;
    const int first = node->childCount();
    beginInsertRows(indexOfNode(node), first, first + static_cast<int>(items.size()) - 1);
    for (auto& item : items)
        node->append(std::move(item));
    endInsertRows();
}

void ResourceTreeModel::showGiven(ResourceTreeNode* node)
{
    auto given = source(node)->given(node->item());
    if (!given) {
        node->openError = given.error();
    } else {
        node->openError.reset();
        node->fixed = true;
        node->folded = std::move(given->folded);
        append(node, std::move(given->shown));
    }
    showState(node);
}

void ResourceTreeModel::unfold(ResourceTreeNode* node)
{
    append(node, std::exchange(node->folded, {}));
    showState(node);
}

/// Shows the one service that has the uri; false when it is shown already, or there is none.
bool ResourceTreeModel::unfoldService(const std::string& uri)
{
    auto* top = m_root->at(0);
    const auto found = std::find_if(top->folded.begin(), top->folded.end(), [&](const TreeItem& item) {
        return isInside(uri, m_sources[static_cast<std::size_t>(item.service)]->uri(item));
    });
    if (found == top->folded.end())
        return false;
    std::vector<TreeItem> one{std::move(*found)};
    top->folded.erase(found);
    append(top, std::move(one));
    showState(top);
    return true;
}

bool ResourceTreeModel::goesOnByItself(const ResourceTreeNode* node) const
{
    return node->state() == State::More && node->barrenPages > 0 && node->barrenPages < barrenPagesInOneGo;
}

void ResourceTreeModel::followState(ResourceTreeNode* node)
{
    if (goesOnByItself(node)) {
        fetchPage(node, "Look for prefixes in " + node->item().label.toStdString());
        return;
    }
    if (node->state() == State::Failed)
        node->locked = isAccessDenied(*node->error());
    else if (node->state() != State::Loading)
        node->locked = false;
    showState(node);
    continueReveal();
}

void ResourceTreeModel::showState(ResourceTreeNode* node)
{
    const auto parent = indexOfNode(node);
    const auto wanted = node->wantedState();
    const auto shown = node->shownState();
    const int row = node->childCount();
    if (shown == RowState::Ready && wanted != RowState::Ready) {
        beginInsertRows(parent, row, row);
        node->setShownState(wanted);
        endInsertRows();
    } else if (shown != RowState::Ready && wanted == RowState::Ready) {
        beginRemoveRows(parent, row, row);
        node->setShownState(wanted);
        endRemoveRows();
    } else if (wanted != RowState::Ready) {
        node->setShownState(wanted);
        const auto stateIndex = index(row, 0, parent);
        emit dataChanged(stateIndex, stateIndex);
    }
    emit dataChanged(parent, parent, {LockedRole, CountRole});
}

void ResourceTreeModel::retryWhere(bool (*isMeant)(const Error& error))
{
    std::vector<ResourceTreeNode*> nodes{m_root.get()};
    std::vector<ResourceTreeNode*> meant;
    while (!nodes.empty()) {
        auto* node = nodes.back();
        nodes.pop_back();
        if (node->state() == State::Failed && node->error() && isMeant(*node->error()))
            meant.push_back(node);
        for (int row = 0; row < node->childCount(); ++row)
            nodes.push_back(node->at(row));
    }
    for (auto* node : meant)
        fetchPage(node, "Retry");
}

QModelIndex ResourceTreeModel::sessionIndex() const
{
    return index(0, 0);
}

QString ResourceTreeModel::uri(const QModelIndex& index) const
{
    return index.isValid() ? toQString(uriOf(node(index))) : QString();
}

std::shared_ptr<const Resource> ResourceTreeModel::resource(const QModelIndex& index) const
{
    return node(index)->item().resource;
}

CollectionCursor::State ResourceTreeModel::state(const QModelIndex& index) const
{
    const auto* listed = listedNode(index);
    return listed ? listed->state() : State::Complete;
}

const Error* ResourceTreeModel::error(const QModelIndex& index) const
{
    const auto* listed = listedNode(index);
    return listed ? listed->error() : nullptr;
}

quint64 ResourceTreeModel::lastCallId(const QModelIndex& index) const
{
    const auto* listed = listedNode(index);
    return listed && listed->cursor ? listed->cursor->lastCallId() : 0;
}

} // namespace inia::ui
