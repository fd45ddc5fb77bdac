#include "ui/panels/dockpanel.h"

#include "ui/panels/dockpage.h"
#include "ui/widgets/tabstrip.h"

#include <utility>

namespace inia::ui {

DockPanel::DockPanel(QWidget* parent) : QStackedWidget(parent) {}

void DockPanel::addPanel(DockPage* panel, const QString& title)
{
    m_panels.push_back({panel, title});
    addWidget(panel);
    if (m_panels.size() == 1)
        setFocusProxy(panel);
    for (const Panel& each : m_panels) {
        TabStrip* tabs = each.widget->tabs();
        for (int page = tabs->count(); page < static_cast<int>(m_panels.size()); ++page)
            tabs->addPage(m_panels[static_cast<std::size_t>(page)].title);
    }
    connect(panel, &DockPage::bodyChanged, this, &DockPanel::bodyChanged);
    connect(panel->tabs(), &QTabBar::currentChanged, this, [this](int page) {
        if (m_refreshing || page < 0)
            return;
        showPanel(m_panels[static_cast<std::size_t>(page)].widget);
    });
    refresh();
}

void DockPanel::setCount(QWidget* panel, qint64 count)
{
    for (Panel& each : m_panels) {
        if (each.widget == panel && std::exchange(each.count, count) != count)
            refresh();
    }
}

void DockPanel::showPanel(QWidget* panel)
{
    const bool hadFocus = currentWidget() != nullptr && currentWidget()->isAncestorOf(focusWidget());
    setCurrentWidget(panel);
    setFocusProxy(panel);
    refresh();
    if (hadFocus)
        panel->setFocus();
}

QList<QByteArray> DockPanel::bodyStates() const
{
    QList<QByteArray> states;
    for (const Panel& each : m_panels)
        states.append(each.widget->bodyState());
    return states;
}

void DockPanel::restoreBodies(const QList<QByteArray>& states)
{
    for (std::size_t i = 0; i < m_panels.size() && static_cast<qsizetype>(i) < states.size(); ++i)
        m_panels[i].widget->restoreBody(states[static_cast<qsizetype>(i)]);
}

void DockPanel::refresh()
{
    m_refreshing = true;
    for (const Panel& each : m_panels) {
        for (std::size_t page = 0; page < m_panels.size(); ++page)
            each.widget->tabs()->setCount(static_cast<int>(page), m_panels[page].count);
        each.widget->tabs()->setCurrentIndex(currentIndex());
    }
    m_refreshing = false;
}

} // namespace inia::ui
