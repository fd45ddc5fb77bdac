#pragma once

#include "core/identity/stskeys.h"

#include <optional>
#include <vector>

namespace inia {

/// What a profile says about the role it stands for.
struct RoleSettings {
    std::string profile;
    std::string place; ///< of role_arn
    std::string roleArn;
    std::string sourceProfile;    ///< or:
    std::string credentialSource; ///< Environment, EcsContainer or Ec2InstanceMetadata
    std::string externalId;
    std::string mfaSerial;
    std::string sessionName;
    std::optional<int> durationSeconds;
};

/// Whether the profile stands for a role that AssumeRole gives.
[[nodiscard]] bool hasRole(const SourceContext& context, const std::string& profile);

/// The roles of the profile and, where its source_profile is a role itself, of that and so on: the profile's
/// own first. What is wrong with any of them is an error of kind Configuration that names file and line: both
/// or neither of source_profile and credential_source, a source that is not there, a loop.
[[nodiscard]] Result<std::vector<RoleSettings>> roleChain(const SourceContext& context,
                                                          const std::string& profile);

/// The keys of the last profile of such a chain, or of its credential_source.
using MakeRoleSource = std::function<std::shared_ptr<CredentialsProvider>(const SourceContextPtr& context,
                                                                          const RoleSettings& role)>;

/// `role_arn` of a profile: asks STS for its keys with those of its source. Where `mfa_serial` is set, a
/// person is asked for the code first, again when it was wrong, three times in all.
class AssumeRole final : public CredentialsProvider {
public:
    AssumeRole(SourceContextPtr context, std::string profile, MakeRoleSource makeSource);
    void resolve(QObject* context, Callback callback) override;

private:
    struct Walk;
    [[nodiscard]] Result<std::shared_ptr<CredentialsProvider>> source();
    void askForCode(const std::shared_ptr<Walk>& walk);
    void askSts(const std::shared_ptr<Walk>& walk, const std::string& code);
    void take(const std::shared_ptr<Walk>& walk, Result<Credentials> keys, bool hadCode);

    SourceContextPtr m_context;
    std::string m_profile;
    MakeRoleSource m_makeSource;
    RoleSettings m_role; ///< from the moment m_source is there
    std::shared_ptr<CredentialsProvider> m_source;
    StsKeys m_sts;
};

} // namespace inia
