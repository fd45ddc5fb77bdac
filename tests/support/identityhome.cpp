#include "tests/support/identityhome.h"

#include "core/call/clientcontext.h"
#include "core/client/client.h"
#include "core/credentials/credentials.h"
#include "core/credentials/credentialsources.h"
#include "core/identity/identity.h"
#include "core/identity/keystore.h"
#include "core/identity/ssotokens.h"
#include "core/model/catalog.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFile>

#include <algorithm>
#include <optional>

namespace inia::tests {

namespace {

void writeText(const QString& path, const std::string& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(text)) < 0)
        qFatal("a test cannot write %s", qPrintable(path));
}

void replaceAll(std::string& text, const std::string& what, const std::string& with)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

template <typename T>
Result<T> awaited(const std::optional<Result<T>>& answer)
{
    const QDeadlineTimer deadline(20'000);
    while (!answer && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1'000);
    return answer.value_or(makeError(ErrorKind::Timeout, "NoAnswer", "nobody answered within 20 seconds"));
}

} // namespace

IdentityHome::IdentityHome()
{
    m_runtime.transport = m_transport;
    m_runtime.clock = m_clock;
    m_runtime.identities = std::make_shared<IdentityPool>();
    m_runtime.makeUuid = [] { return std::string("00000000-0000-4000-8000-000000000000"); };
    m_runtime.randomFraction = [] { return 1.0; };
    if (auto catalog = Catalog::open())
        m_runtime.catalog = std::move(catalog).value();
    m_variables.emplace("HOME", m_root.filePath(QStringLiteral("home")).toStdString());
}

void IdentityHome::setVariable(const std::string& name, const std::string& value)
{
    if (name == "HOME")
        return;
    std::string text = value;
    for (const auto& file : m_rootFiles)
        replaceAll(text, "/" + file, m_root.filePath(QString::fromStdString(file)).toStdString());
    m_variables.insert_or_assign(name, text);
}

std::string IdentityHome::path(const std::string& name) const
{
    return m_root.filePath(QStringLiteral("home/.aws/") + QString::fromStdString(name)).toStdString();
}

std::string IdentityHome::write(const std::string& name, const std::string& text)
{
    writeText(QString::fromStdString(path(name)), text);
    return path(name);
}

QByteArray IdentityHome::read(const std::string& name) const
{
    QFile file(QString::fromStdString(path(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void IdentityHome::copyFrom(const QString& root)
{
    for (const auto& name : QDir(root).entryList(QDir::Files))
        m_rootFiles.insert(name.toStdString());
    QDirIterator files(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        auto text = file.readAll().toStdString();
        for (const auto& name : m_rootFiles)
            replaceAll(text, "/" + name, m_root.filePath(QString::fromStdString(name)).toStdString());
        writeText(m_root.filePath(QDir(root).relativeFilePath(path)), text);
    }
}

void IdentityHome::signIn(const std::string& session, const std::string& startUrl, const std::string& region,
                          std::chrono::seconds lasts)
{
    SsoSettings settings;
    settings.sessionName = session;
    settings.startUrl = startUrl;
    settings.region = region;
    SsoToken token;
    token.accessToken = "an access token";
    token.expiry = m_clock->now() + lasts;
    token.refreshToken = "a refresh token";
    token.clientId = "a client";
    token.clientSecret = "a client secret";
    token.registrationExpiresAt = keyExpiryText(m_clock->now() + std::chrono::hours(1'000));
    const auto path = ssoTokenPath(Environment(m_variables), settings);
    if (const auto stored = writeCacheFile(path, ssoTokenDocument(settings, token)); !stored)
        qFatal("%s", stored.error().message.c_str());
}

void IdentityHome::answerSts(const std::string& accessKey, const std::string& secretKey,
                             const std::string& token, const std::string& account, std::chrono::seconds lasts)
{
    m_stsHandler = [this, accessKey, secretKey, token, account,
                    lasts](const HttpRequest& request) -> Result<HttpResponse> {
        const std::string operation = request.body.contains("Action=AssumeRoleWithWebIdentity")
                                          ? "AssumeRoleWithWebIdentity"
                                          : "AssumeRole";
        if (!request.body.contains("Action=AssumeRole"))
            return makeError(ErrorKind::Transport, "NoAnswer", "this is no request for a role");
        const std::string body =
            "<" + operation + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + operation +
            "Result><AssumedRoleUser><AssumedRoleId>AROA:s</AssumedRoleId><Arn>arn:aws:sts::" + account +
            ":assumed-role/role/s</Arn></AssumedRoleUser><Credentials><AccessKeyId>" + accessKey +
            "</AccessKeyId><SecretAccessKey>" + secretKey + "</SecretAccessKey><SessionToken>" + token +
            "</SessionToken><Expiration>" + keyExpiryText(m_clock->now() + lasts) +
            "</Expiration></Credentials></" + operation + "Result></" + operation + "Response>";
        return makeResponse(200, QByteArray::fromStdString(body));
    };
    m_transport->setHandler(m_stsHandler);
}

std::string IdentityHome::firstSigner() const
{
    for (const auto& request : m_transport->requests()) {
        const std::string header(request.headers.value("Authorization"));
        constexpr std::string_view mark = "Credential=";
        const auto at = header.find(mark);
        if (at != std::string::npos)
            return header.substr(at + mark.size(), header.find('/', at) - at - mark.size());
    }
    return {};
}

Result<Session> IdentityHome::open(SessionOptions options)
{
    m_runtime.environment = Environment(m_variables);
    return Session::create(m_runtime, std::move(options));
}

Result<Credentials> keysOf(const Session& session)
{
    std::optional<Result<Credentials>> answer;
    QObject context;
    session.credentials()->resolve(&context,
                                   [&answer](const Result<Credentials>& keys) { answer.emplace(keys); });
    return awaited(answer);
}

Result<BearerToken> bearerOf(const Session& session)
{
    const auto client = session.client("codecatalyst");
    if (!client)
        return client.error();
    const auto& token = client->caller().context().token;
    if (!token)
        return makeError(ErrorKind::Credentials, "NoAuthToken", "the session has no source of tokens");
    std::optional<Result<BearerToken>> answer;
    QObject context;
    token->resolve(&context, [&answer](const Result<BearerToken>& found) { answer.emplace(found); });
    return awaited(answer);
}

std::set<std::string> featuresOf(const Session& session)
{
    const auto client = session.client("sts");
    if (!client)
        return {};
    CallOptions options;
    options.dryRun = true;
    const auto reply = client->call("GetCallerIdentity", {}, options);
    const QDeadlineTimer deadline(20'000);
    while (!reply->isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1'000);
    const std::string agent(reply->preparedRequest().headers.value("User-Agent"));
    const auto at = agent.find(" m/");
    std::set<std::string> features;
    if (at == std::string::npos)
        return features;
    const auto list = QString::fromStdString(agent.substr(at + 3, agent.find(' ', at + 1) - at - 3));
    for (const auto& id : list.split(QLatin1Char(',')))
        features.insert(id.toStdString());
    return features;
}

} // namespace inia::tests
