#pragma once

#include "ui/browse/centrepage.h"

#include <optional>

namespace inia::ui {

class Appearance;
class DetailsArea;
class ItemsView;
class ServiceResources;

// The items of a DynamoDB table. The details tell the selected item, and without one the table.
class ItemsPage final : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemsPage)

public:
    // All of it outlives the page.
    ItemsPage(const Appearance& appearance, const ServiceResources& resources, DetailsArea& details,
              const QString& profile);

    // Places that are a table of DynamoDB.
    [[nodiscard]] static bool isFor(const Place& place);

    [[nodiscard]] QWidget* focusArea() const override;
    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;
    void cancelLoading() override;
    void focusRows() override;
    void focusFilter() override;
    void showNotice(const QString& text) override;

private:
    void showDetails();

    const ServiceResources& m_resources;
    DetailsArea& m_details;
    ItemsView* m_view;               // the page's widget
    std::optional<Resource> m_table; // while this page is the current one
};

} // namespace inia::ui
