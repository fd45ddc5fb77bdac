#include "ui/browse/centrearea.h"

#include "ui/browse/consolepage.h"
#include "ui/browse/objectspage.h"
#include "ui/browse/resourcespage.h"
#include "ui/browse/rowspage.h"

namespace inia::ui {

CentreArea::CentreArea(Parts parts, QWidget* parent) : QStackedWidget(parent), m_parts(std::move(parts)) {}

// The widgets of the pages paint from what the pages have.
CentreArea::~CentreArea()
{
    m_pages.clear();
}

CentreArea::Kind CentreArea::kindOf(const Place& place)
{
    if (const S3Location* s3 = place.s3())
        return s3->bucket.empty() ? Kind::Collection : Kind::Objects;
    if (ConsolePage::isFor(place))
        return Kind::Console;
    if (ItemsPage::isFor(place))
        return Kind::Items;
    return place.isService() ? Kind::Service : Kind::Collection;
}

std::unique_ptr<CentrePage> CentreArea::makePage(Kind kind)
{
    const auto& [appearance, session, resources, details, gate, profile, columns, kept] = m_parts;
    switch (kind) {
    case Kind::Objects:
        return std::make_unique<ObjectsPage>(appearance, resources, details, gate, profile, columns);
    case Kind::Items:
        return std::make_unique<ItemsPage>(appearance, resources, details, gate, profile);
    case Kind::Service:
        return std::make_unique<ServicePage>(appearance, resources, details);
    case Kind::Console:
        return std::make_unique<ConsolePage>(appearance, session, details, gate, kept);
    case Kind::Collection:
        break;
    }
    return std::make_unique<ResourcesPage>(appearance, resources, details, gate, profile, columns);
}

CentrePage& CentreArea::pageOf(Kind kind)
{
    auto& page = m_pages[kind];
    if (!page) {
        page = makePage(kind);
        addWidget(page->widget());
        connectPage(*page);
    }
    return *page;
}

void CentreArea::connectPage(CentrePage& page)
{
    connect(&page, &CentrePage::placeRequested, this, &CentreArea::placeRequested);
    connect(&page, &CentrePage::placeRefined, this, &CentreArea::placeRefined);
    connect(&page, &CentrePage::upRequested, this, &CentreArea::upRequested);
    connect(&page, &CentrePage::signInRequested, this, &CentreArea::signInRequested);
    connect(&page, &CentrePage::enterPathRequested, this, &CentreArea::enterPathRequested);
    connect(&page, &CentrePage::showCallRequested, this, &CentreArea::showCallRequested);
    connect(&page, &CentrePage::copyRequested, this, &CentreArea::copyRequested);
    connect(&page, &CentrePage::contextMenuRequested, this, &CentreArea::contextMenuRequested);
    connect(&page, &CentrePage::deletionRequested, this, &CentreArea::deletionRequested);
}

void CentreArea::enter(const Place& place, const Place& from)
{
    CentrePage& page = pageOf(kindOf(place));
    const CentrePage* before = m_current;
    const QWidget* focus = window()->focusWidget();
    const bool movesFocus = before != nullptr && before != &page && before->widget()->isAncestorOf(focus);
    if (m_current && m_current != &page)
        m_current->leave();
    m_current = &page;
    page.enter(place, from);
    setCurrentWidget(page.widget());
    // Qt would give it to the first field there is, the filter.
    if (movesFocus)
        page.focusRows();
}

ObjectsPage& CentreArea::objects()
{
    return static_cast<ObjectsPage&>(pageOf(Kind::Objects));
}

ResourcesPage& CentreArea::collection()
{
    return static_cast<ResourcesPage&>(pageOf(Kind::Collection));
}

} // namespace inia::ui
