#pragma once

#include "core/client/client.h"
#include "core/common/clock.h"
#include "core/common/result.h"
#include "core/config/clientconfig.h"
#include "core/config/environment.h"
#include "core/config/profilefile.h"
#include "core/credentials/credentials.h"
#include "core/http/transport.h"

#include <QtCore/QtGlobal>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

class QObject;

namespace inia {

class SsoTokens;
class TokenStore;

/// What a person is asked for when a role wants a code of their device.
struct MfaQuestion {
    std::string profile;
    std::string role;   ///< its ARN
    std::string device; ///< serial number or ARN
    /// The code before this one was refused.
    bool isAgain = false;
};

/// The way to a person: a window's dialog, a terminal. One for a program; it may be asked several questions
/// at a time and puts them one after the other.
class SignInPrompt {
public:
    SignInPrompt() = default;
    virtual ~SignInPrompt() = default;
    Q_DISABLE_COPY_MOVE(SignInPrompt)

    using CodeCallback = std::function<void(const Result<std::string>&)>;
    /// Calls back once, with six digits or with an error when the person declines: kind Cancelled, or
    /// Credentials with code MfaRequired where what wants the keys may ask again. When `context` dies,
    /// nobody wants the answer any more: the question is taken back and nothing is called.
    virtual void askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback) = 0;
    /// Something to know that asks nothing, such as that a sign-in could not be kept; the same sentence may
    /// come more than once. Identity::status() has it, too.
    virtual void tell(const std::string& notice) { static_cast<void>(notice); }
};

/// A role that a sign-in at Identity Center gives and no profile names.
struct SsoRole {
    std::string sessionName; ///< of the [sso-session] whose sign-in serves; empty: that of the start URL
    std::string startUrl;
    std::string region; ///< of Identity Center
    std::string accountId;
    std::string roleName;
    std::string scopes; ///< for signing in again

    friend bool operator==(const SsoRole&, const SsoRole&) = default;
    /// What a session of it goes by, where others have the name of a profile: "Admin@123456789012".
    [[nodiscard]] std::string name() const { return roleName + '@' + accountId; }
};

/// What the sources of one identity work with.
struct SourceContext {
    Environment environment;
    std::shared_ptr<const ConfigFiles> files;
    ProfileSelection selection;
    std::optional<SsoRole> role; ///< takes the place of what the profile says of its keys
    ClientConfig config;         ///< of the session that asked first
    std::string keyServers;      ///< equal where the same servers are asked for keys
    std::shared_ptr<Transport> transport;
    std::shared_ptr<Clock> clock;
    std::function<std::string()> makeUuid;
    /// Makes the client of a service that gives keys, such as sts. Without a region: the session's. Without
    /// credentials its requests go unsigned.
    std::function<Result<Client>(const std::string& service, const std::string& region,
                                 std::shared_ptr<CredentialsProvider> credentials)>
        client;
    std::shared_ptr<SignInPrompt> prompt; ///< null: there is nobody to ask
    std::shared_ptr<SsoTokens> ssoTokens;
    std::shared_ptr<TokenStore> store; ///< the caches of sign-ins and roles
    /// Ids of keys that a service has refused before their end: no cache may give them out again.
    std::shared_ptr<std::set<std::string>> refused = std::make_shared<std::set<std::string>>();
};
using SourceContextPtr = std::shared_ptr<const SourceContext>;

/// A person has to sign in before this source can give keys: kind Credentials, code SignInRequired.
[[nodiscard]] Error signInRequired(const std::string& why, const std::string& profile);

/// Lets the person know what goes on beside the work, when there is one and something to say.
void tellPerson(const SourceContext& context, const std::string& notice);

/// "profile "dev" (/home/me/.aws/config, line 7)", or where it would stand.
[[nodiscard]] std::string profilePlace(const SourceContext& context, const std::string& profile);

/// The value of a key of the profile; null if it has none or a blank one.
[[nodiscard]] const ConfigValue* profileValue(const SourceContext& context, const std::string& profile,
                                              std::string_view key);

/// A source's settings are wrong: kind Configuration, code InvalidConfigError.
[[nodiscard]] Error sourceConfigError(std::string message);

} // namespace inia
