#include "app/desktop/application.h"

#include "app/keychain/systemkeystore.h"
#include "core/common/clock.h"
#include "core/policy/changepolicy.h"
#include "core/transfer/filetransfers.h"
#include "core/transfer/transferslots.h"
#include "ui/commands/commandset.h"
#include "ui/console/keptcalls.h"
#include "ui/panels/transferspanel.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>
#include <QtGui/QActionGroup>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QApplication>

namespace inia::desktop {

namespace {

constexpr QSize firstSize(1440, 900);
constexpr int saveDelayMs = 500;

// As every AWS tool finds it that runs what a profile says.
std::string cliProgram()
{
    const QString name = QStringLiteral("inia-cli");
    const QString beside = QCoreApplication::applicationDirPath() + u'/' + name;
    const bool isFound = !QStandardPaths::findExecutable(name).isEmpty();
    return (isFound || !QFileInfo::exists(beside) ? name : beside).toStdString();
}

} // namespace

Application::Application(QApplication& application, const Arguments& arguments, Settings& settings,
                         std::unique_ptr<Replay> replay)
    : m_application(application),
      m_arguments(arguments),
      m_settings(settings),
      m_replay(std::move(replay)),
      m_appearance(application),
      m_log(std::make_shared<ExchangeLog>()),
      m_clock(m_replay ? m_replay->clock() : std::make_shared<SystemClock>()),
      m_columnChoices(
          std::make_shared<ui::ColumnChoices>(ui::ColumnChoices::fromJson(settings.columnChoices()))),
      m_places(std::make_shared<ui::KnownPlaces>(ui::KnownPlaces::fromJson(settings.knownPlaces()))),
      m_prompt(std::make_shared<ui::MfaPrompt>(m_appearance)),
      m_sessions(makeFactory()),
      m_bandwidth(std::make_shared<BandwidthLimit>(m_clock, settings.bandwidth())),
      m_queue(makeQueue())
{
    dress(); // before the first widget
    m_sessions.setReadOnlyProfiles(settings.readOnlyProfiles());
    connect(&m_sessions, &ui::SessionController::readOnlyProfilesChanged, this,
            [this] { m_settings.saveReadOnlyProfiles(m_sessions.readOnlyProfiles()); });
    m_desk = std::make_unique<ui::TransferDesk>(m_appearance, *m_queue);
    m_window = std::make_unique<ui::MainWindow>(m_appearance, m_sessions, m_log, m_clock, &m_menu);
    m_window->workArea()->setColumnChoices(m_columnChoices);
    m_window->setPlaces(m_places);
    m_window->workArea()->setKeptCalls(
        std::make_shared<ui::KeptCalls>(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)));
    connect(m_window->workArea(), &ui::WorkArea::urlRequested, this,
            [](const QUrl& url) { QDesktopServices::openUrl(url); });
    addTransfers();
    addSignIn();
    addReplay();
    m_window->setKeychain({systemKeyStore(), cliProgram()});
    buildMenu();
    restoreWindow();
}

Application::~Application()
{
    m_window->removeEventFilter(this);
    save();
}

void Application::dress()
{
    auto setting = m_settings.appearance();
    if (m_arguments.theme == QStringLiteral("dark"))
        setting = ui::Appearance::Setting::Dark;
    else if (m_arguments.theme == QStringLiteral("light"))
        setting = ui::Appearance::Setting::Light;
    m_appearance.setSetting(m_application, setting);
}

ui::SessionFactory Application::makeFactory() const
{
    if (m_replay)
        return ui::SessionFactory([this] { return m_replay->runtime(m_log); }, {});
    const auto makeRuntime = [log = m_log, prompt = m_prompt]() -> Result<Runtime> {
        auto runtime = Runtime::standard();
        if (runtime) {
            runtime->exchangeLog = log;
            runtime->prompt = prompt;
        }
        return runtime;
    };
    SessionOptions defaults;
    defaults.client.endpointUrl = m_arguments.endpointUrl;
    return ui::SessionFactory(makeRuntime, std::move(defaults));
}

// ---- transfers --------------------------------------------------------------------------------------------

std::unique_ptr<TransferQueue> Application::makeQueue()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    using Journal = decltype(TransferJournal::open(QString()));
    // Transfers of the user's own are none of a recording's.
    auto journal = m_replay ? Journal(makeError(ErrorKind::Unsupported, "Replay", {}))
                            : TransferJournal::open(folder.filePath(QStringLiteral("transfers.jsonl")));
    if (!journal && !m_replay)
        m_journalProblem = QString::fromStdString(journal.error().message);
    const TransferConfig config;
    auto calls = std::make_shared<TransferSlots>(TransferQueue::usualFilesAtOnce);
    return std::make_unique<TransferQueue>(
        [this](const TransferSession& session) { return clientFor(session); },
        std::make_unique<FileTransfers>(std::move(calls), m_bandwidth, config), m_clock,
        journal ? std::move(journal).value() : nullptr);
}

// Any open session of that profile will do, best one in which changes are allowed: the region is the
// transfer's own.
Result<Client> Application::clientFor(const TransferSession& session)
{
    const Session* chosen = nullptr;
    for (int index = 0; index < m_sessions.count(); ++index) {
        const auto& open = m_sessions.at(index).session;
        if (open && open->profileName() == session.profile && (!chosen || chosen->policy().isLocked()))
            chosen = &*open;
    }
    if (chosen) {
        ClientOptions options;
        if (!session.region.empty())
            options.region = session.region;
        return chosen->client("s3", options);
    }
    return makeError(ErrorKind::Credentials, "NoSession",
                     "No session of the profile " + session.profile + " is open. Open one, then resume.");
}

void Application::addTransfers()
{
    auto* panel = new ui::TransfersPanel(m_appearance, *m_queue, m_bandwidth, m_clock);
    panel->setNotice(m_journalProblem);
    connect(panel, &ui::TransfersPanel::folderRequested, this,
            [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    connect(panel, &ui::TransfersPanel::bandwidthChosen, this,
            [this](qint64 rate) { m_settings.saveBandwidth(rate); });
    m_window->addTransfers(panel, *m_desk);
    connect(&m_sessions, &ui::SessionController::opened, this, &Application::sessionOpened);
    connect(&m_sessions, &ui::SessionController::replaced, this, &Application::sessionOpened);
}

// ---- sign-in ----------------------------------------------------------------------------------------------

void Application::addSignIn()
{
    m_prompt->setWindow(m_window.get());
    m_signIn = std::make_unique<ui::SignInDesk>(m_appearance, m_sessions, &QDesktopServices::openUrl);
    m_signIn->setTransfers([this](const std::string& profile) { return m_queue->waitingForKeys(profile); });
    m_window->addSignIn(*m_signIn);
    connect(&m_sessions, &ui::SessionController::keysRenewed, this, &Application::sessionOpened);
}

void Application::addReplay()
{
    if (!m_replay)
        return;
    m_window->setBanner(m_replay->banner());
    m_replay->transport()->onEnd([this] {
        m_window->setBanner(m_replay->banner() + u' ' + tr("The end of the recording is reached."));
    });
}

void Application::sessionOpened(int index)
{
    const auto& session = m_sessions.at(index).session;
    if (session)
        m_queue->sessionAvailable({session->profileName(), session->region(), {}});
}

void Application::buildMenu()
{
    auto* group = new QActionGroup(this);
    addAppearance(group, ui::CommandId::ThemeSystem, ui::Appearance::Setting::System);
    addAppearance(group, ui::CommandId::ThemeLight, ui::Appearance::Setting::Light);
    addAppearance(group, ui::CommandId::ThemeDark, ui::Appearance::Setting::Dark);
    m_menu.addSeparator();
    for (const auto id : {ui::CommandId::OpenAnything, ui::CommandId::Palette, ui::CommandId::OpenConsole,
                          ui::CommandId::ShowKeys})
        addCommand(id);
    m_menu.addSeparator();
    m_window->commands().add(ui::CommandId::Quit, [this] { m_window->close(); });
    addCommand(ui::CommandId::Quit);
}

// The keys are the command's own: here they are only told.
void Application::addCommand(ui::CommandId id)
{
    const QString text = ui::commandOf(id).title() + u'\t' + ui::keyText(id);
    m_menu.addAction(text, m_window.get(), [this, id] { m_window->commands().run(id); });
}

void Application::addAppearance(QActionGroup* group, ui::CommandId id, ui::Appearance::Setting setting)
{
    QAction* action = m_menu.addAction(ui::commandOf(id).title());
    m_window->commands().add(id, [action] { action->trigger(); });
    action->setCheckable(true);
    action->setChecked(m_appearance.setting() == setting);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, setting] {
        m_appearance.setSetting(m_application, setting);
        m_settings.saveAppearance(setting);
    });
}

void Application::restoreWindow()
{
    if (!m_window->restoreGeometry(m_settings.windowGeometry()))
        m_window->resize(firstSize);
    if (m_arguments.selfTestFolder.isEmpty()) // its pictures are of one size wherever they are made
        m_window->fitScreen();
    m_window->restoreLayout(m_settings.layout());
    // Killed or ended by a logout, the program has no time to say good-bye.
    m_saving.setSingleShot(true);
    m_saving.setInterval(saveDelayMs);
    connect(&m_saving, &QTimer::timeout, this, &Application::save);
    m_window->installEventFilter(this);
    connect(m_window.get(), &ui::MainWindow::layoutChanged, this, &Application::saveSoon);
    connect(&m_sessions, &ui::SessionController::closed, this, &Application::saveSoon);
}

bool Application::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::WindowStateChange:
        saveSoon();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

// Not before start(): what is still to be restored would be saved half.
void Application::saveSoon()
{
    if (m_tabs && !m_saving.isActive())
        m_saving.start();
}

void Application::save()
{
    if (!m_tabs)
        return;
    m_settings.saveColumnChoices(m_columnChoices->toJson());
    m_settings.saveKnownPlaces(m_places->toJson());
    m_settings.saveWindow(m_window->saveGeometry(), m_window->layoutState());
    m_settings.saveTabs(m_tabs->tabs());
    m_settings.sync();
}

void Application::start()
{
    const KeptTabs kept = m_settings.tabs();
    auto tabs = std::make_unique<OpenTabs>(m_sessions, *m_window);
    m_window->show();
    tabs->open(kept, m_arguments);
    m_tabs = std::move(tabs);
    m_window->workArea()->focusTree();
}

} // namespace inia::desktop
