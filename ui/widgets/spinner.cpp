#include "ui/widgets/spinner.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtCore/QTimerEvent>

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

} // namespace inia::ui
