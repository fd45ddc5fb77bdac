#include "ui/panels/dockpanel.h"

#include "ui/widgets/tabstrip.h"

#include <utility>

namespace inia::ui {

DockPanel::DockPanel(QWidget* parent) : QStackedWidget(parent) {}

void DockPanel::addPanel(QWidget* panel, TabStrip* tabs, const QString& title)
{
    m_panels.push_back({panel, tabs, title});
    addWidget(panel);
    if (m_panels.size() == 1)
        setFocusProxy(panel);
    for (const Panel& each : m_panels) {
        for (int page = each.tabs->count(); page < static_cast<int>(m_panels.size()); ++page)
            each.tabs->addPage(m_panels[static_cast<std::size_t>(page)].title);
    }
    connect(tabs, &QTabBar::currentChanged, this, [this](int page) {
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

void DockPanel::refresh()
{
    m_refreshing = true;
    for (const Panel& each : m_panels) {
        for (std::size_t page = 0; page < m_panels.size(); ++page)
            each.tabs->setCount(static_cast<int>(page), m_panels[page].count);
        each.tabs->setCurrentIndex(currentIndex());
    }
    m_refreshing = false;
}

} // namespace inia::ui
