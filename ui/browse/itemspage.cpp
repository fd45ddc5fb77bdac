#include "ui/browse/itemspage.h"

#include "ui/browse/detailsarea.h"
#include "ui/items/itemactions.h"
#include "ui/items/itemdetails.h"
#include "ui/items/itemsview.h"
#include "ui/models/serviceresources.h"
#include "ui/widgets/tableview.h"

namespace inia::ui {

ItemsPage::ItemsPage(const Appearance& appearance, const ServiceResources& resources, DetailsArea& details,
                     ChangeGate& gate, const QString& profile)
    : RowsPage(appearance, new ItemsView(appearance, profile)),
      m_resources(resources),
      m_details(details),
      m_view(static_cast<ItemsView*>(widget()))
{
    new ItemActions(appearance, gate, *m_view); // the view's
    connect(m_view, &ItemsView::selectionSettled, this, &ItemsPage::showDetails);
    connect(m_view, &ItemsView::queryAsked, this,
            [this](const dynamodb::ItemQuery& query) { emit placeRequested(m_place.withQuery(query)); });
}

bool ItemsPage::isFor(const Place& place)
{
    const ResourceLocation* location = place.resource();
    return location && location->service == "dynamodb" && location->steps.size() == 1 &&
           location->steps[0].collection == "tables" && location->steps[0].identifiers.size() == 1;
}

void ItemsPage::enter(const Place& place, const Place&)
{
    const bool sameTable = m_table && place.unfiltered() == m_place.unfiltered();
    m_place = place;
    if (sameTable) {
        m_view->showQuery(place.query());
        return;
    }
    const auto& service = m_resources.service("dynamodb");
    const auto table = service ? service->subResource("Table", {place.resource()->steps[0].identifiers[0]})
                               : Result<Resource>(service.error());
    m_table.reset();
    if (table)
        m_table = *table;
    m_details.clear();
    if (table)
        m_view->enter(*table, place.query());
    else
        m_view->enterFailed(table.error());
    showDetails();
}

void ItemsPage::leave()
{
    m_table.reset();
    m_view->leave();
}

void ItemsPage::reload()
{
    m_view->reload();
}

QList<QAction*> ItemsPage::ownActions() const
{
    return m_view->actions() + m_view->table()->actions();
}

void ItemsPage::showDetails()
{
    if (!m_table)
        return; // the details are another page's
    if (m_view->hasItem())
        m_details.showPanel(m_view->details());
    else
        m_details.showResources({*m_table});
}

} // namespace inia::ui
