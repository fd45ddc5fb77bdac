#include "ui/widgets/progress.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtCore/QEvent>
#include <QtCore/QTimerEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

#include <chrono>

namespace inia::ui {

namespace {
constexpr int turnMs = 50;
constexpr int degreesPerTick = 20;
} // namespace

Spinner::Spinner(const Appearance& appearance, int size, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_size(appearance.theme().px(size))
{
    setFixedSize(m_size, m_size);
    setAccessibleName(tr("Loading"));
}

QSize Spinner::sizeHint() const
{
    return {m_size, m_size};
}

void Spinner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawSpinner(painter, rect(), m_appearance.theme(), m_angle);
}

void Spinner::showEvent(QShowEvent*)
{
    m_timer.start(turnMs, this);
}

void Spinner::hideEvent(QHideEvent*)
{
    m_timer.stop();
}

void Spinner::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_timer.timerId()) {
        QWidget::timerEvent(event);
        return;
    }
    m_angle = (m_angle + degreesPerTick) % 360;
    update();
}

namespace {
constexpr int tickMs = 33;
constexpr qreal step = 0.02;
constexpr qreal pieceLength = 0.3; // of the width
} // namespace

ProgressLine::ProgressLine(const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_appearance(appearance)
{
    setFixedHeight(appearance.theme().px(2));
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void ProgressLine::setRunning(bool running)
{
    if (m_running == running)
        return;
    m_running = running;
    if (!running)
        m_timer.stop();
    else if (isVisible())
        m_timer.start(tickMs, this);
    update();
}

void ProgressLine::paintEvent(QPaintEvent*)
{
    if (!m_running)
        return;
    QPainter painter(this);
    const qreal piece = width() * pieceLength;
    const qreal left = m_position * (width() + piece) - piece;
    painter.fillRect(QRectF(left, 0, piece, height()), m_appearance.theme().color(Token::Accent));
}

void ProgressLine::showEvent(QShowEvent*)
{
    if (m_running)
        m_timer.start(tickMs, this);
}

void ProgressLine::hideEvent(QHideEvent*)
{
    m_timer.stop();
}

void ProgressLine::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_timer.timerId()) {
        QWidget::timerEvent(event);
        return;
    }
    m_position = m_position + step > 1 ? 0 : m_position + step;
    update();
}

namespace {
constexpr QLatin1StringView separator("  \xB7  "); // middle dot
constexpr std::chrono::seconds noticeTime(10);
} // namespace

StatusLine::StatusLine(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_spinner(new Spinner(appearance, 14, this)),
      m_mark(new QLabel(this)),
      m_count(new ElidedLabel(appearance, FontRole::Header, Token::Text, this)),
      m_dim(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_loadMore(new LinkButton(appearance, tr("Load more"), this)),
      m_loadAll(new LinkButton(appearance, tr("Load all"), this)),
      m_cancel(new LinkButton(appearance, tr("Cancel"), this)),
      m_selection(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this))
{
    const Theme& theme = appearance.theme();
    setFixedHeight(theme.sizes().statusLine);
    setFocusPolicy(Qt::NoFocus);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.px(12), 1, theme.px(12), 0);
    layout->setSpacing(0);
    m_count->setElideMode(Qt::ElideRight);
    m_dim->setElideMode(Qt::ElideRight);
    m_selection->setElideMode(Qt::ElideRight);
    layout->addWidget(m_spinner);
    layout->addWidget(m_mark);
    layout->addSpacing(0);
    layout->addWidget(m_count);
    layout->addWidget(m_dim);
    layout->addSpacing(theme.px(22));
    for (LinkButton* link : {m_loadMore, m_loadAll, m_cancel}) {
        layout->addWidget(link);
        layout->addSpacing(theme.px(6));
    }
    layout->addStretch(1);
    layout->addWidget(m_selection);
    m_spinner->setContentsMargins(0, 0, 0, 0);
    m_mark->setFixedWidth(theme.sizes().icon + theme.sizes().iconGap);
    connect(m_loadMore, &QAbstractButton::clicked, this, &StatusLine::loadMoreRequested);
    connect(m_loadAll, &QAbstractButton::clicked, this, &StatusLine::loadAllRequested);
    connect(m_cancel, &QAbstractButton::clicked, this, &StatusLine::cancelRequested);
    m_noticeTimer.setSingleShot(true);
    m_noticeTimer.setInterval(noticeTime);
    connect(&m_noticeTimer, &QTimer::timeout, this, [this] { showNotice({}); });
    m_cancel->setToolTip(tr("Stop loading (Esc)"));
    setFacts({});
}

void StatusLine::setFacts(const StatusFacts& facts)
{
    m_facts = facts;
    m_count->setText(facts.count);
    QString dim;
    for (const QString& fact : facts.facts)
        dim += separator + fact;
    m_dim->setText(dim);
    m_dim->setVisible(!dim.isEmpty());
    m_loadMore->setVisible(facts.canLoadMore);
    m_loadAll->setVisible(facts.canLoadAll);
    m_cancel->setVisible(facts.canCancel);
    setAccessibleName(facts.count + dim);
    updateMark();
}

void StatusLine::updateMark()
{
    const bool busy = m_facts.mark == StatusFacts::Mark::Busy;
    const bool bad = m_facts.mark == StatusFacts::Mark::Warning || m_facts.mark == StatusFacts::Mark::Denied;
    m_spinner->setVisible(busy);
    m_mark->setVisible(bad || busy);
    m_mark->setFixedWidth(bad ? m_appearance.theme().sizes().icon + m_appearance.theme().sizes().iconGap
                              : m_appearance.theme().sizes().iconGap);
    m_count->setColor(bad ? Token::Danger : Token::Text);
    const QString icon =
        m_facts.mark == StatusFacts::Mark::Denied ? QStringLiteral("error") : QStringLiteral("warn");
    m_mark->setPixmap(bad ? m_appearance.icons().pixmap(icon, Token::Danger,
                                                        m_appearance.theme().sizes().iconSmall,
                                                        devicePixelRatioF())
                          : QPixmap());
}

void StatusLine::setSelectionText(const QString& text)
{
    m_selectionText = text;
    updateRight();
}

void StatusLine::showNotice(const QString& text)
{
    m_notice = text;
    text.isEmpty() ? m_noticeTimer.stop() : m_noticeTimer.start();
    updateRight();
}

void StatusLine::updateRight()
{
    m_selection->setText(m_notice.isEmpty() ? m_selectionText : m_notice);
}

void StatusLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
    drawHairline(painter, QRect(0, 0, width(), 1), m_appearance.theme().color(Token::Border));
}

void StatusLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateMark();
}

} // namespace inia::ui
