#pragma once

#include "ui/models/serviceresources.h"
#include "ui/models/treesource.h"

namespace inia::ui {

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
