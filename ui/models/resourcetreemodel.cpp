// The part of ResourceTreeModel that answers a view: structure and roles.
// The part of ResourceTreeModel that finds places.
#include "ui/models/resourcetreemodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/place.h"
#include "ui/models/signin.h"

#include <algorithm>

namespace inia::ui {

namespace {

using State = CollectionCursor::State;

/// So many pages without anything to show are fetched in one go; then the user is asked.
constexpr int barrenPagesInOneGo = 3;

} // namespace

ResourceTreeModel::ResourceTreeModel(QObject* parent)
    : QAbstractItemModel(parent), m_root(std::make_unique<ResourceTreeNode>(TreeEntry(), nullptr, 0))
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
    TreeEntry entry;
    entry.kind = NodeKind::Session;
    entry.label = session.name;
    auto& top = m_root->append(std::move(entry));
    top.fixed = true;
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        TreeEntry root = m_sources[i]->root();
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
        fetchPage(top, "Reload " + top->entry().label.toStdString());
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
    if (source(node)->isGiven(node->entry())) {
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
        node->entry().label.toStdString() + " \u00B7 page " + std::to_string(node->cursor->pages() + 1);
    node->cursor->fetchNextPage(std::move(options));
}

bool ResourceTreeModel::openCursor(ResourceTreeNode* node)
{
    if (node->cursor)
        return true;
    node->openError.reset();
    auto children = source(node)->children(node->entry());
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
    auto entries = source(node)->entries(node->entry(), page);
    if (entries.empty()) {
        ++node->barrenPages;
        node->passedOver += static_cast<std::int64_t>(page.count);
        return;
    }
    node->barrenPages = 0;
    append(node, std::move(entries));
}

void ResourceTreeModel::append(ResourceTreeNode* node, std::vector<TreeEntry> entries)
{
    if (entries.empty())
        return;
    const int first = node->childCount();
    beginInsertRows(indexOfNode(node), first, first + static_cast<int>(entries.size()) - 1);
    for (auto& entry : entries)
        node->append(std::move(entry));
    endInsertRows();
}

void ResourceTreeModel::showGiven(ResourceTreeNode* node)
{
    auto given = source(node)->given(node->entry());
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
    const auto found = std::find_if(top->folded.begin(), top->folded.end(), [&](const TreeEntry& entry) {
        return isInside(uri, m_sources[static_cast<std::size_t>(entry.service)]->uri(entry));
    });
    if (found == top->folded.end())
        return false;
    std::vector<TreeEntry> one{std::move(*found)};
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
        fetchPage(node, "Look for prefixes in " + node->entry().label.toStdString());
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
    return node(index)->entry().resource;
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
    const bool isService = node->parent() && node->entry().service >= 0;
    return isService ? m_sources[static_cast<std::size_t>(node->entry().service)].get() : nullptr;
}

std::string ResourceTreeModel::uriOf(const ResourceTreeNode* node) const
{
    if (node->isStateRow())
        return {};
    const auto* service = source(node);
    return service ? service->uri(node->entry()) : std::string();
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
    return !asked->entry().leaf && (asked->rowCount() > 0 || canFetchMore(parent));
}

bool ResourceTreeModel::canFetchMore(const QModelIndex& parent) const
{
    const auto* asked = node(parent);
    return !asked->isStateRow() && !asked->entry().leaf && !asked->fixed && !asked->cursor &&
           !asked->openError;
}

void ResourceTreeModel::fetchMore(const QModelIndex& parent)
{
    // Views call this twice when a node is expanded: the second time there is a cursor.
    if (!canFetchMore(parent))
        return;
    auto* asked = node(parent);
    if (source(asked)->isGiven(asked->entry()))
        showGiven(asked);
    else
        fetchPage(asked, "Expand " + asked->entry().label.toStdString());
}

Qt::ItemFlags ResourceTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const auto flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const auto* asked = node(index);
    return asked->isStateRow() || asked->entry().leaf ? flags | Qt::ItemNeverHasChildren : flags;
}

QVariant ResourceTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto* asked = node(index);
    if (asked->isStateRow())
        return stateData(asked->parent(), role);
    return asked->entry().kind == NodeKind::Session ? sessionData(role) : resourceData(asked, role);
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
    const auto& entry = node->entry();
    switch (role) {
    case Qt::DisplayRole:
        return entry.label;
    case Qt::ToolTipRole:
        return entry.kind == NodeKind::Service ? QVariant() : toOneLine(uriOf(node));
    case NodeKindRole:
        return QVariant::fromValue(entry.kind);
    case IconNameRole:
        return entry.iconName;
    case OpenIconNameRole:
        return entry.openIconName.isEmpty() ? QVariant() : entry.openIconName;
    case LockedRole:
        return node->locked;
    case LeafRole:
        return entry.leaf;
    case SuffixRole:
        return entry.suffix.isEmpty() ? QVariant() : entry.suffix;
    case CountRole:
        // Known totals only, and only where they are worth the room.
        return entry.counted && node->state() == CollectionCursor::State::Complete
                   ? QVariant(static_cast<qlonglong>(node->childCount()))
                   : QVariant();
    case CopyRole:
        return entry.kind == NodeKind::Service ? QVariant() : toQString(uriOf(node));
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
        if (owner->fixed && owner->entry().kind == NodeKind::Session) {
            return tr("%1 more services").arg(groupedNumber(static_cast<qint64>(owner->folded.size())));
        }
        if (owner->fixed)
            return owner->folded.size() == 1
                       ? tr("1 more type")
                       : tr("%1 more types").arg(groupedNumber(static_cast<qint64>(owner->folded.size())));
        if (owner->childCount() == 0 && owner->passedOver > 0) {
            return tr("%1 in %2 keys, load more")
                .arg(source(owner)->emptyText(owner->entry()), groupedNumber(owner->passedOver));
        }
        return tr("Load more");
    case RowState::Denied:
        return tr("No permission: %1").arg(source(owner)->permission(owner->entry()));
    case RowState::Failed:
        if (owner->error() && signInNeed(*owner->error()) != SignInNeed::None)
            return tr("not signed in");
        return owner->error() ? errorText(*owner->error()) : QString();
    case RowState::Empty:
        return source(owner)->emptyText(owner->entry());
    }
    return {};
}

namespace {

/// "s3://bucket" means the bucket, whose uri ends with "/".
std::string normalised(const QString& uri)
{
    constexpr std::string_view scheme = "s3://";
    std::string text = uri.toStdString();
    if (text.starts_with(scheme) && text.size() > scheme.size() &&
        text.find('/', scheme.size()) == std::string::npos)
        text += '/';
    return text;
}

} // namespace

void ResourceTreeModel::reveal(const QString& uri)
{
    m_revealUri = normalised(uri);
    continueReveal();
}

void ResourceTreeModel::continueReveal()
{
    if (m_revealUri.empty())
        return;
    auto* nearest = deepestGiven(m_revealUri);
    const bool exact = nearest && uriOf(nearest) == m_revealUri;
    if (nearest && !exact) {
        if (canFetchMore(indexOfNode(nearest)))
            fetchPage(nearest, "Open " + m_revealUri);
        // Fetching may have failed at once, or even ended this search.
        if (nearest->state() == CollectionCursor::State::Loading || m_revealUri.empty())
            return;
    }
    m_revealUri.clear();
    emit revealed(nearest ? indexOfNode(nearest) : QModelIndex(), exact);
}

ResourceTreeNode* ResourceTreeModel::deepest(const std::string& uri) const
{
    auto* session = m_root->at(0);
    ResourceTreeNode* found = nullptr;
    for (auto* parent = session; parent;) {
        ResourceTreeNode* next = nullptr;
        for (int row = 0; row < parent->childCount() && !next; ++row) {
            if (isInside(uri, uriOf(parent->at(row))))
                next = parent->at(row);
        }
        if (next)
            found = next;
        parent = next;
    }
    return found;
}

ResourceTreeNode* ResourceTreeModel::deepestGiven(const std::string& uri)
{
    if (m_root->at(0) == nullptr)
        return nullptr;
    auto* nearest = deepest(uri);
    if (!nearest && unfoldService(uri))
        nearest = deepest(uri);
    while (nearest && uriOf(nearest) != uri) {
        const bool given = source(nearest)->isGiven(nearest->entry()) && canFetchMore(indexOfNode(nearest));
        if (given)
            showGiven(nearest);
        else if (!nearest->folded.empty())
            unfold(nearest);
        else
            break;
        nearest = deepest(uri);
    }
    return nearest;
}

QModelIndex ResourceTreeModel::indexOf(const QString& uri) const
{
    const auto* found = deepest(normalised(uri));
    return found ? indexOfNode(found) : QModelIndex();
}

QModelIndex ResourceTreeModel::open(const QString& uri)
{
    const auto* found = deepestGiven(normalised(uri));
    return found ? indexOfNode(found) : QModelIndex();
}

} // namespace inia::ui
