#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QString>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;
class ToolButton;

// What a session tab says about its session.
struct SessionTab {
    QString name;
    QString region;
    Token color = Token::Session1; // from sessionToken()
    bool readOnly = false;
    bool production = false;

    bool operator==(const SessionTab&) const = default;
};

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

// Pages of one panel: the current one is underlined by 2 px of accent. A page may carry a count.
class TabStrip final : public QTabBar {
    Q_OBJECT

public:
    enum class Density : quint8 { Normal, Narrow }; // 20 or 16 px between pages

    explicit TabStrip(const Appearance& appearance, QWidget* parent = nullptr,
                      Density density = Density::Normal);
    Q_DISABLE_COPY_MOVE(TabStrip)

    int addPage(const QString& title);
    void setCount(int index, qint64 count); // negative = no pill

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;

private:
    void paintTab(QPainter& painter, int index) const;
    [[nodiscard]] QString countText(int index) const;

    const Appearance& m_appearance;
    int m_gap;
};

} // namespace inia::ui
