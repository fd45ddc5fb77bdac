#include "ui/widgets/progressindicators.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtCore/QTimerEvent>
#include <QtGui/QPainter>

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

} // namespace inia::ui
