#include "app/desktop/selftestpilot.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>

namespace inia::desktop {

namespace {

void sendMouse(QWidget* widget, QEvent::Type type, const QPoint& at)
{
    const Qt::MouseButtons held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, at, widget->mapToGlobal(at), Qt::LeftButton, held, Qt::NoModifier);
    QApplication::sendEvent(widget, &event);
}

void sendClick(QWidget* widget, const QPoint& at)
{
    sendMouse(widget, QEvent::MouseButtonPress, at);
    sendMouse(widget, QEvent::MouseButtonRelease, at);
}

} // namespace

SelfTestPilot::SelfTestPilot(QWidget& window) : m_window(window) {}

QWidget* SelfTestPilot::find(const QString& name) const
{
    for (QWidget* widget : m_window.findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const QString words = button != nullptr && widget->accessibleName().isEmpty()
                                  ? button->text()
                                  : widget->accessibleName();
        if (widget->isVisible() && words.startsWith(name))
            return widget;
    }
    return nullptr;
}

bool SelfTestPilot::click(const QString& name) const
{
    return click(find(name));
}

bool SelfTestPilot::click(QWidget* widget) const
{
    if (widget == nullptr || !widget->isVisible() || !widget->isEnabled())
        return false;
    sendClick(widget, widget->rect().center());
    return true;
}

QPoint SelfTestPilot::reveal(QAbstractItemView* view, const QModelIndex& index) const
{
    view->scrollTo(index, QAbstractItemView::EnsureVisible);
    const QRect cell = view->visualRect(index);
    return {qMin(cell.center().x(), cell.left() + 60), cell.center().y()};
}

bool SelfTestPilot::clickRow(QAbstractItemView* view, const QModelIndex& index) const
{
    if (!index.isValid())
        return false;
    view->setFocus(Qt::MouseFocusReason);
    sendClick(view->viewport(), reveal(view, index));
    return true;
}

bool SelfTestPilot::doubleClickRow(QAbstractItemView* view, const QModelIndex& index) const
{
    if (!clickRow(view, index))
        return false;
    const QPoint at = reveal(view, index);
    sendMouse(view->viewport(), QEvent::MouseButtonDblClick, at);
    sendMouse(view->viewport(), QEvent::MouseButtonRelease, at);
    return true;
}

QWidget* SelfTestPilot::keyTarget() const
{
    if (QWidget* popup = QApplication::activePopupWidget())
        return popup->focusWidget() != nullptr ? popup->focusWidget() : popup;
    return m_window.focusWidget() != nullptr ? m_window.focusWidget() : &m_window;
}

void SelfTestPilot::type(const QString& text) const
{
    for (const QChar character : text) {
        QWidget* target = keyTarget();
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(character));
        QApplication::sendEvent(target, &press);
        QKeyEvent release(QEvent::KeyRelease, 0, Qt::NoModifier, QString(character));
        QApplication::sendEvent(target, &release);
    }
}

void SelfTestPilot::press(int key, Qt::KeyboardModifiers modifiers) const
{
    QWidget* target = keyTarget();
    QKeyEvent press(QEvent::KeyPress, key, modifiers);
    QApplication::sendEvent(target, &press);
}

QPixmap SelfTestPilot::picture() const
{
    QPixmap picture = m_window.grab();
    if (QWidget* popup = QApplication::activePopupWidget()) {
        QPainter painter(&picture);
        painter.drawPixmap(m_window.mapFromGlobal(popup->mapToGlobal(QPoint(0, 0))), popup->grab());
    }
    return picture;
}

} // namespace inia::desktop
