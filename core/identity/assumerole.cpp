#include "core/identity/assumerole.h"

#include "core/credentials/staticcredentialsprovider.h"
#include "core/identity/rolecache.h"
#include "core/identity/signinprompt.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace inia {

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

} // namespace inia
