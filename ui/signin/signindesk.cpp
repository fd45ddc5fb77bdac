#include "ui/signin/signindesk.h"

#include "core/common/clock.h"
#include "core/identity/identity.h"
#include "core/identity/keystore.h"
#include "core/identity/signincredentials.h"
#include "core/identity/ssologin.h"
#include "ui/browse/sessioncontroller.h"
#include "ui/models/accountsmodel.h"
#include "ui/models/displaytext.h"
#include "ui/models/signinneed.h"
#include "ui/signin/accountsdialog.h"

#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtWidgets/QApplication>
#include <QtWidgets/QWidget>

#include <functional>
#include <set>
#include <utility>

namespace inia::ui {

namespace {

// The file that the tab's sign-in is kept in; empty when it has none.
std::string tokenPathOf(const OpenSession& open)
{
    if (!open.session || !open.session->identity())
        return {};
    const auto& sources = *open.session->sources();
    if (const auto settings = loginSettings(sources, open.session->profileName()))
        return ssoTokenPath(sources.environment, *settings);
    const auto console = consoleLoginSettings(sources, open.session->profileName());
    return console ? loginCachePath(sources.environment, console->session) : std::string();
}

// 0 where there is no token that is good now.
std::size_t tokenIn(const std::string& path, const Clock& clock)
{
    const auto document = readCacheFile(path);
    if (!document)
        return 0;
    // Of a sign-in as at the console, which is renewed as long as it is there.
    if (const auto& renewal = (*document)["refreshToken"].text();
        !renewal.empty() && (*document)["accessToken"].isMap())
        return std::hash<std::string>()(renewal);
    const auto token = ssoTokenFrom(*document, path);
    return token && token->expiry > clock.now() ? std::hash<std::string>()(token->accessToken) : 0;
}

// The folder of the file, or the innermost above it that there is.
QString folderOf(const std::string& path)
{
    QString folder = QFileInfo(toQString(path)).path();
    while (!QFileInfo::exists(folder) && folder.size() > 1)
        folder = QFileInfo(folder).path();
    return folder;
}

SignInFacts factsOf(const SourceContext& sources, const SsoSettings& settings)
{
    SignInFacts facts;
    const QUrl url(toQString(settings.startUrl));
    facts.startUrl = toOneLine(url.host() + url.path());
    facts.name = settings.sessionName.empty() ? toOneLine(url.host()) : toOneLine(settings.sessionName);
    SourceContext files = sources;
    files.role.reset();
    const auto path = ssoTokenPath(sources.environment, settings);
    facts.profiles = 0;
    for (const auto& profile : sources.files->profileNames()) {
        auto own = ssoSettings(files, profile);
        if (!own)
            own = ssoSettings(files, profile, true);
        facts.profiles += own && ssoTokenPath(sources.environment, *own) == path ? 1 : 0;
    }
    return facts;
}

SignInFacts factsOf(const SourceContext& sources, const ConsoleLoginSettings& settings)
{
    SignInFacts facts;
    facts.name = QStringLiteral("AWS");
    facts.startUrl = toOneLine(settings.session);
    facts.profiles = 0;
    for (const auto& profile : sources.files->profileNames())
        facts.profiles += sources.files->profile(profile)->text("login_session") == settings.session ? 1 : 0;
    return facts;
}

} // namespace

SignInDesk::SignInDesk(const Appearance& appearance, SessionController& sessions,
                       SignInDialog::OpenUrl openUrl, QObject* parent)
    : QObject(parent), m_appearance(appearance), m_sessions(sessions), m_openUrl(std::move(openUrl))
{
    for (const auto change : {&SessionController::infoChanged, &SessionController::closed})
        connect(&sessions, change, this, [this] {
            refreshWaiting();
            watchFiles();
        });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &SignInDesk::lookAtFiles);
}

SignInDesk::~SignInDesk()
{
    for (const auto& [path, dialog] : m_dialogs)
        delete dialog;
    delete m_accounts;
}

SignInDialog* SignInDesk::dialog() const
{
    for (const auto& [path, dialog] : m_dialogs) {
        if (dialog && dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

void SignInDesk::setWindow(QWidget* window)
{
    m_window = window;
}

AccountsDialog* SignInDesk::accountsDialog() const
{
    return m_accounts;
}

void SignInDesk::signIn(int index)
{
    const OpenSession& tab = m_sessions.at(index);
    if (!tab.session || !tab.session->identity())
        return;
    const auto status = tab.session->identity()->status();
    const bool needsSignIn = status.error && signInNeed(*status.error) == SignInNeed::SignIn;
    const auto& sources = tab.session->sources();
    const auto settings = loginSettings(*sources, tab.session->profileName());
    const bool canSignIn = settings || consoleLoginSettings(*sources, tab.session->profileName());
    // A code is asked for by those who want keys; and where signing in is another program's business, all
    // there is to do is to look once more.
    if (!needsSignIn || !canSignIn)
        m_sessions.renewKeys(index);
    else if (settings)
        signIn(sources, *settings);
    else
        signIn(sources);
}

void SignInDesk::signIn(const SourceContextPtr& sources, const SsoSettings& settings)
{
    open(ssoTokenPath(sources->environment, settings), sources, factsOf(*sources, settings), settings);
}

void SignInDesk::signIn(const SourceContextPtr& sources)
{
    const auto& profile = sources->selection.name;
    if (const auto settings = loginSettings(*sources, profile)) {
        signIn(sources, *settings);
        return;
    }
    if (const auto console = consoleLoginSettings(*sources, profile))
        open(loginCachePath(sources->environment, console->session), sources, factsOf(*sources, *console),
             *console);
}

void SignInDesk::open(const std::string& path, const SourceContextPtr& sources, const SignInFacts& facts,
                      const std::variant<SsoSettings, ConsoleLoginSettings>& settings)
{
    auto& dialog = m_dialogs[path];
    if (dialog && dialog->isVisible()) {
        dialog->raise();
        dialog->activateWindow();
        return;
    }
    // Another dialog may hold the window; what stands on that can be used.
    QWidget* modal = QApplication::activeModalWidget();
    dialog = new SignInDialog(m_appearance, facts, sources, settings, m_openUrl,
                              modal != nullptr ? modal : m_window.data());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SignInDialog::copyRequested, this, &SignInDesk::copyRequested);
    connect(dialog, &SignInDialog::signedIn, this, [this, path] { finish(path); });
    dialog->setWaiting(waitingFor(path));
    dialog->start(settings.index() == 0 ? SsoLoginWay::DeviceCode : SsoLoginWay::Browser);
    dialog->show();
}

void SignInDesk::finish(const std::string& path)
{
    for (int index = 0; index < m_sessions.count(); ++index) {
        // Keys that are good stay: getting others might take a code.
        const bool lacksKeys = m_sessions.at(index).info.keys.need != SignInNeed::None;
        if (lacksKeys && tokenPathOf(m_sessions.at(index)) == path)
            m_sessions.renewKeys(index);
    }
    emit signedIn(path);
}

QString SignInDesk::waitingFor(const std::string& path) const
{
    int tabs = 0;
    int transfers = 0;
    std::set<std::string> profiles;
    for (int index = 0; index < m_sessions.count(); ++index) {
        const OpenSession& tab = m_sessions.at(index);
        if (tab.info.keys.need != SignInNeed::SignIn || tokenPathOf(tab) != path)
            continue;
        ++tabs;
        if (m_transfers && profiles.insert(tab.session->profileName()).second)
            transfers += m_transfers(tab.session->profileName());
    }
    if (tabs == 0)
        return {};
    if (tabs == 1 && transfers == 0)
        return tr("1 tab waits for this and goes on by itself.");
    const QString inTabs = tabs == 1 ? tr("1 tab") : tr("%1 tabs").arg(tabs);
    if (transfers == 0)
        return tr("%1 wait for this and go on by themselves.").arg(inTabs);
    return transfers == 1
               ? tr("%1 and 1 transfer wait for this and go on by themselves.").arg(inTabs)
               : tr("%1 and %2 transfers wait for this and go on by themselves.").arg(inTabs).arg(transfers);
}

void SignInDesk::refreshWaiting()
{
    for (const auto& [path, dialog] : m_dialogs) {
        if (dialog && dialog->isVisible())
            dialog->setWaiting(waitingFor(path));
    }
}

// Somebody may sign in by the AWS CLI instead.
void SignInDesk::watchFiles()
{
    std::map<std::string, std::size_t> wanted;
    QStringList folders;
    for (int index = 0; index < m_sessions.count(); ++index) {
        const OpenSession& tab = m_sessions.at(index);
        if (tab.info.keys.need != SignInNeed::SignIn)
            continue;
        const auto path = tokenPathOf(tab);
        if (path.empty())
            continue;
        const auto seen = m_seen.find(path);
        wanted[path] = seen != m_seen.end() ? seen->second : tokenIn(path, *tab.session->sources()->clock);
        folders.append(folderOf(path));
    }
    m_seen = std::move(wanted);
    const QStringList watched = m_watcher.directories();
    for (const QString& folder : watched) {
        if (!folders.contains(folder))
            m_watcher.removePath(folder);
    }
    for (const QString& folder : folders) {
        if (!watched.contains(folder))
            m_watcher.addPath(folder);
    }
}

void SignInDesk::lookAtFiles()
{
    std::set<std::string> signedIn;
    for (int index = 0; index < m_sessions.count(); ++index) {
        const OpenSession& tab = m_sessions.at(index);
        if (tab.info.keys.need != SignInNeed::SignIn)
            continue;
        const auto path = tokenPathOf(tab);
        const auto seen = m_seen.find(path);
        const std::size_t now = path.empty() ? 0 : tokenIn(path, *tab.session->sources()->clock);
        if (now != 0 && seen != m_seen.end() && seen->second != now)
            signedIn.insert(path);
    }
    for (const auto& path : signedIn) {
        m_seen.erase(path);
        if (const auto dialog = m_dialogs.find(path); dialog != m_dialogs.end() && dialog->second)
            dialog->second->reject();
        finish(path);
    }
    watchFiles(); // a folder on the way may be new
}

void SignInDesk::showAccounts(int index)
{
    if (index < 0 || index >= m_sessions.count() || !m_sessions.at(index).session)
        return;
    const auto& session = *m_sessions.at(index).session;
    auto signIns = ssoSignIns(*session.sources());
    auto own = loginSettings(*session.sources(), session.profileName());
    // A role's tab goes by a name of its own; its settings are those of a profile.
    const auto& choice = m_sessions.at(index).choice;
    if (own && choice.role)
        own->profile = choice.profile.value_or(std::string());
    if (own)
        signIns.insert(signIns.begin(), *own);
    if (m_accounts)
        m_accounts->close();
    m_accounts = new AccountsDialog(m_appearance, session.sources(), std::move(signIns), m_window);
    m_accounts->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_accounts, &AccountsDialog::signInRequested, this,
            [this, sources = session.sources()](const SsoSettings& settings) { signIn(sources, settings); });
    connect(m_accounts, &AccountsDialog::copyRequested, this, &SignInDesk::copyRequested);
    connect(this, &SignInDesk::signedIn, m_accounts, &AccountsDialog::reloadAfterSignIn);
    connect(m_accounts, &AccountsDialog::roleChosen, this,
            [this, region = session.region()](const SsoRole& role) {
                SessionChoice choice;
                const auto& profile = m_accounts->model()->settings().profile;
                if (!profile.empty())
                    choice.profile = profile;
                choice.role = role;
                choice.region = region.empty() ? role.region : region;
                emit roleOpened(m_sessions.open(choice));
            });
    connect(m_accounts, &AccountsDialog::saveRequested, this,
            [this, environment = session.sources()->environment,
             region = session.region()](const SsoRole& role, const QString& name) {
                auto* dialog =
                    new SaveRoleDialog(m_appearance, environment, role,
                                       m_accounts->model()->settings().profile, region, name, m_accounts);
                dialog->setAttribute(Qt::WA_DeleteOnClose);
                connect(dialog, &SaveRoleDialog::saved, this, [this](const QString& profile) {
                    if (m_accounts)
                        m_accounts->close();
                    emit roleOpened(m_sessions.open({profile.toStdString(), {}, {}}));
                });
                dialog->open();
            });
    m_accounts->show();
}

} // namespace inia::ui
