#pragma once

#include "ui/browse/rowspage.h"

#include <optional>

namespace inia::ui {

class Appearance;
class ChangeGate;
class DetailsArea;
class ItemsView;
class ServiceResources;

// The items of a DynamoDB table. The details tell the selected item, and without one the table.
class ItemsPage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemsPage)

public:
    // All of it outlives the page.
    ItemsPage(const Appearance& appearance, const ServiceResources& resources, DetailsArea& details,
              ChangeGate& gate, const QString& profile);

    // Places that are a table of DynamoDB.
    [[nodiscard]] static bool isFor(const Place& place);

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;
    [[nodiscard]] QList<QAction*> ownActions() const override;

private:
    void showDetails();

    const ServiceResources& m_resources;
    DetailsArea& m_details;
    ItemsView* m_view; // the page's widget
    Place m_place;
    std::optional<Resource> m_table; // while this page is the current one
};

} // namespace inia::ui
