#include "ui/browse/consolepage.h"

#include "ui/browse/centrearea.h"
#include "ui/console/consoleview.h"
#include "ui/console/operationlist.h"
#include "ui/console/operationrun.h"
#include "ui/panels/bodyview.h"

namespace inia::ui {

ConsolePage::ConsolePage(const ViewParts& parts, DetailsArea& details)
    : CentrePage(new ConsoleView(parts.appearance, parts.session, parts.gate, parts.services),
                 parts.services),
      m_details(details),
      m_view(static_cast<ConsoleView*>(widget()))
{
    m_view->setKeptCalls(parts.kept);
    connect(m_view, &ConsoleView::operationRequested, this,
            [this](const std::string& service, const std::string& operation) {
                services().go(placeOf(service, operation));
            });
    m_view->result()->body()->followLinks();
    connect(m_view->result()->body(), &BodyView::addressActivated, &services(), &PageServices::openAddress);
}

bool ConsolePage::isFor(const Place& place)
{
    return place.service() == scheme;
}

Place ConsolePage::placeOf(const std::string& service, const std::string& operation)
{
    ResourceLocation location{std::string(scheme), {}};
    if (!service.empty())
        location.steps.push_back({service, {}});
    if (!operation.empty())
        location.steps.back().identifiers = {operation};
    return location;
}

void ConsolePage::setParams(const Value& params)
{
    m_view->setParams(params);
}

QWidget* ConsolePage::focusArea() const
{
    return m_view->operations();
}

void ConsolePage::enter(const Place& place, const Place&)
{
    const ResourceLocation* location = place.resource();
    std::string service;
    std::string operation;
    if (location != nullptr && !location->steps.empty()) {
        service = location->steps.front().collection;
        if (!location->steps.front().identifiers.empty())
            operation = location->steps.front().identifiers.front();
    }
    m_view->enter(service, operation);
    m_details.showPanel(m_view->result());
}

void ConsolePage::cancelLoading()
{
    m_view->cancel();
}

void ConsolePage::focusRows()
{
    m_view->focusForm();
}

void ConsolePage::focusFilter()
{
    m_view->operations()->focusField();
}

void ConsolePage::showNotice(const QString& text)
{
    m_view->showNotice(text);
}

PageMaker ConsoleKit::pageFor(const Place& place) const
{
    return ConsolePage::isFor(place) ? &makePage<ConsolePage> : nullptr;
}

} // namespace inia::ui
