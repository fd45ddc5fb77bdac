#pragma once

#include "core/identity/sourcecontext.h"
#include "core/learned/sharedcalls.h"

#include <optional>
#include <string>
#include <vector>

namespace inia {

/// Asks STS for the keys of a role and hands them over with the account of the role; those who ask with the
/// same parameters at the same time share one call. Lives in a source.
class StsKeys final {
public:
    explicit StsKeys(SourceContextPtr context) : m_context(std::move(context)) {}

    /// `operation` is AssumeRole or AssumeRoleWithWebIdentity; without `credentials` it goes unsigned. Calls
    /// back once, possibly before it returns; never if `context` died.
    void ask(const std::string& operation, const Value& params,
             std::shared_ptr<CredentialsProvider> credentials, QObject* context,
             CredentialsProvider::Callback callback);

    /// The name of a role session that nobody has named: botocore-session-SECONDS.
    [[nodiscard]] std::string defaultSessionName() const;

private:
    SourceContextPtr m_context;
    SharedCalls m_calls;
};

/// "Credentials" of an answer of STS, or of a cache that keeps such answers.
[[nodiscard]] Result<Credentials> keysFromSts(const Value& answer);

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

/// The AWS CLI's cache of the keys of roles, ~/.aws/cli/cache, in its form: what one of the two programs got
/// the other uses. Keys with less than a quarter of an hour left, and files that are not as they should be,
/// count as absent. In a home that cannot be written to they serve this program alone.
class RoleCache final {
public:
    explicit RoleCache(SourceContextPtr context) : m_context(std::move(context)) {}

    [[nodiscard]] std::optional<Credentials> find(const std::string& fileName) const;
    void store(const std::string& fileName, const Credentials& keys) const;
    /// See TokenStore::notice().
    [[nodiscard]] std::string notice(const std::string& fileName) const;

private:
    [[nodiscard]] std::string path(const std::string& fileName) const;

    SourceContextPtr m_context;
};

/// The name of the file for a role that AssumeRole gives.
[[nodiscard]] std::string roleCacheKey(const RoleSettings& role);
/// The name of the file for a role of Identity Center; without a session's name it goes by the start URL.
[[nodiscard]] std::string ssoRoleCacheKey(const std::string& accountId, const std::string& roleName,
                                          const std::string& sessionName, const std::string& startUrl);

/// A role by the token of an identity provider (EKS, GitHub Actions): AWS_WEB_IDENTITY_TOKEN_FILE,
/// AWS_ROLE_ARN and AWS_ROLE_SESSION_NAME, each unless `ignoresVariables`, else the profile's keys of these
/// names. The file is read anew every time.
class WebIdentity final : public CredentialsProvider {
public:
    WebIdentity(SourceContextPtr context, std::string profile, bool ignoresVariables);
    void resolve(QObject* context, Callback callback) override;

private:
    struct Setting {
        std::string text;
        std::string place;
        bool isVariable = false;
    };
    [[nodiscard]] Setting find(const char* variable, const char* key) const;

    SourceContextPtr m_context;
    std::string m_profile;
    bool m_ignoresVariables;
    StsKeys m_sts;
};

} // namespace inia
