#include "core/identity/loginkeys.h"

#include "core/credentials/keyexpiry.h"
#include "core/identity/dpop.h"
#include "core/identity/keydocument.h"
#include "core/identity/plainrequest.h"
#include "core/protocol/jsonreader.h"
#include "core/signing/hashing.h"

#include <QtCore/QObject>

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

} // namespace inia
