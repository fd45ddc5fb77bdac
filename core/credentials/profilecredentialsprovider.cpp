#include "core/credentials/profilecredentialsprovider.h"

#include "core/credentials/keyexpiry.h"

#include <utility>

namespace inia {

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

} // namespace inia
