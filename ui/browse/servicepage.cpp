#include "ui/browse/servicepage.h"

#include "ui/browse/detailsarea.h"
#include "ui/browse/serviceview.h"
#include "ui/models/serviceresources.h"
#include "ui/panels/errorstate.h"

namespace inia::ui {

ServicePage::ServicePage(const Appearance& appearance, const ServiceResources& resources,
                         DetailsArea& details)
    : CentrePage(new ServiceView(appearance)),
      m_resources(resources),
      m_details(details),
      m_view(static_cast<ServiceView*>(widget()))
{
    connect(m_view, &ServiceView::collectionOpened, this,
            [this](const std::string& name) { emit placeRequested(m_place.collection(name)); });
    connect(m_view, &ServiceView::upRequested, this, &CentrePage::upRequested);
    connect(m_view, &ServiceView::copyRequested, this, &CentrePage::copyRequested);
}

QWidget* ServicePage::focusArea() const
{
    return m_view->table();
}

void ServicePage::enter(const Place& place, const Place& from)
{
    m_place = *place.resource();
    const auto& service = m_resources.service(m_place.service);
    const QString name = m_resources.displayName(m_place.service);
    if (service) {
        const bool inside = from.resource() && from.service() == m_place.service && !from.isService();
        m_view->showCollections(*service, name,
                                inside ? from.resource()->steps.front().collection : std::string());
    } else {
        m_view->showError(
            errorState(service.error(), tr("%1 cannot be used in this session").arg(name), false));
    }
    m_details.clear();
}

void ServicePage::focusRows()
{
    m_view->table()->setFocus(Qt::OtherFocusReason);
}

void ServicePage::showNotice(const QString& text)
{
    m_view->showNotice(text);
}

} // namespace inia::ui
