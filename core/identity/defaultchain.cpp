#include "core/identity/defaultchain.h"

#include "core/common/redaction.h"
#include "core/config/inifile.h"
#include "core/credentials/credentialsources.h"
#include "core/identity/keystore.h"
#include "core/identity/metadatacredentials.h"
#include "core/identity/rolecredentials.h"
#include "core/identity/signincredentials.h"
#include "core/identity/ssotokens.h"
#include "core/protocol/jsonreader.h"
#include "core/text/ascii.h"

#include <QtCore/QProcess>
#include <QtCore/QTimer>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr qsizetype longestOutput = qsizetype(256) * 1024;
constexpr qsizetype longestComplaint = 500;

Error processError(const std::string& place, const std::string& problem)
{
    return makeError(ErrorKind::Credentials, "CredentialProcess", place + " " + problem);
}

/// A process under way. Belongs to who asked; goes when it has answered, and takes the process with it.
class RunningProcess final : public QObject {
public:
    RunningProcess(QObject* context, std::string place, std::string accountId,
                   CredentialsProvider::Callback callback)
        : QObject(context),
          m_place(std::move(place)),
          m_accountId(std::move(accountId)),
          m_callback(std::move(callback))
    {
        connect(&m_process, &QProcess::finished, this, &RunningProcess::finished);
        connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                answer(processError(m_place, "cannot be started: " + m_process.errorString().toStdString() +
                                                 ". Give the full path of the program."));
        });
        connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] {
            m_printed += m_process.readAllStandardOutput();
            if (m_printed.size() > longestOutput)
                answer(processError(m_place, "prints more than keys; it was stopped."));
        });
        connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
            m_complaint += m_process.readAllStandardError();
            m_complaint = m_complaint.right(longestComplaint);
        });
    }

    ~RunningProcess() override
    {
        m_process.disconnect(this);
        m_process.kill();
        m_process.waitForFinished(); // a killed one is gone at once
    }
    Q_DISABLE_COPY_MOVE(RunningProcess)

    void start(const std::vector<std::string>& words, std::chrono::milliseconds longest)
    {
        QStringList arguments;
        for (auto word = words.begin() + 1; word != words.end(); ++word)
            arguments << QString::fromStdString(*word);
        m_process.setStandardInputFile(QProcess::nullDevice());
        QTimer::singleShot(longest, this, [this, longest] {
            answer(processError(m_place, "did not end within " + std::to_string(longest.count() / 1000) +
                                             " seconds and was stopped." + complaint()));
        });
        m_process.start(QString::fromStdString(words.front()), arguments);
    }

private:
    [[nodiscard]] std::string complaint() const
    {
        const auto text = ascii::trimmed(
            std::string_view(m_complaint.constData(), static_cast<std::size_t>(m_complaint.size())));
        return text.empty() ? std::string() : " It says: " + redactText(text);
    }

    void finished(int code, QProcess::ExitStatus status)
    {
        m_printed += m_process.readAllStandardOutput();
        m_complaint = (m_complaint + m_process.readAllStandardError()).right(longestComplaint);
        if (status == QProcess::CrashExit)
            answer(processError(m_place, "was killed or has crashed." + complaint()));
        else if (code != 0)
            answer(processError(m_place, "ended with exit code " + std::to_string(code) + "." + complaint()));
        else
            answer(keysFromProcess({m_printed.constData(), static_cast<std::size_t>(m_printed.size())},
                                   m_accountId, m_place));
    }

    void answer(const Result<Credentials>& result)
    {
        if (!m_callback)
            return;
        const auto callback = std::exchange(m_callback, {});
        m_process.disconnect(this);
        m_process.kill();
        deleteLater();
        callback(result);
    }

    QProcess m_process;
    std::string m_place;
    std::string m_accountId;
    QByteArray m_printed;
    QByteArray m_complaint;
    CredentialsProvider::Callback m_callback;
};

/// What a profile gives besides a role to be assumed.
void addProfileLinks(CredentialsChain::Links& links, const SourceContextPtr& context,
                     const std::string& profile, bool ignoresVariables)
{
    using File = ProfileCredentialsProvider::File;
    const auto& files = *context->files;
    links.emplace_back(std::make_shared<WebIdentity>(context, profile, ignoresVariables), "web-identity");
    links.emplace_back(std::make_shared<SsoCredentials>(context, profile), "sso");
    links.emplace_back(std::make_shared<ProfileCredentialsProvider>(files, profile, File::Credentials),
                       "shared-credentials-file");
    links.emplace_back(std::make_shared<LoginCredentials>(context, profile), "login");
    links.emplace_back(std::make_shared<ProcessCredentials>(context, profile), "process");
    links.emplace_back(std::make_shared<ProfileCredentialsProvider>(files, profile, File::Config),
                       "config-file");
}

std::shared_ptr<CredentialsProvider> roleSourceOf(const SourceContextPtr& context, const RoleSettings& role)
{
    if (role.credentialSource == "Environment")
        return std::make_shared<EnvironmentCredentialsProvider>(context->environment);
    if (role.credentialSource == "EcsContainer")
        return std::make_shared<ContainerCredentials>(context);
    if (role.credentialSource == "Ec2InstanceMetadata")
        return std::make_shared<InstanceCredentials>(context);
    CredentialsChain::Links links;
    addProfileLinks(links, context, role.sourceProfile, true);
    return std::make_shared<CredentialsChain>(std::move(links));
}

} // namespace

// ---- keys of a program ------------------------------------------------------------------------------------

Result<Credentials> keysFromProcess(std::string_view printed, const std::string& accountId,
                                    const std::string& place)
{
    const auto document = parseJson(printed);
    if (!document || !document->isMap())
        return processError(place, "did not print one JSON object with keys.");
    const auto& version = (*document)["Version"];
    if (!version.isInt() || version.toInt() != 1)
        return processError(place, "has to print keys with \"Version\": 1.");
    auto keys = keysFromDocument(*document, "SessionToken", place + " printed a document that");
    if (!keys)
        return keys;
    keys->source = "process";
    if (keys->accountId.empty())
        keys->accountId = accountId;
    return keys;
}

ProcessCredentials::ProcessCredentials(SourceContextPtr context, std::string profile,
                                       std::chrono::milliseconds longest)
    : m_context(std::move(context)), m_profile(std::move(profile)), m_longest(longest)
{
}

void ProcessCredentials::resolve(QObject* context, Callback callback)
{
    const ConfigValue* command = profileValue(*m_context, m_profile, "credential_process");
    if (command == nullptr) {
        callback(declined("no credential_process"));
        return;
    }
    const std::string place =
        "credential_process of profile \"" + m_profile + "\" (" + command->place() + ")";
    const auto words = splitShellWords(command->text);
    if (!words || words->empty()) {
        callback(sourceConfigError(place + " has a quote that is not closed."));
        return;
    }
    const ConfigValue* account = profileValue(*m_context, m_profile, "aws_account_id");
    auto* running = new RunningProcess(context, place, account != nullptr ? account->text : std::string(),
                                       std::move(callback));
    running->start(*words, m_longest);
}

// ---- the chain --------------------------------------------------------------------------------------------

std::shared_ptr<CredentialsChain> defaultChain(const SourceContextPtr& context)
{
    const auto& selection = context->selection;
    CredentialsChain::Links links;
    if (context->role) {
        links.emplace_back(std::make_shared<SsoCredentials>(context, selection.name), "sso");
        return std::make_shared<CredentialsChain>(std::move(links));
    }
    if (!selection.isExplicit)
        links.emplace_back(std::make_shared<EnvironmentCredentialsProvider>(context->environment), "env");
    links.emplace_back(std::make_shared<AssumeRole>(context, selection.name, roleSourceOf), "assume-role");
    addProfileLinks(links, context, selection.name, selection.isExplicit);
    links.emplace_back(std::make_shared<ContainerCredentials>(context), "container");
    links.emplace_back(std::make_shared<InstanceCredentials>(context), "instance");
    return std::make_shared<CredentialsChain>(std::move(links));
}

namespace {

using Way = KeyOutlook::Way;
using State = KeyOutlook::State;

KeyOutlook wrongOutlook(Way way, Error error)
{
    return {way, State::Wrong, {}, std::move(error)};
}

KeyOutlook ssoOutlook(const SourceContext& context, const std::string& profile)
{
    auto settings = ssoSettings(context, profile);
    if (!settings && isDeclined(settings.error()))
        settings = ssoSettings(context, profile, true);
    if (!settings)
        return wrongOutlook(Way::IdentityCenter, settings.error());
    KeyOutlook outlook{Way::IdentityCenter, State::SignIn, {}, {}};
    const auto path = ssoTokenPath(context.environment, *settings);
    const auto document = context.store->read(path);
    const auto token = document ? ssoTokenFrom(*document, path) : document.error();
    if (!token)
        return outlook;
    const auto now = context.clock->now();
    if (token->expiry > now) {
        outlook.state = State::Ready;
        outlook.expiry = token->expiry;
    } else if (token->isRenewable(now)) {
        outlook.state = State::Ready;
    } else {
        outlook.expiry = token->expiry;
    }
    return outlook;
}

KeyOutlook loginOutlook(const SourceContext& context, const ConfigValue& session)
{
    // Its keys are renewed until the sign-in itself ends, of which the file does not say when that is.
    const auto document = context.store->read(loginCachePath(context.environment, session.text));
    const bool isThere = document && !(*document)["refreshToken"].text().empty();
    return {Way::Login, isThere ? State::Ready : State::SignIn, {}, {}};
}

KeyOutlook keysOutlook(const SourceContext& context, const std::string& profile)
{
    const ConfigValue* id = profileValue(context, profile, "aws_access_key_id");
    const ConfigValue* secret = profileValue(context, profile, "aws_secret_access_key");
    if (id != nullptr && secret != nullptr)
        return {Way::Keys, State::Ready, {}, {}};
    const bool hasId = id != nullptr;
    return wrongOutlook(Way::Keys,
                        makeError(ErrorKind::Configuration, hasId ? "NoSecretKey" : "NoAccessKeyId",
                                  (hasId ? id : secret)->place() + ": " +
                                      (hasId ? "aws_access_key_id without aws_secret_access_key."
                                             : "aws_secret_access_key without aws_access_key_id.")));
}

KeyOutlook roleOutlook(const SourceContextPtr& context, const std::string& profile)
{
    const auto chain = roleChain(*context, profile);
    if (!chain)
        return wrongOutlook(Way::Role, chain.error());
    KeyOutlook outlook{Way::Role, State::Unknown, {}, {}};
    if (const auto cached = RoleCache(context).find(roleCacheKey(chain->front()))) {
        outlook.state = State::Ready;
        outlook.expiry = cached->expiry;
        return outlook;
    }
    const auto& source = chain->back().sourceProfile;
    if (!source.empty() && source != chain->back().profile) {
        // Its keys go before a role of its own.
        const bool hasKeys = profileValue(*context, source, "aws_access_key_id") != nullptr;
        outlook = hasKeys ? keysOutlook(*context, source) : keyOutlook(context, source);
        outlook.way = Way::Role;
    }
    const bool wantsCode = std::any_of(chain->begin(), chain->end(),
                                       [](const RoleSettings& role) { return !role.mfaSerial.empty(); });
    // Who has to sign in as well does that first.
    if (wantsCode && outlook.state != State::SignIn && outlook.state != State::Wrong)
        return {Way::Role, State::Code, {}, {}};
    return outlook;
}

} // namespace

KeyOutlook keyOutlook(const SourceContextPtr& context, const std::string& profile)
{
    const auto value = [&](const char* key) { return profileValue(*context, profile, key); };
    if (hasRole(*context, profile))
        return roleOutlook(context, profile);
    if (value("role_arn") != nullptr)
        return {Way::WebIdentity, State::Unknown, {}, {}};
    if (value("sso_session") != nullptr || value("sso_start_url") != nullptr)
        return ssoOutlook(*context, profile);
    if (value("aws_access_key_id") != nullptr || value("aws_secret_access_key") != nullptr)
        return keysOutlook(*context, profile);
    if (const ConfigValue* session = value("login_session"))
        return loginOutlook(*context, *session);
    return {value("credential_process") != nullptr ? Way::Process : Way::None, State::Unknown, {}, {}};
}

} // namespace inia
