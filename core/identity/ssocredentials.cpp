#include "core/identity/ssocredentials.h"

#include "core/identity/keydocument.h"
#include "core/identity/rolecache.h"
#include "core/identity/tokenstore.h"

#include <utility>

namespace inia {

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
