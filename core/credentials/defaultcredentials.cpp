#include "core/credentials/defaultcredentials.h"

#include "core/credentials/credentialschain.h"
#include "core/credentials/environmentcredentialsprovider.h"
#include "core/credentials/keyexpiry.h"
#include "core/credentials/profilecredentialsprovider.h"
#include "core/credentials/staticcredentialsprovider.h"

#include <vector>

namespace inia {

namespace {

/// Refuses the sources that only variables announce and that this version cannot use yet.
class UnsupportedVariableProvider final : public CredentialsProvider {
public:
    UnsupportedVariableProvider(const Environment& environment, const std::vector<std::string>& variables)
        : m_error(find(environment, variables))
    {
    }
    void resolve(QObject*, Callback callback) override
    {
        // A copy: the callback may destroy this provider.
        const Result<Credentials> answer = m_error;
        callback(answer);
    }

private:
    static Error find(const Environment& environment, const std::vector<std::string>& variables)
    {
        for (const std::string& variable : variables) {
            if (environment.find(variable)) {
                return makeError(ErrorKind::Unsupported, "UnsupportedCredentials",
                                 "Credentials by " + variable +
                                     " are not supported yet by this version. Choose a profile with access "
                                     "keys, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
            }
        }
        return declined({});
    }

    const Error m_error;
};

} // namespace

Result<std::shared_ptr<CredentialsProvider>> makeCredentialsProvider(const ExplicitKeys& keys,
                                                                     const Environment& environment,
                                                                     const ConfigFiles& files,
                                                                     const ProfileSelection& selection)
{
    using Provider = std::shared_ptr<CredentialsProvider>;
    if (keys.accessKey.empty() != keys.secretKey.empty()) {
        return partialCredentials("the keys given by hand",
                                  keys.accessKey.empty() ? "the access key id" : "the secret access key");
    }
    if (!keys.accessKey.empty()) {
        return Provider(std::make_shared<StaticCredentialsProvider>(
            Credentials{keys.accessKey, keys.secretKey, keys.sessionToken, keys.accountId, {}, "explicit"}));
    }
    using File = ProfileCredentialsProvider::File;
    const auto refuse = [&selection](const std::vector<std::string>& names) {
        return std::make_shared<UnsupportedProfileProvider>(selection.profile, names);
    };
    const auto refuseVariables = [&environment](const std::vector<std::string>& names) {
        return std::make_shared<UnsupportedVariableProvider>(environment, names);
    };
    CredentialsChain::Links links;
    if (!selection.isExplicit)
        links.push_back(std::make_shared<EnvironmentCredentialsProvider>(environment));
    links.push_back(refuse({"role_arn", "web_identity_token_file"}));
    if (!selection.isExplicit)
        links.push_back(refuseVariables({"AWS_WEB_IDENTITY_TOKEN_FILE"}));
    links.push_back(refuse({"sso_account_id", "sso_role_name"}));
    links.push_back(std::make_shared<ProfileCredentialsProvider>(files, selection.name, File::Credentials));
    links.push_back(refuse({"login_session", "credential_process"}));
    links.push_back(std::make_shared<ProfileCredentialsProvider>(files, selection.name, File::Config));
    // These do not make a source of keys by themselves, but tell what somebody had in mind.
    links.push_back(refuse({"sso_session", "sso_start_url", "source_profile", "credential_source"}));
    links.push_back(
        refuseVariables({"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"}));
    return Provider(std::make_shared<CredentialsChain>(std::move(links)));
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

} // namespace inia
