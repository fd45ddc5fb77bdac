#include "ui/panels/resourcesummary.h"

#include "ui/models/displaytext.h"
#include "ui/panels/errorstate.h"
#include "ui/panels/keyvalueview.h"
#include "ui/panels/resourcecopies.h"
#include "ui/panels/resourcesections.h"
#include "ui/theme/appearance.h"

#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int summaryKeyWidth = 124;
constexpr int stateHeight = 300;

QString linkText(const ResourceLink& link)
{
    return toOneLine(identifierText(link.target).toStdString());
}

} // namespace

ResourceSummary::ResourceSummary(const Appearance& appearance, QWidget* parent)
    : QScrollArea(parent), m_appearance(appearance), m_layouts(ResourceLayouts::builtIn())
{
    auto* content = new QWidget;
    m_facts = new KeyValueView(appearance, tr("Details"), summaryKeyWidth, content);
    m_state = new StateView(appearance, content);
    m_lines = new QVBoxLayout(content);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(0);
    m_lines->addWidget(m_facts);
    m_lines->addWidget(m_state);
    m_lines->addStretch(1);
    setWidget(content);
    setWidgetResizable(true);
    // The panel paints the ground of all of it.
    content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setFocusProxy(m_facts);
    connect(m_facts, &KeyValueView::copyRequested, this, &ResourceSummary::copyRequested);
    connect(m_facts, &KeyValueView::linkActivated, this, &ResourceSummary::followLink);
    connect(m_state, &StateView::copyRequested, this, &ResourceSummary::copyRequested);
    // Queued: what an action does may replace the buttons it came from.
    connect(m_state, &StateView::actionTriggered, this, &ResourceSummary::actionTriggered,
            Qt::QueuedConnection);
}

void ResourceSummary::showFacts(const std::vector<Resource>& resources, const ResourceLoading& loading)
{
    auto sections =
        resources.empty() ? std::vector<KeyValueSection>() : resourceSections(resources, m_layouts);
    m_links = resources.size() == 1 ? resourceLinks(resources.front()) : std::vector<ResourceLink>();
    if (!m_links.empty())
        sections.push_back(linkSection());
    if (loading.isWaiting)
        sections.push_back(KeyValueView::loadingSection(tr("Attributes")));
    m_facts->setSections(sections);
    m_facts->setMinimumHeight(m_facts->maximumHeight());
    showError(loading);
}

KeyValueSection ResourceSummary::linkSection() const
{
    KeyValueSection section{tr("Refers to"), {}};
    for (const auto& link : m_links) {
        KeyValue row;
        row.key = link.name;
        row.value = linkText(link);
        row.exact = row.value;
        row.mono = true;
        row.link = true;
        section.rows.push_back(std::move(row));
    }
    return section;
}

void ResourceSummary::showError(const ResourceLoading& loading)
{
    m_state->setVisible(loading.error.has_value());
    if (!loading.error)
        return;
    const QString title = isAccessDenied(*loading.error) ? tr("You may not read its details")
                                                         : tr("Its details could not be loaded");
    StateContent content = errorState(*loading.error, title, loading.hasRequest);
    offerSignIn(content, *loading.error);
    m_state->setContent(content);
    m_state->setMinimumHeight(m_appearance.theme().px(stateHeight));
}

void ResourceSummary::showSections(const std::vector<Resource>& resources)
{
    delete m_sections;
    m_sections = nullptr;
    if (resources.size() != 1)
        return;
    auto* sections = new ResourceSections(m_appearance, resources.front(), widget());
    connect(sections, &ResourceSections::copyRequested, this, &ResourceSummary::copyRequested);
    connect(sections, &ResourceSections::collectionOpened, this, &ResourceSummary::collectionOpened);
    m_sections = sections;
    m_lines->insertWidget(m_lines->count() - 1, sections);
    sections->show(); // the layout would do it one turn later
}

void ResourceSummary::followLink(const QString& key, const QString& value)
{
    for (const auto& link : m_links) {
        if (link.name == key && linkText(link) == value) {
            emit resourceOpened(link.target);
            return;
        }
    }
}

} // namespace inia::ui
