#include "ui/browse/navigationbar.h"

#include "ui/browse/destinations.h"
#include "ui/browse/sessionview.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/pathbar.h"
#include "ui/widgets/toolbutton.h"

#include <QtWidgets/QHBoxLayout>

namespace inia::ui {

namespace {

const char* panelIcon(NavigationBar::Panel panel, bool open)
{
    switch (panel) {
    case NavigationBar::Panel::Tree:
        return open ? "panel-l-on" : "panel-l";
    case NavigationBar::Panel::Inspector:
        return open ? "panel-b-on" : "panel-b";
    case NavigationBar::Panel::Details:
        break;
    }
    return open ? "panel-r-on" : "panel-r";
}

} // namespace

NavigationBar::NavigationBar(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_back(new ToolButton(appearance, QStringLiteral("back"), tr("Back"), Qt::ALT | Qt::Key_Left, this)),
      m_forward(
          new ToolButton(appearance, QStringLiteral("fwd"), tr("Forward"), Qt::ALT | Qt::Key_Right, this)),
      m_up(new ToolButton(appearance, QStringLiteral("up"), tr("Up"), Qt::ALT | Qt::Key_Up, this)),
      m_reload(new ToolButton(appearance, QStringLiteral("reload"), tr("Reload"), Qt::Key_F5, this)),
      m_path(new PathBar(appearance, this)),
      m_menu(new ToolButton(appearance, QStringLiteral("menu"), tr("Menu"), Qt::Key_F10, this))
{
    const Theme& theme = appearance.theme();
    setFixedHeight(theme.sizes().toolbar);
    m_panels[0] = addPanelButton(Panel::Tree, tr("Resource tree"), Qt::Key_F9);
    m_panels[1] = addPanelButton(Panel::Inspector, tr("Inspector"), Qt::Key_F12);
    m_panels[2] = addPanelButton(Panel::Details, tr("Details"), Qt::Key_F11);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.px(6), 0, theme.px(8), 1);
    layout->setSpacing(theme.px(4));
    for (QWidget* widget : {m_back, m_forward, m_up, m_reload})
        layout->addWidget(widget);
    layout->addWidget(m_path, 1);
    layout->addSpacing(theme.px(4));
    for (QWidget* widget : {m_panels[0], m_panels[1], m_panels[2], m_menu})
        layout->addWidget(widget);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    auto* copy = new ToolButton(appearance, QStringLiteral("copy"), tr("Copy the address"), {}, this);
    copy->setIconPixels(14, 22);
    m_path->addTrailing(copy);
    connect(copy, &QToolButton::clicked, this, [this] { emit copyRequested(m_path->address()); });
    connectPath();
    refresh();
}

void NavigationBar::connectPath()
{
    connect(m_path, &PathBar::pathEntered, this, &NavigationBar::enter);
    connect(m_path, &PathBar::partActivated, this, &NavigationBar::goToPart, Qt::QueuedConnection);
    const auto onClick = [this](ToolButton* button, void (SessionView::*act)()) {
        connect(button, &QToolButton::clicked, this, [this, act] {
            if (m_view)
                (m_view->*act)();
        });
    };
    onClick(m_back, &SessionView::back);
    onClick(m_forward, &SessionView::forward);
    onClick(m_up, &SessionView::up);
    onClick(m_reload, &SessionView::reload);
}

ToolButton* NavigationBar::addPanelButton(Panel panel, const QString& text, const QKeySequence& shortcut)
{
    auto* button =
        new ToolButton(m_appearance, QLatin1StringView(panelIcon(panel, false)), text, shortcut, this);
    connect(button, &QToolButton::clicked, this, [this, panel] { emit panelToggled(panel); });
    return button;
}

void NavigationBar::setPanelOpen(Panel panel, bool open)
{
    ToolButton* button = m_panels[static_cast<int>(panel)];
    button->setMeaning(QLatin1StringView(panelIcon(panel, open)), button->accessibleName());
}

void NavigationBar::setMenu(QMenu* menu)
{
    m_menu->setMenu(menu);
}

void NavigationBar::setView(SessionView* view)
{
    m_view = view;
    refresh();
}

Place NavigationBar::place() const
{
    return m_view ? m_view->navigator().current() : Place();
}

void NavigationBar::refresh()
{
    const Place here = place();
    QStringList parts;
    for (const PlacePart& part : here.parts())
        parts.append(part.label.isEmpty() ? tr("(empty)") : part.label);
    m_path->setPath(toQString(here.service()) + QStringLiteral("://"), parts);
    m_path->setIconName(serviceIconName(here.service()));
    m_path->setAddress(toQString(here.uri()));
    m_path->setEnabled(m_view != nullptr);
    m_back->setEnabled(m_view && m_view->navigator().canGoBack());
    m_forward->setEnabled(m_view && m_view->navigator().canGoForward());
    m_up->setEnabled(m_view && m_view->navigator().canGoUp());
    m_reload->setEnabled(m_view != nullptr);
}

void NavigationBar::editPath()
{
    if (m_view)
        m_path->startEditing();
}

void NavigationBar::enter(const QString& text)
{
    if (!m_view)
        return;
    const auto wanted = placeFromText(text, m_view->resources(), m_view->whereabouts());
    if (!wanted) {
        m_path->setError(toQString(wanted.error().message));
        return;
    }
    m_view->go(*wanted);
    refresh();
    m_view->focusRows();
}

void NavigationBar::goToPart(int index)
{
    if (!m_view)
        return;
    const auto parts = place().parts();
    if (index >= 0 && index < static_cast<int>(parts.size()))
        m_view->go(parts[static_cast<std::size_t>(index)].place);
}

void NavigationBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
    drawHairline(painter, QRect(0, height() - 1, width(), 1), m_appearance.theme().color(Token::Border));
}

} // namespace inia::ui
