#include "ui/panels/detailspanel.h"

#include "ui/models/displaytext.h"
#include "ui/panels/errorstate.h"
#include "ui/panels/keyvalueview.h"
#include "ui/panels/objectfacts.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elidedlabel.h"

#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int loadingDelayMs = 150;
constexpr int keyWidth = 104;

} // namespace

DetailsPanel::DetailsPanel(const Appearance& appearance, std::string partition, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_partition(std::move(partition)),
      m_icon(new QLabel(this)),
      m_name(new ElidedLabel(appearance, FontRole::PanelHeading, Token::Text, this)),
      m_subtitle(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_facts(new KeyValueView(appearance, tr("Details"), keyWidth, this)),
      m_state(new StateView(appearance, this))
{
    m_loadingTimer.setSingleShot(true);
    m_loadingTimer.setInterval(loadingDelayMs);
    connect(&m_loadingTimer, &QTimer::timeout, this, &DetailsPanel::showLoading);
    connect(m_facts, &KeyValueView::copyRequested, this, &DetailsPanel::copyRequested);
    connect(m_state, &StateView::copyRequested, this, &DetailsPanel::copyRequested);
    connect(m_state, &StateView::actionTriggered, this, &DetailsPanel::act, Qt::QueuedConnection);
    connect(&appearance, &Appearance::changed, this,
            [this] { setTitle(m_iconName, m_name->text(), m_subtitle->text()); });
    build();
    clear();
}

void DetailsPanel::build()
{
    setFocusProxy(m_facts);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(1, 0, 0, 0);
    all->setSpacing(0);
    m_head = buildHead();
    m_copies = buildCopies();
    all->addWidget(m_head);
    all->addWidget(m_facts, 1);
    all->addWidget(m_state, 1);
    all->addWidget(m_copies);
    all->addStretch(0);
}

QWidget* DetailsPanel::buildHead()
{
    const Theme& theme = m_appearance.theme();
    auto* head = new QWidget(this);
    auto* grid = new QGridLayout(head);
    grid->setContentsMargins(theme.sizes().panelPadding, theme.px(12), theme.sizes().panelPadding,
                             theme.px(8));
    grid->setHorizontalSpacing(theme.px(8));
    grid->setVerticalSpacing(theme.px(2));
    m_icon->setFixedSize(theme.sizes().iconLarge, theme.sizes().iconLarge);
    grid->addWidget(m_icon, 0, 0);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(m_subtitle, 1, 1);
    grid->setColumnStretch(1, 1);
    return head;
}

QWidget* DetailsPanel::buildCopies()
{
    const Theme& theme = m_appearance.theme();
    auto* copies = new QWidget(this);
    auto* lines = new QVBoxLayout(copies);
    lines->setContentsMargins(theme.sizes().panelPadding, theme.px(12), theme.sizes().panelPadding,
                              theme.px(12));
    lines->setSpacing(theme.px(8));
    auto* label = new ElidedLabel(m_appearance, FontRole::Badge, Token::Text2, copies);
    label->setText(tr("Copy as").toUpper());
    lines->addWidget(label);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.sizes().buttonGap);
    const auto add = [&](const QString& name, QString (DetailsPanel::*text)() const) {
        auto* chip = new Chip(m_appearance, Chip::Kind::Outlined, {}, name, copies);
        chip->setAccessibleName(tr("Copy as %1").arg(name));
        line->addWidget(chip);
        connect(chip, &QAbstractButton::clicked, this, [this, text] { emit copyRequested((this->*text)()); });
    };
    add(tr("S3 URI"), &DetailsPanel::uri);
    add(tr("ARN"), &DetailsPanel::arn);
    line->addStretch(1);
    lines->addLayout(line);
    return copies;
}

QString DetailsPanel::uri() const
{
    return toQString(m_place.uri());
}

QString DetailsPanel::arn() const
{
    std::string text = "arn:" + m_partition + ":s3:::" + m_place.bucket;
    if (!m_place.prefix.empty())
        text += '/' + m_place.prefix;
    return toQString(text);
}

void DetailsPanel::setTitle(const QString& icon, const QString& name, const QString& subtitle)
{
    m_iconName = icon;
    if (!icon.isEmpty())
        m_icon->setPixmap(m_appearance.icons().pixmap(
            icon, Token::Accent, m_appearance.theme().sizes().iconLarge, devicePixelRatioF()));
    m_name->setText(name);
    m_subtitle->setText(subtitle);
}

void DetailsPanel::clear()
{
    m_object.reset();
    m_reply.reset();
    m_loadingTimer.stop();
    m_place = {};
    for (QWidget* part : {m_head, m_copies, static_cast<QWidget*>(m_facts), static_cast<QWidget*>(m_state)})
        part->hide();
}

void DetailsPanel::showPlace(const S3Location& place)
{
    clear();
    m_place = place;
    const bool bucket = place.prefix.empty();
    setTitle(bucket ? QStringLiteral("bucket") : QStringLiteral("folder"), toOneLine(place.lastPart()),
             bucket ? tr("Bucket") : tr("Prefix in %1").arg(toOneLine(place.bucket)));
    KeyValueSection section;
    section.title = bucket ? tr("Bucket") : tr("Prefix");
    const auto add = [&](const QString& key, const QString& value) {
        KeyValue row;
        row.key = key;
        row.value = value;
        row.exact = value;
        row.copy = value;
        row.mono = true;
        section.rows.push_back(std::move(row));
    };
    add(tr("S3 URI"), uri());
    add(tr("ARN"), arn());
    m_facts->setSections({section});
    for (QWidget* part : {m_head, m_copies, static_cast<QWidget*>(m_facts)})
        part->show();
}

void DetailsPanel::showObject(const Resource& object, const S3Location& where, const QString& iconName)
{
    if (m_object && where == m_place && (m_loaded || m_reply))
        return;
    clear();
    m_place = where;
    m_object = object;
    m_loaded = false;
    setTitle(iconName, toOneLine(where.lastPart()), tr("Object in %1").arg(toOneLine(where.bucket)));
    m_facts->setSections({});
    for (QWidget* part : {m_head, m_copies, static_cast<QWidget*>(m_facts)})
        part->show();
    if (isVisible())
        load();
}

void DetailsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_object && !m_loaded && !m_reply)
        load();
}

void DetailsPanel::load()
{
    CallOptions options;
    options.cause = tr("Select row").toStdString();
    options.target = m_place.lastPart();
    m_reply = m_object->load(options);
    connect(m_reply.get(), &Reply::finished, this, &DetailsPanel::takeAnswer);
    m_loadingTimer.start();
}

void DetailsPanel::showLoading()
{
    KeyValueSection section;
    section.title = tr("Object");
    KeyValue row;
    row.key = tr("Loading\u2026");
    row.state = RowState::Loading;
    section.rows.push_back(std::move(row));
    m_state->hide();
    m_facts->setSections({section});
    m_facts->show();
}

void DetailsPanel::takeAnswer()
{
    m_loadingTimer.stop();
    const auto& result = m_reply->result();
    m_loaded = true;
    m_facts->setVisible(result.ok());
    m_state->setVisible(!result.ok());
    if (result) {
        m_facts->setSections(objectSections(m_object->acceptLoad(*result)));
        return;
    }
    const Error& error = result.error();
    m_state->setContent(errorState(
        error, isAccessDenied(error) ? tr("You may not read this object") : tr("No details of this object"),
        m_reply->callId() != 0));
}

void DetailsPanel::act(const QString& id)
{
    if (id == stateaction::showRequest && m_reply) {
        emit showCallRequested(m_reply->callId());
    } else if (id == stateaction::retry && m_object) {
        m_loaded = false;
        load();
    }
}

void DetailsPanel::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::Surface));
}

} // namespace inia::ui
