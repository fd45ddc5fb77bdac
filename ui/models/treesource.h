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
struct TreeItem {
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
    std::string collection; ///< of `resource`, when the item stands for one; its children are asked for
    bool leaf = false;      ///< known to have no children
    bool counted = false;   ///< says how many children it has, once that is known
};

/// Children that are known without asking.
struct GivenItems {
    std::vector<TreeItem> shown;
    std::vector<TreeItem> folded; ///< less used ones behind them, shown when asked for
};

/// How the tree finds its way through one service: what the children of a node are and what they are called.
/// Knows resources and collections, never a URL.
class TreeSource {
public:
    TreeSource() = default;
    virtual ~TreeSource() = default;
    Q_DISABLE_COPY_MOVE(TreeSource)

    /// The node of the service itself.
    [[nodiscard]] virtual TreeItem root() const = 0;
    /// Whether the children of an item are known without asking: the collections of a service.
    [[nodiscard]] virtual bool isGiven(const TreeItem&) const { return false; }
    /// Those children.
    [[nodiscard]] virtual Result<GivenItems> given(const TreeItem&) const { return GivenItems(); }
    /// What to list for the children of another item.
    [[nodiscard]] virtual Result<Collection> children(const TreeItem& item) const = 0;
    /// The children that one page brings.
    [[nodiscard]] virtual std::vector<TreeItem> items(const TreeItem& parent,
                                                      const CollectionPage& page) const = 0;
    /// Where an item is, such that the uri of an item is the beginning of the uris of all items below it.
    [[nodiscard]] virtual std::string uri(const TreeItem& item) const = 0;
    /// "No buckets", said once the last page has come.
    [[nodiscard]] virtual QString emptyText(const TreeItem& item) const = 0;
    /// What the user lacks when the children are denied: "s3:ListBucket".
    [[nodiscard]] virtual QString permission(const TreeItem& item) const = 0;
};

/// S3 in the tree: buckets, and in each of them the prefixes up to the next "/". Objects are left to the
/// table.
class S3TreeSource final : public TreeSource {
public:
    /// `service`: session.resource("s3").
    explicit S3TreeSource(Resource service);

    [[nodiscard]] TreeItem root() const override;
    [[nodiscard]] Result<Collection> children(const TreeItem& item) const override;
    [[nodiscard]] std::vector<TreeItem> items(const TreeItem& parent,
                                              const CollectionPage& page) const override;
    [[nodiscard]] std::string uri(const TreeItem& item) const override;
    [[nodiscard]] QString emptyText(const TreeItem& item) const override;
    [[nodiscard]] QString permission(const TreeItem& item) const override;

private:
    [[nodiscard]] static bool isService(const TreeItem& item);
    [[nodiscard]] std::vector<TreeItem> buckets(const CollectionPage& page) const;

    std::shared_ptr<const Resource> m_service;
};

/// Any service in the tree, by boto3's definitions alone: its collections, in each of them the resources, and
/// below each resource the collections that it has. A resource without any is a leaf.
class ServiceTreeSource final : public TreeSource {
public:
    /// `resources` outlives the source. Reads no models before the service is expanded.
    ServiceTreeSource(const ServiceResources& resources, std::string service);

    [[nodiscard]] TreeItem root() const override;
    [[nodiscard]] bool isGiven(const TreeItem& item) const override { return item.collection.empty(); }
    [[nodiscard]] Result<GivenItems> given(const TreeItem& item) const override;
    [[nodiscard]] Result<Collection> children(const TreeItem& item) const override;
    [[nodiscard]] std::vector<TreeItem> items(const TreeItem& parent,
                                              const CollectionPage& page) const override;
    [[nodiscard]] std::string uri(const TreeItem& item) const override { return item.path; }
    [[nodiscard]] QString emptyText(const TreeItem& item) const override;
    [[nodiscard]] QString permission(const TreeItem& item) const override;

private:
    [[nodiscard]] TreeItem collectionItem(const TreeItem& parent,
                                          const std::shared_ptr<const Resource>& resource,
                                          const std::string& name) const;

    const ServiceResources& m_resources;
    std::string m_service;
};

} // namespace inia::ui
