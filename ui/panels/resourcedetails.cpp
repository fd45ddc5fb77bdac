#include "ui/panels/resourcedetails.h"

#include "ui/models/displaytext.h"
#include "ui/models/resourcenames.h"
#include "ui/models/resourcepresentation.h"
#include "ui/models/signinneed.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/detailshead.h"
#include "ui/panels/resourcecopies.h"
#include "ui/panels/resourcesummary.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/stateactions.h"
#include "ui/widgets/tabstrip.h"
#include "ui/widgets/toolbutton.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int factsDelayMs = 150;

} // namespace

ResourceDetails::ResourceDetails(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_body(new QWidget(this)),
      m_head(new DetailsHead(appearance, m_body)),
      m_tabs(new TabStrip(appearance, m_body)),
      m_summary(new ResourceSummary(appearance, m_body)),
      m_json(new BodyView(appearance, m_body)),
      m_pages(new QStackedLayout)
{
    m_loadingTimer.setSingleShot(true);
    m_loadingTimer.setInterval(factsDelayMs);
    setFocusProxy(m_summary);
    build();
    connectParts();
    clear();
}

ResourceDetails::~ResourceDetails() = default;

void ResourceDetails::build()
{
    const Theme& theme = m_appearance.theme();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(1, 0, 0, 0);
    all->addWidget(m_body);
    auto* again = new ToolButton(m_appearance, QStringLiteral("reload"), tr("Load the details again"), {});
    connect(again, &QToolButton::clicked, this, &ResourceDetails::reload);
    m_head->addTool(again);
    m_tabs->addPage(tr("Summary"));
    m_tabs->addPage(tr("JSON"));
    m_tabs->setAccessibleName(tr("Details"));
    auto* tabLine = new QHBoxLayout;
    tabLine->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    tabLine->addWidget(m_tabs);
    auto* json = new QWidget(m_body);
    auto* jsonLines = new QVBoxLayout(json);
    jsonLines->setContentsMargins(0, theme.px(8), 0, 0);
    jsonLines->addWidget(m_json->tools(), 0, Qt::AlignRight);
    jsonLines->addWidget(m_json, 1);
    m_pages->addWidget(m_summary);
    m_pages->addWidget(json);
    auto* lines = new QVBoxLayout(m_body);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_head);
    lines->addLayout(tabLine);
    lines->addLayout(m_pages, 1);
}

void ResourceDetails::connectParts()
{
    connect(&m_loadingTimer, &QTimer::timeout, this, [this] {
        m_showLoading = true;
        refreshFacts();
    });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int page) {
        m_pages->setCurrentIndex(page);
        fillJson();
    });
    connect(m_json, &BodyView::copyRequested, this, &ResourceDetails::copyRequested);
    connect(m_summary, &ResourceSummary::copyRequested, this, &ResourceDetails::copyRequested);
    connect(m_summary, &ResourceSummary::actionTriggered, this, &ResourceDetails::act);
    connect(m_summary, &ResourceSummary::resourceOpened, this, &ResourceDetails::resourceOpened);
    connect(m_summary, &ResourceSummary::collectionOpened, this,
            [this](const std::string& collection) { emit collectionOpened(*only(), collection); });
}

const Resource* ResourceDetails::only() const
{
    return m_resources.size() == 1 ? &m_resources.front() : nullptr;
}

bool ResourceDetails::needsData() const
{
    return only() != nullptr && !only()->isLoaded() && only()->canLoad();
}

void ResourceDetails::clear()
{
    showResources({});
}

void ResourceDetails::showResource(const Resource& resource)
{
    showResources({resource});
}

void ResourceDetails::showResources(const std::vector<Resource>& resources)
{
    // The same resource may come from another listing with other data.
    const bool same =
        resources == m_resources && std::equal(resources.begin(), resources.end(), m_resources.begin(),
                                               [](const Resource& a, const Resource& b) {
                                                   return !a.isLoaded() || a.data() == b.data();
                                               });
    if (same && !resources.empty())
        return;
    m_resources = resources;
    m_reply.reset();
    m_error.reset();
    m_loadingTimer.stop();
    m_showLoading = false;
    m_body->setVisible(!resources.empty());
    refresh();
    if (isVisible() && needsData())
        load();
}

void ResourceDetails::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (needsData() && !m_reply)
        load();
}

void ResourceDetails::reload()
{
    if (only() != nullptr && only()->canLoad())
        load();
}

void ResourceDetails::load()
{
    CallOptions options;
    options.cause = tr("Select row").toStdString();
    options.target = resourceName(*only()).toStdString();
    m_error.reset();
    m_reply = only()->load(options);
    connect(m_reply.get(), &Reply::finished, this, &ResourceDetails::takeAnswer);
    m_loadingTimer.start();
}

void ResourceDetails::takeAnswer()
{
    m_loadingTimer.stop();
    m_showLoading = false;
    const auto& result = m_reply->result();
    if (result)
        m_resources.front().acceptLoad(*result);
    else if (!m_resources.front().acceptLoadError(result.error()))
        m_error = result.error();
    refresh();
}

void ResourceDetails::act(const QString& id)
{
    if (id == stateaction::showRequest && m_reply)
        emit showCallRequested(m_reply->callId());
    else if (id == stateaction::retry)
        reload();
    else if (id == stateaction::signIn || id == stateaction::enterCode)
        emit signInRequested();
}

void ResourceDetails::goOn()
{
    if (m_error && signInNeed(*m_error) != SignInNeed::None)
        reload();
}

void ResourceDetails::refresh()
{
    refreshHead();
    refreshFacts();
    m_summary->showSections(m_resources);
    fillJson();
}

void ResourceDetails::refreshHead()
{
    if (m_resources.empty())
        return;
    const Resource& first = m_resources.front();
    const QString type = toOneLine(nounOf(first.type()));
    const QString service = toOneLine(std::string(first.client().model().serviceId()));
    m_head->setContent(resourceIconName(first.type()),
                       only() != nullptr ? resourceName(first)
                                         : tr("%1 selected").arg(static_cast<int>(m_resources.size())),
                       tr("%1 in %2").arg(type.left(1).toUpper() + type.mid(1), service));
}

void ResourceDetails::refreshFacts()
{
    m_summary->showFacts(m_resources, {m_showLoading, m_error, m_reply && m_reply->callId() != 0});
}

// Only while it is looked at: a resource with much data takes a while to lay out.
void ResourceDetails::fillJson()
{
    if (m_tabs->currentIndex() != 1)
        return;
    if (only() == nullptr)
        m_json->setBody({}, {}, {});
    else
        m_json->setBody(resourceJson(*only()).toUtf8(), QStringLiteral("application/json"),
                        wholeValue(*only()));
}

void ResourceDetails::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

} // namespace inia::ui
