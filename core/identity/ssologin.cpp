#include "core/identity/ssologin.h"

#include "core/credentials/credentialsources.h"
#include "core/http/textencoding.h"
#include "core/identity/keystore.h"
#include "core/identity/signincredentials.h"
#include "core/paging/paginator.h"

#include <QtCore/QMetaObject>

#include <algorithm>
#include <set>
#include <utility>

namespace inia {

namespace {

constexpr const char* codeGrant = "authorization_code";
constexpr std::chrono::minutes browserPatience{10};
constexpr const char* deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
/// Without it a session is given no way to renew itself.
constexpr const char* usualScope = "sso:account:access";
constexpr std::chrono::seconds slowDown{5};

Value scopesOf(const std::string& text)
{
    Value scopes = Value::emptyList();
    std::string scope;
    for (const char c : (text.empty() ? std::string(usualScope) : text) + ',') {
        if (c == ' ' || c == '\t')
            continue;
        if (c != ',')
            scope += c;
        else if (!scope.empty())
            scopes.append(std::exchange(scope, {}));
    }
    return scopes;
}

} // namespace

SsoLogin::SsoLogin(SourceContextPtr context, SsoSettings settings, SsoLoginWay way)
    : m_context(std::move(context)),
      m_settings(std::move(settings)),
      m_way(way),
      m_grant(std::make_unique<CodeGrant>())
{
}

SsoLogin::~SsoLogin() = default;

const Result<SsoToken>& SsoLogin::result() const
{
    static const Result<SsoToken> unfinished(
        makeError(ErrorKind::Cancelled, "Unfinished", "the sign-in has not finished"));
    return m_result ? *m_result : unfinished;
}

std::string SsoLogin::notice() const
{
    return m_context->store->notice(ssoTokenPath(m_context->environment, m_settings));
}

void SsoLogin::start()
{
    const auto client = m_context->client("sso-oidc", m_settings.region, nullptr);
    if (!client) {
        finish(client.error());
        return;
    }
    m_client = *client;
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(m_context->clock->now().time_since_epoch());
    Value params =
        Value::map({{"clientName", "inia-" + std::to_string(seconds.count())}, {"clientType", "public"}});
    if (m_way == SsoLoginWay::Browser) {
        const auto listening =
            m_grant->listen("Identity Center", [this](const Result<std::string>& code) { comeBack(code); });
        if (!listening) {
            finish(listening.error());
            return;
        }
        params.insert("grantTypes", Value::list({"authorization_code", "refresh_token"}));
        params.insert("redirectUris", Value::list({std::string("http://127.0.0.1") + CodeGrant::path}));
        params.insert("issuerUrl", m_settings.startUrl);
    }
    // The old form has no scopes, and gets tokens that are not renewed.
    if (!m_settings.sessionName.empty())
        params.insert("scopes", scopesOf(m_settings.scopes));
    ask("RegisterClient", params, &SsoLogin::takeClient);
}

void SsoLogin::cancel()
{
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The sign-in was given up."));
}

void SsoLogin::ask(const char* operation, const Value& params, void (SsoLogin::*next)(const Result<Value>&))
{
    CallOptions options;
    options.cause = "Sign in at Identity Center";
    options.target = m_settings.startUrl;
    m_call = m_client->call(operation, params, std::move(options));
    connect(m_call.get(), &Reply::finished, this, [this, next] {
        const ReplyPtr call = std::move(m_call);
        (this->*next)(call->result());
    });
}

void SsoLogin::takeClient(const Result<Value>& answer)
{
    if (!answer) {
        finish(answer.error());
        return;
    }
    m_token.clientId = (*answer)["clientId"].text();
    m_token.clientSecret = (*answer)["clientSecret"].text();
    m_token.registrationExpiresAt = keyExpiryText(std::chrono::system_clock::time_point(
        std::chrono::seconds((*answer)["clientSecretExpiresAt"].toInt())));
    if (m_way == SsoLoginWay::Browser) {
        openBrowser();
        return;
    }
    ask("StartDeviceAuthorization",
        Value::map({{"clientId", m_token.clientId},
                    {"clientSecret", m_token.clientSecret},
                    {"startUrl", m_settings.startUrl}}),
        &SsoLogin::takeCode);
}

void SsoLogin::takeCode(const Result<Value>& answer)
{
    if (!answer) {
        finish(answer.error());
        return;
    }
    m_deviceCode = (*answer)["deviceCode"].text();
    m_expiry = m_context->clock->now() + std::chrono::seconds((*answer)["expiresIn"].toInt());
    m_interval = std::chrono::seconds(std::max<std::int64_t>(1, (*answer)["interval"].toInt(5)));
    m_context->clock->after(m_interval, this, [this] { poll(); });
    emit codeReady({(*answer)["userCode"].text(), (*answer)["verificationUri"].text(),
                    (*answer)["verificationUriComplete"].text(), m_expiry});
}

void SsoLogin::poll()
{
    if (isFinished())
        return;
    if (m_context->clock->now() >= m_expiry) {
        finish(makeError(ErrorKind::Credentials, "SignInExpired",
                         "The code was not confirmed in time. Sign in again."));
        return;
    }
    ask("CreateToken",
        Value::map({{"grantType", deviceGrant},
                    {"clientId", m_token.clientId},
                    {"clientSecret", m_token.clientSecret},
                    {"deviceCode", m_deviceCode}}),
        &SsoLogin::takeToken);
}

/// The page that asks the person is beside the operation that gives the token.
void SsoLogin::openBrowser()
{
    CallOptions options;
    options.dryRun = true;
    options.background = true;
    m_call = m_client->call("CreateToken",
                            Value::map({{"grantType", codeGrant},
                                        {"clientId", m_token.clientId},
                                        {"clientSecret", m_token.clientSecret}}),
                            std::move(options));
    connect(m_call.get(), &Reply::finished, this, [this] {
        const ReplyPtr call = std::move(m_call);
        if (call->result())
            takeAddress(call->preparedRequest().url);
        else
            finish(call->result().error());
    });
}

void SsoLogin::takeAddress(const std::string& tokenUrl)
{
    const Value list = scopesOf(m_settings.scopes);
    std::string scopes;
    for (const auto& scope : list.items())
        scopes += (scopes.empty() ? "" : " ") + scope.text();
    std::string address = tokenUrl.substr(0, tokenUrl.rfind('/')) + "/authorize?response_type=code";
    const std::pair<const char*, std::string> parameters[]{{"client_id", m_token.clientId},
                                                           {"redirect_uri", m_grant->url()},
                                                           {"state", m_grant->state()},
                                                           {"code_challenge_method", "S256"},
                                                           {"scopes", scopes},
                                                           {"code_challenge", m_grant->challenge()}};
    for (const auto& [name, value] : parameters)
        address += std::string("&") + name + "=" + percentEncode(value);
    m_expiry = m_context->clock->now() + browserPatience;
    m_context->clock->after(browserPatience, this, [this] {
        if (!m_call && m_context->clock->now() >= m_expiry)
            finish(makeError(ErrorKind::Credentials, "SignInExpired",
                             "The browser did not come back. Sign in again, or by a code."));
    });
    emit addressReady(address);
}

void SsoLogin::comeBack(const Result<std::string>& code)
{
    if (!code) {
        finish(code.error());
        return;
    }
    ask("CreateToken",
        Value::map({{"grantType", codeGrant},
                    {"clientId", m_token.clientId},
                    {"clientSecret", m_token.clientSecret},
                    {"redirectUri", m_grant->url()},
                    {"codeVerifier", m_grant->verifier()},
                    {"code", *code}}),
        &SsoLogin::takeToken);
}

void SsoLogin::takeToken(const Result<Value>& answer)
{
    if (answer) {
        m_token.accessToken = (*answer)["accessToken"].text();
        m_token.refreshToken = (*answer)["refreshToken"].text();
        m_token.expiry = m_context->clock->now() + std::chrono::seconds((*answer)["expiresIn"].toInt());
        static_cast<void>(m_context->store->write(ssoTokenPath(m_context->environment, m_settings),
                                                  ssoTokenDocument(m_settings, m_token)));
        finish(m_token);
        return;
    }
    const auto& code = answer.error().code;
    if (code == "SlowDownException")
        m_interval += slowDown;
    const bool isLost =
        answer.error().kind == ErrorKind::Transport || answer.error().kind == ErrorKind::Timeout;
    if (m_way == SsoLoginWay::Browser)
        finish(answer.error());
    else if (code == "AuthorizationPendingException" || code == "SlowDownException" || isLost)
        m_context->clock->after(m_interval, this, [this] { poll(); });
    else if (code == "ExpiredTokenException")
        finish(makeError(ErrorKind::Credentials, "SignInExpired",
                         "The code was not confirmed in time. Sign in again."));
    else if (code == "AccessDeniedException")
        finish(makeError(ErrorKind::Credentials, "SignInDenied", "The sign-in was denied in the browser."));
    else
        finish(answer.error());
}

void SsoLogin::giveUp()
{
    m_call.reset();
    m_grant->close();
}

void SsoLogin::finish(Result<SsoToken> result)
{
    if (isFinished())
        return;
    giveUp();
    m_result = std::move(result);
    end();
}

namespace {

Result<SsoSettings> loginSettingsFrom(const SourceContext& context, const std::string& profile,
                                      std::set<std::string>& seen)
{
    auto settings = ssoSettings(context, profile);
    if (settings || !isDeclined(settings.error()))
        return settings;
    settings = ssoSettings(context, profile, true);
    if (settings || !isDeclined(settings.error()))
        return settings;
    // A role whose keys come from a profile that signs in.
    const ConfigValue* source = profileValue(context, profile, "source_profile");
    if (source != nullptr && seen.insert(profile).second && !seen.contains(source->text)) {
        settings = loginSettingsFrom(context, source->text, seen);
        if (settings)
            return settings;
    }
    return sourceConfigError(profilePlace(context, profile) +
                             " does not sign in by Identity Center: it has no sso_session.");
}

} // namespace

Result<SsoSettings> loginSettings(const SourceContext& context, const std::string& profile)
{
    std::set<std::string> seen;
    return loginSettingsFrom(context, profile, seen);
}

SsoList::SsoList(SourceContextPtr context, SsoSettings settings, std::string accountId)
    : m_context(std::move(context)), m_settings(std::move(settings)), m_accountId(std::move(accountId))
{
}

SsoList::~SsoList() = default;

void SsoList::start()
{
    m_context->ssoTokens->resolve(m_context, m_settings, this, [this](const Result<SsoToken>& token) {
        if (token)
            ask(*token);
        else
            finish(token.error());
    });
}

void SsoList::ask(const SsoToken& token)
{
    if (isFinished())
        return;
    const auto client = m_context->client("sso", m_settings.region, nullptr);
    if (!client) {
        finish(client.error());
        return;
    }
    Value params = Value::map({{"accessToken", token.accessToken}});
    if (!m_accountId.empty())
        params.insert("accountId", m_accountId);
    auto paginator =
        client->paginator(m_accountId.empty() ? "ListAccounts" : "ListAccountRoles", std::move(params));
    if (!paginator) {
        finish(paginator.error());
        return;
    }
    CallOptions options;
    options.cause = m_accountId.empty() ? "List accounts" : "List roles";
    options.target = m_accountId.empty() ? m_settings.startUrl : m_accountId;
    m_pages = makeOwned<PageReader>(std::move(paginator).value(), std::move(options));
    connect(m_pages.get(), &PageReader::pageReady, this, &SsoList::takePage);
    connect(m_pages.get(), &PageReader::finished, this, [this] {
        const auto& result = m_pages->result();
        if (result || (result.error().httpStatus != 401 && result.error().code != "UnauthorizedException")) {
            finish(result);
            return;
        }
        auto required = signInRequired(
            "Identity Center (" + m_settings.startUrl + ") takes the sign-in no longer.", m_settings.profile);
        required.cause = std::make_shared<const Error>(result.error());
        finish(required);
    });
    m_pages->readAll();
}

void SsoList::takePage(const Value& page)
{
    for (const auto& account : page["accountList"].items())
        m_accounts.push_back(
            {account["accountId"].text(), account["accountName"].text(), account["emailAddress"].text()});
    for (const auto& role : page["roleList"].items())
        m_roles.push_back(role["roleName"].text());
    emit pageReady();
}

void SsoList::cancel()
{
    m_pages.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The list was given up."));
}

void SsoList::finish(Result<void> result)
{
    if (isFinished())
        return;
    m_result = std::move(result);
    end();
}

std::vector<SsoSettings> ssoSignIns(const SourceContext& context)
{
    SourceContext files = context;
    files.role.reset();
    std::set<std::string> seen;
    std::vector<SsoSettings> signIns;
    for (const auto& profile : context.files->profileNames()) {
        auto settings = ssoSettings(files, profile);
        if (!settings)
            settings = ssoSettings(files, profile, true);
        if (settings && seen.insert(ssoTokenPath(context.environment, *settings)).second)
            signIns.push_back(std::move(settings).value());
    }
    return signIns;
}

} // namespace inia
