#pragma once

#include "ui/browse/navigationbar.h"
#include "ui/browse/sessioncontroller.h"
#include "ui/browse/workarea.h"
#include "ui/profiles/profileform.h"

#include <QtWidgets/QMainWindow>

class QMenu;
class QUrl;

namespace inia {
struct ExchangeCall;
}

namespace inia::ui {

class CommandSet;
class DockPanel;
class InspectorPanel;
class JobDesk;
class JobsPanel;
class KnownPlaces;
class NoticeStrip;
class TextLabel;
class ProductionFrame;
class SessionBar;
class SignInDesk;
class TransferDesk;
class ObjectTransfers;
class TransfersPanel;
class WindowFinder;

// The window: session bar, toolbar, work area, one below the other. Lays out and routes; what the parts do is
// their own business.
class MainWindow final : public QMainWindow {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    // `appearanceMenu` is shown below the menu button.
    MainWindow(const Appearance& appearance, SessionController& sessions, std::shared_ptr<ExchangeLog> log,
               const std::shared_ptr<const Clock>& clock, QMenu* menu, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] SessionBar* sessionBar() const { return m_bar; }
    [[nodiscard]] WorkArea* workArea() const { return m_area; }
    [[nodiscard]] InspectorPanel* inspector() const { return m_inspector; }
    [[nodiscard]] DockPanel* dock() const { return m_dock; }
    [[nodiscard]] CommandSet& commands() const { return *m_commands; }
    // The panel becomes part of the dock; the desk serves the views of all sessions and outlives the window.
    void addTransfers(TransfersPanel* panel, TransferDesk& desk);
    // The same, behind the transfers; its list outlives the window.
    void addJobs(JobsPanel* panel);
    // Makes the window's sign-ins; outlives the window.
    void addSignIn(SignInDesk& desk);
    // What has to be known all the time, over everything; empty for nothing.
    void setBanner(const QString& text);
    // Where one was before this start, and what is pinned.
    void setPlaces(std::shared_ptr<KnownPlaces> places);
    [[nodiscard]] WindowFinder& finder() const { return *m_finder; }
    // Where profiles that are made here may keep their keys.
    void setKeychain(Keychain keychain) { m_keychain = std::move(keychain); }
    void showTab(int index);
    // "Open session", with all profiles of the config files.
    void showProfiles();
    // The API console in the current tab.
    void openConsole();
    // How the window is divided, for the next start.
    [[nodiscard]] WorkAreaLayout layoutState() const;
    void restoreLayout(const WorkAreaLayout& layout);
    // No larger than the screen it is on, and on it as a whole.
    void fitScreen();

signals:
    // Something of layoutState() has changed, or a place.
    void layoutChanged();
    void urlRequested(const QUrl& url); // of a page for the browser

protected:
    // Asks while jobs run.
    void closeEvent(QCloseEvent* event) override;

private:
    class Services;

    void buildLayout();
    void connectParts();
    void addCommands();
    void addSessionCommands();
    void addViewCommands();
    void showSession(int index);
    // In a tab of the current session's profile, which is opened if there is none.
    void showInRegion(const std::string& region, const Place& place);
    void refreshSession();
    void togglePanel(NavigationBar::Panel panel);
    // Opens the dock with this panel; closes it when that is what it shows.
    void toggleDock(QWidget* panel);
    void openDock(QWidget* panel);
    void closeDock();
    void refreshPanels();
    void showCall(quint64 id);
    void showJob(quint64 id);
    // In a tab of the job's session; says so where there is none.
    void withJobsOf(quint64 id, void (JobDesk::*act)(quint64));
    [[nodiscard]] ObjectTransfers* transfersHere() const;
    void signIn();
    // What can be done with a call of the inspector, by the session that made it or the one that is shown.
    void addCallActions(const ExchangeCall& call, QMenu& menu);
    void serveView();
    void showIdentity(const QPoint& below);
    void showWhy();
    void walkAreas(int step);
    void stepTabs(int step);

    const Appearance& m_appearance;
    SessionController& m_sessions;
    const std::unique_ptr<Services> m_services;
    const std::shared_ptr<const ServiceKits> m_kits;
    CommandSet* m_commands;
    InspectorPanel* m_inspector;
    DockPanel* m_dock;
    JobsPanel* m_jobs = nullptr;
    TransferDesk* m_desk = nullptr;
    SignInDesk* m_signIn = nullptr;
    Keychain m_keychain;
    WorkArea* m_area;
    SessionBar* m_bar;
    NavigationBar* m_navigation;
    TextLabel* m_banner;
    NoticeStrip* m_notices;
    ProductionFrame* m_frame;
    WindowFinder* m_finder;
};

} // namespace inia::ui
