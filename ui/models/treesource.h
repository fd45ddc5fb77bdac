#pragma once

#include "core/resource/collectioncursor.h"
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
    QString iconName;
    QString openIconName; ///< while expanded; empty for the same
    /// What its children are asked of: the service, the bucket. Null for the session.
    std::shared_ptr<const Resource> resource;
    /// What tells it from others of the same resource: the prefix.
    std::string path;
};

/// How the tree finds its way through one service: what the children of a node are and what they are called.
/// Knows resources and collections, never a URL. One small class per service.
class TreeSource {
public:
    TreeSource() = default;
    virtual ~TreeSource() = default;
    Q_DISABLE_COPY_MOVE(TreeSource)

    /// The node of the service itself.
    [[nodiscard]] virtual TreeItem root() const = 0;
    /// What to list for the children of an item.
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

} // namespace inia::ui
