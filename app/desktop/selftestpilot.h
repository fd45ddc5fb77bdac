#pragma once

#include <QtCore/QModelIndex>
#include <QtCore/QPoint>
#include <QtCore/QString>
#include <QtGui/QPixmap>

class QAbstractItemView;
class QWidget;

namespace inia::desktop {

// Hands and eyes of the self-test: does what a person does with mouse and keyboard, by the same events, and
// takes pictures. Knows widgets by what they are called for a screen reader.
class SelfTestPilot final {
public:
    explicit SelfTestPilot(QWidget& window);

    // A visible widget whose name for a screen reader begins with `name`; null when there is none.
    [[nodiscard]] QWidget* find(const QString& name) const;
    // False when there is no such widget, or nothing to click on.
    bool click(const QString& name) const;
    bool click(QWidget* widget) const;
    bool clickRow(QAbstractItemView* view, const QModelIndex& index) const;
    bool doubleClickRow(QAbstractItemView* view, const QModelIndex& index) const;
    // Into the widget that has the focus, or the popup's field.
    void type(const QString& text) const;
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;

    // The window with an open popup on top of it.
    [[nodiscard]] QPixmap picture() const;

private:
    [[nodiscard]] QPoint reveal(QAbstractItemView* view, const QModelIndex& index) const;
    [[nodiscard]] QWidget* keyTarget() const;

    QWidget& m_window;
};

} // namespace inia::desktop
