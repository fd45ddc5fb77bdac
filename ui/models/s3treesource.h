#pragma once

#include "ui/models/treesource.h"

namespace inia::ui {

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

} // namespace inia::ui
