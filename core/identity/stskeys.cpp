#include "core/identity/stskeys.h"

#include "core/identity/keydocument.h"
#include "core/protocol/jsonwriter.h"

#include <chrono>

namespace inia {

namespace {

/// arn:aws:sts::123456789012:assumed-role/name/session
std::string accountOfArn(const std::string& arn)
{
    std::size_t at = 0;
    for (int colon = 0; colon < 4; ++colon) {
        at = arn.find(':', at);
        if (at == std::string::npos)
            return {};
        ++at;
    }
    return arn.substr(at, arn.find(':', at) - at);
}

} // namespace

Result<Credentials> keysFromSts(const Value& answer)
{
    const auto& given = answer["Credentials"];
    Credentials keys;
    keys.accessKey = given["AccessKeyId"].text();
    keys.secretKey = given["SecretAccessKey"].text();
    keys.sessionToken = given["SessionToken"].text();
    if (keys.accessKey.empty() || keys.secretKey.empty() || !given["Expiration"].isTime())
        return badKeyDocument("The answer of STS", "has no keys with their end");
    keys.expiry =
        std::chrono::system_clock::time_point(std::chrono::seconds(given["Expiration"].time().seconds));
    keys.accountId = accountOfArn(answer["AssumedRoleUser"]["Arn"].text());
    keys.renewal = Renewal::Silent;
    return keys;
}

std::string StsKeys::defaultSessionName() const
{
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(m_context->clock->now().time_since_epoch());
    return "botocore-session-" + std::to_string(now.count());
}

void StsKeys::ask(const std::string& operation, const Value& params,
                  std::shared_ptr<CredentialsProvider> credentials, QObject* context,
                  CredentialsProvider::Callback callback)
{
    const auto client = m_context->client("sts", {}, std::move(credentials));
    if (!client) {
        callback(client.error());
        return;
    }
    m_calls.join(
        operation + toJson(params),
        [&] {
            CallOptions options;
            options.cause = "Get the keys of a role";
            options.target = params["RoleArn"].text();
            options.background = true;
            return client->call(operation, params, std::move(options));
        },
        context,
        [callback = std::move(callback)](const Result<Value>& answer) {
            callback(answer ? keysFromSts(*answer) : answer.error());
        });
}

} // namespace inia
