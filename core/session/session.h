#pragma once

#include "core/client/client.h"
#include "core/config/clientconfig.h"
#include "core/config/environment.h"
#include "core/credentials/credentialsources.h"
#include "core/identity/sourcecontext.h"
#include "core/resource/resource.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace inia {

class CallObserver;
class Catalog;
class ChangePolicy;
class Clock;
class ConfigResolver;
class ExchangeLog;
class Identity;
class IdentityPool;
class Partitions;
class SignInPrompt;
class TokenProvider;
class Transport;

/// What all sessions of a program share; made once where the program is put together.
struct Runtime {
    std::shared_ptr<Transport> transport;
    std::shared_ptr<Clock> clock;
    std::shared_ptr<const Catalog> catalog;
    std::shared_ptr<ExchangeLog> exchangeLog;             ///< may be null: nothing is recorded then
    std::function<std::string()> makeUuid;                ///< for idempotency tokens and invocation ids
    std::vector<std::shared_ptr<CallObserver>> observers; ///< of every call
    /// Who the sessions of this program are; those of the same profile share their keys. Null: each has its
    /// own.
    std::shared_ptr<IdentityPool> identities;
    std::shared_ptr<CurrentConfigFiles> configFiles; ///< null: each session reads them
    std::shared_ptr<SignInPrompt> prompt;            ///< the way to a person; null: there is none
    std::function<double()> randomFraction; ///< scales delays of retries; empty: random, tests fix it
    Environment environment;

    /// The network, the machine's clock, the process environment and the installed model pack.
    [[nodiscard]] static Result<Runtime> standard();
};

/// What a caller says in code; empty means: environment, profile, default.
struct SessionOptions {
    std::optional<std::string> profile;
    std::optional<std::string> region;
    /// What the config files say, in place of reading them.
    std::shared_ptr<const ConfigFiles> files;
    std::optional<ExplicitKeys> keys;
    /// A role of Identity Center that no profile names: the keys are its, whatever a profile or variable
    /// says, and the session goes by its name. `profile` gives the settings, such as endpoints; without it
    /// nothing is taken from any.
    std::optional<SsoRole> role;
    bool unsignedRequests = false;                        ///< sign nothing (--no-sign-request)
    std::vector<std::shared_ptr<CallObserver>> observers; ///< of this session, after the runtime's
    /// S3 servers that are not S3 are not sent what they do not offer (ServerGate). As boto3 without.
    bool closesServerGate = false;
    ClientOptions client; ///< for every client of this session
};

/// A profile, a region, credentials and settings, fixed once made: boto3's Session. A cheap handle; copies
/// are the same session. Several live side by side.
class Session final {
public:
    /// Reads the config files. Fails (kind Configuration) when they are malformed or the profile is unknown.
    [[nodiscard]] static Result<Session> create(const Runtime& runtime, SessionOptions options = {});

    /// "default" when none was chosen.
    [[nodiscard]] const std::string& profileName() const;
    /// Empty when neither options, environment nor profile name one.
    [[nodiscard]] const std::string& region() const;
    /// The profile carries `inia_production = true`.
    [[nodiscard]] bool isProduction() const;
    /// What the calls of all its clients may do. Begins locked when `read_only` is set, by
    /// SessionOptions::client, INIA_READ_ONLY or `inia_read_only` of the profile. A client that is made with
    /// the option itself stays locked whatever becomes of the session's.
    [[nodiscard]] ChangePolicy& policy() const;
    [[nodiscard]] std::vector<std::string> availableProfiles() const;
    [[nodiscard]] const std::shared_ptr<const Catalog>& catalog() const;
    [[nodiscard]] const std::shared_ptr<const Partitions>& partitions() const;
    /// Settings that were accepted but look like mistakes, one sentence each.
    [[nodiscard]] std::vector<std::string> warnings() const;
    /// What the session is set to and who said so.
    [[nodiscard]] std::vector<SettingReport> settings() const;
    /// The files, the chosen profile and how settings are looked up.
    [[nodiscard]] const ConfigResolver& resolver() const;

    /// What requests are signed with; null when they go unsigned.
    [[nodiscard]] const std::shared_ptr<CredentialsProvider>& credentials() const;
    /// Who that is; null when keys were given by hand or none are used.
    [[nodiscard]] const std::shared_ptr<Identity>& identity() const;
    /// For a sign-in by hand; see SsoLogin.
    [[nodiscard]] const SourceContextPtr& sources() const;

    [[nodiscard]] Result<Client> client(std::string_view service, const ClientOptions& options = {}) const;
    /// The service resource: fails with UnknownName for services boto3 has no resources for.
    [[nodiscard]] Result<Resource> resource(std::string_view service,
                                            const ClientOptions& options = {}) const;
    /// The same for any service whose model lets one find its way (Catalog::explorer()): resources that boto3
    /// does not have, see InferredDefinitions.
    [[nodiscard]] Result<Resource> explore(std::string_view service, const ClientOptions& options = {}) const;

private:
    struct State;
    [[nodiscard]] Result<Resource> root(std::string_view service, const ClientOptions& options,
                                        Result<std::shared_ptr<const Document>> definitions) const;
    [[nodiscard]] std::shared_ptr<TokenProvider> bearerToken(std::string_view signingName) const;
    explicit Session(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state;
};

} // namespace inia
