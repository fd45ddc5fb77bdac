#include "core/identity/consolelogin.h"

#include "core/credentials/credentialsources.h"
#include "core/http/textencoding.h"
#include "core/identity/keystore.h"
#include "core/identity/signincredentials.h"
#include "core/protocol/jsonreader.h"
#include "core/text/ascii.h"

#include <QtCore/QByteArray>
#include <QtCore/QMetaObject>

#include <algorithm>
#include <set>
#include <utility>

namespace inia {

namespace {

constexpr std::chrono::minutes consolePatience{10};
constexpr const char* consoleGrant = "authorization_code";
/// Where the page is that shows the code to bring here.
constexpr const char* confirmationPath = "/v1/sessions/confirmation";

/// "https://us-east-1.signin.aws.amazon.com" of an address below it.
std::string originOf(const std::string& url)
{
    const auto host = url.find("://") + 3;
    return url.substr(0, url.find('/', host));
}

/// The ARN of who has signed in, in the middle part of the token; empty when it cannot be read. The token
/// came over TLS from who made it.
std::string subjectOf(const std::string& idToken)
{
    const auto parts = QByteArray::fromStdString(idToken).split('.');
    if (parts.size() != 3)
        return {};
    const auto claims =
        parseJson(QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding).toStdString());
    return claims ? (*claims)["sub"].text() : std::string();
}

/// The fifth part of an ARN.
std::string accountOf(const std::string& arn)
{
    return QByteArray::fromStdString(arn).split(':').value(4).toStdString();
}

std::string partOf(const std::string& query, const std::string& name)
{
    for (const auto& part : QByteArray::fromStdString(query).split('&')) {
        const auto equals = part.indexOf('=');
        if (equals > 0 && part.left(equals).toStdString() == name)
            return QByteArray::fromPercentEncoding(part.mid(equals + 1)).toStdString();
    }
    return {};
}

Result<ConsoleLoginSettings> consoleSettingsFrom(const SourceContext& context, const std::string& profile,
                                                 std::set<std::string>& seen)
{
    if (const ConfigValue* session = profileValue(context, profile, "login_session"))
        return ConsoleLoginSettings{profile, session->text, session->place()};
    const ConfigValue* source = profileValue(context, profile, "source_profile");
    if (source != nullptr && seen.insert(profile).second && !seen.contains(source->text)) {
        if (auto settings = consoleSettingsFrom(context, source->text, seen))
            return settings;
    }
    return sourceConfigError(profilePlace(context, profile) +
                             " does not sign in as at the AWS console: it has no login_session.");
}

} // namespace

Result<ConsoleLoginSettings> consoleLoginSettings(const SourceContext& context, const std::string& profile)
{
    std::set<std::string> seen;
    return consoleSettingsFrom(context, profile, seen);
}

Result<ConsoleLoginSettings> firstConsoleLogin(const SourceContext& context, const std::string& profile)
{
    for (const char* key : {"web_identity_token_file", "sso_session", "sso_role_name", "sso_account_id",
                            "aws_access_key_id", "role_arn", "credential_process"}) {
        if (const ConfigValue* value = profileValue(context, profile, key)) {
            return sourceConfigError("Profile \"" + profile + "\" has its keys by " + key + " (" +
                                     value->place() +
                                     "). Choose another profile, or remove that from this one first.");
        }
    }
    if (auto settings = consoleLoginSettings(context, profile))
        return settings;
    return ConsoleLoginSettings{profile, {}, {}};
}

ConsoleLogin::ConsoleLogin(SourceContextPtr context, ConsoleLoginSettings settings, ConsoleLoginWay way)
    : m_context(std::move(context)),
      m_settings(std::move(settings)),
      m_way(way),
      m_grant(std::make_unique<CodeGrant>()),
      m_asker(std::make_unique<QObject>()),
      m_key(std::make_unique<const EcdsaKey>(EcdsaKey::generate()))
{
}

ConsoleLogin::~ConsoleLogin() = default;

const Result<ConsoleSignIn>& ConsoleLogin::result() const
{
    static const Result<ConsoleSignIn> unfinished(
        makeError(ErrorKind::Cancelled, "Unfinished", "the sign-in has not finished"));
    return m_result ? *m_result : unfinished;
}

const char* ConsoleLogin::clientId() const
{
    return m_way == ConsoleLoginWay::Browser ? "arn:aws:signin:::devtools/same-device"
                                             : "arn:aws:signin:::devtools/cross-device";
}

void ConsoleLogin::start()
{
    if (m_way == ConsoleLoginWay::Browser) {
        const auto listening = m_grant->listen("AWS", [this](const Result<std::string>& code) {
            if (code)
                redeem(*code);
            else
                finish(code.error());
        });
        if (!listening) {
            finish(listening.error());
            return;
        }
    }
    // The page that asks the person is beside the operation that gives the keys.
    buildLoginRequest(m_context, {}, Value::map({{"clientId", clientId()}, {"grantType", consoleGrant}}),
                      m_asker.get(), [this](const Result<HttpRequest>& request) { takeRequest(request); });
}

void ConsoleLogin::takeRequest(const Result<HttpRequest>& request)
{
    if (!request || isFinished()) {
        if (!request)
            finish(request.error());
        return;
    }
    const auto origin = originOf(request->url);
    m_redirect = m_way == ConsoleLoginWay::Browser ? m_grant->url() : origin + confirmationPath;
    std::string address = origin + "/v1/authorize?response_type=code";
    const std::pair<const char*, std::string> parameters[]{
        {"client_id", clientId()}, {"state", m_grant->state()},  {"code_challenge_method", "SHA-256"},
        {"scope", "openid"},       {"redirect_uri", m_redirect}, {"code_challenge", m_grant->challenge()}};
    for (const auto& [name, value] : parameters)
        address += std::string("&") + name + "=" + percentEncode(value);
    if (m_way == ConsoleLoginWay::Browser) {
        m_patienceEnd = m_context->clock->now() + consolePatience;
        m_context->clock->after(consolePatience, this, [this] {
            if (!m_isRedeeming && m_context->clock->now() >= m_patienceEnd)
                finish(makeError(ErrorKind::Credentials, "SignInExpired",
                                 "The browser did not come back. Sign in again, or by a code."));
        });
    }
    emit addressReady(address);
}

Result<void> ConsoleLogin::enterCode(const std::string& text)
{
    const auto refused = [](const char* why) { return makeError(ErrorKind::Parameter, "BadLoginCode", why); };
    const auto decoded =
        QByteArray::fromBase64Encoding(QByteArray::fromStdString(std::string(ascii::trimmed(text))),
                                       QByteArray::AbortOnBase64DecodingErrors);
    const std::string query = decoded ? (*decoded).toStdString() : std::string();
    const auto code = partOf(query, "code");
    const auto state = partOf(query, "state");
    if (code.empty() || state.empty())
        return refused("This is not the code that the page shows. Copy all of it.");
    if (m_grant->state().empty() || state != m_grant->state())
        return refused("This is the code of another sign-in. Open the address that was shown last.");
    m_grant->close();
    redeem(code);
    return {};
}

void ConsoleLogin::cancel()
{
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The sign-in was given up."));
}

void ConsoleLogin::redeem(const std::string& code)
{
    if (isFinished())
        return;
    m_isRedeeming = true;
    askForLoginKeys(m_context, {},
                    Value::map({{"clientId", clientId()},
                                {"grantType", consoleGrant},
                                {"code", code},
                                {"codeVerifier", m_grant->verifier()},
                                {"redirectUri", m_redirect}}),
                    *m_key, m_asker.get(), [this](const Result<LoginAnswer>& answer) { take(answer); });
}

void ConsoleLogin::take(const Result<LoginAnswer>& answer)
{
    if (!answer) {
        finish(answer.error());
    } else if (answer->hasKeys()) {
        finish(keep(*answer));
    } else if (answer->error() == "AUTHCODE_EXPIRED") {
        finish(makeError(ErrorKind::Credentials, "SignInExpired",
                         "The code of the browser is no longer good. Sign in again."));
    } else if (answer->error() == "INSUFFICIENT_PERMISSIONS") {
        finish(makeError(ErrorKind::Credentials, "InsufficientPermissions",
                         "Who has signed in lacks the permissions signin:AuthorizeOAuth2Access and "
                         "signin:CreateOAuth2Token, which the policy SignInLocalDevelopmentAccess gives."));
    } else {
        finish(makeError(ErrorKind::Credentials, "SignInFailed",
                         "AWS gave no keys for the sign-in: it answered with status " +
                             std::to_string(answer->status) + "."));
    }
}

Result<ConsoleSignIn> ConsoleLogin::keep(const LoginAnswer& answer) const
{
    ConsoleSignIn signedIn;
    signedIn.session = subjectOf(answer.body["idToken"].text());
    signedIn.accountId = accountOf(signedIn.session);
    if (signedIn.session.empty())
        return makeError(ErrorKind::Credentials, "SignInFailed", "AWS did not say who has signed in.");
    if (!m_settings.session.empty() && m_settings.session != signedIn.session) {
        return makeError(ErrorKind::Credentials, "SignedInAsAnother",
                         "You have signed in as " + signedIn.session + ", and profile \"" +
                             m_settings.profile + "\" is for " + m_settings.session + " (" +
                             m_settings.place +
                             "). Sign out in the browser and sign in again as that, or change the profile.");
    }
    Value document = Value::map({{"accessToken", Value::map({{"accountId", signedIn.accountId}})},
                                 {"tokenType", answer.body["tokenType"]},
                                 {"clientId", clientId()},
                                 {"idToken", answer.body["idToken"]},
                                 {"dpopKey", m_key->toPem()}});
    putLoginKeys(document, answer.body, m_context->clock->now());
    const auto path = loginCachePath(m_context->environment, signedIn.session);
    const auto keys = keysFromLogin(document, path);
    if (!keys)
        return makeError(ErrorKind::Credentials, "SignInFailed",
                         "The answer of AWS lacks keys or their end.");
    signedIn.expiry = *keys->expiry;
    static_cast<void>(m_context->store->write(path, document));
    signedIn.notice = m_context->store->notice(path);
    return signedIn;
}

void ConsoleLogin::giveUp()
{
    m_grant->close();
    m_asker.reset();
}

void ConsoleLogin::finish(Result<ConsoleSignIn> result)
{
    if (isFinished())
        return;
    giveUp();
    m_result = std::move(result);
    end();
}

} // namespace inia
