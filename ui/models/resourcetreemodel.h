#pragma once

#include "ui/models/treesource.h"

#include <QtCore/QAbstractItemModel>

#include <cstddef>
#include <limits>

namespace inia::ui {

/// The root of the tree: whose resources these are.
struct TreeSession {
    QString name;
    QString region;
    int color = 0; ///< number of the session's colour
    bool production = false;
};

/// Session, services, and what each service's TreeSource finds in it (buckets and prefixes; collections and
/// resources); children are asked for when a node is expanded, page by page. What
/// a listing is doing is said by a row behind the children (StateRole): loading, load more, denied, failed,
/// empty. Activating such a row goes on. Nodes that are collapsed keep their children; reload() drops them.
class ResourceTreeModel final : public QAbstractItemModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceTreeModel)
public:
    explicit ResourceTreeModel(QObject* parent = nullptr);
    ~ResourceTreeModel() override;

    /// Replaces the whole tree; requests under way end. Only the first `foremost` of the services are shown
    /// before somebody asks for all, or goes to one.
    void setSession(const TreeSession& session, std::vector<std::unique_ptr<TreeSource>> services,
                    std::size_t foremost = std::numeric_limits<std::size_t>::max());
    void clear();

    /// Goes on where a state row stands: loads more, retries. False when the index is no such row.
    bool activate(const QModelIndex& index);
    /// Drops the children of a node and asks for them again, unless it was never expanded.
    void reload(const QModelIndex& index);
    /// Gives up the page under way below a node.
    void cancel(const QModelIndex& index);

    [[nodiscard]] QModelIndex sessionIndex() const;
    /// Asks again for what failed with such an error.
    void retryWhere(bool (*isMeant)(const Error& error));
    /// Where a node is ("s3://bucket/prefix"); empty for the session and for state rows.
    [[nodiscard]] QString uri(const QModelIndex& index) const;
    /// What a node's children are asked of: the service, the bucket, the resource; for a prefix the bucket it
    /// is in, for a collection what has it. Null for the session and for state rows.
    [[nodiscard]] std::shared_ptr<const Resource> resource(const QModelIndex& index) const;
    /// The node at a uri, else the nearest loaded one above it; invalid when no service knows the uri.
    [[nodiscard]] QModelIndex indexOf(const QString& uri) const;
    /// The same, after showing on the way what is known without asking.
    [[nodiscard]] QModelIndex open(const QString& uri);
    /// Goes to a uri, asking for the first page of nodes on the way that are not loaded yet. Ends with
    /// revealed(), at once when nothing has to be asked. Another call replaces the one under way.
    void reveal(const QString& uri);

    /// How the listing below a node is doing.
    [[nodiscard]] CollectionCursor::State state(const QModelIndex& index) const;
    /// Why the listing below a node (or the node of a state row) failed; null when it did not.
    [[nodiscard]] const Error* error(const QModelIndex& index) const;
    /// Id in the ExchangeLog of the newest call below a node (or the node of a state row); 0 for none.
    [[nodiscard]] quint64 lastCallId(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

signals:
    /// End of reveal(): the node, or the nearest one above it when `exact` is false.
    void revealed(const QModelIndex& index, bool exact);

private:
    [[nodiscard]] ResourceTreeNode* node(const QModelIndex& index) const;
    [[nodiscard]] ResourceTreeNode* listedNode(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOfNode(const ResourceTreeNode* node, int column = 0) const;
    [[nodiscard]] const TreeSource* source(const ResourceTreeNode* node) const;
    [[nodiscard]] std::string uriOf(const ResourceTreeNode* node) const;
    [[nodiscard]] ResourceTreeNode* deepest(const std::string& uri) const;
    [[nodiscard]] ResourceTreeNode* deepestGiven(const std::string& uri);

    void fetchPage(ResourceTreeNode* node, const std::string& cause);
    bool openCursor(ResourceTreeNode* node);
    void append(ResourceTreeNode* node, std::vector<TreeEntry> entries);
    void showGiven(ResourceTreeNode* node);
    void unfold(ResourceTreeNode* node);
    bool unfoldService(const std::string& uri);
    void acceptPage(ResourceTreeNode* node, const CollectionPage& page);
    void followState(ResourceTreeNode* node);
    [[nodiscard]] bool goesOnByItself(const ResourceTreeNode* node) const;
    void showState(ResourceTreeNode* node);
    void dropChildren(ResourceTreeNode* node);
    void continueReveal();

    [[nodiscard]] QVariant resourceData(const ResourceTreeNode* node, int role) const;
    [[nodiscard]] QVariant sessionData(int role) const;
    [[nodiscard]] QVariant stateData(const ResourceTreeNode* owner, int role) const;
    [[nodiscard]] QString stateText(const ResourceTreeNode* owner) const;

    TreeSession m_session;
    std::vector<std::unique_ptr<TreeSource>> m_sources;
    std::unique_ptr<ResourceTreeNode> m_root; ///< never shown; its one child is the session
    std::string m_revealUri;
};

} // namespace inia::ui
