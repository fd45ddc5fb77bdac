#include "ui/browse/servicekit.h"

#include "ui/widgets/stateview.h"

namespace inia::ui {

PageMaker ServiceKits::pageFor(const Place& place) const
{
    for (const auto& kit : m_kits) {
        if (const PageMaker maker = kit->pageFor(place))
            return maker;
    }
    return nullptr;
}

PanelMaker ServiceKits::detailsFor(const Selection& selection) const
{
    for (const auto& kit : m_kits) {
        if (const PanelMaker maker = kit->detailsFor(selection))
            return maker;
    }
    return nullptr;
}

std::unique_ptr<TreeSource> ServiceKits::treeSource(const std::string& service,
                                                    const ServiceResources& resources) const
{
    for (const auto& kit : m_kits) {
        if (auto source = kit->treeSource(service, resources))
            return source;
    }
    return nullptr;
}

std::string regionNameOf(const Resource& row, const ServiceResources& own, const WindowServices& services)
{
    const ChangePolicy* session = &row.client().policy(); // each session has its own
    if (session == &own.session().policy()) {
        const auto& service = own.service(row.definition().service);
        // Of a service without regions the client's is a name for all of them.
        const bool isHere = !service || service->client().region() == row.client().region();
        return isHere ? std::string() : row.client().region();
    }
    for (const auto& tab : services.openTabs()) {
        if (&tab.resources->session().policy() == session) {
            const auto& service = tab.resources->service(row.definition().service);
            const bool isThere = !service || service->client().region() == row.client().region();
            return RegionName(tab.name.profile, isThere ? tab.name.region : row.client().region()).name();
        }
    }
    return {};
}

std::vector<CommandId> ServiceKits::commands() const
{
    std::vector<CommandId> all;
    for (const auto& kit : m_kits) {
        for (const CommandId id : kit->commands())
            all.push_back(id);
    }
    return all;
}

DetailsArea::DetailsArea(const ServiceKits& kits, const ViewParts& parts, QWidget* parent)
    : QStackedWidget(parent), m_kits(kits), m_parts(parts), m_nothing(new StateView(parts.appearance))
{
    addWidget(m_nothing);
    clear();
}

DetailsView& DetailsArea::panelBy(PanelMaker maker)
{
    DetailsView*& panel = m_panels[maker];
    if (panel == nullptr) {
        panel = maker(m_parts).release(); // the stack's
        addWidget(panel);
    }
    return *panel;
}

void DetailsArea::show(QWidget* panel)
{
    setFocusProxy(panel);
    setCurrentWidget(panel);
}

void DetailsArea::showSelection(const Selection& selection)
{
    DetailsView& panel = panelBy(m_kits.detailsFor(selection));
    panel.showSelection(selection);
    show(&panel);
}

void DetailsArea::showPanel(QWidget* panel)
{
    if (indexOf(panel) < 0)
        addWidget(panel);
    show(panel);
}

void DetailsArea::goOn()
{
    for (const auto& [maker, panel] : m_panels)
        panel->goOn();
}

void DetailsArea::clear()
{
    showNothing(tr("Select a row to see its details"),
                tr("Its attributes and tags stand here, with links to what it belongs to."));
}

void DetailsArea::expect()
{
    showNothing(tr("Not known yet"), tr("What is known of it stands here once the service has told it."));
}

void DetailsArea::showNothing(const QString& title, const QString& sentence)
{
    for (const auto& [maker, panel] : m_panels)
        panel->clear();
    StateContent nothing;
    nothing.iconName = QStringLiteral("info");
    nothing.title = title;
    nothing.sentence = sentence;
    m_nothing->setContent(nothing);
    show(m_nothing);
}

CentreArea::CentreArea(const ServiceKits& kits, const ViewParts& parts, DetailsArea& details, QWidget* parent)
    : QStackedWidget(parent), m_kits(kits), m_parts(parts), m_details(details)
{
}

// The widgets of the pages paint from what the pages have.
CentreArea::~CentreArea()
{
    m_pages.clear();
}

CentrePage& CentreArea::pageBy(PageMaker maker)
{
    auto& page = m_pages[maker];
    if (!page) {
        page = maker(m_parts, m_details);
        addWidget(page->widget());
    }
    return *page;
}

void CentreArea::enter(const Place& place, const Place& from)
{
    CentrePage& page = pageBy(m_kits.pageFor(place));
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

} // namespace inia::ui
