#include "ui/browse/navigationbar.h"

#include "ui/browse/places.h"
#include "ui/browse/sessionview.h"
#include "ui/commands/commandtable.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/pathbar.h"

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

ToolButton* commandButton(const Appearance& appearance, CommandId id, QWidget* parent)
{
    const Command& command = commandOf(id);
    return new ToolButton(appearance, QLatin1StringView(command.icon), command.title(), command.keys.value(0),
                          parent);
}

} // namespace

NavigationBar::NavigationBar(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_back(commandButton(appearance, CommandId::Back, this)),
      m_forward(commandButton(appearance, CommandId::Forward, this)),
      m_up(commandButton(appearance, CommandId::Up, this)),
      m_reload(commandButton(appearance, CommandId::Reload, this)),
      m_path(new PathBar(appearance, this)),
      m_menu(commandButton(appearance, CommandId::ShowMenu, this))
{
    const Theme& theme = appearance.theme();
    setFixedHeight(theme.sizes().toolbar);
    m_panels[0] = addPanelButton(Panel::Tree, CommandId::ShowTree);
    m_panels[1] = addPanelButton(Panel::Inspector, CommandId::ShowInspector);
    m_panels[2] = addPanelButton(Panel::Details, CommandId::ShowDetails);
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

ToolButton* NavigationBar::addPanelButton(Panel panel, CommandId command)
{
    ToolButton* button = commandButton(m_appearance, command, this);
    button->setMeaning(QLatin1StringView(panelIcon(panel, false)), commandOf(command).title());
    connect(button, &QToolButton::clicked, this, [this, panel] { emit panelToggled(panel); });
    return button;
}

void NavigationBar::addCommands(CommandSet& commands)
{
    const QString noSession = tr("No session is open");
    commands.add(CommandId::Back, m_back, tr("There is no place to go back to"));
    commands.add(CommandId::Forward, m_forward, tr("There is no place to go forward to"));
    commands.add(CommandId::Up, m_up, tr("Nothing is above this place"));
    commands.add(CommandId::Reload, m_reload, noSession);
    commands.add(CommandId::ShowTree, m_panels[0]);
    commands.add(CommandId::ShowInspector, m_panels[1]);
    commands.add(CommandId::ShowDetails, m_panels[2]);
    commands.add(CommandId::ShowMenu, m_menu);
    const auto hasSession = [this, noSession] { return m_view ? QString() : noSession; };
    commands.add(
        CommandId::EditPath, [this] { editPath(); }, hasSession);
    commands.add(
        CommandId::CopyAddress, [this] { emit copyRequested(m_path->address()); }, hasSession);
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
