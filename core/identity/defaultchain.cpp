#include "core/identity/defaultchain.h"

#include "core/credentials/credentialsources.h"
#include "core/identity/keystore.h"
#include "core/identity/metadatacredentials.h"
#include "core/identity/processcredentials.h"
#include "core/identity/rolecredentials.h"
#include "core/identity/signincredentials.h"
#include "core/identity/ssotokens.h"

#include <algorithm>
#include <string>

namespace inia {

namespace {

/// What a profile gives besides a role to be assumed.
void addProfileLinks(CredentialsChain::Links& links, const SourceContextPtr& context,
                     const std::string& profile, bool ignoresVariables)
{
    using File = ProfileCredentialsProvider::File;
    const auto& files = *context->files;
    links.emplace_back(std::make_shared<WebIdentity>(context, profile, ignoresVariables), "web-identity");
    links.emplace_back(std::make_shared<SsoCredentials>(context, profile), "sso");
    links.emplace_back(std::make_shared<ProfileCredentialsProvider>(files, profile, File::Credentials),
                       "shared-credentials-file");
    links.emplace_back(std::make_shared<LoginCredentials>(context, profile), "login");
    links.emplace_back(std::make_shared<ProcessCredentials>(context, profile), "process");
    links.emplace_back(std::make_shared<ProfileCredentialsProvider>(files, profile, File::Config),
                       "config-file");
}

std::shared_ptr<CredentialsProvider> roleSourceOf(const SourceContextPtr& context, const RoleSettings& role)
{
    if (role.credentialSource == "Environment")
        return std::make_shared<EnvironmentCredentialsProvider>(context->environment);
    if (role.credentialSource == "EcsContainer")
        return std::make_shared<ContainerCredentials>(context);
    if (role.credentialSource == "Ec2InstanceMetadata")
        return std::make_shared<InstanceCredentials>(context);
    CredentialsChain::Links links;
    addProfileLinks(links, context, role.sourceProfile, true);
    return std::make_shared<CredentialsChain>(std::move(links));
}

} // namespace

std::shared_ptr<CredentialsChain> defaultChain(const SourceContextPtr& context)
{
    const auto& selection = context->selection;
    CredentialsChain::Links links;
    if (context->role) {
        links.emplace_back(std::make_shared<SsoCredentials>(context, selection.name), "sso");
        return std::make_shared<CredentialsChain>(std::move(links));
    }
    if (!selection.isExplicit)
        links.emplace_back(std::make_shared<EnvironmentCredentialsProvider>(context->environment), "env");
    links.emplace_back(std::make_shared<AssumeRole>(context, selection.name, roleSourceOf), "assume-role");
    addProfileLinks(links, context, selection.name, selection.isExplicit);
    links.emplace_back(std::make_shared<ContainerCredentials>(context), "container");
    links.emplace_back(std::make_shared<InstanceCredentials>(context), "instance");
    return std::make_shared<CredentialsChain>(std::move(links));
}

namespace {

using Way = KeyOutlook::Way;
using State = KeyOutlook::State;

KeyOutlook wrongOutlook(Way way, Error error)
{
    return {way, State::Wrong, {}, std::move(error)};
}

KeyOutlook ssoOutlook(const SourceContext& context, const std::string& profile)
{
    auto settings = ssoSettings(context, profile);
    if (!settings && isDeclined(settings.error()))
        settings = ssoSettings(context, profile, true);
    if (!settings)
        return wrongOutlook(Way::IdentityCenter, settings.error());
    KeyOutlook outlook{Way::IdentityCenter, State::SignIn, {}, {}};
    const auto path = ssoTokenPath(context.environment, *settings);
    const auto document = context.store->read(path);
    const auto token = document ? ssoTokenFrom(*document, path) : document.error();
    if (!token)
        return outlook;
    const auto now = context.clock->now();
    if (token->expiry > now) {
        outlook.state = State::Ready;
        outlook.expiry = token->expiry;
    } else if (token->isRenewable(now)) {
        outlook.state = State::Ready;
    } else {
        outlook.expiry = token->expiry;
    }
    return outlook;
}

KeyOutlook loginOutlook(const SourceContext& context, const ConfigValue& session)
{
    // Its keys are renewed until the sign-in itself ends, of which the file does not say when that is.
    const auto document = context.store->read(loginCachePath(context.environment, session.text));
    const bool isThere = document && !(*document)["refreshToken"].text().empty();
    return {Way::Login, isThere ? State::Ready : State::SignIn, {}, {}};
}

KeyOutlook keysOutlook(const SourceContext& context, const std::string& profile)
{
    const ConfigValue* id = profileValue(context, profile, "aws_access_key_id");
    const ConfigValue* secret = profileValue(context, profile, "aws_secret_access_key");
    if (id != nullptr && secret != nullptr)
        return {Way::Keys, State::Ready, {}, {}};
    const bool hasId = id != nullptr;
    return wrongOutlook(Way::Keys,
                        makeError(ErrorKind::Configuration, hasId ? "NoSecretKey" : "NoAccessKeyId",
                                  (hasId ? id : secret)->place() + ": " +
                                      (hasId ? "aws_access_key_id without aws_secret_access_key."
                                             : "aws_secret_access_key without aws_access_key_id.")));
}

KeyOutlook roleOutlook(const SourceContextPtr& context, const std::string& profile)
{
    const auto chain = roleChain(*context, profile);
    if (!chain)
        return wrongOutlook(Way::Role, chain.error());
    KeyOutlook outlook{Way::Role, State::Unknown, {}, {}};
    if (const auto cached = RoleCache(context).find(roleCacheKey(chain->front()))) {
        outlook.state = State::Ready;
        outlook.expiry = cached->expiry;
        return outlook;
    }
    const auto& source = chain->back().sourceProfile;
    if (!source.empty() && source != chain->back().profile) {
        // Its keys go before a role of its own.
        const bool hasKeys = profileValue(*context, source, "aws_access_key_id") != nullptr;
        outlook = hasKeys ? keysOutlook(*context, source) : keyOutlook(context, source);
        outlook.way = Way::Role;
    }
    const bool wantsCode = std::any_of(chain->begin(), chain->end(),
                                       [](const RoleSettings& role) { return !role.mfaSerial.empty(); });
    // Who has to sign in as well does that first.
    if (wantsCode && outlook.state != State::SignIn && outlook.state != State::Wrong)
        return {Way::Role, State::Code, {}, {}};
    return outlook;
}

} // namespace

KeyOutlook keyOutlook(const SourceContextPtr& context, const std::string& profile)
{
    const auto value = [&](const char* key) { return profileValue(*context, profile, key); };
    if (hasRole(*context, profile))
        return roleOutlook(context, profile);
    if (value("role_arn") != nullptr)
        return {Way::WebIdentity, State::Unknown, {}, {}};
    if (value("sso_session") != nullptr || value("sso_start_url") != nullptr)
        return ssoOutlook(*context, profile);
    if (value("aws_access_key_id") != nullptr || value("aws_secret_access_key") != nullptr)
        return keysOutlook(*context, profile);
    if (const ConfigValue* session = value("login_session"))
        return loginOutlook(*context, *session);
    return {value("credential_process") != nullptr ? Way::Process : Way::None, State::Unknown, {}, {}};
}

} // namespace inia
