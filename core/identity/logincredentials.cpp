#include "core/identity/logincredentials.h"

#include "core/credentials/keyexpiry.h"
#include "core/identity/dpop.h"
#include "core/identity/keydocument.h"
#include "core/identity/plainrequest.h"
#include "core/identity/tokenstore.h"
#include "core/protocol/jsonreader.h"
#include "core/signing/hashing.h"

#include <QtCore/QObject>

#include <utility>

namespace inia {

namespace {

constexpr std::chrono::minutes loginUsableFor{5};

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

/// One renewal under way: the request is built by the client, which knows endpoint and form, and sent with
/// the proof in its headers. Belongs to who asked.
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
        const auto client = m_tools->client("signin", m_document["signInRegion"].text(), nullptr);
        if (!client) {
            answer(client.error());
            return;
        }
        CallOptions options;
        options.dryRun = true;
        options.background = true;
        m_call =
            client->call("CreateOAuth2Token",
                         Value::map({{"tokenInput", Value::map({{"clientId", m_document["clientId"]},
                                                                {"refreshToken", m_document["refreshToken"]},
                                                                {"grantType", "refresh_token"}})}}),
                         std::move(options));
        connect(m_call.get(), &Reply::finished, this, &LoginRenewal::send);
    }

private:
    void send()
    {
        const auto key = EcdsaKey::fromPem(m_document["dpopKey"].text());
        if (!m_call->result() || !key) {
            answer(key ? m_call->result().error()
                       : badKeyDocument(m_path, "has no dpopKey on the curve P-256"));
            return;
        }
        HttpRequest request = m_call->preparedRequest();
        request.headers.set("DPoP", dpopProof(*key, request.url, m_tools->clock->now(), m_tools->makeUuid()));
        PlainRequestOptions options;
        options.timeout = m_tools->config.readTimeout;
        options.attemptsWhenBusy = 3;
        options.isGood = [](const HttpResponse& response) { return response.status == 200; };
        sendPlainly(m_tools, std::move(request), options, this,
                    [this](const Result<HttpResponse>& response) { take(response); });
    }

    void take(const Result<HttpResponse>& response)
    {
        if (!response) {
            answer(response.error().wrapped(ErrorKind::Credentials, "The sign-in could not be renewed"));
            return;
        }
        const auto body = parseJson(response->body.toStdString());
        if (response->status != 200 || !body || (*body)["accessToken"].isNull()) {
            answer(refused(response->status, body ? *body : Value()));
            return;
        }
        const auto& given = (*body)["accessToken"];
        const auto end = m_tools->clock->now() + std::chrono::seconds((*body)["expiresIn"].toInt());
        m_document.insert("accessToken", Value::map({{"accessKeyId", given["accessKeyId"]},
                                                     {"secretAccessKey", given["secretAccessKey"]},
                                                     {"sessionToken", given["sessionToken"]},
                                                     {"accountId", m_document["accessToken"]["accountId"]},
                                                     {"expiresAt", keyExpiryText(end)}}));
        if (!(*body)["refreshToken"].text().empty())
            m_document.insert("refreshToken", (*body)["refreshToken"]);
        // A refresh token serves once: should it not be written, the next start has to sign in again.
        static_cast<void>(writeCacheFile(m_path, m_document));
        answer(keysFromLogin(m_document, m_path));
    }

    [[nodiscard]] Error refused(int status, const Value& body) const
    {
        const auto& reason = body["error"].text();
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
                             "\" could not be renewed: the service "
                             "answered with status " +
                             std::to_string(status) + ".");
    }

    void answer(const Result<Credentials>& result)
    {
        const auto callback = std::exchange(m_callback, {});
        deleteLater();
        callback(result);
    }

    SourceContextPtr m_tools;
    std::string m_profile;
    std::string m_path;
    Value m_document;
    CredentialsProvider::Callback m_callback;
    ReplyPtr m_call;
};

} // namespace

std::string loginCachePath(const Environment& environment, const std::string& session)
{
    const auto folder = environment.find("AWS_LOGIN_CACHE_DIRECTORY");
    return (folder ? environment.expandPath(*folder) : environment.awsFile("login/cache")) + '/' +
           sha256Hex(session) + ".json";
}

void LoginCredentials::resolve(QObject* context, Callback callback)
{
    const ConfigValue* session = profileValue(*m_context, m_profile, "login_session");
    if (session == nullptr) {
        callback(declined("no login_session"));
        return;
    }
    const auto path = loginCachePath(m_context->environment, session->text);
    auto document = readCacheFile(path);
    const auto keys = document ? keysFromLogin(*document, path) : document.error();
    if (!keys) {
        callback(signInRequired("The sign-in of profile \"" + m_profile + "\" (" + session->place() +
                                    ") is not there: " + keys.error().message,
                                m_profile));
        return;
    }
    if (*keys->expiry - m_context->clock->now() > loginUsableFor &&
        !m_context->refused->contains(keys->accessKey)) {
        callback(keys);
        return;
    }
    auto* renewal = new LoginRenewal(m_context, m_profile, path, std::move(document).value(), context,
                                     std::move(callback));
    renewal->start();
}

} // namespace inia
