#pragma once

#include "core/resource/resource.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/roles.h"

#include <QtCore/QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia::ui {

/// What a node of the resource tree stands for.
struct TreeEntry {
    NodeKind kind = NodeKind::Plain;
    QString label;
    QString suffix; ///< quieter text behind the label, such as the id of what has a name
    QString iconName;
    QString openIconName; ///< while expanded; empty for the same
    /// What its children are asked of: the service, the bucket, the instance. Null for the session, and for a
    /// service that was not looked into yet.
    std::shared_ptr<const Resource> resource;
    /// What tells it from others of the same resource, as its source has it: a prefix, a uri.
    std::string path;
    int service = -1;       ///< number of its source, of the roots of services alone
    std::string collection; ///< of `resource`, when the entry stands for one; its children are asked for
    bool leaf = false;      ///< known to have no children
    bool counted = false;   ///< says how many children it has, once that is known
};

/// Children that are known without asking.
struct GivenEntries {
    std::vector<TreeEntry> shown;
    std::vector<TreeEntry> folded; ///< less used ones behind them, shown when asked for
};

/// How the tree finds its way through one service: what the children of a node are and what they are called.
/// Knows resources and collections, never a URL.
class TreeSource {
public:
    TreeSource() = default;
    virtual ~TreeSource() = default;
    Q_DISABLE_COPY_MOVE(TreeSource)

    /// The node of the service itself.
    [[nodiscard]] virtual TreeEntry root() const = 0;
    /// Whether the children of an entry are known without asking: the collections of a service.
    [[nodiscard]] virtual bool isGiven(const TreeEntry&) const { return false; }
    /// Those children.
    [[nodiscard]] virtual Result<GivenEntries> given(const TreeEntry&) const { return GivenEntries(); }
    /// What to list for the children of another entry.
    [[nodiscard]] virtual Result<Collection> children(const TreeEntry& entry) const = 0;
    /// The children that one page brings.
    [[nodiscard]] virtual std::vector<TreeEntry> entries(const TreeEntry& parent,
                                                         const CollectionPage& page) const = 0;
    /// Where an entry is, such that the uri of an entry is the beginning of the uris of all entries below it.
    [[nodiscard]] virtual std::string uri(const TreeEntry& entry) const = 0;
    /// "No buckets", said once the last page has come.
    [[nodiscard]] virtual QString emptyText(const TreeEntry& entry) const = 0;
    /// What the user lacks when the children are denied: "s3:ListBucket".
    [[nodiscard]] virtual QString permission(const TreeEntry& entry) const = 0;
};

/// S3 in the tree: buckets, and in each of them the prefixes up to the next "/". Objects are left to the
/// table.
class S3TreeSource final : public TreeSource {
public:
    /// `resources` outlives the source. Reads no models before the service is expanded.
    explicit S3TreeSource(const ServiceResources& resources) : m_resources(resources) {}

    [[nodiscard]] TreeEntry root() const override;
    [[nodiscard]] Result<Collection> children(const TreeEntry& entry) const override;
    [[nodiscard]] std::vector<TreeEntry> entries(const TreeEntry& parent,
                                                 const CollectionPage& page) const override;
    [[nodiscard]] std::string uri(const TreeEntry& entry) const override;
    [[nodiscard]] QString emptyText(const TreeEntry& entry) const override;
    [[nodiscard]] QString permission(const TreeEntry& entry) const override;

private:
    [[nodiscard]] static bool isService(const TreeEntry& entry);
    [[nodiscard]] std::vector<TreeEntry> buckets(const CollectionPage& page) const;

    const ServiceResources& m_resources;
};

/// Any service in the tree, by boto3's definitions alone: its collections, in each of them the resources, and
/// below each resource the collections that it has. A resource without any is a leaf.
class ServiceTreeSource final : public TreeSource {
public:
    /// `resources` outlives the source. Reads no models before the service is expanded.
    ServiceTreeSource(const ServiceResources& resources, std::string service);

    [[nodiscard]] TreeEntry root() const override;
    [[nodiscard]] bool isGiven(const TreeEntry& entry) const override { return entry.collection.empty(); }
    [[nodiscard]] Result<GivenEntries> given(const TreeEntry& entry) const override;
    [[nodiscard]] Result<Collection> children(const TreeEntry& entry) const override;
    [[nodiscard]] std::vector<TreeEntry> entries(const TreeEntry& parent,
                                                 const CollectionPage& page) const override;
    [[nodiscard]] std::string uri(const TreeEntry& entry) const override { return entry.path; }
    [[nodiscard]] QString emptyText(const TreeEntry& entry) const override;
    [[nodiscard]] QString permission(const TreeEntry& entry) const override;

private:
    [[nodiscard]] TreeEntry collectionEntry(const TreeEntry& parent,
                                            const std::shared_ptr<const Resource>& resource,
                                            const std::string& name) const;

    const ServiceResources& m_resources;
    std::string m_service;
};

/// One node of the resource tree: what it stands for, its children and the cursor that brings them. Behind
/// the children stands at most one state row, which is a node of its own so that it can have an index.
class ResourceTreeNode final {
    Q_DISABLE_COPY_MOVE(ResourceTreeNode)
public:
    ResourceTreeNode(TreeEntry entry, ResourceTreeNode* parent, int row);
    ~ResourceTreeNode() = default;

    [[nodiscard]] const TreeEntry& entry() const { return m_entry; }
    [[nodiscard]] ResourceTreeNode* parent() const { return m_parent; }
    /// Among its siblings.
    [[nodiscard]] int row() const;
    [[nodiscard]] bool isStateRow() const { return m_parent && m_parent->m_stateRow.get() == this; }

    [[nodiscard]] int childCount() const { return static_cast<int>(m_children.size()); }
    /// Children and the state row, if there is one.
    [[nodiscard]] int rowCount() const { return childCount() + (m_stateRow ? 1 : 0); }
    /// Null when there is no such row.
    [[nodiscard]] ResourceTreeNode* at(int row) const;
    ResourceTreeNode& append(TreeEntry entry);
    /// Forgets children, state row and cursor: Pristine again.
    void clear();

    /// What the state row says; Ready when there is none.
    [[nodiscard]] RowState shownState() const { return m_shownState; }
    /// Only where the model has announced it.
    void setShownState(RowState state);

    /// How the listing of the children is doing, as a state row would say it; Ready when there is nothing to
    /// say.
    [[nodiscard]] RowState wantedState() const;
    [[nodiscard]] CollectionCursor::State state() const;
    [[nodiscard]] const Error* error() const;

    Owned<CollectionCursor> cursor;
    /// Why no cursor could even be made.
    std::optional<Error> openError;
    /// Things that came but are not shown in the tree (objects among prefixes).
    std::int64_t passedOver = 0;
    /// Pages in a row that brought no child.
    int barrenPages = 0;
    /// Children were denied when last asked for.
    bool locked = false;
    /// The node's children are there and were not asked for (the session; the collections of a service).
    bool fixed = false;
    /// Less used children of such a node that are not shown yet.
    std::vector<TreeEntry> folded;

private:
    TreeEntry m_entry;
    ResourceTreeNode* m_parent;
    int m_row;
    std::vector<std::unique_ptr<ResourceTreeNode>> m_children;
    std::unique_ptr<ResourceTreeNode> m_stateRow;
    RowState m_shownState = RowState::Ready;
};

} // namespace inia::ui
