#pragma once

#include "ui/browse/rowspage.h"

#include <memory>
#include <optional>

namespace inia::ui {

class Appearance;
class ChangeGate;
class CollectionView;
class ColumnChoices;
class DetailsArea;
class ServiceResources;

// The resources of one collection; for the place of a resource, that resource selected among the others. The
// list of buckets is one too.
class ResourcesPage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourcesPage)

public:
    // All but the profile outlives the page.
    ResourcesPage(const Appearance& appearance, const ServiceResources& resources, DetailsArea& details,
                  const ChangeGate& gate, const QString& profile,
                  const std::shared_ptr<ColumnChoices>& columns);

    [[nodiscard]] CollectionView* view() const { return m_view; }

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;
    [[nodiscard]] Act act(CommandId id) override;
    [[nodiscard]] std::vector<Resource> selected() const override;
    [[nodiscard]] std::function<void(Finder&)> findableRows() const override;
    void showRow(const std::string& id) override;

private:
    void list(const ResourceLocation& collection, const std::string& select);
    void open(const Resource& resource);
    void followSelection();
    void showDetails();
    void deleteSelected();
    [[nodiscard]] Result<ExportDesk::Wish> exportWish() const override;
    [[nodiscard]] Place placeOf(const Resource& resource) const;

    const ServiceResources& m_resources;
    DetailsArea& m_details;
    const ChangeGate& m_gate;
    CollectionView* m_view; // the page's widget
    Place m_place;
    std::optional<ResourceLocation> m_listed; // the collection that the view has
};

} // namespace inia::ui
