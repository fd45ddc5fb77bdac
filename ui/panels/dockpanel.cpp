#include "ui/panels/dockpanel.h"

#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessiontabs.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

namespace {

constexpr int headHeight = 36;
constexpr int footHeight = 26;
constexpr int listWidth = 800;

} // namespace

DockPage::DockPage(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_tabs(new TabStrip(appearance, this)),
      m_lines(new QVBoxLayout(this)),
      m_foot(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_problem(new ElidedLabel(appearance, FontRole::Secondary, Token::Danger, this))
{
    const Theme& theme = appearance.theme();
    auto* head = new QWidget(this);
    head->setFixedHeight(theme.px(headHeight));
    m_head = new QHBoxLayout(head);
    m_head->setContentsMargins(theme.px(12), 0, theme.px(8), 0);
    m_head->setSpacing(theme.px(6));
    m_head->addWidget(m_tabs);
    m_head->addStretch(1);
    m_lines->setContentsMargins(0, 1, 0, 0);
    m_lines->setSpacing(0);
    m_lines->addWidget(head);
}

void DockPage::addTool(QWidget* tool)
{
    m_head->addWidget(tool);
}

void DockPage::addCloseTool(const QString& text)
{
    auto* close = new ToolButton(m_appearance, QStringLiteral("x"), text, {}, this);
    addTool(close);
    connect(close, &QToolButton::clicked, this, &DockPage::closeRequested);
}

QWidget* DockPage::newBody(QWidget* list, int minListWidth, QWidget* detail, int detailWidth)
{
    const Theme& theme = m_appearance.theme();
    auto* left = new QWidget(this);
    auto* foot = new QWidget(left);
    foot->setFixedHeight(theme.px(footHeight));
    auto* line = new QHBoxLayout(foot);
    line->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    line->setSpacing(0);
    line->addWidget(m_foot);
    line->addWidget(m_problem);
    line->addStretch(1);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(list, 1);
    column->addWidget(foot);
    left->setMinimumWidth(minListWidth);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(detail);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({theme.px(listWidth), detailWidth});
    connect(splitter, &QSplitter::splitterMoved, this, &DockPage::bodyChanged);
    m_splitter = splitter;
    return splitter;
}

QByteArray DockPage::bodyState() const
{
    return m_splitter != nullptr ? m_splitter->saveState() : QByteArray();
}

void DockPage::restoreBody(const QByteArray& state)
{
    if (m_splitter == nullptr || !m_splitter->restoreState(state))
        return;
    m_splitter->setHandleWidth(1); // a part of the saved state that is ours to decide
    m_splitter->setChildrenCollapsible(false);
}

void DockPage::setBody(QWidget* body)
{
    m_lines->addWidget(body, 1);
}

void DockPage::setFoot(const QStringList& facts, const QString& problem)
{
    const QString dot = QStringLiteral(" \u00B7 ");
    m_foot->setText(facts.join(dot));
    m_problem->setText(facts.isEmpty() || problem.isEmpty() ? problem : dot + problem);
}

void DockPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

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
