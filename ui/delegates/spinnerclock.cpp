#include "ui/delegates/spinnerclock.h"

#include <QtCore/QTimerEvent>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QStyleOptionViewItem>

#include <utility>

namespace inia::ui {

namespace {
constexpr int tickMs = 50;
constexpr qreal degreesPerTick = 20;
} // namespace

void SpinnerClock::drawn(const QStyleOptionViewItem& option, const QRect& place)
{
    const auto* view = qobject_cast<const QAbstractScrollArea*>(option.widget);
    if (!view)
        return;
    m_viewport = view->viewport();
    if (!m_places.contains(place))
        m_places.append(place);
    if (!m_timer.isActive())
        m_timer.start(tickMs, this);
}

void SpinnerClock::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_timer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    if (m_places.isEmpty() || !m_viewport || !m_viewport->isVisible()) {
        m_places.clear();
        m_timer.stop();
        return;
    }
    m_angle += degreesPerTick;
    if (m_angle >= 360)
        m_angle -= 360;
    const QList<QRect> places = std::exchange(m_places, {});
    for (const QRect& place : places)
        m_viewport->update(place);
}

} // namespace inia::ui
