#pragma once

#include "ui/commands/commandtable.h"
#include "ui/models/place.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

class QMenu;

namespace inia::ui {

class Appearance;
class CommandSet;
class PathBar;
class SessionView;
class ToolButton;

// The row below the session bar: where one is in the current session and how to go elsewhere, and which
// panels are open.
class NavigationBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NavigationBar)

public:
    enum class Panel : quint8 { Tree, Inspector, Details };

    explicit NavigationBar(const Appearance& appearance, QWidget* parent = nullptr);

    // The session whose place is shown; null while the tab has none.
    void setView(SessionView* view);
    void refresh();
    void setPanelOpen(Panel panel, bool open);
    // Opens below the menu button; stays the caller's.
    void setMenu(QMenu* menu);
    void editPath();
    // What its buttons do, for keys and lists.
    void addCommands(CommandSet& commands);

signals:
    void panelToggled(inia::ui::NavigationBar::Panel panel);
    void copyRequested(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void connectPath();
    ToolButton* addPanelButton(Panel panel, CommandId command);
    void enter(const QString& text);
    void goToPart(int index);
    [[nodiscard]] Place place() const;

    const Appearance& m_appearance;
    QPointer<SessionView> m_view;
    ToolButton* m_back;
    ToolButton* m_forward;
    ToolButton* m_up;
    ToolButton* m_reload;
    PathBar* m_path;
    ToolButton* m_panels[3];
    ToolButton* m_menu;
};

} // namespace inia::ui
