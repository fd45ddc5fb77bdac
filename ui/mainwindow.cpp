#include "ui/mainwindow.h"

#include "core/identity/identity.h"
#include "core/operations/operations.h"
#include "ui/browse/objectspage.h"
#include "ui/browse/resourcespage.h"
#include "ui/browse/servicepages.h"
#include "ui/browse/sessionbar.h"
#include "ui/commands/commandtable.h"
#include "ui/console/operationrun.h"
#include "ui/finder/finderpopup.h"
#include "ui/finder/windowfinder.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/jobs/jobdesk.h"
#include "ui/jobs/jobspanel.h"
#include "ui/models/displaytext.h"
#include "ui/panels/dockpanel.h"
#include "ui/panels/transferspanel.h"
#include "ui/profiles/opensessiondialog.h"
#include "ui/s3/s3pages.h"
#include "ui/search/searchpages.h"
#include "ui/signin/identity.h"
#include "ui/signin/signindesk.h"
#include "ui/theme/appearance.h"
#include "ui/transfers/objecttransfers.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"

#include <QtGui/QClipboard>
#include <QtGui/QCloseEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QScreen>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {
constexpr int titleBarHeight = 40;
constexpr int frameEdge = 4;
// All that the window can show, in the order in which they are asked: any service comes last.
std::shared_ptr<const ServiceKits> allKits()
{
    auto kits = std::make_shared<ServiceKits>();
    kits->add<ConsoleKit>();
    kits->add<SearchKit>();
    kits->add<BucketKit>();
    kits->add<EverydayKit>(); // the metrics of buckets and tables have places of theirs
    kits->add<S3Kit>();
    kits->add<DynamoDbKit>();
    kits->add<ExplorerKit>();
    return kits;
}

} // namespace

class MainWindow::Services final : public WindowServices {
public:
    explicit Services(MainWindow& window) : m_window(window) {}

    void copy(const QString& text) override { QGuiApplication::clipboard()->setText(text); }
    void showCall(quint64 callId) override { m_window.showCall(callId); }
    quint64 callOf(const std::string& requestId) const override
    {
        return m_window.m_inspector->callOf(requestId);
    }
    void go(const Place& place) override
    {
        if (WindowServices* tab = current())
            tab->go(place);
    }
    [[nodiscard]] std::vector<OpenTab> openTabs() const override { return m_window.m_area->openTabs(); }
    void goToRegion(const std::string& region, const Place& place) override
    {
        m_window.showInRegion(region, place);
    }
    void openResource(const Resource& resource) override
    {
        if (WindowServices* tab = current())
            tab->openResource(resource);
    }
    void openCollection(const Resource& owner, const std::string& name) override
    {
        if (WindowServices* tab = current())
            tab->openCollection(owner, name);
    }
    void openAddress(const QString& address) override
    {
        if (WindowServices* tab = current())
            tab->openAddress(address);
    }
    void openAddressOf(const Resource& owner, const QString& address) override
    {
        if (WindowServices* tab = current())
            tab->openAddressOf(owner, address);
    }
    void notify(const QString& text) override
    {
        if (WindowServices* tab = current())
            tab->notify(text);
    }
    void signIn() override { m_window.signIn(); }
    void allowChanges() override { m_window.m_bar->toggleChanges(); }
    void openUrl(const QUrl& url) override { emit m_window.urlRequested(url); }
    [[nodiscard]] std::set<std::string> ownUploads() const override
    {
        return m_window.m_desk != nullptr ? m_window.m_desk->ownUploads() : std::set<std::string>();
    }

private:
    [[nodiscard]] WindowServices* current() const
    {
        const SessionView* view = m_window.m_area->current();
        return view != nullptr ? &view->services() : nullptr;
    }

    MainWindow& m_window;
};

// The work area comes before the session bar: it has to have a session's view before a tab for it becomes
// current.
MainWindow::MainWindow(const Appearance& appearance, SessionController& sessions,
                       std::shared_ptr<ExchangeLog> log, const std::shared_ptr<const Clock>& clock,
                       QMenu* menu, QWidget* parent)
    : QMainWindow(parent),
      m_appearance(appearance),
      m_sessions(sessions),
      m_services(std::make_unique<Services>(*this)),
      m_kits(allKits()),
      m_commands(new CommandSet(this)),
      m_inspector(new InspectorPanel(appearance, std::move(log), clock, *m_services)),
      m_dock(new DockPanel),
      m_area(new WorkArea(appearance, sessions,
                          {*m_services, m_kits, nullptr, nullptr,
                           std::make_shared<operations::Turns>(std::chrono::seconds(1))},
                          m_dock)),
      m_bar(new SessionBar(appearance, sessions)),
      m_navigation(new NavigationBar(appearance)),
      m_banner(new TextLabel(appearance, FontRole::Secondary, Token::Info)),
      m_notices(new NoticeStrip(appearance)),
      m_frame(new ProductionFrame(appearance)),
      m_finder(new WindowFinder(appearance, *m_commands, *m_area, clock, this))
{
    const Sizes& sizes = appearance.theme().sizes();
    m_dock->addPanel(m_inspector, tr("Inspector"));
    connect(m_inspector, &InspectorPanel::countChanged, m_dock,
            [this](qint64 count) { m_dock->setCount(m_inspector, count); });
    m_dock->setCount(m_inspector, 0);
    setMinimumSize(sizes.windowMinWidth, sizes.windowMinHeight);
    m_navigation->setMenu(menu);
    buildLayout();
    connectParts();
    addCommands();
    refreshPanels();
    refreshSession();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildLayout()
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const Theme& theme = m_appearance.theme();
    m_banner->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    m_banner->hide();
    column->addWidget(m_banner);
    column->addWidget(m_bar);
    column->addWidget(m_navigation);
    column->addWidget(m_notices);
    column->addWidget(m_area, 1);
    m_frame->setContent(content);
    setCentralWidget(m_frame);
}

void MainWindow::setBanner(const QString& text)
{
    m_banner->setText(text);
    m_banner->setVisible(!text.isEmpty());
}

void MainWindow::connectParts()
{
    connect(m_bar, &SessionBar::currentChanged, this, &MainWindow::showSession);
    connect(m_bar, &SessionBar::allProfilesRequested, this, &MainWindow::showProfiles);
    connect(m_bar, &SessionBar::sessionChosen, m_area, &WorkArea::focusTree);
    for (const auto change : {&SessionController::replaced, &SessionController::infoChanged})
        connect(&m_sessions, change, this, &MainWindow::refreshSession);
    connect(m_area, &WorkArea::currentViewChanged, this, &MainWindow::refreshSession);
    connect(m_area, &WorkArea::placeChanged, m_navigation, &NavigationBar::refresh);
    connect(m_area, &WorkArea::chooseProfileRequested, m_bar, &SessionBar::chooseProfile);
    connect(m_navigation, &NavigationBar::panelToggled, this, &MainWindow::togglePanel);
    connect(m_navigation, &NavigationBar::copyRequested, m_services.get(), &WindowServices::copy);
    connect(m_inspector, &InspectorPanel::rowMenuOpening, this,
            [this](const std::shared_ptr<const ExchangeCall>& call, QMenu* menu) {
                addCallActions(*call, *menu);
            });
    connect(m_inspector, &InspectorPanel::closeRequested, this, &MainWindow::closeDock);
    connect(m_dock, &QStackedWidget::currentChanged, this, &MainWindow::refreshPanels);
    connect(m_area, &WorkArea::roomChanged, this, &MainWindow::refreshPanels);
    connect(m_notices, &NoticeStrip::dismissed, this, [this] {
        if (SessionView* view = m_area->current())
            view->dismissWarnings();
        refreshSession();
    });
    for (const auto change : {&WorkArea::placeChanged, &WorkArea::currentViewChanged})
        connect(m_area, change, m_finder, &WindowFinder::visitCurrent);
    connect(m_area, &WorkArea::layoutChanged, this, &MainWindow::layoutChanged);
    connect(m_area, &WorkArea::placeChanged, this, &MainWindow::layoutChanged);
    connect(m_area, &WorkArea::currentViewChanged, this, &MainWindow::layoutChanged);
    connect(m_dock, &QStackedWidget::currentChanged, this, &MainWindow::layoutChanged);
    connect(m_dock, &DockPanel::bodyChanged, this, &MainWindow::layoutChanged);
}

void MainWindow::openConsole()
{
    if (SessionView* view = m_area->current())
        view->openConsole();
}

void MainWindow::addCommands()
{
    m_navigation->addCommands(*m_commands);
    addSessionCommands();
    addViewCommands();
    const auto add = [this](CommandId id, const CommandSet::Act& act) { m_commands->add(id, act); };
    add(CommandId::NextArea, [this] { walkAreas(1); });
    add(CommandId::PreviousArea, [this] { walkAreas(-1); });
    add(CommandId::OpenAnything, [this] { m_finder->open(); });
    add(CommandId::Palette, [this] { m_finder->open(QStringLiteral(">")); });
    add(CommandId::ShowKeys, [this] {
        auto* dialog = new KeysDialog(m_appearance, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    connect(m_commands, &CommandSet::refused, m_services.get(), &WindowServices::notify);
}

void MainWindow::addSessionCommands()
{
    const auto noSession = [this] {
        return m_bar->currentIndex() >= 0 ? QString() : tr("No session is open");
    };
    const auto add = [&](CommandId id, const CommandSet::Act& act) { m_commands->add(id, act, noSession); };
    m_commands->add(CommandId::NewTab, m_bar->newTabButton());
    m_commands->add(CommandId::OpenSession, [this] { showProfiles(); });
    m_commands->add(CommandId::SwitchProfile, [this] { m_bar->chooseProfile(); });
    add(CommandId::CloseTab, [this] { m_sessions.close(m_bar->currentIndex()); });
    add(CommandId::SwitchRegion, [this] { m_bar->chooseRegion(); });
    add(CommandId::LockChanges, [this] { m_bar->toggleChanges(); });
    add(CommandId::ExplainSession, [this] { showWhy(); });
    const auto oneTab = [this] { return m_sessions.count() > 1 ? QString() : tr("There is no other tab"); };
    m_commands->add(
        CommandId::NextTab, [this] { stepTabs(1); }, oneTab);
    m_commands->add(
        CommandId::PreviousTab, [this] { stepTabs(-1); }, oneTab);
}

// What the view of the current session does.
void MainWindow::addViewCommands()
{
    const auto obstacle = [this] { return m_area->current() ? QString() : tr("No session is open"); };
    const auto add = [&](CommandId id, void (SessionView::*act)()) {
        m_commands->add(
            id, [this, act] { (m_area->current()->*act)(); }, obstacle);
    };
    add(CommandId::Filter, &SessionView::focusFilter);
    add(CommandId::StopLoading, &SessionView::cancelLoading);
    add(CommandId::OpenConsole, &SessionView::openConsole);
    m_commands->add(
        CommandId::PinPlace,
        [this] {
            m_finder->togglePin();
            emit layoutChanged(); // to be kept
        },
        obstacle);
    std::vector<CommandId> ofRows{
        CommandId::LoadAll,         CommandId::SelectAll,     CommandId::CopyRows,   CommandId::CopyCell,
        CommandId::CopyTable,       CommandId::CopyId,        CommandId::CopyArn,    CommandId::CopyUri,
        CommandId::CopyConsoleLink, CommandId::OpenInConsole, CommandId::Delete,     CommandId::ExportCsv,
        CommandId::SearchBelow,     CommandId::CalculateSize, CommandId::ExportJson, CommandId::ExportNdjson};
    const auto ofKits = m_kits->commands();
    ofRows.insert(ofRows.end(), ofKits.begin(), ofKits.end());
    for (const auto id : ofRows) {
        m_commands->add(
            id, [this, id] { m_area->current()->act(id).run(); },
            [this, id, obstacle] {
                const QString none = obstacle();
                return none.isNull() ? m_area->current()->act(id).obstacle : none;
            });
    }
}

void MainWindow::showProfiles()
{
    const auto& runtime = m_sessions.factory().runtime();
    if (!runtime)
        return; // the tab says why
    auto* dialog = new OpenSessionDialog(m_appearance, *runtime, m_sessions.readOnlyProfiles(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setKeychain(m_keychain);
    connect(dialog, &OpenSessionDialog::chosen, m_bar, &SessionBar::openProfile);
    connect(dialog, &OpenSessionDialog::signInRequested, this, [this](const SourceContextPtr& sources) {
        if (m_signIn != nullptr)
            m_signIn->signIn(sources);
    });
    dialog->open();
}

void MainWindow::setPlaces(std::shared_ptr<KnownPlaces> places)
{
    m_finder->setPlaces(std::move(places));
}

void MainWindow::showSession(int index)
{
    m_area->setCurrentIndex(index);
    if (index >= 0 && index < m_sessions.count())
        m_sessions.lookAt(index);
}

void MainWindow::showTab(int index)
{
    m_bar->setCurrentIndex(index);
    showSession(index);
}

void MainWindow::showInRegion(const std::string& region, const Place& place)
{
    if (m_area->current() == nullptr)
        return;
    const OpenSession& here = m_sessions.at(m_bar->currentIndex());
    RegionName wanted(region);
    const bool isOwn = wanted.profile.empty() || wanted.profile == here.session->profileName();
    if (isOwn)
        wanted.profile = here.session->profileName();
    const auto isThere = [&wanted](const OpenSession& other) {
        return other.session && other.session->region() == wanted.region &&
               other.session->profileName() == wanted.profile;
    };
    for (int index = 0; index < m_sessions.count(); ++index) {
        if (!isThere(m_sessions.at(index)))
            continue;
        showTab(index);
        m_area->current()->go(place);
        m_area->current()->focusRows();
        return;
    }
    SessionChoice choice = isOwn ? here.choice : SessionChoice();
    if (!choice.role)
        choice.profile = wanted.profile;
    choice.region = wanted.region;
    showTab(m_sessions.openLater(choice, place));
    if (SessionView* view = m_area->current())
        view->focusRows();
}

void MainWindow::refreshSession()
{
    const int index = m_bar->currentIndex();
    const bool any = index >= 0 && index < m_sessions.count();
    const SessionInfo info = any ? m_sessions.at(index).info : SessionInfo{};
    m_frame->setProduction(info.production);
    m_navigation->setView(m_area->current());
    m_notices->setNotices(m_area->current() ? m_area->current()->warnings() : QStringList());
    setWindowTitle(any ? QStringLiteral("%1 \u00B7 %2 \u2014 Inia").arg(info.profile, info.region)
                       : QStringLiteral("Inia"));
}

void MainWindow::togglePanel(NavigationBar::Panel panel)
{
    switch (panel) {
    case NavigationBar::Panel::Tree:
        m_area->setTreeOpen(!m_area->isTreeOpen());
        break;
    case NavigationBar::Panel::Inspector:
        toggleDock(m_inspector);
        break;
    case NavigationBar::Panel::Details:
        m_area->setDetailsOpen(!m_area->isDetailsOpen());
        break;
    }
    refreshPanels();
}

void MainWindow::toggleDock(QWidget* panel)
{
    const bool shown = m_area->isDockOpen() && m_dock->currentWidget() == panel;
    m_dock->showPanel(panel);
    m_area->setDockOpen(!shown);
    refreshPanels();
}

void MainWindow::openDock(QWidget* panel)
{
    m_area->setDockOpen(true);
    refreshPanels();
    m_dock->showPanel(panel);
}

void MainWindow::closeDock()
{
    m_area->setDockOpen(false);
    refreshPanels();
}

WorkAreaLayout MainWindow::layoutState() const
{
    WorkAreaLayout layout = m_area->layoutState();
    layout.dockPages = m_dock->bodyStates();
    layout.dockPage = m_dock->currentIndex();
    return layout;
}

void MainWindow::restoreLayout(const WorkAreaLayout& layout)
{
    m_area->restoreLayout(layout);
    m_dock->restoreBodies(layout.dockPages);
    if (QWidget* page = m_dock->widget(layout.dockPage))
        m_dock->showPanel(page);
    refreshPanels();
}

void MainWindow::fitScreen()
{
    // Nobody tells how wide the frame will be before there is one.
    const bool isFramed = !isFullScreen() && !isMaximized();
    const int titleBar = isFramed ? m_appearance.theme().px(titleBarHeight) : 0;
    const int edge = isFramed ? frameEdge : 0;
    const QRect room = screen()->availableGeometry().adjusted(edge, titleBar, -edge, -edge);
    const Sizes& sizes = m_appearance.theme().sizes();
    setMinimumSize(QSize(sizes.windowMinWidth, sizes.windowMinHeight).boundedTo(room.size()));
    if (!isFramed)
        return;
    const QSize fitting = size().boundedTo(room.size());
    resize(fitting);
    if (testAttribute(Qt::WA_Moved) && !room.contains(QRect(pos(), fitting))) {
        const int right = room.right() + 1 - fitting.width();
        const int bottom = room.bottom() + 1 - fitting.height();
        move(qBound(room.left(), x(), right) - edge, qBound(room.top(), y(), bottom) - titleBar);
    }
}

void MainWindow::refreshPanels()
{
    m_navigation->setPanelOpen(NavigationBar::Panel::Tree, m_area->isTreeOpen());
    m_navigation->setPanelOpen(NavigationBar::Panel::Inspector,
                               m_area->isDockOpen() && m_dock->currentWidget() == m_inspector);
    m_navigation->setPanelOpen(NavigationBar::Panel::Details, m_area->isDetailsOpen());
}

void MainWindow::addCallActions(const ExchangeCall& call, QMenu& menu)
{
    int chosen = m_bar->currentIndex();
    for (int i = 0; i < m_sessions.count(); ++i) {
        const auto& session = m_sessions.at(i).session;
        if (session && session->profileName() == call.profile && session->region() == call.region)
            chosen = i;
    }
    if (chosen < 0 || !m_sessions.at(chosen).session)
        return;
    const Session& session = *m_sessions.at(chosen).session;
    QMenu* copies = menu.addMenu(tr("Copy as"));
    addCopyAs(*copies, {session, call.service, call.operation, call.params, call.region, true},
              [this](const QString& text) { m_services->copy(text); });
    menu.addAction(tr("Edit and send again"), this,
                   [this, chosen, service = call.service, operation = call.operation, params = call.params] {
                       showTab(chosen);
                       if (SessionView* view = m_area->current())
                           view->editCall(service, operation, params);
                   });
}

void MainWindow::showCall(quint64 id)
{
    openDock(m_inspector);
    m_inspector->showCall(id);
}

void MainWindow::addTransfers(TransfersPanel* panel, TransferDesk& desk)
{
    m_desk = &desk;
    // One key for both: transfers, jobs, nothing.
    m_commands->add(CommandId::ShowTransfers, [this, panel] {
        const QWidget* shown = m_area->isDockOpen() ? m_dock->currentWidget() : nullptr;
        toggleDock(shown == panel || shown == m_jobs ? static_cast<QWidget*>(m_jobs) : panel);
    });
    m_dock->addPanel(panel, tr("Transfers"));
    const auto setCount = [this, panel](int count) { m_dock->setCount(panel, count > 0 ? count : -1); };
    connect(panel, &TransfersPanel::countChanged, m_dock, setCount);
    connect(panel, &TransfersPanel::copyRequested, m_services.get(), &WindowServices::copy);
    connect(panel, &TransfersPanel::closeRequested, this, &MainWindow::closeDock);
    connect(&desk, &TransferDesk::queued, this, [this, panel] { openDock(panel); });
    connect(&desk, &TransferDesk::failed, panel, &TransfersPanel::setNotice);
    connect(m_area, &WorkArea::currentViewChanged, this, &MainWindow::serveView);
}

// Each session's view gets its transfers once.
void MainWindow::serveView()
{
    SessionView* view = m_area->current();
    if (m_desk == nullptr || m_jobs == nullptr || view == nullptr || transfersHere() != nullptr)
        return;
    auto* transfers = new ObjectTransfers(m_appearance, *view, *m_desk, m_jobs->jobs(), this); // the view's
    connect(&transfers->jobs(), &JobDesk::begun, m_jobs, &JobsPanel::watch);
}

ObjectTransfers* MainWindow::transfersHere() const
{
    const SessionView* view = m_area->current();
    return view != nullptr ? view->findChild<ObjectTransfers*>() : nullptr;
}

// ---- jobs -------------------------------------------------------------------------------------------------

void MainWindow::addJobs(JobsPanel* panel)
{
    m_jobs = panel;
    m_dock->addPanel(panel, tr("Jobs"));
    m_commands->add(CommandId::ShowJobs, [this, panel] { toggleDock(panel); });
    m_commands->add(
        CommandId::UndoJob, [this] { transfersHere()->undoLastJob(); },
        [this] { return transfersHere() != nullptr ? QString() : tr("No session is open"); });
    connect(panel, &JobsPanel::countChanged, m_dock,
            [this, panel](int count) { m_dock->setCount(panel, count > 0 ? count : -1); });
    connect(panel, &JobsPanel::copyRequested, m_services.get(), &WindowServices::copy);
    connect(panel, &JobsPanel::closeRequested, this, &MainWindow::closeDock);
    connect(panel, &JobsPanel::undoRequested, this, [this](quint64 id) { withJobsOf(id, &JobDesk::undo); });
    connect(panel, &JobsPanel::retryRequested, this,
            [this](quint64 id) { withJobsOf(id, &JobDesk::retryFailed); });
    connect(panel, &JobsPanel::lookWanted, this, &MainWindow::showJob);
    serveView();
}

void MainWindow::showJob(quint64 id)
{
    openDock(m_jobs);
    m_jobs->select(id);
}

void MainWindow::withJobsOf(quint64 id, void (JobDesk::*act)(quint64))
{
    const TransferSession wanted = m_jobs->jobs().find(id)->session;
    for (int index = 0; index < m_sessions.count(); ++index) {
        const auto& session = m_sessions.at(index).session;
        if (!session || session->profileName() != wanted.profile || session->region() != wanted.region)
            continue;
        showTab(index);
        if (ObjectTransfers* transfers = transfersHere(); transfers && transfers->actOnJob(id, act))
            return;
    }
    m_jobs->setNotice(tr("Open a session of the profile %1 in %2 first")
                          .arg(toQString(wanted.profile), toQString(wanted.region)));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const int index = m_bar->currentIndex();
    if (m_jobs == nullptr || m_jobs->mayClose(this, index >= 0 ? m_sessions.at(index).info : SessionInfo{}))
        QMainWindow::closeEvent(event);
    else
        event->ignore();
}

void MainWindow::addSignIn(SignInDesk& desk)
{
    m_signIn = &desk;
    desk.setWindow(this);
    const auto showAccounts = [this] { m_signIn->showAccounts(m_bar->currentIndex()); };
    const auto noSession = [this] {
        return m_bar->currentIndex() >= 0 ? QString() : tr("No session is open");
    };
    m_commands->add(
        CommandId::SignIn, [this] { signIn(); }, noSession);
    m_commands->add(CommandId::AccountsAndRoles, showAccounts, noSession);
    connect(m_bar, &SessionBar::signInRequested, this, &MainWindow::signIn);
    connect(m_bar, &SessionBar::accountsRequested, &desk, showAccounts);
    connect(m_bar, &SessionBar::identityRequested, this, &MainWindow::showIdentity);
    connect(&desk, &SignInDesk::roleOpened, this, &MainWindow::showTab);
    connect(&desk, &SignInDesk::copyRequested, m_services.get(), &WindowServices::copy);
}

void MainWindow::signIn()
{
    if (m_signIn != nullptr && m_bar->currentIndex() >= 0)
        m_signIn->signIn(m_bar->currentIndex());
}

void MainWindow::showIdentity(const QPoint& below)
{
    const OpenSession& open = m_sessions.at(m_bar->currentIndex());
    if (!open.session)
        return;
    std::optional<IdentityStatus> status;
    if (const auto& identity = open.session->identity())
        status = identity->status();
    auto* popup = new IdentityPopup(m_appearance, *m_services, open.info, status ? &*status : nullptr, this);
    connect(popup, &IdentityPopup::whyRequested, this, &MainWindow::showWhy);
    connect(popup, &IdentityPopup::accountsRequested, m_bar, &SessionBar::accountsRequested);
    connect(popup, &IdentityPopup::signInRequested, m_bar, &SessionBar::signInRequested);
    popup->popup(below);
}

void MainWindow::showWhy()
{
    const int index = m_bar->currentIndex();
    if (index < 0 || !m_sessions.at(index).session)
        return;
    auto* dialog = new WhyDialog(m_appearance, *m_services, *m_sessions.at(index).session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::walkAreas(int step)
{
    const QList<QWidget*> areas = m_area->areas();
    qsizetype at = -1;
    const QWidget* focus = focusWidget();
    for (qsizetype i = 0; i < areas.size() && focus != nullptr; ++i) {
        if (areas[i] == focus || areas[i]->isAncestorOf(focus))
            at = i;
    }
    const qsizetype next = at < 0 ? 0 : (at + step + areas.size()) % areas.size();
    areas[next]->setFocus(Qt::TabFocusReason);
}

void MainWindow::stepTabs(int step)
{
    const int count = m_sessions.count();
    if (count > 1)
        m_bar->setCurrentIndex((m_bar->currentIndex() + step + count) % count);
}

} // namespace inia::ui
