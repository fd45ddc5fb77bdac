#pragma once

#include "core/session/session.h"
#include "ui/browse/navigator.h"
#include "ui/browse/servicekit.h"
#include "ui/models/objecttablemodel.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/resourcetreemodel.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <memory>
#include <optional>
#include <vector>

class QMenu;

namespace inia::ui {

class ActionMenu;
class ActionRunner;
class ObjectsView;
class Icons;
class TreeView;

// One session on screen: the tree, the centre and the details, kept in step. The three stand in different
// places of the window, so the view is no widget itself but owns theirs. It is bound to one session for life;
// dropping it ends every request it has under way.
class SessionView final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionView)

public:
    // `color` is the number of the session's colour, as sessionToken() counts them. Begins at `start`.
    SessionView(const Appearance& appearance, Session session, const SessionInfo& info, int color,
                const Place& start, SharedParts shared, QObject* parent = nullptr);
    ~SessionView() override;

    [[nodiscard]] TreeView* tree() const;
    [[nodiscard]] CentreArea* centre() const;
    [[nodiscard]] DetailsArea* details() const;
    // The part of the centre that F6 goes to.
    [[nodiscard]] QWidget* focusArea() const;

    [[nodiscard]] const Session& session() const { return m_session; }
    [[nodiscard]] const ServiceResources& resources() const { return m_resources; }
    [[nodiscard]] const Navigator& navigator() const { return m_navigator; }
    [[nodiscard]] ResourceTreeModel& treeModel() { return m_treeModel; }
    // The view and the rows of the page that lists objects, whether it is shown or not.
    [[nodiscard]] ObjectsView* objectsView() const;
    [[nodiscard]] ObjectTableModel& objects();

    // What the session's configuration gives reason to say, until it was read.
    [[nodiscard]] QStringList warnings() const;
    void dismissWarnings() { m_showsWarnings = false; }

    // What the window does, for what stands beside the view.
    [[nodiscard]] PageServices& services() const;
    [[nodiscard]] Whereabouts whereabouts() const;
    // What is known of the session by now: the account's number comes later, and the lock comes and goes.
    void setInfo(const SessionInfo& info);
    // Whether anything may be changed here.
    [[nodiscard]] ChangeGate& gate() const { return *m_gate; }
    // What a command does with what the centre shows.
    [[nodiscard]] CentrePage::Act act(CommandId id);
    // What can be done with what is selected, as its context menu has it.
    void fillActions(QMenu& menu);

public slots:
    void go(const inia::ui::Place& place);
    // The API console, at the service one is in.
    void openConsole();
    // The API console, set to this call.
    void editCall(const std::string& service, const std::string& operation, const Value& params);
    void back();
    void forward();
    void up();
    void reload();
    // A person has signed in: all that failed for want of that is asked for again, in its place.
    void goOn();
    void cancelLoading();
    void focusRows();
    void focusFilter();
    // In the status line of the centre.
    void showNotice(const QString& text);

signals:
    void placeChanged();
    // The context menu of the rows in the centre is filled and not shown yet.
    void rowsMenuOpening(QMenu* menu);

private:
    class Services;

    void buildTree(const SessionInfo& info, int color);
    void connectTree();
    void followNavigator(const Place& from);
    void goToTreeIndex(const QModelIndex& index);
    void selectInTree();
    void connectActions();
    void reloadAfter(const std::vector<Resource>& changed);
    void showTreeMenu(const QPoint& inViewport);
    // Where an ARN or id leads that stands in an answer; `region` is the answer's.
    void follow(const QString& address, const std::string& region);
    // Metrics, and who has changed it.
    void addEverydayPlaces(QMenu& menu, const Resource& resource);
    void addLinks(QMenu& menu, const Resource& resource);
    void addSearches(QMenu& menu);
    [[nodiscard]] Place inRegionOf(const Place& place, const Resource& resource) const;
    [[nodiscard]] QString notOurs(const std::vector<Resource>& resources) const;
    [[nodiscard]] std::optional<Place> placeThere(const Resource& resource) const;
    [[nodiscard]] std::string regionOf(const Resource& resource) const;
    [[nodiscard]] QString textFor(CommandId id, const std::vector<Resource>& resources) const;
    void deleteRows(const std::vector<Resource>& resources, const QPoint& global);
    [[nodiscard]] QMenu* makeMenu(const std::vector<Resource>& resources);
    void showRowsMenu(const std::vector<Resource>& resources, const QPoint& global);
    [[nodiscard]] std::optional<Resource> resourceAtTreeIndex(const QModelIndex& index) const;

    Session m_session;
    const Icons& m_icons;
    std::unique_ptr<ChangeGate> m_gate;
    ServiceResources m_resources;
    const SharedParts m_shared;
    const std::unique_ptr<Services> m_services;
    const ViewParts m_parts;
    Navigator m_navigator;
    ResourceTreeModel m_treeModel;
    // Pointers that know when the window has deleted its widgets first.
    QPointer<TreeView> m_treeView;
    QPointer<DetailsArea> m_details;
    QPointer<CentreArea> m_centre;
    std::unique_ptr<ActionRunner> m_runner;
    std::unique_ptr<ActionMenu> m_menu;
    bool m_showsWarnings = true;
};

} // namespace inia::ui
