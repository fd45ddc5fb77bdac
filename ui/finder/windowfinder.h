#pragma once

#include "core/common/clock.h"
#include "core/text/finder.h"
#include "ui/finder/finderpopup.h"
#include "ui/models/place.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QMenu>

#include <memory>

namespace inia {
class Catalog;
}

namespace inia::ui {

class CommandSet;
class SessionView;
class WorkArea;

// "Open anything" and "All commands": what can be found by its name in the current tab, all of it without a
// request. Services, their types and operations come from the index of the models, rows from what is loaded,
// places from where one was; commands are those of the window and of what is selected.
//
// What the text begins with narrows it: ">" commands, "@" operations of the service one is in, "#" rows of
// the table, "?" says so. What reads like an address leads where the path bar would lead.
class WindowFinder final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowFinder)

public:
    // All of it outlives this.
    WindowFinder(const Appearance& appearance, CommandSet& commands, WorkArea& area,
                 std::shared_ptr<const Clock> clock, QWidget* window);
    ~WindowFinder() override;

    void setPlaces(std::shared_ptr<KnownPlaces> places) { m_places = std::move(places); }
    void open(const QString& text = {});
    // The place of the current tab is remembered.
    void visitCurrent();
    // Pins it, or takes it off.
    void togglePin();
    [[nodiscard]] FinderPopup* popup() const { return m_popup; }

private:
    void gather();
    void gatherCommands();
    void gatherActions(const QMenu& menu, const std::string& whose);
    [[nodiscard]] std::string selectedName() const;
    void gatherPlaces();
    void gatherTree();
    void indexServices(const std::shared_ptr<const Catalog>& catalog);
    void indexRows();
    [[nodiscard]] std::vector<FinderRow> search(const QString& text);
    [[nodiscard]] std::vector<FinderRow> nearby(Finder::Context context);
    [[nodiscard]] std::vector<FinderRow> allCommands();
    [[nodiscard]] std::vector<FinderRow> help() const;
    [[nodiscard]] std::optional<FinderRow> address(const QString& text) const;
    [[nodiscard]] FinderRow rowFor(const Findable& thing);
    [[nodiscard]] FinderRow commandRow(const Findable& thing, FinderRow row);
    void go(const Findable& thing);
    [[nodiscard]] SessionView* view() const;
    [[nodiscard]] KnownPlace here() const;
    [[nodiscard]] std::string currentService() const;

    const Appearance& m_appearance;
    CommandSet& m_commands;
    WorkArea& m_area;
    std::shared_ptr<const Clock> m_clock;
    QWidget* m_window;
    std::shared_ptr<KnownPlaces> m_places = std::make_shared<KnownPlaces>(); // never null
    std::shared_ptr<const Catalog> m_catalog;                                // that m_services is of
    std::shared_ptr<const Finder> m_services;
    std::shared_ptr<const Finder> m_rows; // of the table
    Finder m_others;
    std::unique_ptr<QMenu> m_menu; // with the actions of what is selected
    std::vector<QPointer<QAction>> m_actions;
    std::vector<Findable> m_commandThings; // commands and actions, as they stand in m_others
    QPointer<FinderPopup> m_popup;
    int m_opened = 0; // which gathering the rows in work are for
};

} // namespace inia::ui
