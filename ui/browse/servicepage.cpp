#include "ui/browse/servicepage.h"

#include "core/model/servicemodel.h"
#include "ui/browse/consolepage.h"
#include "ui/browse/detailsarea.h"
#include "ui/browse/serviceview.h"
#include "ui/delegates/format.h"
#include "ui/models/displaytext.h"
#include "ui/models/serviceresources.h"
#include "ui/panels/errorstate.h"
#include "ui/widgets/stateactions.h"

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
    connect(m_view, &ServiceView::consoleRequested, this,
            [this] { emit placeRequested(ConsolePage::placeOf(m_place.service)); });
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
    if (service && service->definition().collections.empty()) {
        showNothing(*service, name);
    } else if (service) {
        const bool inside = from.resource() && from.service() == m_place.service && !from.isService();
        m_view->showCollections(*service, name,
                                inside ? from.resource()->steps.front().collection : std::string());
    } else {
        // What it has no models for stays so.
        m_view->showState(withoutRetry(errorState(service.error(),
                                                  tr("%1 cannot be used in this session").arg(name), false)),
                          tr("Failed"));
    }
    m_details.clear();
}

// Why there is nothing to list, and where its operations are all the same.
void ServicePage::showNothing(const Resource& service, const QString& name)
{
    const auto& why = service.definition().whyEmpty;
    StateContent content;
    content.iconName = QStringLiteral("info");
    content.title = tr("Nothing in %1 can be listed").arg(name);
    content.sentence = why.empty() ? tr("None of its operations lists anything.")
                                   : tr("Its lists want what no other call tells (%1).").arg(toOneLine(why));
    content.actions = {{stateaction::openConsole, tr("Open API console"), QStringLiteral("terminal")}};
    m_view->showState(
        content,
        tr("%1 operations")
            .arg(countText(static_cast<qint64>(service.client().model().callableOperations().size()))));
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
