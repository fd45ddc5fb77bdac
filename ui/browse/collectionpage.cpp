#include "ui/browse/collectionpage.h"

#include "ui/browse/detailsarea.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/serviceresources.h"
#include "ui/panels/errorstate.h"

namespace inia::ui {

CollectionPage::CollectionPage(const Appearance& appearance, const ServiceResources& resources,
                               DetailsArea& details)
    : CentrePage(new StateView(appearance)),
      m_resources(resources),
      m_details(details),
      m_view(static_cast<StateView*>(widget()))
{
    m_view->setAutoFillBackground(true);
    m_view->setBackgroundRole(QPalette::Base);
    connect(m_view, &StateView::copyRequested, this, &CentrePage::copyRequested);
    connect(m_view, &StateView::actionTriggered, this, [this](const QString& id) {
        if (id == stateaction::enterPath)
            emit enterPathRequested();
    });
}

void CollectionPage::enter(const Place& place, const Place&)
{
    const ResourceLocation location =
        place.s3() ? ResourceLocation{"s3", {{"buckets", {}}}} : *place.resource();
    const auto& service = m_resources.service(location.service);
    const auto collection = service ? collectionAt(*service, location) : Result<Collection>(service.error());
    StateContent content;
    if (collection) {
        content.iconName = QStringLiteral("list");
        content.title = tr("Choose one in the tree");
        content.sentence = tr("Pick one in the tree at the left, or open a path you know.");
    } else {
        content = errorState(collection.error(), tr("There is no such place"), false);
    }
    content.actions = {{stateaction::enterPath, tr("Open a path\u2026"), {}}};
    m_view->setContent(content);
    m_details.clear();
}

} // namespace inia::ui
