#pragma once

#include "ui/browse/centrepage.h"

namespace inia::ui {

class Appearance;
class DetailsArea;
class ServiceResources;
class StateView;

// The resources of one collection; for the place of a resource, that resource selected among the others.
class CollectionPage final : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CollectionPage)

public:
    // All of it outlives the page.
    CollectionPage(const Appearance& appearance, const ServiceResources& resources, DetailsArea& details);

    void enter(const Place& place, const Place& from) override;

private:
    const ServiceResources& m_resources;
    DetailsArea& m_details;
    StateView* m_view; // the page's widget
};

} // namespace inia::ui
