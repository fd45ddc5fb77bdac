#include "core/credentials/environmentcredentialsprovider.h"

#include "core/credentials/keyexpiry.h"

#include <QtCore/QString>

namespace inia {

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

} // namespace inia
