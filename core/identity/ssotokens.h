#pragma once

#include "core/credentials/credentials.h"
#include "core/identity/sourcecontext.h"
#include "core/learned/sharedcalls.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace inia {

/// Where Identity Center is for a profile.
struct SsoSettings {
    std::string profile;
    std::string sessionName; ///< empty: the old form, which stands in the profile itself
    std::string startUrl;
    std::string region;
    std::string accountId; ///< empty with roleName for those who want the token alone
    std::string roleName;
    std::string scopes; ///< sso_registration_scopes, as they stand there
};

/// What the profile says, with what its [sso-session] adds; a key that stands in both has to be equal.
/// Declines unless the profile has an account or a role or, with `tokenOnly`, an sso_session. What is missing
/// or does not fit is an error of kind Configuration that names file and line. Where the context has a role
/// of its own, that is what it says, whatever the profile.
[[nodiscard]] Result<SsoSettings> ssoSettings(const SourceContext& context, const std::string& profile,
                                              bool tokenOnly = false);

/// A sign-in at Identity Center as the AWS CLI keeps it.
struct SsoToken {
    std::string accessToken;
    std::chrono::system_clock::time_point expiry;
    // What it takes to renew it; all of it or nothing.
    std::string refreshToken;
    std::string clientId;
    std::string clientSecret;
    std::string registrationExpiresAt; ///< as it was written

    [[nodiscard]] bool isRenewable(std::chrono::system_clock::time_point now) const;
};
/// Reads a cache file's object. Fails with kind Credentials, code BadCacheFile.
[[nodiscard]] Result<SsoToken> ssoTokenFrom(const Value& document, const std::string& place);
/// ~/.aws/sso/cache/SHA-1 of the session's name or of the start URL.json
[[nodiscard]] std::string ssoTokenPath(const Environment& environment, const SsoSettings& settings);
/// The object that the AWS CLI would write for it.
[[nodiscard]] Value ssoTokenDocument(const SsoSettings& settings, const SsoToken& token);

/// The tokens of all sign-ins at Identity Center, one for all identities of a program. A token is read from
/// the AWS CLI's cache whenever it is needed, so that a sign-in in another program counts at once, and
/// renewed when less than a quarter of an hour is left of it, at most once a minute and once for all who
/// wait, in this program and in others of ours.
class SsoTokens final {
public:
    using Callback = std::function<void(const Result<SsoToken>&)>;
    /// Calls back once, possibly before it returns; never if `context` died. Fails with SignInRequired when
    /// there is no token or it has ended and cannot be renewed.
    void resolve(const SourceContextPtr& tools, const SsoSettings& settings, QObject* context,
                 Callback callback);

private:
    struct Renewal;
    void renew(const std::shared_ptr<Renewal>& renewal);
    static void take(const Renewal& renewal, const Result<Value>& answer);

    SharedCalls m_calls;
    std::map<std::string, std::chrono::system_clock::time_point> m_tried; ///< by path
};

/// A bearer token from a sign-in at Identity Center, for services that take one.
class SsoBearer final : public TokenProvider {
public:
    SsoBearer(SourceContextPtr context, std::string profile)
        : m_context(std::move(context)), m_profile(std::move(profile))
    {
    }
    void resolve(QObject* context, Callback callback) override;
    [[nodiscard]] bool isSetForService() const override { return false; }

private:
    SourceContextPtr m_context;
    std::string m_profile;
};

} // namespace inia
