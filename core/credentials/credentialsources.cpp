#include "core/credentials/credentialsources.h"

#include <QtCore/QDateTime>
#include <QtCore/QString>

#include <string_view>

namespace inia {

// ---- where keys come from ---------------------------------------------------------------------------------

std::optional<KeyExpiry> parseKeyExpiry(const std::string& text)
{
    QString written = QString::fromStdString(text).trimmed();
    bool isNumber = false;
    if (const double seconds = written.toDouble(&isNumber); isNumber) {
        constexpr double latest = 253'402'300'799; // the end of the year 9999
        if (seconds < 0 || seconds > latest)
            return std::nullopt;
        return KeyExpiry(std::chrono::seconds(static_cast<std::int64_t>(seconds)));
    }
    if (written.size() > 10 && written.at(10) == QLatin1Char(' '))
        written[10] = QLatin1Char('T');
    for (const auto* zone : {" UTC", "UTC", " GMT"}) {
        if (written.endsWith(QLatin1String(zone)))
            written =
                written.chopped(static_cast<qsizetype>(std::string_view(zone).size())) + QLatin1Char('Z');
    }
    written.remove(QLatin1Char(' ')); // in front of a zone
    QDateTime time = QDateTime::fromString(written, Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    if (time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), Qt::UTC);
    return KeyExpiry(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

std::string keyExpiryText(KeyExpiry expiry)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(expiry.time_since_epoch());
    return QDateTime::fromSecsSinceEpoch(seconds.count(), Qt::UTC).toString(Qt::ISODate).toStdString();
}

std::optional<KeyExpiryNote> keyExpiryNote(const ConfigSection& profile)
{
    static constexpr std::string_view names[]{"x_security_token_expires",
                                              "aws_credential_expiration",
                                              "aws_expiration",
                                              "aws_session_expiration",
                                              "aws_session_token_expires",
                                              "aws_security_token_expires",
                                              "aws_token_expiration",
                                              "token_expiration",
                                              "expiration",
                                              "expires_at"};
    for (const auto name : names) {
        const ConfigValue* value = profile.find(name);
        if (const auto expiry = value != nullptr ? parseKeyExpiry(value->text) : std::nullopt)
            return KeyExpiryNote{*expiry, std::string(name) + ", " + value->place()};
    }
    return std::nullopt;
}

std::string keysWarning(const Environment& environment, const ConfigFiles& files,
                        const ProfileSelection& selection, std::chrono::system_clock::time_point now)
{
    const auto warning = [now](const std::string& keys, KeyExpiry expiry, const std::string& place) {
        return expiry > now ? std::string()
                            : "The keys of " + keys + " expired at " + keyExpiryText(expiry) + " (" + place +
                                  "); sign in again, or remove that note if the keys are newer.";
    };
    if (!selection.isExplicit && environment.find("AWS_ACCESS_KEY_ID")) {
        const char* variable = "AWS_CREDENTIAL_EXPIRATION";
        const auto expiry = parseKeyExpiry(environment.find(variable).value_or(""));
        return expiry ? warning("the environment", *expiry, variable) : std::string();
    }
    for (const Profile* profile :
         {files.credentialsFileProfile(selection.name), files.configFileProfile(selection.name)}) {
        if (profile == nullptr || profile->text("aws_access_key_id").empty())
            continue;
        const auto note = keyExpiryNote(*profile);
        return note ? warning("profile \"" + selection.name + '"', note->expiry, note->place) : std::string();
    }
    return {};
}

void StaticCredentialsProvider::resolve(QObject*, Callback callback)
{
    // A copy: the callback may destroy this provider.
    const Result<Credentials> answer = m_credentials;
    callback(answer);
}

namespace {

std::string read(const Environment& environment, std::string_view name)
{
    const std::string value = environment.find(name).value_or(std::string());
    return QString::fromStdString(value).trimmed().toStdString();
}

Result<KeyExpiry> readExpiry(const std::string& text)
{
    const auto expiry = parseKeyExpiry(text);
    if (!expiry) {
        return makeError(ErrorKind::Credentials, "InvalidExpiration",
                         "AWS_CREDENTIAL_EXPIRATION is not a time such as 2030-01-31T12:00:00Z.");
    }
    return *expiry;
}

} // namespace

void EnvironmentCredentialsProvider::resolve(QObject*, Callback callback)
{
    callback(read());
}

Result<Credentials> EnvironmentCredentialsProvider::read() const
{
    Credentials credentials;
    credentials.source = "env";
    credentials.accessKey = inia::read(m_environment, "AWS_ACCESS_KEY_ID");
    credentials.secretKey = inia::read(m_environment, "AWS_SECRET_ACCESS_KEY");
    if (credentials.accessKey.empty()) {
        if (credentials.secretKey.empty())
            return declined("AWS_ACCESS_KEY_ID is not set");
        return declined("AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID", true);
    }
    if (credentials.secretKey.empty())
        return partialCredentials("the environment", "AWS_SECRET_ACCESS_KEY");
    credentials.sessionToken = inia::read(m_environment, "AWS_SECURITY_TOKEN");
    if (credentials.sessionToken.empty())
        credentials.sessionToken = inia::read(m_environment, "AWS_SESSION_TOKEN");
    credentials.accountId = inia::read(m_environment, "AWS_ACCOUNT_ID");
    for (const auto* name :
         {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN"}) {
        if (auto good = checkUnquoted(name, inia::read(m_environment, name), "an environment variable");
            !good)
            return good.error();
    }
    if (const std::string expiry = inia::read(m_environment, "AWS_CREDENTIAL_EXPIRATION"); !expiry.empty()) {
        const auto time = readExpiry(expiry);
        if (!time)
            return time.error();
        credentials.expiry = *time;
    }
    return credentials;
}

namespace {

using File = ProfileCredentialsProvider::File;

constexpr const char* accessKeyName = "aws_access_key_id";
constexpr const char* secretKeyName = "aws_secret_access_key";

Result<Credentials> readKeys(const ConfigFiles& files, const std::string& name, File file)
{
    const bool inConfig = file == File::Config;
    const Profile* profile = inConfig ? files.configFileProfile(name) : files.credentialsFileProfile(name);
    const std::string& path = inConfig ? files.configPath() : files.credentialsPath();
    const std::string place = "profile \"" + name + "\" in " + path;
    if (profile == nullptr)
        return declined("there is no " + place);
    Credentials credentials;
    credentials.source = inConfig ? "config-file" : "shared-credentials-file";
    credentials.accessKey = profile->text(accessKeyName);
    credentials.secretKey = profile->text(secretKeyName);
    if (credentials.accessKey.empty()) {
        if (credentials.secretKey.empty())
            return declined(place + " has no " + accessKeyName);
        return declined(place + " has " + secretKeyName + " without " + accessKeyName, true);
    }
    if (credentials.secretKey.empty())
        return partialCredentials(place, secretKeyName);
    credentials.sessionToken = profile->text("aws_security_token");
    if (credentials.sessionToken.empty())
        credentials.sessionToken = profile->text("aws_session_token");
    credentials.accountId = profile->text("aws_account_id");
    for (const auto* key : {accessKeyName, secretKeyName, "aws_security_token", "aws_session_token"}) {
        const ConfigValue* value = profile->find(key);
        if (auto good = value != nullptr ? checkUnquoted(key, value->text, value->place()) : Result<void>();
            !good)
            return good.error();
    }
    if (const auto note = keyExpiryNote(*profile))
        credentials.expiry = note->expiry;
    return credentials;
}

} // namespace

ProfileCredentialsProvider::ProfileCredentialsProvider(const ConfigFiles& files, const std::string& profile,
                                                       File file)
    : m_credentials(readKeys(files, profile, file))
{
}

void ProfileCredentialsProvider::resolve(QObject*, Callback callback)
{
    // A copy: the callback may destroy this provider.
    const Result<Credentials> answer = m_credentials;
    callback(answer);
}

// ---- keys given by hand -----------------------------------------------------------------------------------

Result<std::shared_ptr<CredentialsProvider>> explicitCredentials(const ExplicitKeys& keys)
{
    using Provider = std::shared_ptr<CredentialsProvider>;
    if (keys.accessKey.empty() != keys.secretKey.empty()) {
        return partialCredentials("the keys given by hand",
                                  keys.accessKey.empty() ? "the access key id" : "the secret access key");
    }
    if (keys.accessKey.empty())
        return Provider();
    Credentials credentials;
    credentials.accessKey = keys.accessKey;
    credentials.secretKey = keys.secretKey;
    credentials.sessionToken = keys.sessionToken;
    credentials.accountId = keys.accountId;
    credentials.source = "explicit";
    return Provider(std::make_shared<StaticCredentialsProvider>(std::move(credentials)));
}

} // namespace inia
