#pragma once

#include <QtCore/QBasicTimer>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QRect>

class QStyleOptionViewItem;
class QWidget;

namespace inia::ui {

// Turns the spinners that delegates paint: they cannot hold a timer per row. A delegate reports each spinner
// it draws; the clock repaints those places, and stops when a repaint draws none.
class SpinnerClock final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    Q_DISABLE_COPY_MOVE(SpinnerClock)

    [[nodiscard]] qreal angle() const { return m_angle; }
    // `place` in the coordinates of the viewport of the option's view.
    void drawn(const QStyleOptionViewItem& option, const QRect& place);

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    QBasicTimer m_timer;
    QPointer<QWidget> m_viewport;
    QList<QRect> m_places;
    qreal m_angle = 0;
};

} // namespace inia::ui
