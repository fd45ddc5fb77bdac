#include "app/desktop/application.h"

#include "app/keychain/systemkeystore.h"
#include "core/common/clock.h"
#include "core/common/redaction.h"
#include "core/config/clientconfig.h"
#include "core/model/catalog.h"
#include "core/observe/exchangelog.h"
#include "core/observe/recording.h"
#include "core/policy/effect.h"
#include "core/transfer/filetransfers.h"
#include "core/transfer/transfer.h"
#include "ui/browse/navigator.h"
#include "ui/browse/sessionbar.h"
#include "ui/commands/commandtable.h"
#include "ui/console/callmenu.h"
#include "ui/jobs/jobspanel.h"
#include "ui/mainwindow.h"
#include "ui/panels/transferspanel.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QSignalBlocker>
#include <QtCore/QStandardPaths>
#include <QtCore/QUuid>
#include <QtGui/QActionGroup>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <set>

namespace inia::desktop {

namespace {

bool environmentNamesProfile()
{
    return qEnvironmentVariableIsSet("AWS_PROFILE") || qEnvironmentVariableIsSet("AWS_DEFAULT_PROFILE");
}

bool isAskedFor(const KeptTab& tab, const std::string& profile, const std::optional<std::string>& region)
{
    return !tab.role && tab.profile == profile && (!region || tab.region == region);
}

} // namespace

void OpenTabs::open(const KeptTabs& kept, const Arguments& arguments)
{
    const auto usual = m_sessions.factory().create({arguments.profile, arguments.region});
    const auto known = m_sessions.factory().profiles();
    const auto isThere = [&](const std::string& profile) {
        const QString name = QString::fromStdString(profile);
        const auto isMeant = [&](const ui::ProfileEntry& entry) { return entry.name == name; };
        return (usual && usual->profileName() == profile) ||
               (known && std::any_of(known->begin(), known->end(), isMeant));
    };
    const bool asks =
        arguments.profile || arguments.region || arguments.endpointUrl || environmentNamesProfile();
    int current = -1;
    // The first tab there is would be looked at, whichever was the current one.
    QSignalBlocker blocker(m_window.sessionBar());
    for (std::size_t i = 0; i < kept.tabs.size(); ++i) {
        const KeptTab& tab = kept.tabs[i];
        const bool needsNone = tab.role && tab.profile.empty();
        if (arguments.endpointUrl || (!needsNone && !isThere(tab.profile))) {
            m_absent.push_back(tab);
            continue;
        }
        const auto place = ui::Place::parse(tab.place);
        const ui::SessionChoice choice{needsNone ? std::nullopt : std::optional(tab.profile), tab.region,
                                       tab.role};
        const int index = m_sessions.openLater(choice, place ? *place : ui::Place());
        const bool isWanted =
            asks ? current < 0 && usual && isAskedFor(tab, usual->profileName(), arguments.region)
                 : static_cast<int>(i) == kept.current;
        if (isWanted)
            current = index;
    }
    // On a first start nothing is asked of anybody before somebody has said of whom.
    const bool hasKeys = qEnvironmentVariableIsSet("AWS_ACCESS_KEY_ID");
    const bool isFirst = usual && known && known->empty() && !asks && !hasKeys;
    if (current < 0 && (asks || m_sessions.count() == 0) && !isFirst)
        current = m_sessions.open({arguments.profile, arguments.region});
    blocker.unblock();
    if (m_sessions.count() > 0)
        m_window.showTab(qMax(0, current));
    if (isFirst)
        m_window.showProfiles();
}

KeptTabs OpenTabs::tabs() const
{
    KeptTabs kept;
    for (int index = 0; index < m_sessions.count(); ++index) {
        const ui::OpenSession& open = m_sessions.at(index);
        const auto& role = open.choice.role;
        const std::string profile =
            open.session && !role ? open.session->profileName() : open.choice.profile.value_or(std::string());
        if (profile.empty() && !role)
            continue;
        if (index == m_window.sessionBar()->currentIndex())
            kept.current = static_cast<int>(kept.tabs.size());
        kept.tabs.push_back(
            {profile, open.choice.region, ui::placeToKeep(m_window.workArea()->placeOf(index)).uri(), role});
    }
    kept.tabs.insert(kept.tabs.end(), m_absent.begin(), m_absent.end());
    return kept;
}

namespace {

class ReplayTexts {
    Q_DECLARE_TR_FUNCTIONS(Replay)
};

// What can stand in a file of profiles; of others there is no session.
bool isName(const std::string& name)
{
    return !name.empty() && name.find_first_of("[]\n\r\"'\\") == std::string::npos;
}

} // namespace

Replay::Replay(QString name, Recording recording, ReplayTransport::Pace pace)
    : m_name(std::move(name)), m_clock(std::make_shared<ReplayClock>(recording.created, pace))
{
    m_transport = std::make_shared<ReplayTransport>(std::move(recording), pace);
}

Result<std::unique_ptr<Replay>> Replay::open(const QString& path, ReplayTransport::Pace pace)
{
    auto recording = readRecording(path);
    if (!recording)
        return recording.error();
    std::unique_ptr<Replay> replay(
        new Replay(QFileInfo(path).fileName(), std::move(recording).value(), pace));
    if (!replay->m_home.isValid() || !replay->writeProfiles())
        return makeError(ErrorKind::Configuration, "NoFolder",
                         "There is no folder for temporary files, which a replay needs.");
    return replay;
}

// Profiles of the names that were recorded, with keys that open nothing.
bool Replay::writeProfiles() const
{
    QFile file(m_home.filePath(QStringLiteral("config")));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    std::set<std::string> names;
    std::string text;
    for (const auto& session : m_transport->recording().sessions) {
        if (!isName(session.name) || !names.insert(session.name).second)
            continue;
        text += session.name == "default" ? "[default]\n" : "[profile " + session.name + "]\n";
        text +=
            "region = " + session.region + "\naws_access_key_id = REPLAYED\naws_secret_access_key = none\n";
        if (isName(session.endpoint))
            text += "endpoint_url = " + session.endpoint + "\n";
    }
    return file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size());
}

Result<Runtime> Replay::runtime(std::shared_ptr<ExchangeLog> log) const
{
    auto catalog = Catalog::open();
    if (!catalog)
        return catalog.error();
    log->setReplaying(true);
    Runtime runtime;
    runtime.transport = m_transport;
    runtime.observers = {m_transport};
    runtime.clock = m_clock;
    runtime.catalog = std::move(catalog).value();
    runtime.exchangeLog = std::move(log);
    runtime.makeUuid = [] { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); };
    runtime.environment =
        Environment({{"HOME", m_home.path().toStdString()},
                     {"AWS_CONFIG_FILE", m_home.filePath(QStringLiteral("config")).toStdString()},
                     {"AWS_SHARED_CREDENTIALS_FILE", m_home.filePath(QStringLiteral("none")).toStdString()},
                     {"AWS_EC2_METADATA_DISABLED", "true"}});
    return runtime;
}

KeptTabs Replay::tabs() const
{
    KeptTabs kept;
    for (const auto& session : m_transport->recording().sessions) {
        if (isName(session.name))
            kept.tabs.push_back({session.name, session.region, {}, {}});
    }
    kept.current = kept.tabs.empty() ? -1 : 0;
    return kept;
}

QString Replay::banner() const
{
    QStringList parts{
        ReplayTexts::tr("Replaying %1: no network, no keys; what was not recorded fails.").arg(m_name)};
    for (const auto& note : m_transport->recording().notes)
        parts.append(QString::fromStdString(note));
    return parts.join(u' ');
}

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
      m_queue(makeQueue()),
      m_jobs(JobFolder(m_replay ? m_replay->jobsFolder() : JobFolder::usualPath()),
             [this](const TransferSession& session) { return jobClientFor(session); })
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
    connect(m_window.get(), &ui::MainWindow::urlRequested, this,
            [](const QUrl& url) { QDesktopServices::openUrl(url); });
    addTransfers();
    addJobs();
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
                     tr("No session of the profile %1 is open. Open one, then resume.")
                         .arg(QString::fromStdString(session.profile))
                         .toStdString());
}

// The same, for jobs, which may be of an earlier start or of inia-cli: never at another server than they were
// planned for.
Result<Client> Application::jobClientFor(TransferSession session)
{
    if (session.profile.empty())
        session.profile = "default";
    auto client = clientFor(session);
    if (client && redactUrl(client->config().endpointUrl) != redactUrl(session.endpointUrl))
        return makeError(
            ErrorKind::Credentials, "NoSession",
            tr("The session of the profile %1 that is open speaks to another server than this job.")
                .arg(QString::fromStdString(session.profile))
                .toStdString());
    return client;
}

void Application::addJobs()
{
    m_window->addJobs(new ui::JobsPanel(m_appearance, m_jobs));
    connect(&m_sessions, &ui::SessionController::keysRenewed, this, [this](int index) {
        if (const auto& session = m_sessions.at(index).session)
            m_jobs.keysRenewed(session->profileName());
    });
    m_jobs.load();
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
