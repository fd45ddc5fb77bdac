#include "ui/panels/resourcedetails.h"

#include "core/explorer/omnibox.h"
#include "core/policy/effect.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"
#include "ui/models/signin.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/panels/resourcefacts.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessiontabs.h"
#include "ui/widgets/stateview.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

ResourceSections::ResourceSections(const Appearance& appearance, WindowServices& services,
                                   const Resource& resource, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_services(services)
{
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, appearance.theme().px(12));
    lines->setSpacing(0);
    addTags(resource);
    addNested(resource);
    addReads(resource);
    if (resource.type() == ResourceDefinitions::serviceType)
        return; // which stands beside its collections
    addCollections(resource);
    addCopies(resource);
}

ChipSection* ResourceSections::add(ChipSection* section)
{
    layout()->addWidget(section);
    connect(section, &ChipSection::copyRequested, &m_services, &WindowServices::copy);
    return section;
}

ChipSection* ResourceSections::addSection(const QString& title)
{
    return add(new ChipSection(m_appearance, title, ChipSection::Place::Section, this));
}

void ResourceSections::addTags(const Resource& resource)
{
    const Value tags = tagsOf(resource.data());
    if (tags.size() == 0)
        return;
    auto* section = addSection(tr("Tags"));
    for (const auto& tag : tags.items()) {
        const QString key = toOneLine(tag["Key"].text());
        const QString value = toOneLine(tag["Value"].text());
        auto* chip = section->addChip(Chip::Kind::Tag, key, value);
        chip->setToolTip(tr("%1 = %2: click to copy").arg(key, value));
        connect(chip, &QAbstractButton::clicked, this,
                [this, text = toQString(tag["Key"].text() + "=" + tag["Value"].text())] {
                    m_services.copy(text);
                });
    }
}

void ResourceSections::addNested(const Resource& resource)
{
    const auto nested = nestedAttributes(resource);
    if (nested.empty())
        return;
    (void)addSection(tr("Structures"));
    for (const auto& [name, value] : nested) {
        addFold(new ValueFold(m_appearance, name, value, this), resource);
    }
}

void ResourceSections::addFold(ValueFold* fold, const Resource& resource)
{
    layout()->addWidget(fold);
    connect(fold, &ValueFold::copyRequested, &m_services, &WindowServices::copy);
    // Queued: going there may take away the fold.
    connect(
        fold, &ValueFold::addressActivated, this,
        [this, resource](const QString& text) { m_services.openAddressOf(resource, text); },
        Qt::QueuedConnection);
}

// What further calls tell, each asked when somebody opens it.
void ResourceSections::addReads(const Resource& resource)
{
    const auto reads = detailReads(resource);
    if (reads.empty())
        return;
    const bool isService = resource.type() == ResourceDefinitions::serviceType;
    (void)addSection(isService ? tr("Settings") : tr("More, 1 request each"));
    for (const auto& read : reads) {
        auto* fold = new ValueFold(
            m_appearance, read.title,
            [resource, read] {
                CallOptions options;
                options.cause = "Open " + read.title.toStdString();
                return resource.act(read.action, {}, std::move(options));
            },
            this);
        addFold(fold, resource);
    }
}

void ResourceSections::addCollections(const Resource& resource)
{
    const auto collections = collectionNames(resource);
    if (collections.empty())
        return;
    auto* section = addSection(tr("Has"));
    for (const auto& collection : collections) {
        const QString text = collectionLabel(collection);
        auto* chip = section->addChip(Chip::Kind::Outlined, {}, text);
        chip->setAccessibleName(tr("Open %1").arg(text));
        connect(chip, &QAbstractButton::clicked, this,
                [this, resource, collection] { m_services.openCollection(resource, collection); });
    }
}

void ResourceSections::addCopies(const Resource& resource)
{
    auto* section = add(ChipSection::forCopies(m_appearance, ChipSection::Place::Section, this));
    const QString arn = toQString(arnOf(resource));
    const QString id = identifierText(resource);
    if (!arn.isEmpty())
        section->addCopy(tr("ARN"), [arn] { return arn; });
    if (id != arn && !id.isEmpty())
        section->addCopy(tr("Id"), [id] { return id; });
    section->addCopy(tr("JSON"), [resource] { return resourceJson(resource); });
}

namespace {

constexpr int summaryKeyWidth = 124;
constexpr int stateHeight = 300;

QString linkText(const ResourceLink& link)
{
    return toOneLine(identifierText(link.target).toStdString());
}

// Values that lead somewhere by their form, but for what names the resource itself.
void tellLinks(std::vector<KeyValueSection>& sections, const Resource& resource)
{
    const QString own = identifierText(resource);
    const QString arn = toQString(arnOf(resource));
    for (auto& section : sections) {
        for (auto& row : section.rows)
            row.link = row.value != own && row.value != arn && explorer::isLink(row.value.toStdString());
    }
}

} // namespace

ResourceSummary::ResourceSummary(const Appearance& appearance, WindowServices& services, QWidget* parent)
    : QScrollArea(parent),
      m_appearance(appearance),
      m_services(services),
      m_layouts(ResourceLayouts::builtIn())
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
    connect(m_facts, &KeyValueView::copyRequested, &services, &WindowServices::copy);
    connect(m_facts, &KeyValueView::linkActivated, this, &ResourceSummary::followLink);
    connect(m_state, &StateView::copyRequested, &services, &WindowServices::copy);
    // Queued: what an action does may replace the buttons it came from.
    connect(m_state, &StateView::actionTriggered, this, &ResourceSummary::actionTriggered,
            Qt::QueuedConnection);
}

void ResourceSummary::showFacts(const std::vector<Resource>& resources, const ResourceLoading& loading)
{
    auto sections =
        resources.empty() ? std::vector<KeyValueSection>() : resourceSections(resources, m_layouts);
    m_owner.reset();
    if (resources.size() == 1) {
        m_owner = resources.front();
        tellLinks(sections, resources.front());
    }
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
    auto* sections = new ResourceSections(m_appearance, m_services, resources.front(), widget());
    m_sections = sections;
    m_lines->insertWidget(m_lines->count() - 1, sections);
    sections->show(); // the layout would do it one turn later
}

void ResourceSummary::followLink(const QString& key, const QString& value)
{
    for (const auto& link : m_links) {
        if (link.name == key && linkText(link) == value) {
            m_services.openResource(link.target);
            return;
        }
    }
    if (m_owner)
        m_services.openAddressOf(Resource(*m_owner), value);
}

namespace {

constexpr int factsDelayMs = 150;

} // namespace

ResourceDetails::ResourceDetails(const Appearance& appearance, WindowServices& services, QWidget* parent)
    : DetailsView(services, parent),
      m_appearance(appearance),
      m_body(new QWidget(this)),
      m_head(new DetailsHead(appearance, m_body)),
      m_tabs(new TabStrip(appearance, m_body)),
      m_summary(new ResourceSummary(appearance, services, m_body)),
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
    connect(m_json, &BodyView::copyRequested, &services(), &WindowServices::copy);
    connect(m_summary, &ResourceSummary::actionTriggered, this, &ResourceDetails::act);
    m_json->followLinks();
    connect(m_json, &BodyView::addressActivated, this, [this](const QString& text) {
        if (only() != nullptr)
            services().openAddressOf(*only(), text);
    });
}

const Resource* ResourceDetails::only() const
{
    return m_resources.size() == 1 ? &m_resources.front() : nullptr;
}

// What answers with secrets is not asked for by selecting a row.
bool ResourceDetails::mayLoad() const
{
    const OperationModel operation = only()->loadOperation();
    return operation.valid() && effectOf(operation).effect != Effect::Reveal;
}

bool ResourceDetails::needsData() const
{
    return only() != nullptr && !only()->isLoaded() && mayLoad();
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
    // The same resource may come from another listing with other data, and its like from another region.
    const bool same =
        resources == m_resources && std::equal(resources.begin(), resources.end(), m_resources.begin(),
                                               [](const Resource& a, const Resource& b) {
                                                   return a.client().region() == b.client().region() &&
                                                          &a.client().policy() == &b.client().policy() &&
                                                          (!a.isLoaded() || a.data() == b.data());
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
    if (only() != nullptr && mayLoad())
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
        services().showCall(m_reply->callId());
    else if (id == stateaction::retry)
        reload();
    else if (id == stateaction::signIn || id == stateaction::enterCode)
        services().signIn();
}

void ResourceDetails::goOn()
{
    if (m_error && signInNeed(*m_error) != SignInNeed::None)
        reload();
}

void ResourceDetails::refresh()
{
    m_shown.clear();
    if (m_resources.size() <= mostCompared) {
        for (const Resource& resource : m_resources)
            m_shown.push_back(resource.redacted());
    }
    refreshHead();
    refreshFacts();
    m_summary->showSections(m_shown);
    fillJson();
}

void ResourceDetails::refreshHead()
{
    if (m_resources.empty())
        return;
    const Resource& first = m_resources.front();
    const QString type = toOneLine(nounOf(first.type()));
    const QString service = toOneLine(std::string(first.client().model().serviceId()));
    if (first.type() == ResourceDefinitions::serviceType) {
        m_head->setContent(QStringLiteral("info"), service, tr("Settings of the service"));
        return;
    }
    m_head->setContent(resourceIconName(first.type()),
                       only() != nullptr ? resourceName(first)
                                         : tr("%1 selected").arg(static_cast<int>(m_resources.size())),
                       tr("%1 in %2").arg(type.left(1).toUpper() + type.mid(1), service));
}

void ResourceDetails::refreshFacts()
{
    m_summary->showFacts(m_shown, {m_showLoading, m_error, m_reply && m_reply->callId() != 0});
}

// Only while it is looked at: a resource with much data takes a while to lay out.
void ResourceDetails::fillJson()
{
    if (m_tabs->currentIndex() != 1)
        return;
    if (only() == nullptr)
        m_json->setBody({}, {}, {});
    else
        m_json->setBody(resourceJson(m_shown.front()).toUtf8(), QStringLiteral("application/json"),
                        wholeValue(m_shown.front()));
}

void ResourceDetails::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

} // namespace inia::ui
