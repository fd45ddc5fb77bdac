#pragma once

#include "ui/widgets/sessiontab.h"

#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;
class SessionTabBar;
class ToolButton;

// The open sessions at the left of the session bar: each with a strip in its colour, the current one on the
// toolbar's surface. Indexes are the places of the tabs, as in QTabBar. Ctrl+Tab is the owner's business;
// with the focus inside, arrow keys move and Delete closes.
class SessionTabs final : public QWidget {
    Q_OBJECT

public:
    explicit SessionTabs(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(SessionTabs)

    int addTab(const SessionTab& tab); // the first one becomes current
    void setTab(int index, const SessionTab& tab);
    [[nodiscard]] SessionTab tab(int index) const;
    void removeTab(int index);
    [[nodiscard]] int count() const;
    [[nodiscard]] int currentIndex() const;
    void setCurrentIndex(int index);
    [[nodiscard]] ToolButton* newButton() const { return m_new; }

signals:
    void currentChanged(int index);
    void closeRequested(int index);
    void newRequested();

private:
    SessionTabBar* m_bar;
    ToolButton* m_new;
};

} // namespace inia::ui
