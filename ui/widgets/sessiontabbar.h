#pragma once

#include "ui/widgets/sessiontab.h"

#include <QtWidgets/QTabBar>

namespace inia::ui {

class Appearance;

// The tabs of SessionTabs: what they say, how they are drawn, and how they are closed. The current one has a
// button for it, all have the middle mouse button.
class SessionTabBar final : public QTabBar {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionTabBar)

public:
    explicit SessionTabBar(const Appearance& appearance, QWidget* parent = nullptr);

    int add(const SessionTab& tab);
    void put(int index, const SessionTab& tab);
    [[nodiscard]] SessionTab at(int index) const { return m_tabs.value(index); }

signals:
    void closeRequested(int index);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void tabRemoved(int index) override;

private:
    void addCloseButton(int index);
    void showCloseButtons();
    void paintTab(QPainter& painter, int index) const;
    void paintGround(QPainter& painter, const QRect& area, const SessionTab& tab, bool current) const;
    void paintWords(QPainter& painter, QRect space, const SessionTab& tab, bool current) const;

    const Appearance& m_appearance;
    QList<SessionTab> m_tabs;
};

} // namespace inia::ui
