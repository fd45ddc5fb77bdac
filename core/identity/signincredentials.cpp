#include "core/identity/signincredentials.h"

#include "core/credentials/credentialsources.h"
#include "core/identity/keystore.h"
#include "core/identity/metadatacredentials.h"
#include "core/identity/rolecredentials.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QRandomGenerator>

#include <array>
#include <utility>

namespace inia {

namespace {

/// The call that builds a request; belongs to who asked.
class LoginRequest final : public QObject {
public:
    LoginRequest(ReplyPtr call, QObject* context, std::function<void(const Result<HttpRequest>&)> callback)
        : QObject(context), m_call(std::move(call)), m_callback(std::move(callback))
    {
        connect(m_call.get(), &Reply::finished, this, [this] {
            const ReplyPtr done = std::move(m_call);
            const auto tell = std::exchange(m_callback, {});
            deleteLater();
            tell(done->result() ? Result<HttpRequest>(done->preparedRequest()) : done->result().error());
        });
    }

private:
    ReplyPtr m_call;
    std::function<void(const Result<HttpRequest>&)> m_callback;
};

} // namespace

// ---- sign-in in a browser ---------------------------------------------------------------------------------

std::string urlBase64(std::string_view bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

std::string dpopProof(const EcdsaKey& key, std::string_view url, std::chrono::system_clock::time_point now,
                      const std::string& id)
{
    const std::string_view point = key.publicKey();
    const Value header = Value::map({{"typ", "dpop+jwt"},
                                     {"alg", "ES256"},
                                     {"jwk", Value::map({{"kty", "EC"},
                                                         {"x", urlBase64(point.substr(0, 32))},
                                                         {"y", urlBase64(point.substr(32))},
                                                         {"crv", "P-256"}})}});
    const Value claims =
        Value::map({{"htm", "POST"},
                    {"htu", url},
                    {"iat", std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count()},
                    {"jti", id}});
    const std::string text = urlBase64(toJson(header, JsonStyle::compact())) + '.' +
                             urlBase64(toJson(claims, JsonStyle::compact()));
    return text + '.' + urlBase64(key.signPlain(text));
}

namespace {

/// Nobody can guess it.
std::string randomText()
{
    std::array<quint32, 12> numbers{};
    QRandomGenerator::system()->fillRange(numbers.data(), numbers.size());
    return urlBase64({reinterpret_cast<const char*>(numbers.data()), sizeof(numbers)});
}

} // namespace

CodeGrant::CodeGrant() : m_state(randomText()), m_verifier(randomText()) {}

Result<void> CodeGrant::listen(std::string who, Take take)
{
    auto listener = LoopbackListener::open(
        path, [this](const LoopbackListener::Query& query) { return comeBack(query); });
    if (!listener)
        return listener.error();
    m_listener = std::move(listener).value();
    m_who = std::move(who);
    m_take = std::move(take);
    return {};
}

std::string CodeGrant::challenge() const
{
    return urlBase64(asBytes(sha256(m_verifier)));
}

std::string CodeGrant::comeBack(const LoopbackListener::Query& query)
{
    const auto value = [&query](const char* name) {
        const auto found = query.find(name);
        return found == query.end() ? std::string() : found->second;
    };
    if (m_state.empty() || value("state") != m_state)
        return "This page belongs to another sign-in. Go on in the one that was opened last.";
    m_state.clear();
    if (!value("code").empty() && value("error").empty()) {
        m_take(value("code"));
        return "Signed in. You may close this page and go back to Inia.";
    }
    const bool isDenied = value("error") == "access_denied";
    m_take(makeError(ErrorKind::Credentials, isDenied ? "SignInDenied" : "SignInFailed",
                     isDenied ? "The sign-in was denied in the browser."
                              : m_who + " did not let this program in."));
    return "The sign-in was not completed. You may close this page.";
}

// ---- keys of who has signed in ----------------------------------------------------------------------------

std::string loginCachePath(const Environment& environment, const std::string& session)
{
    const auto folder = environment.find("AWS_LOGIN_CACHE_DIRECTORY");
    return (folder ? environment.expandPath(*folder) : environment.awsFile("login/cache")) + '/' +
           sha256Hex(session) + ".json";
}

Result<Credentials> keysFromLogin(const Value& document, const std::string& path)
{
    const auto& token = document["accessToken"];
    Credentials keys;
    keys.accessKey = token["accessKeyId"].text();
    keys.secretKey = token["secretAccessKey"].text();
    keys.sessionToken = token["sessionToken"].text();
    keys.accountId = token["accountId"].text();
    keys.expiry = parseKeyExpiry(token["expiresAt"].text());
    keys.source = "login";
    keys.renewal = Renewal::Silent;
    if (keys.accessKey.empty() || keys.secretKey.empty() || !keys.expiry)
        return badKeyDocument(path, "has no accessToken with keys and their end");
    for (const char* name : {"refreshToken", "dpopKey", "clientId"}) {
        if (document[name].text().empty())
            return badKeyDocument(path, std::string("has no ") + name);
    }
    return keys;
}

void putLoginKeys(Value& document, const Value& given, std::chrono::system_clock::time_point now)
{
    const auto& keys = given["accessToken"];
    const auto end = now + std::chrono::seconds(given["expiresIn"].toInt());
    document.insert("accessToken", Value::map({{"accessKeyId", keys["accessKeyId"]},
                                               {"secretAccessKey", keys["secretAccessKey"]},
                                               {"sessionToken", keys["sessionToken"]},
                                               {"accountId", document["accessToken"]["accountId"]},
                                               {"expiresAt", keyExpiryText(end)}}));
    if (!given["refreshToken"].text().empty())
        document.insert("refreshToken", given["refreshToken"]);
}

void buildLoginRequest(const SourceContextPtr& tools, const std::string& region, const Value& input,
                       QObject* context, std::function<void(const Result<HttpRequest>&)> callback)
{
    const auto client = tools->client("signin", region, nullptr);
    if (!client) {
        callback(client.error());
        return;
    }
    CallOptions options;
    options.dryRun = true;
    options.background = true;
    auto call = client->call("CreateOAuth2Token", Value::map({{"tokenInput", input}}), std::move(options));
    new LoginRequest(std::move(call), context, std::move(callback));
}

void askForLoginKeys(const SourceContextPtr& tools, const std::string& region, const Value& input,
                     const EcdsaKey& key, QObject* context,
                     const std::function<void(const Result<LoginAnswer>&)>& callback)
{
    const auto take = [callback](const Result<HttpResponse>& response) {
        if (!response) {
            callback(response.error());
            return;
        }
        auto body = parseJson(response->body.toStdString());
        callback(LoginAnswer{response->status, body ? std::move(body).value() : Value()});
    };
    buildLoginRequest(
        tools, region, input, context,
        [tools, key, context, callback, take](const Result<HttpRequest>& built) {
            if (!built) {
                callback(built.error());
                return;
            }
            HttpRequest request = *built;
            request.headers.set("DPoP", dpopProof(key, request.url, tools->clock->now(), tools->makeUuid()));
            PlainRequestOptions options;
            options.timeout = tools->config.readTimeout;
            options.noProxy = false; // it is a service of AWS
            options.attemptsWhenBusy = 3;
            options.isGood = [](const HttpResponse& response) { return response.status == 200; };
            sendPlainly(tools, std::move(request), options, context, take);
        });
}

namespace {

constexpr std::chrono::minutes loginUsableFor{5};

bool isUsable(const SourceContext& context, const Credentials& keys)
{
    return *keys.expiry - context.clock->now() > loginUsableFor && !context.refused->contains(keys.accessKey);
}

/// One renewal under way. Belongs to who asked.
class LoginRenewal final : public QObject {
public:
    LoginRenewal(SourceContextPtr tools, std::string profile, std::string path, Value document,
                 QObject* context, CredentialsProvider::Callback callback)
        : QObject(context),
          m_tools(std::move(tools)),
          m_profile(std::move(profile)),
          m_path(std::move(path)),
          m_document(std::move(document)),
          m_callback(std::move(callback))
    {
    }

    void start()
    {
        lockCacheFile(m_path, *m_tools->clock, this, [this](CacheLock lock) {
            m_lock = std::move(lock);
            ask();
        });
    }

private:
    void ask()
    {
        // Who had the lock before has renewed it.
        if (auto document = m_tools->store->read(m_path)) {
            const auto keys = keysFromLogin(*document, m_path);
            if (keys && isUsable(*m_tools, *keys)) {
                answer(keys);
                return;
            }
            if (keys)
                m_document = std::move(document).value();
        }
        const auto key = EcdsaKey::fromPem(m_document["dpopKey"].text());
        if (!key) {
            answer(badKeyDocument(m_path, "has no dpopKey on the curve P-256"));
            return;
        }
        const Value input = Value::map({{"clientId", m_document["clientId"]},
                                        {"refreshToken", m_document["refreshToken"]},
                                        {"grantType", "refresh_token"}});
        askForLoginKeys(m_tools, m_document["signInRegion"].text(), input, *key, this,
                        [this](const Result<LoginAnswer>& given) { take(given); });
    }

    void take(const Result<LoginAnswer>& given)
    {
        if (!given) {
            const bool isOnTheWay =
                given.error().kind == ErrorKind::Transport || given.error().kind == ErrorKind::Timeout;
            answer(isOnTheWay
                       ? given.error().wrapped(ErrorKind::Credentials, "The sign-in could not be renewed")
                       : given.error());
            return;
        }
        if (!given->hasKeys()) {
            answer(refused(*given));
            return;
        }
        putLoginKeys(m_document, given->body, m_tools->clock->now());
        auto keys = keysFromLogin(m_document, m_path);
        // A refresh token serves once: should it not be written, the next start has to sign in again.
        static_cast<void>(m_tools->store->write(m_path, m_document));
        tellPerson(*m_tools, m_tools->store->notice(m_path));
        answer(std::move(keys));
    }

    [[nodiscard]] Error refused(const LoginAnswer& given) const
    {
        const auto& reason = given.error();
        const int status = given.status;
        if (reason == "INSUFFICIENT_PERMISSIONS") {
            return makeError(ErrorKind::Credentials, "InsufficientPermissions",
                             "The sign-in of profile \"" + m_profile +
                                 "\" may not be renewed: its identity lacks the permission "
                                 "signin:CreateOAuth2Token.");
        }
        const bool isOver = reason == "TOKEN_EXPIRED" || reason == "USER_CREDENTIALS_CHANGED";
        if (isOver || status == 400 || status == 401 || status == 403)
            return signInRequired("The sign-in of profile \"" + m_profile + "\" has ended.", m_profile);
        return makeError(ErrorKind::Credentials, "LoginFailed",
                         "The sign-in of profile \"" + m_profile +
                             "\" could not be renewed: the service answered with status " +
                             std::to_string(status) + ".");
    }

    void answer(Result<Credentials> result)
    {
        if (result)
            result->notice = m_tools->store->notice(m_path);
        const auto callback = std::exchange(m_callback, {});
        m_lock.reset();
        deleteLater();
        callback(result);
    }

    SourceContextPtr m_tools;
    std::string m_profile;
    std::string m_path;
    Value m_document;
    CredentialsProvider::Callback m_callback;
    CacheLock m_lock;
};

} // namespace

void LoginCredentials::resolve(QObject* context, Callback callback)
{
    const ConfigValue* session = profileValue(*m_context, m_profile, "login_session");
    if (session == nullptr) {
        callback(declined("no login_session"));
        return;
    }
    const auto path = loginCachePath(m_context->environment, session->text);
    auto document = m_context->store->read(path);
    auto keys = document ? keysFromLogin(*document, path) : document.error();
    if (!keys) {
        callback(signInRequired("The sign-in of profile \"" + m_profile + "\" (" + session->place() +
                                    ") is not there: " + keys.error().message,
                                m_profile));
        return;
    }
    if (isUsable(*m_context, *keys)) {
        keys->notice = m_context->store->notice(path);
        callback(keys);
        return;
    }
    auto* renewal = new LoginRenewal(m_context, m_profile, path, std::move(document).value(), context,
                                     std::move(callback));
    renewal->start();
}

namespace {

const char* ssoSource(const SsoSettings& settings)
{
    return settings.sessionName.empty() ? "sso-legacy" : "sso";
}

std::string cacheKey(const SsoSettings& settings)
{
    return ssoRoleCacheKey(settings.accountId, settings.roleName, settings.sessionName, settings.startUrl);
}

Result<Credentials> keysFromPortal(const Value& answer, const SsoSettings& settings)
{
    const auto& given = answer["roleCredentials"];
    Credentials keys;
    keys.accessKey = given["accessKeyId"].text();
    keys.secretKey = given["secretAccessKey"].text();
    keys.sessionToken = given["sessionToken"].text();
    keys.accountId = settings.accountId;
    keys.expiry =
        std::chrono::system_clock::time_point(std::chrono::milliseconds(given["expiration"].toInt()));
    keys.source = ssoSource(settings);
    keys.renewal = Renewal::Silent;
    if (keys.accessKey.empty() || keys.secretKey.empty())
        return badKeyDocument("The answer of Identity Center", "has no keys");
    return keys;
}

Error portalError(const Error& error, const SsoSettings& settings)
{
    if (error.httpStatus == 401 || error.code == "UnauthorizedException") {
        auto required = signInRequired(
            "Identity Center (" + settings.startUrl + ") takes the sign-in no longer.", settings.profile);
        required.cause = std::make_shared<const Error>(error);
        return required;
    }
    return error.wrapped(error.kind, "Identity Center gives no keys for the role " + settings.roleName +
                                         " in the account " + settings.accountId + " (profile \"" +
                                         settings.profile + "\")");
}

} // namespace

void SsoCredentials::resolve(QObject* context, Callback callback)
{
    const auto settings = ssoSettings(*m_context, m_profile);
    if (!settings) {
        callback(settings.error());
        return;
    }
    if (auto cached = RoleCache(m_context).find(cacheKey(*settings))) {
        cached->source = ssoSource(*settings);
        cached->notice = m_context->store->notice(ssoTokenPath(m_context->environment, *settings));
        callback(*cached);
        return;
    }
    m_context->ssoTokens->resolve(
        m_context, *settings, context,
        [this, settings = *settings, context, callback = std::move(callback)](const Result<SsoToken>& token) {
            if (token)
                askPortal(settings, *token, context, callback);
            else
                callback(token.error());
        });
}

void SsoCredentials::askPortal(const SsoSettings& settings, const SsoToken& token, QObject* context,
                               Callback callback)
{
    const auto client = m_context->client("sso", settings.region, nullptr);
    if (!client) {
        callback(client.error());
        return;
    }
    m_calls.join(
        settings.profile,
        [&] {
            CallOptions options;
            options.cause = "Get the keys of a role";
            options.target = settings.roleName + " in " + settings.accountId;
            options.background = true;
            return client->call("GetRoleCredentials",
                                Value::map({{"roleName", settings.roleName},
                                            {"accountId", settings.accountId},
                                            {"accessToken", token.accessToken}}),
                                std::move(options));
        },
        context,
        [tools = m_context, settings, callback = std::move(callback)](const Result<Value>& answer) {
            if (!answer) {
                callback(portalError(answer.error(), settings));
                return;
            }
            auto keys = keysFromPortal(*answer, settings);
            if (keys) {
                RoleCache(tools).store(cacheKey(settings), *keys);
                keys->notice = tools->store->notice(ssoTokenPath(tools->environment, settings));
            }
            callback(keys);
        });
}

} // namespace inia
