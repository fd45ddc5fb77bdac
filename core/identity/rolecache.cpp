#include "core/identity/rolecache.h"

#include "core/credentials/keyexpiry.h"
#include "core/identity/keydocument.h"
#include "core/identity/tokenstore.h"
#include "core/protocol/jsonwriter.h"

namespace inia {

namespace {

constexpr std::chrono::minutes roleUsableFor{15};

} // namespace

std::string RoleCache::path(const std::string& fileName) const
{
    return m_context->environment.awsFile("cli/cache/" + fileName);
}

std::optional<Credentials> RoleCache::find(const std::string& fileName) const
{
    const auto document = m_context->store->read(path(fileName));
    if (!document)
        return std::nullopt;
    auto keys = keysFromDocument((*document)["Credentials"], "SessionToken", "A cached role");
    if (!keys || !keys->expiry || *keys->expiry - m_context->clock->now() < roleUsableFor ||
        m_context->refused->contains(keys->accessKey))
        return std::nullopt;
    return *std::move(keys);
}

void RoleCache::store(const std::string& fileName, const Credentials& keys) const
{
    if (!keys.expiry)
        return;
    const bool isSso = keys.source.starts_with("sso");
    std::string end = keyExpiryText(*keys.expiry);
    if (!isSso)
        end.replace(end.size() - 1, 1, "UTC"); // as the CLI writes the times of STS
    Value body = Value::map({{"AccessKeyId", keys.accessKey},
                             {"SecretAccessKey", keys.secretKey},
                             {"SessionToken", keys.sessionToken},
                             {"Expiration", end}});
    if (!keys.accountId.empty())
        body.insert("AccountId", keys.accountId);
    Value document = Value::map({{"Credentials", std::move(body)}});
    if (isSso)
        document.insert("ProviderType", "sso");
    static_cast<void>(m_context->store->write(path(fileName), document));
}

std::string RoleCache::notice(const std::string& fileName) const
{
    return m_context->store->notice(path(fileName));
}

std::string roleCacheKey(const RoleSettings& role)
{
    // In the order of the alphabet, as json.dumps(sort_keys=True) has them.
    Value subject = Value::emptyMap();
    if (role.durationSeconds)
        subject.insert("DurationSeconds", *role.durationSeconds);
    if (!role.externalId.empty())
        subject.insert("ExternalId", role.externalId);
    subject.insert("RoleArn", role.roleArn);
    if (!role.sessionName.empty())
        subject.insert("RoleSessionName", role.sessionName);
    if (!role.mfaSerial.empty())
        subject.insert("SerialNumber", role.mfaSerial);
    return cacheFileName(toJson(subject));
}

std::string ssoRoleCacheKey(const std::string& accountId, const std::string& roleName,
                            const std::string& sessionName, const std::string& startUrl)
{
    Value subject = Value::map({{"accountId", accountId}, {"roleName", roleName}});
    if (sessionName.empty())
        subject.insert("startUrl", startUrl);
    else
        subject.insert("sessionName", sessionName);
    return cacheFileName(toJson(subject, JsonStyle::compact()));
}

} // namespace inia
