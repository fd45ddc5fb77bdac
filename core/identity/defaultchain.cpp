#include "core/identity/defaultchain.h"

#include "core/credentials/environmentcredentialsprovider.h"
#include "core/credentials/profilecredentialsprovider.h"
#include "core/identity/assumerole.h"
#include "core/identity/containercredentials.h"
#include "core/identity/instancecredentials.h"
#include "core/identity/logincredentials.h"
#include "core/identity/processcredentials.h"
#include "core/identity/ssocredentials.h"
#include "core/identity/webidentity.h"

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

} // namespace inia
