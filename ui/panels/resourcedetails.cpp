#include "ui/panels/resourcedetails.h"

#include "core/protocol/jsonwriter.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcecolumn.h"
#include "ui/models/resourcenames.h"
#include "ui/models/resourcepresentation.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/errorstate.h"
#include "ui/panels/keyvalueview.h"
#include "ui/panels/resourcefacts.h"
#include "ui/panels/valuefold.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/tabstrip.h"
#include "ui/widgets/toolbutton.h"

#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int loadingDelayMs = 150;
constexpr int keyWidth = 124;

QString idText(const Resource& resource)
{
    return resource.identifiers().empty() ? QString() : toQString(plainCell(resource.identifiers().back()));
}

} // namespace

ResourceDetails::ResourceDetails(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_layouts(ResourceLayouts::builtIn()),
      m_icon(new QLabel(this)),
      m_name(new ElidedLabel(appearance, FontRole::PanelHeading, Token::Text, this)),
      m_subtitle(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_tabs(new TabStrip(appearance, this)),
      m_summary(new QScrollArea(this)),
      m_json(new BodyView(appearance, this)),
      m_body(new QWidget(this)),
      m_pages(new QStackedLayout)
{
    m_loadingTimer.setSingleShot(true);
    m_loadingTimer.setInterval(loadingDelayMs);
    connect(&m_loadingTimer, &QTimer::timeout, this, [this] {
        m_showLoading = true;
        fillSummary();
    });
    connect(&appearance, &Appearance::changed, this, &ResourceDetails::refreshHead);
    build();
    clear();
}

ResourceDetails::~ResourceDetails() = default;

void ResourceDetails::build()
{
    const Theme& theme = m_appearance.theme();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(1, 0, 0, 0);
    all->addWidget(m_body);
    auto* lines = new QVBoxLayout(m_body);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(buildHead());
    m_tabs->addPage(tr("Summary"));
    m_tabs->addPage(tr("JSON"));
    m_tabs->setAccessibleName(tr("Details"));
    auto* tabLine = new QHBoxLayout;
    tabLine->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    tabLine->addWidget(m_tabs);
    lines->addLayout(tabLine);
    m_pages->addWidget(buildSummary());
    auto* json = new QWidget(m_body);
    auto* jsonLines = new QVBoxLayout(json);
    jsonLines->setContentsMargins(0, theme.px(8), 0, 0);
    jsonLines->addWidget(m_json->tools(), 0, Qt::AlignRight);
    jsonLines->addWidget(m_json, 1);
    m_pages->addWidget(json);
    lines->addLayout(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int page) {
        m_pages->setCurrentIndex(page);
        fillJson();
    });
    connect(m_json, &BodyView::copyRequested, this, &ResourceDetails::copyRequested);
}

QWidget* ResourceDetails::buildHead()
{
    const Theme& theme = m_appearance.theme();
    auto* head = new QWidget(m_body);
    auto* grid = new QGridLayout(head);
    grid->setContentsMargins(theme.sizes().panelPadding, theme.px(12), theme.px(8), theme.px(8));
    grid->setHorizontalSpacing(theme.px(8));
    grid->setVerticalSpacing(theme.px(2));
    m_icon->setFixedSize(theme.sizes().iconLarge, theme.sizes().iconLarge);
    auto* again =
        new ToolButton(m_appearance, QStringLiteral("reload"), tr("Load the details again"), {}, head);
    connect(again, &QToolButton::clicked, this, &ResourceDetails::reload);
    grid->addWidget(m_icon, 0, 0);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(again, 0, 2, 2, 1, Qt::AlignTop);
    grid->addWidget(m_subtitle, 1, 1);
    grid->setColumnStretch(1, 1);
    return head;
}

QWidget* ResourceDetails::buildSummary()
{
    auto* content = new QWidget;
    auto* lines = new QVBoxLayout(content);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    m_facts = new KeyValueView(m_appearance, tr("Details"), keyWidth, content);
    m_state = new StateView(m_appearance, content);
    lines->addWidget(m_facts);
    lines->addWidget(m_state);
    lines->addStretch(1);
    m_summary->setWidget(content);
    m_summary->setWidgetResizable(true);
    // The panel paints the ground of all of it.
    content->setAutoFillBackground(false);
    m_summary->viewport()->setAutoFillBackground(false);
    m_summary->setFrameShape(QFrame::NoFrame);
    m_summary->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_summary->setFocusPolicy(Qt::NoFocus);
    setFocusProxy(m_facts);
    connect(m_facts, &KeyValueView::copyRequested, this, &ResourceDetails::copyRequested);
    connect(m_facts, &KeyValueView::linkActivated, this, &ResourceDetails::followLink);
    connect(m_state, &StateView::copyRequested, this, &ResourceDetails::copyRequested);
    // Queued: what an action does may replace the buttons it came from.
    connect(m_state, &StateView::actionTriggered, this, &ResourceDetails::act, Qt::QueuedConnection);
    return m_summary;
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
        only()->acceptLoad(*result);
    else if (!only()->acceptLoadError(result.error()))
        m_error = result.error();
    refresh();
}

void ResourceDetails::act(const QString& id)
{
    if (id == stateaction::showRequest && m_reply)
        emit showCallRequested(m_reply->callId());
    else if (id == stateaction::retry)
        reload();
}

void ResourceDetails::refresh()
{
    refreshHead();
    fillSummary();
    fillMore();
    fillJson();
}

void ResourceDetails::refreshHead()
{
    if (m_resources.empty())
        return;
    const Resource& first = m_resources.front();
    const QString type = toOneLine(nounOf(first.type()));
    const QString service = toOneLine(std::string(first.client().model().serviceId()));
    m_icon->setPixmap(m_appearance.icons().pixmap(resourceIconName(first.type()), Token::Accent,
                                                  m_appearance.theme().sizes().iconLarge,
                                                  devicePixelRatioF()));
    m_name->setText(only() != nullptr ? resourceName(first)
                                      : tr("%1 selected").arg(static_cast<int>(m_resources.size())));
    m_subtitle->setText(tr("%1 in %2").arg(type.left(1).toUpper() + type.mid(1), service));
}

void ResourceDetails::fillSummary()
{
    auto sections = m_resources.empty()
                        ? std::vector<KeyValueSection>()
                        : resourceSections(m_resources, m_layouts.columns(m_resources.front().definition()));
    m_links = only() != nullptr ? resourceLinks(*only()) : std::vector<ResourceLink>();
    if (!m_links.empty()) {
        KeyValueSection section{tr("Refers to"), {}};
        for (const auto& link : m_links) {
            KeyValue row;
            row.key = link.name;
            row.value = toOneLine(idText(link.target).toStdString());
            row.exact = row.value;
            row.mono = true;
            row.link = true;
            section.rows.push_back(std::move(row));
        }
        sections.push_back(std::move(section));
    }
    if (m_showLoading) {
        KeyValue row;
        row.key = tr("Loading\u2026");
        row.state = RowState::Loading;
        sections.push_back({tr("Attributes"), {std::move(row)}});
    }
    m_facts->setSections(sections);
    m_facts->setMinimumHeight(m_facts->maximumHeight());
    m_state->setVisible(m_error.has_value());
    if (m_error) {
        const QString title = isAccessDenied(*m_error) ? tr("You may not read its details")
                                                       : tr("Its details could not be loaded");
        m_state->setContent(errorState(*m_error, title, m_reply && m_reply->callId() != 0));
        m_state->setMinimumHeight(m_appearance.theme().px(300));
    }
}

void ResourceDetails::fillMore()
{
    delete m_more;
    m_more = nullptr;
    if (only() == nullptr)
        return;
    m_more = new QWidget(m_summary->widget());
    auto* lines = new QVBoxLayout(m_more);
    lines->setContentsMargins(0, 0, 0, m_appearance.theme().px(12));
    lines->setSpacing(0);
    addTags();
    addNested();
    addCollections();
    addCopies();
    auto* content = static_cast<QVBoxLayout*>(m_summary->widget()->layout());
    content->insertWidget(content->count() - 1, m_more);
    m_more->show(); // the layout would do it one turn later
}

// A section label, and the line of things below it.
QLayout* ResourceDetails::addLine(const QString& title)
{
    const Theme& theme = m_appearance.theme();
    auto* section = new QWidget(m_more);
    auto* lines = new QVBoxLayout(section);
    lines->setContentsMargins(theme.sizes().panelPadding, theme.px(10), theme.sizes().panelPadding, 0);
    lines->setSpacing(theme.px(4));
    auto* label = new ElidedLabel(m_appearance, FontRole::Badge, Token::Text2, section);
    label->setText(title.toUpper());
    lines->addWidget(label);
    auto* flow = new FlowLayout(theme.px(6));
    lines->addLayout(flow);
    m_more->layout()->addWidget(section);
    return flow;
}

void ResourceDetails::addTags()
{
    const Value tags = tagsOf(only()->data());
    if (tags.size() == 0)
        return;
    QLayout* line = addLine(tr("Tags"));
    for (const auto& tag : tags.items()) {
        const QString value = toOneLine(tag["Value"].text());
        auto* chip = new Chip(m_appearance, Chip::Kind::Tag, toOneLine(tag["Key"].text()), value, m_more);
        chip->setToolTip(tr("%1 = %2: click to copy").arg(toOneLine(tag["Key"].text()), value));
        line->addWidget(chip);
        connect(chip, &QAbstractButton::clicked, this,
                [this, text = toQString(tag["Key"].text() + "=" + tag["Value"].text())] {
                    emit copyRequested(text);
                });
    }
}

void ResourceDetails::addNested()
{
    const auto nested = nestedAttributes(*only());
    if (nested.empty())
        return;
    (void)addLine(tr("Structures"));
    for (const auto& [name, value] : nested) {
        auto* fold = new ValueFold(m_appearance, name, value, m_more);
        m_more->layout()->addWidget(fold);
        connect(fold, &ValueFold::copyRequested, this, &ResourceDetails::copyRequested);
    }
}

void ResourceDetails::addCollections()
{
    const auto collections = collectionNames(*only());
    if (collections.empty())
        return;
    QLayout* line = addLine(tr("Has"));
    for (const auto& collection : collections) {
        const QString text = collectionLabel(collection);
        auto* chip = new Chip(m_appearance, Chip::Kind::Outlined, {}, text, m_more);
        chip->setAccessibleName(tr("Open %1").arg(text));
        line->addWidget(chip);
        connect(chip, &QAbstractButton::clicked, this,
                [this, collection] { emit collectionOpened(*only(), collection); });
    }
}

void ResourceDetails::addCopies()
{
    QLayout* line = addLine(tr("Copy as"));
    const auto add = [&](const QString& name, const QString& text) {
        auto* chip = new Chip(m_appearance, Chip::Kind::Outlined, {}, name, m_more);
        chip->setAccessibleName(tr("Copy as %1").arg(name));
        line->addWidget(chip);
        connect(chip, &QAbstractButton::clicked, this, [this, text] { emit copyRequested(text); });
    };
    const std::string arn = arnOf(*only());
    const QString id = idText(*only());
    if (!arn.empty())
        add(tr("ARN"), toQString(arn));
    if (id.toStdString() != arn && !id.isEmpty())
        add(tr("Id"), id);
    add(tr("JSON"), json());
}

void ResourceDetails::followLink(const QString& key, const QString& value)
{
    for (const auto& link : m_links) {
        if (link.name == key && toOneLine(idText(link.target).toStdString()) == value) {
            emit resourceOpened(link.target);
            return;
        }
    }
}

QString ResourceDetails::json() const
{
    return toQString(toJson(wholeValue(*only()), JsonStyle::indented()));
}

// Only while it is looked at: a resource with much data takes a while to lay out.
void ResourceDetails::fillJson()
{
    if (m_tabs->currentIndex() != 1)
        return;
    if (only() == nullptr)
        m_json->setBody({}, {}, {});
    else
        m_json->setBody(json().toUtf8(), QStringLiteral("application/json"), wholeValue(*only()));
}

void ResourceDetails::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

} // namespace inia::ui
