#pragma once

#include "ui/browse/centrepage.h"

namespace inia::ui {

class Appearance;
class DetailsArea;
class ServiceResources;
class ServiceView;

// A service: the kinds of resources that it has. Asks nothing.
class ServicePage final : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServicePage)

public:
    // All of it outlives the page.
    ServicePage(const Appearance& appearance, const ServiceResources& resources, DetailsArea& details);

    [[nodiscard]] QWidget* focusArea() const override;
    void enter(const Place& place, const Place& from) override;
    void focusRows() override;
    void showNotice(const QString& text) override;

private:
    void showNothing(const Resource& service, const QString& name);

    const ServiceResources& m_resources;
    DetailsArea& m_details;
    ServiceView* m_view; // the page's widget
    ResourceLocation m_place;
};

} // namespace inia::ui
