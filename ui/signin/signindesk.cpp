#include "ui/signin/signindesk.h"

#include "core/common/clock.h"
#include "core/identity/identity.h"
#include "core/identity/keystore.h"
#include "core/identity/signincredentials.h"
#include "core/identity/ssologin.h"
#include "ui/browse/sessioncontroller.h"
#include "ui/models/displaytext.h"
#include "ui/models/signin.h"
#include "ui/signin/identity.h"
#include "ui/signin/signindialog.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSignalBlocker>
#include <QtCore/QUrl>
#include <QtWidgets/QApplication>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>
#include <QtWidgets/QWidget>

#include <functional>
#include <set>
#include <utility>

namespace inia::ui {

namespace {

constexpr int mfaDialogWidth = 420;
constexpr int codeFieldWidth = 150;
constexpr int codeDigits = 6;

} // namespace

MfaDialog::MfaDialog(const Appearance& appearance, const MfaQuestion& question, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_field(new QLineEdit),
      m_waiting(new TextLabel(appearance, FontRole::Secondary, Token::Text2)),
      m_continue(new Button(appearance, Button::Kind::Primary, tr("Use code")))
{
    setWindowTitle(tr("Code of your device"));
    setFixedWidth(appearance.theme().px(mfaDialogWidth));
    build(question);
    m_continue->setDefault(true);
    m_continue->setEnabled(false);
    m_waiting->hide();
    m_field->setFocus();
    connect(m_field, &QLineEdit::textChanged, this, &MfaDialog::keepDigits);
    connect(m_continue, &QAbstractButton::clicked, this, [this] {
        emit entered(m_field->text());
        accept();
    });
}

void MfaDialog::build(const MfaQuestion& question)
{
    const Theme& theme = m_appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(padding, padding, padding, padding);
    all->setSpacing(theme.px(12));
    auto* head = new SignInHead(m_appearance, this);
    head->setTexts(tr("Enter the code for %1").arg(toOneLine(question.profile)),
                   tr("The role asks for the six digits that your device shows now."));
    all->addWidget(head);
    auto* facts = new QGridLayout;
    facts->setHorizontalSpacing(theme.px(8));
    facts->setVerticalSpacing(theme.px(4));
    facts->setColumnMinimumWidth(0, theme.px(64));
    facts->setColumnStretch(1, 1);
    const auto addFact = [&](int row, const QString& key, const std::string& value) {
        auto* name = new ElidedLabel(m_appearance, FontRole::Secondary, Token::Text2, this);
        name->setText(key);
        auto* label = new ElidedLabel(m_appearance, FontRole::Mono, Token::Text, this);
        label->setText(toOneLine(value));
        facts->addWidget(name, row, 0);
        facts->addWidget(label, row, 1);
    };
    addFact(0, tr("Device"), question.device);
    addFact(1, tr("Role"), question.role);
    all->addLayout(facts);
    m_field->setAccessibleName(tr("Code of the device, six digits"));
    m_field->setPlaceholderText(QStringLiteral("000000"));
    m_field->setFont(theme.font(FontRole::Mono));
    m_field->setFixedWidth(theme.px(codeFieldWidth));
    m_field->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    all->addWidget(m_field);
    if (question.isAgain)
        all->addWidget(new TextLabel(m_appearance, FontRole::Data, Token::Danger,
                                     tr("The code was not accepted. Each code serves once: wait until the "
                                        "device shows another."),
                                     this));
    all->addWidget(m_waiting);
    auto* cancel = new Button(m_appearance, Button::Kind::Default, tr("Cancel"), {}, this);
    cancel->setAutoDefault(false);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.sizes().buttonGap);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_continue);
    all->addLayout(buttons);
}

// No limit of length, which would cut "123 456" before its blank is gone.
void MfaDialog::keepDigits()
{
    QString digits;
    for (const QChar c : m_field->text()) {
        if (c >= u'0' && c <= u'9' && digits.size() < codeDigits)
            digits += c;
    }
    if (digits != m_field->text()) {
        const QSignalBlocker quiet(m_field);
        m_field->setText(digits);
    }
    m_continue->setEnabled(digits.size() == codeDigits);
}

void MfaDialog::setWaiting(int count)
{
    m_waiting->setVisible(count > 0);
    m_waiting->setText(count == 1 ? tr("Another role asks for a code after this one.")
                                  : tr("%1 other roles ask for a code after this one.").arg(count));
}

MfaPrompt::MfaPrompt(const Appearance& appearance) : m_appearance(appearance) {}

void MfaPrompt::setWindow(QWidget* window)
{
    m_window = window;
}

MfaDialog* MfaPrompt::dialog() const
{
    return m_dialog;
}

MfaPrompt::~MfaPrompt()
{
    for (const auto& question : m_questions) {
        if (question.guard)
            question.guard->disconnect(this);
    }
    delete m_dialog;
}

void MfaPrompt::askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback)
{
    // A child dies with the context and tells.
    auto* guard = new QObject(context);
    connect(guard, &QObject::destroyed, this, &MfaPrompt::takeBack);
    Question asked{question, guard, std::move(callback)};
    if (question.isAgain && !m_dialog)
        m_questions.push_front(std::move(asked));
    else
        m_questions.push_back(std::move(asked));
    show();
}

void MfaPrompt::show()
{
    if (m_questions.empty())
        return;
    if (!m_dialog) {
        // Another dialog may hold the window; what stands on that can be used. It may close, and this with
        // it.
        QWidget* modal = QApplication::activeModalWidget();
        m_dialog = new MfaDialog(m_appearance, m_questions.front().about,
                                 modal != nullptr ? modal : m_window.data());
        connect(m_dialog, &QObject::destroyed, this, &MfaPrompt::show, Qt::QueuedConnection);
        connect(m_dialog, &MfaDialog::entered, this,
                [this](const QString& code) { answer(code.toStdString()); });
        connect(m_dialog, &QDialog::rejected, this, [this] {
            const auto& about = m_questions.front().about;
            answer(
                makeError(ErrorKind::Credentials, "MfaRequired",
                          tr("No code of the device %1 was entered, which the role of profile \"%2\" needs.")
                              .arg(toQString(about.device), toQString(about.profile))
                              .toStdString()));
        });
        m_dialog->show();
    }
    m_dialog->setWaiting(static_cast<int>(m_questions.size()) - 1);
}

void MfaPrompt::answer(const Result<std::string>& code)
{
    const Question question = std::move(m_questions.front());
    m_questions.pop_front();
    m_dialog->disconnect(this);
    m_dialog->deleteLater();
    m_dialog.clear();
    // The next one not before what this one was for has had its turn: a wrong code is asked for again first.
    QMetaObject::invokeMethod(this, &MfaPrompt::show, Qt::QueuedConnection);
    if (!question.guard)
        return;
    question.guard->disconnect(this);
    delete question.guard.data();
    question.callback(code);
}

void MfaPrompt::takeBack()
{
    const bool isShown = m_dialog && !m_questions.front().guard;
    std::erase_if(m_questions, [](const Question& question) { return question.guard.isNull(); });
    if (isShown) {
        m_dialog->disconnect(this);
        m_dialog->hide();
        m_dialog->deleteLater();
        m_dialog.clear();
    }
    show();
}

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
