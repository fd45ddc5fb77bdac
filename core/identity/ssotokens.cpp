#include "core/identity/ssotokens.h"

#include "core/credentials/credentialsources.h"
#include "core/identity/keystore.h"

#include <utility>

namespace inia {

namespace {

constexpr std::chrono::minutes tokenRenewalWindow{15};
constexpr std::chrono::minutes betweenTokenRenewals{1};

std::string valueIn(const ConfigSection* section, std::string_view key)
{
    return section != nullptr ? std::string(section->text(key)) : std::string();
}

/// The profile overlaid with its session, or the key in which they contradict each other.
Result<void> checkAgreement(const Profile& profile, const ConfigSection& session)
{
    for (const auto& [key, value] : session.values) {
        const ConfigValue* own = profile.find(key);
        if (own != nullptr && own->text != value.text) {
            return sourceConfigError(own->place() + ": " + key +
                                     " is not what the [sso-session] of the profile says (" + value.place() +
                                     "); remove it here.");
        }
    }
    return {};
}

/// What the file holds now in the place of `token`, if that is another.
std::optional<SsoToken> tokenInstead(TokenStore& store, const std::string& path, const SsoToken& token)
{
    const auto document = store.read(path);
    auto found = document ? ssoTokenFrom(*document, path) : document.error();
    if (!found || found->accessToken == token.accessToken)
        return std::nullopt;
    return *std::move(found);
}

} // namespace

Result<SsoSettings> ssoSettings(const SourceContext& context, const std::string& profile, bool tokenOnly)
{
    SsoSettings settings;
    settings.profile = profile;
    if (context.role) {
        settings.sessionName = context.role->sessionName;
        settings.startUrl = context.role->startUrl;
        settings.region = context.role->region;
        settings.accountId = context.role->accountId;
        settings.roleName = context.role->roleName;
        settings.scopes = context.role->scopes;
        return settings;
    }
    const Profile* section = context.files->profile(profile);
    settings.accountId = valueIn(section, "sso_account_id");
    settings.roleName = valueIn(section, "sso_role_name");
    settings.sessionName = valueIn(section, "sso_session");
    if (tokenOnly && settings.sessionName.empty())
        return declined("no sso_session");
    if (!tokenOnly && settings.accountId.empty() && settings.roleName.empty()) {
        return declined(settings.sessionName.empty() && valueIn(section, "sso_start_url").empty()
                            ? "no sso_account_id and sso_role_name"
                            : "a sign-in at Identity Center without sso_account_id and sso_role_name gives a "
                              "token for services that take one, but no keys");
    }
    const ConfigSection* session = nullptr;
    if (!settings.sessionName.empty()) {
        session = context.files->ssoSession(settings.sessionName);
        if (session == nullptr) {
            return sourceConfigError(profilePlace(context, profile) + " names the sso_session \"" +
                                     settings.sessionName + "\", but " + context.files->configPath() +
                                     " has no [sso-session " + settings.sessionName + "].");
        }
        if (auto agree = checkAgreement(*section, *session); !agree)
            return agree.error();
    }
    const ConfigSection* home = session != nullptr ? session : section;
    settings.startUrl = valueIn(home, "sso_start_url");
    settings.region = valueIn(home, "sso_region");
    settings.scopes = valueIn(home, "sso_registration_scopes");
    std::string missing;
    const auto need = [&missing](const std::string& value, const char* key) {
        if (value.empty())
            missing += (missing.empty() ? "" : ", ") + std::string(key);
    };
    if (!tokenOnly) {
        need(settings.accountId, "sso_account_id");
        need(settings.roleName, "sso_role_name");
    }
    need(settings.startUrl, "sso_start_url");
    need(settings.region, "sso_region");
    if (missing.empty())
        return settings;
    return sourceConfigError(profilePlace(context, profile) + " signs in by Identity Center, but lacks " +
                             missing +
                             (session != nullptr ? " (its sso-session: " + session->place() + ")." : "."));
}

bool SsoToken::isRenewable(std::chrono::system_clock::time_point now) const
{
    const auto registered = parseKeyExpiry(registrationExpiresAt);
    return !refreshToken.empty() && !clientId.empty() && !clientSecret.empty() && registered &&
           *registered > now;
}

Result<SsoToken> ssoTokenFrom(const Value& document, const std::string& place)
{
    SsoToken token;
    token.accessToken = document["accessToken"].text();
    const auto expiry = parseKeyExpiry(document["expiresAt"].text());
    if (token.accessToken.empty() || !expiry) {
        return makeError(ErrorKind::Credentials, "BadCacheFile",
                         place + " is no sign-in at Identity Center: " +
                             (token.accessToken.empty() ? "accessToken" : "a time in expiresAt") +
                             " is missing.");
    }
    token.expiry = *expiry;
    token.refreshToken = document["refreshToken"].text();
    token.clientId = document["clientId"].text();
    token.clientSecret = document["clientSecret"].text();
    token.registrationExpiresAt = document["registrationExpiresAt"].text();
    return token;
}

std::string ssoTokenPath(const Environment& environment, const SsoSettings& settings)
{
    return environment.awsFile("sso/cache/" + cacheFileName(settings.sessionName.empty()
                                                                ? settings.startUrl
                                                                : settings.sessionName));
}

Value ssoTokenDocument(const SsoSettings& settings, const SsoToken& token)
{
    Value document = Value::map({{"startUrl", settings.startUrl},
                                 {"region", settings.region},
                                 {"accessToken", token.accessToken},
                                 {"expiresAt", keyExpiryText(token.expiry)}});
    const auto add = [&document](const char* name, const std::string& value) {
        if (!value.empty())
            document.insert(name, value);
    };
    add("clientId", token.clientId);
    add("clientSecret", token.clientSecret);
    add("registrationExpiresAt", token.registrationExpiresAt);
    add("refreshToken", token.refreshToken);
    return document;
}

/// One who waits for a token that has to be renewed.
struct SsoTokens::Renewal {
    SourceContextPtr tools;
    SsoSettings settings;
    std::string path;
    SsoToken token; ///< as it was read last
    QObject* context;
    Callback callback;
    CacheLock lock;
};

void SsoTokens::resolve(const SourceContextPtr& tools, const SsoSettings& settings, QObject* context,
                        Callback callback)
{
    const auto path = ssoTokenPath(tools->environment, settings);
    const auto document = tools->store->read(path);
    if (!document && document.error().code == "NoCacheFile") {
        callback(signInRequired("Nobody has signed in at " + settings.startUrl + " yet.", settings.profile));
        return;
    }
    const auto token = document ? ssoTokenFrom(*document, path) : document.error();
    if (!token) {
        callback(signInRequired(token.error().message, settings.profile));
        return;
    }
    const auto now = tools->clock->now();
    const auto left = token->expiry - now;
    const auto tried = m_tried.find(path);
    const bool isTired =
        tried != m_tried.end() && now - tried->second < betweenTokenRenewals && left.count() > 0;
    // The old form knows no way to renew.
    const bool isRenewable = !settings.sessionName.empty() && token->isRenewable(now);
    if (left < tokenRenewalWindow && isRenewable && !isTired) {
        m_tried[path] = now;
        auto renewal = std::make_shared<Renewal>(
            Renewal{tools, settings, path, *token, context, std::move(callback), nullptr});
        lockCacheFile(path, *tools->clock, context, [this, renewal](CacheLock lock) {
            renewal->lock = std::move(lock);
            renew(renewal);
        });
        return;
    }
    if (left.count() <= 0) {
        callback(signInRequired("The sign-in at " + settings.startUrl + " ended at " +
                                    keyExpiryText(token->expiry) + ".",
                                settings.profile));
        return;
    }
    callback(token);
}

void SsoTokens::renew(const std::shared_ptr<Renewal>& renewal)
{
    const auto& tools = renewal->tools;
    // Who had the lock before has renewed it.
    if (const auto theirs = tokenInstead(*tools->store, renewal->path, renewal->token)) {
        renewal->token = *theirs;
        if (theirs->expiry - tools->clock->now() >= tokenRenewalWindow) {
            renewal->lock.reset();
            renewal->callback(*theirs);
            return;
        }
    }
    const auto client = tools->client("sso-oidc", renewal->settings.region, nullptr);
    if (!client) {
        renewal->lock.reset();
        renewal->callback(client.error());
        return;
    }
    m_calls.join(
        renewal->path,
        [&] {
            const auto& token = renewal->token;
            CallOptions options;
            options.cause = "Renew the sign-in at Identity Center";
            options.target = renewal->settings.startUrl;
            options.background = true;
            return client->call("CreateToken",
                                Value::map({{"grantType", "refresh_token"},
                                            {"clientId", token.clientId},
                                            {"clientSecret", token.clientSecret},
                                            {"refreshToken", token.refreshToken}}),
                                std::move(options));
        },
        renewal->context, [renewal](const Result<Value>& answer) { take(*renewal, answer); });
}

void SsoTokens::take(const Renewal& renewal, const Result<Value>& answer)
{
    const auto& [tools, settings, path, token, context, callback, lock] = renewal;
    const auto now = tools->clock->now();
    const auto theirs = tokenInstead(*tools->store, path, token);
    if (answer && !(*answer)["accessToken"].text().empty()) {
        SsoToken renewed = token;
        renewed.accessToken = (*answer)["accessToken"].text();
        renewed.expiry = now + std::chrono::seconds((*answer)["expiresIn"].toInt());
        renewed.refreshToken = (*answer)["refreshToken"].text();
        // What a sign-in in another program has brought meanwhile lasts longer and stays.
        if (!theirs || theirs->expiry <= renewed.expiry) {
            static_cast<void>(tools->store->write(path, ssoTokenDocument(settings, renewed)));
            tellPerson(*tools, tools->store->notice(path));
        }
        callback(renewed);
        return;
    }
    // A refresh token serves once: a program that knows no lock may have been faster.
    if (theirs && theirs->expiry > now) {
        callback(*theirs);
        return;
    }
    if (token.expiry > now) {
        callback(token);
        return;
    }
    auto error = signInRequired("The sign-in at " + settings.startUrl + " ended at " +
                                    keyExpiryText(token.expiry) + " and could not be renewed.",
                                settings.profile);
    if (!answer)
        error.cause = std::make_shared<const Error>(answer.error());
    callback(error);
}

void SsoBearer::resolve(QObject* context, Callback callback)
{
    const auto settings = ssoSettings(*m_context, m_profile, true);
    if (!settings) {
        callback(settings.error());
        return;
    }
    m_context->ssoTokens->resolve(m_context, *settings, context,
                                  [callback = std::move(callback)](const Result<SsoToken>& token) {
                                      if (token)
                                          callback(BearerToken{token->accessToken, "sso"});
                                      else
                                          callback(token.error());
                                  });
}

} // namespace inia
