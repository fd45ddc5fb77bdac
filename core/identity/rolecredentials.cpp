#include "core/identity/rolecredentials.h"

#include "core/credentials/credentialsources.h"
#include "core/identity/keystore.h"
#include "core/identity/sourcecontext.h"
#include "core/protocol/jsonwriter.h"
#include "core/text/ascii.h"

#include <QtCore/QFile>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

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

namespace {

constexpr int mostCodes = 3;

std::string textOf(const SourceContext& context, const std::string& profile, std::string_view key)
{
    const ConfigValue* value = profileValue(context, profile, key);
    return value != nullptr ? value->text : std::string();
}

bool hasKeys(const SourceContext& context, const std::string& profile)
{
    const Profile* found = context.files->profile(profile);
    return found != nullptr &&
           (found->find("aws_access_key_id") != nullptr || found->find("aws_secret_access_key") != nullptr);
}

/// botocore takes what is no number for nothing.
std::optional<int> durationOf(const std::string& text)
{
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(seconds) : std::nullopt;
}

Result<RoleSettings> roleSettings(const SourceContext& context, const std::string& profile)
{
    RoleSettings role;
    role.profile = profile;
    const ConfigValue* arn = profileValue(context, profile, "role_arn");
    role.roleArn = arn->text;
    role.place = arn->place();
    role.sourceProfile = textOf(context, profile, "source_profile");
    role.credentialSource = textOf(context, profile, "credential_source");
    role.externalId = textOf(context, profile, "external_id");
    role.mfaSerial = textOf(context, profile, "mfa_serial");
    role.sessionName = textOf(context, profile, "role_session_name");
    role.durationSeconds = durationOf(textOf(context, profile, "duration_seconds"));
    const std::string whose = "Profile \"" + profile + "\" has a role_arn (" + role.place + ") ";
    if (!role.sourceProfile.empty() && !role.credentialSource.empty()) {
        return sourceConfigError(whose + "with both source_profile and credential_source (" +
                                 profileValue(context, profile, "credential_source")->place() +
                                 "); remove one of them.");
    }
    if (role.sourceProfile.empty() && role.credentialSource.empty()) {
        return sourceConfigError(whose + "without source_profile or credential_source, so that nobody can "
                                         "take the role; add one of them.");
    }
    static constexpr std::string_view sources[]{"Environment", "EcsContainer", "Ec2InstanceMetadata"};
    if (!role.credentialSource.empty() &&
        std::find(std::begin(sources), std::end(sources), role.credentialSource) == std::end(sources)) {
        return sourceConfigError("credential_source is \"" + role.credentialSource + "\" (" +
                                 profileValue(context, profile, "credential_source")->place() +
                                 "); it has to be Environment, EcsContainer or Ec2InstanceMetadata.");
    }
    return role;
}

Error loop(const SourceContext& context, const std::vector<RoleSettings>& chain)
{
    std::string names;
    for (const auto& role : chain)
        names += "\"" + role.profile + "\", whose source_profile is ";
    return makeError(ErrorKind::Configuration, "InfiniteLoopConfigError",
                     "The source profiles go round in a circle: " + names + "\"" +
                         chain.back().sourceProfile + "\" (" +
                         profileValue(context, chain.back().profile, "source_profile")->place() + ").");
}

const char* roleSource(const RoleSettings& role)
{
    return role.credentialSource.empty() ? "assume-role" : "assume-role-named-source";
}

/// Also one that is not six digits, which is refused before it is sent.
bool isWrongCode(const Error& error)
{
    const bool isRefused =
        error.code == "AccessDenied" && error.message.find("MultiFactorAuthentication") != std::string::npos;
    return isRefused || error.kind == ErrorKind::Parameter;
}

} // namespace

bool hasRole(const SourceContext& context, const std::string& profile)
{
    return profileValue(context, profile, "role_arn") != nullptr &&
           profileValue(context, profile, "web_identity_token_file") == nullptr;
}

Result<std::vector<RoleSettings>> roleChain(const SourceContext& context, const std::string& profile)
{
    std::vector<RoleSettings> chain;
    std::string next = profile;
    while (true) {
        auto role = roleSettings(context, next);
        if (!role)
            return role.error();
        chain.push_back(std::move(role).value());
        const auto& source = chain.back().sourceProfile;
        if (source.empty())
            return chain;
        if (context.files->profile(source) == nullptr) {
            return sourceConfigError("source_profile is \"" + source + "\" (" +
                                     profileValue(context, next, "source_profile")->place() +
                                     "), and there is no such profile in " + context.files->configPath() +
                                     " and " + context.files->credentialsPath() + ".");
        }
        // Keys in the source go before its role; a profile may name itself for their sake.
        const bool isKnown = std::any_of(chain.begin(), chain.end(), [&source](const RoleSettings& earlier) {
            return earlier.profile == source;
        });
        if (isKnown && (source != next || !hasKeys(context, source)))
            return loop(context, chain);
        if (hasKeys(context, source) || !hasRole(context, source))
            return chain;
        next = source;
    }
}

/// One question put to a role.
struct AssumeRole::Walk {
    QObject* context = nullptr;
    Callback callback;
    Credentials sourceKeys;
    int codes = 0;
};

AssumeRole::AssumeRole(SourceContextPtr context, std::string profile, MakeRoleSource makeSource)
    : m_context(context),
      m_profile(std::move(profile)),
      m_makeSource(std::move(makeSource)),
      m_sts(std::move(context))
{
}

Result<std::shared_ptr<CredentialsProvider>> AssumeRole::source()
{
    if (m_source)
        return m_source;
    auto chain = roleChain(*m_context, m_profile);
    if (!chain)
        return chain.error();
    m_role = chain->front();
    m_source = chain->size() > 1 ? std::make_shared<AssumeRole>(m_context, m_role.sourceProfile, m_makeSource)
                                 : m_makeSource(m_context, m_role);
    return m_source;
}

void AssumeRole::resolve(QObject* context, Callback callback)
{
    if (!hasRole(*m_context, m_profile)) {
        const ConfigValue* lost = profileValue(*m_context, m_profile, "source_profile");
        callback(
            declined(profilePlace(*m_context, m_profile) + " has no role_arn" +
                     (lost != nullptr ? ", but a source_profile (" + lost->place() + ")" : std::string())));
        return;
    }
    const auto from = source();
    if (!from) {
        callback(from.error());
        return;
    }
    if (auto cached = RoleCache(m_context).find(roleCacheKey(m_role))) {
        cached->source = roleSource(m_role);
        cached->renewal = m_role.mfaSerial.empty() ? Renewal::Silent : Renewal::Person;
        callback(*cached);
        return;
    }
    auto walk = std::make_shared<Walk>();
    walk->context = context;
    walk->callback = std::move(callback);
    (*from)->resolve(context, [this, walk](const Result<Credentials>& keys) {
        if (!keys) {
            const auto kind =
                keys.error().code == "SignInRequired" ? keys.error().kind : ErrorKind::Configuration;
            auto error =
                keys.error().wrapped(kind, "Profile \"" + m_profile + "\" takes the role " + m_role.roleArn +
                                               " (" + m_role.place + "), but its source gives no keys");
            if (isDeclined(keys.error()))
                error.code = "InvalidConfigError";
            walk->callback(error);
            return;
        }
        walk->sourceKeys = *keys;
        if (m_role.mfaSerial.empty())
            askSts(walk, {});
        else
            askForCode(walk);
    });
}

void AssumeRole::askForCode(const std::shared_ptr<Walk>& walk)
{
    if (!m_context->prompt) {
        walk->callback(makeError(ErrorKind::Credentials, "MfaRequired",
                                 "The role of profile \"" + m_profile + "\" (" + m_role.place +
                                     ") needs a code of the device " + m_role.mfaSerial +
                                     ", and there is nobody here to ask for it."));
        return;
    }
    const bool isAgain = walk->codes++ > 0;
    m_context->prompt->askMfaCode({m_profile, m_role.roleArn, m_role.mfaSerial, isAgain}, walk->context,
                                  [this, walk](const Result<std::string>& code) {
                                      if (code)
                                          askSts(walk, *code);
                                      else
                                          walk->callback(code.error());
                                  });
}

void AssumeRole::askSts(const std::shared_ptr<Walk>& walk, const std::string& code)
{
    Value params = Value::map(
        {{"RoleArn", m_role.roleArn},
         {"RoleSessionName", m_role.sessionName.empty() ? m_sts.defaultSessionName() : m_role.sessionName}});
    if (m_role.durationSeconds)
        params.insert("DurationSeconds", *m_role.durationSeconds);
    if (!m_role.externalId.empty())
        params.insert("ExternalId", m_role.externalId);
    if (!m_role.mfaSerial.empty()) {
        params.insert("SerialNumber", m_role.mfaSerial);
        params.insert("TokenCode", code);
    }
    m_sts.ask("AssumeRole", params, std::make_shared<StaticCredentialsProvider>(walk->sourceKeys),
              walk->context, [this, walk, hadCode = !code.empty()](Result<Credentials> keys) {
                  take(walk, std::move(keys), hadCode);
              });
}

void AssumeRole::take(const std::shared_ptr<Walk>& walk, Result<Credentials> keys, bool hadCode)
{
    if (!keys) {
        if (hadCode && isWrongCode(keys.error()) && walk->codes < mostCodes) {
            askForCode(walk);
            return;
        }
        walk->callback(keys.error().wrapped(keys.error().kind, "The role " + m_role.roleArn +
                                                                   " of profile \"" + m_profile + "\" (" +
                                                                   m_role.place + ") cannot be taken"));
        return;
    }
    keys->source = roleSource(m_role);
    keys->notice = walk->sourceKeys.notice;
    const RoleCache cache(m_context);
    cache.store(roleCacheKey(m_role), *keys);
    if (hadCode) {
        keys->renewal = Renewal::Person;
        // The next program has to ask for a code again; keys that take none are not worth a word.
        keys->notice = cache.notice(roleCacheKey(m_role));
        tellPerson(*m_context, keys->notice);
    }
    walk->callback(keys);
}

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

namespace {

/// STS takes no longer one.
constexpr qint64 longestIdentityToken = 20'000;

Result<std::string> identityToken(const std::string& path, const std::string& place)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(ErrorKind::Credentials, "TokenFile",
                         "The web identity token cannot be read from " + path + " (" + place +
                             "): " + file.errorString().toStdString() + ".");
    }
    const QByteArray bytes = file.read(longestIdentityToken + 1);
    const auto token =
        ascii::trimmed(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    if (token.empty() || bytes.size() > longestIdentityToken) {
        return makeError(ErrorKind::Credentials, "TokenFile",
                         "The web identity token in " + path + " (" + place + ") is " +
                             (token.empty() ? "empty." : "too long."));
    }
    return std::string(token);
}

} // namespace

WebIdentity::WebIdentity(SourceContextPtr context, std::string profile, bool ignoresVariables)
    : m_context(context),
      m_profile(std::move(profile)),
      m_ignoresVariables(ignoresVariables),
      m_sts(std::move(context))
{
}

WebIdentity::Setting WebIdentity::find(const char* variable, const char* key) const
{
    if (!m_ignoresVariables) {
        if (auto value = m_context->environment.find(variable))
            return {*std::move(value), variable, true};
    }
    if (const ConfigValue* value = profileValue(*m_context, m_profile, key))
        return {value->text, value->place(), false};
    return {};
}

void WebIdentity::resolve(QObject* context, Callback callback)
{
    const auto file = find("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
    if (file.text.empty()) {
        callback(declined("no web_identity_token_file"));
        return;
    }
    const auto role = find("AWS_ROLE_ARN", "role_arn");
    if (role.text.empty()) {
        callback(sourceConfigError("A web identity token is set (" + file.place +
                                   "), but no role: set AWS_ROLE_ARN, or role_arn in " +
                                   profilePlace(*m_context, m_profile) + "."));
        return;
    }
    auto token = identityToken(m_context->environment.expandPath(file.text), file.place);
    if (!token) {
        callback(token.error());
        return;
    }
    auto name = find("AWS_ROLE_SESSION_NAME", "role_session_name").text;
    const Value params =
        Value::map({{"RoleArn", role.text},
                    {"RoleSessionName", name.empty() ? m_sts.defaultSessionName() : std::move(name)},
                    {"WebIdentityToken", *std::move(token)}});
    m_sts.ask("AssumeRoleWithWebIdentity", params, nullptr, context,
              [source = file.isVariable ? "web-identity-env" : "web-identity-profile",
               callback = std::move(callback)](Result<Credentials> keys) {
                  if (keys)
                      keys->source = source;
                  callback(keys);
              });
}

} // namespace inia
