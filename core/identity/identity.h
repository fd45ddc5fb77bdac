#pragma once

#include "core/credentials/credentials.h"
#include "core/identity/sourcecontext.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace inia {

/// Who the requests of a session are signed for, at a moment. No secret is in it.
struct IdentityStatus {
    enum class State {
        Unasked,  ///< nothing has needed keys yet
        Renewing, ///< under way; the keys before are still there if `expiry` says so
        Ready,
        Failed, ///< `error` says why; code SignInRequired and MfaRequired want a person
    };
    State state = State::Unasked;
    std::string profile;
    std::string source;    ///< "sso", "assume-role", ...; empty before there were keys
    std::string accessKey; ///< the key id, whose last four characters may be shown
    std::string accountId;
    std::optional<std::chrono::system_clock::time_point> expiry;
    Renewal renewal = Renewal::None;
    std::optional<Error> error;
    std::string notice; ///< what a person should know though all goes well; mostly empty
    /// What the links of the chain said when they were asked last.
    std::vector<ChainNote> notes;
};

/// A key id as it may be shown: its last four characters, behind as many stars as the others mostly are.
[[nodiscard]] std::string maskedKeyId(const std::string& accessKey);

/// The keys of one profile for all sessions, tabs and calls that use it. They are renewed as botocore does
/// it: with less than 15 minutes left beside the calls, which go on with the old ones, a failure costs
/// nothing and is repeated after a minute at the earliest; with less than 10 minutes left calls wait, and a
/// failure is theirs. Keys that take a person to renew are used until a minute before their end. At any time
/// there is one renewal at most, whoever waits; when nobody waits any longer, it is given up, and its
/// question taken back.
class Identity final : public QObject, public CredentialsProvider {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Identity)
public:
    /// `refused` is what the sources of the chain look into; see SourceContext.
    Identity(std::shared_ptr<CredentialsChain> chain, std::shared_ptr<Clock> clock, std::string profile,
             std::shared_ptr<std::set<std::string>> refused = std::make_shared<std::set<std::string>>());
    ~Identity() override;

    void resolve(QObject* context, Callback callback) override;
    bool refuse(const std::string& accessKey) override;
    [[nodiscard]] IdentityStatus status() const;
    /// Asked for a new chain before keys are given out; null while nothing has changed. Without one the chain
    /// is what it is.
    using Reload = std::function<std::shared_ptr<CredentialsChain>()>;
    void setReload(Reload reload) { m_reload = std::move(reload); }
    /// Forgets the keys; the next call that needs some asks the sources anew. After a sign-in.
    void forget();

signals:
    /// status() says something else.
    void changed();

private:
    struct Waiter {
        QPointer<QObject> guard; ///< lives as long as who waits
        Callback callback;
    };
    enum class Need { Nothing, Soon, Now };
    [[nodiscard]] Need need() const;
    void renew();
    void take(const Result<Credentials>& result);
    void dropIfUnwanted();

    std::shared_ptr<CredentialsChain> m_chain;
    std::shared_ptr<Clock> m_clock;
    std::string m_profile;
    std::shared_ptr<std::set<std::string>> m_refused;
    Reload m_reload;
    std::optional<Credentials> m_keys;
    std::optional<Error> m_error; ///< of the last renewal
    std::optional<std::chrono::system_clock::time_point> m_failed;
    std::unique_ptr<QObject> m_renewal; ///< the context of the one under way
    bool m_isForSomebody = false;       ///< that one is not only beside the calls
    std::vector<Waiter> m_waiters;
};

/// The identities of a program: those who ask for the same get the same one, as long as anybody has it.
class IdentityPool final {
public:
    IdentityPool();
    ~IdentityPool();
    Q_DISABLE_COPY_MOVE(IdentityPool)

    /// The identity of `context`'s profile. It is the same for all who ask with the same files' contents,
    /// profile or role, servers that give keys, transport and clock; `context` serves if it has to be made.
    [[nodiscard]] std::shared_ptr<Identity> identity(SourceContext context);
    [[nodiscard]] const std::shared_ptr<SsoTokens>& ssoTokens() const { return m_ssoTokens; }
    [[nodiscard]] const std::shared_ptr<TokenStore>& store() const { return m_store; }
    /// After a sign-in: every identity asks its sources anew when it is needed next.
    void forgetAll();

private:
    std::shared_ptr<SsoTokens> m_ssoTokens;
    std::shared_ptr<TokenStore> m_store;
    std::map<std::string, std::weak_ptr<Identity>> m_identities;
};

} // namespace inia
