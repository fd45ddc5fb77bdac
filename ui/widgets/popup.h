#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QFrame>

class QLineEdit;
class QVBoxLayout;

namespace inia::ui {

class Appearance;
class RowDelegate;
class TreeView;

// What opens over the window until one clicks elsewhere: a framed surface that deletes itself when it closes.
class Popup : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Popup)

public:
    // `width` in pixels of the theme.
    Popup(const Appearance& appearance, int width, Token ground, QWidget* parent);

    // Opens with its upper left corner at `below`, moved so that all of it is on the screen.
    void popup(const QPoint& below);

protected:
    void paintEvent(QPaintEvent* event) override;

    const Appearance& m_appearance;

private:
    Token m_ground;
};

// A field over the list of what its text leaves or finds. Keyboard: type, arrows, Return, Esc; the field
// keeps the focus.
class ListPopup : public Popup {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListPopup)

public:
    [[nodiscard]] QLineEdit* field() const { return m_field; }
    [[nodiscard]] TreeView* list() const { return m_list; }

protected:
    struct Words {
        QString placeholder;
        QString field; // as a screen reader names it
        QString list;  // likewise
    };

    // The list takes `delegate`.
    ListPopup(const Appearance& appearance, int width, const Words& words, RowDelegate* delegate,
              QWidget* parent);

    static constexpr int rowsShown = 14;

    bool eventFilter(QObject* watched, QEvent* event) override;
    // The entry is to be taken: it was clicked, or Return was pressed. May be none.
    virtual void choose(const QModelIndex& index) = 0;
    // Below the field, and below the list.
    [[nodiscard]] QVBoxLayout* head() const { return m_head; }
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }

private:
    void step(int rows);

    QLineEdit* m_field;
    TreeView* m_list;
    QVBoxLayout* m_head;
    QVBoxLayout* m_column;
};

} // namespace inia::ui
