#pragma once

#include "core/http/networklistener.h"
#include "core/identity/sourcecontext.h"
#include "core/identity/ssotokens.h"
#include "core/signing/cryptography.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace inia {

/// The DPoP header (RFC 9449) of a POST to `url`: a token that proves that its sender holds the key, for the
/// requests of `aws login`. `id` has to be another each time.
[[nodiscard]] std::string dpopProof(const EcdsaKey& key, std::string_view url,
                                    std::chrono::system_clock::time_point now, const std::string& id);

/// Base64 for URLs, without padding.
[[nodiscard]] std::string urlBase64(std::string_view bytes);

/// What every sign-in in a browser has (authorization code with PKCE, RFC 7636): a text that tells the
/// browser which was sent from any other, one that proves that who asked for the code redeems it, and where
/// the browser comes back to.
class CodeGrant final {
public:
    CodeGrant();
    Q_DISABLE_COPY_MOVE(CodeGrant)

    using Take = std::function<void(const Result<std::string>& code)>;
    /// Opens a port of this machine. `take` gets the code, or an error of kind Credentials (SignInDenied,
    /// SignInFailed), once; whatever else comes there is sent away. `who` is for the message.
    [[nodiscard]] Result<void> listen(std::string who, Take take);
    /// Takes nothing any more.
    void close() { m_state.clear(); }

    /// Where the browser comes back to.
    [[nodiscard]] std::string url() const { return m_listener->url(); }
    [[nodiscard]] const std::string& state() const { return m_state; }
    [[nodiscard]] const std::string& verifier() const { return m_verifier; }
    /// What shows that one has the verifier.
    [[nodiscard]] std::string challenge() const;

    /// The path that a browser comes back to, behind any port.
    static constexpr const char* path = "/oauth/callback";

private:
    [[nodiscard]] std::string comeBack(const LoopbackListener::Query& query);

    std::string m_state; ///< empty when it has served: a code serves once
    std::string m_verifier;
    std::string m_who;
    Take m_take;
    std::unique_ptr<LoopbackListener> m_listener;
};

// What the first sign-in of `aws login` and its renewals have in common: the cache file and the way to the
// keys, which AWS Sign-In gives to who proves (DPoP) to hold the key of that sign-in.

/// The cache file of a session, which is an ARN: in AWS_LOGIN_CACHE_DIRECTORY, else ~/.aws/login/cache.
[[nodiscard]] std::string loginCachePath(const Environment& environment, const std::string& session);

/// The keys in a cache file. Fails with kind Credentials, code BadKeyDocument.
[[nodiscard]] Result<Credentials> keysFromLogin(const Value& document, const std::string& path);
/// Puts what AWS Sign-In has given into the document of a cache file; the account stays.
void putLoginKeys(Value& document, const Value& given, std::chrono::system_clock::time_point now);

/// Has the request for keys built (signin:CreateOAuth2Token), which tells where AWS Sign-In is. `input` names
/// grant and client. Calls back once; never if `context` died.
void buildLoginRequest(const SourceContextPtr& tools, const std::string& region, const Value& input,
                       QObject* context, std::function<void(const Result<HttpRequest>&)> callback);

/// What AWS Sign-In answers to a request for keys. A secret, but for `status` and `error`.
struct LoginAnswer {
    int status = 0;
    Value body; ///< null when it was none that can be read
    [[nodiscard]] bool hasKeys() const { return status == 200 && !body["accessToken"].isNull(); }
    [[nodiscard]] const std::string& error() const { return body["error"].text(); }
};
/// Asks for keys, with a proof that we hold `key`. Calls back once; never if `context` died. A refusal is an
/// answer; errors are those of the way there.
void askForLoginKeys(const SourceContextPtr& tools, const std::string& region, const Value& input,
                     const EcdsaKey& key, QObject* context,
                     const std::function<void(const Result<LoginAnswer>&)>& callback);

/// `login_session` of a profile: the keys that `aws login` got, in its own cache (AWS_LOGIN_CACHE_DIRECTORY,
/// else ~/.aws/login/cache). With less than five minutes left they are renewed, once for all programs of
/// ours, with a proof (DPoP) that we hold the key of that sign-in, and written back with everything else the
/// file holds. See ConsoleLogin for the first sign-in.
class LoginCredentials final : public CredentialsProvider {
public:
    LoginCredentials(SourceContextPtr context, std::string profile)
        : m_context(std::move(context)), m_profile(std::move(profile))
    {
    }
    void resolve(QObject* context, Callback callback) override;

private:
    SourceContextPtr m_context;
    std::string m_profile;
};

/// A role in an account of Identity Center: sso_account_id and sso_role_name of a profile, with sso_session
/// or, in the old form, sso_start_url and sso_region beside them.
class SsoCredentials final : public CredentialsProvider {
public:
    SsoCredentials(SourceContextPtr context, std::string profile)
        : m_context(std::move(context)), m_profile(std::move(profile))
    {
    }
    void resolve(QObject* context, Callback callback) override;

private:
    void askPortal(const SsoSettings& settings, const SsoToken& token, QObject* context, Callback callback);

    SourceContextPtr m_context;
    std::string m_profile;
    SharedCalls m_calls;
};

} // namespace inia
