#pragma once

#include "core/credentials/credentials.h"
#include "core/identity/sourcecontext.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace inia {

/// The keys that a profile's `credential_process` prints. The command is split into words like a shell's but
/// runs without one, as with botocore. It has to print one JSON object with Version 1, and to be done within
/// `longest`; what it says on standard error is part of the error, what it prints never is.
class ProcessCredentials final : public CredentialsProvider {
public:
    ProcessCredentials(SourceContextPtr context, std::string profile,
                       std::chrono::milliseconds longest = std::chrono::seconds(60));
    void resolve(QObject* context, Callback callback) override;

private:
    SourceContextPtr m_context;
    std::string m_profile;
    std::chrono::milliseconds m_longest;
};

/// What the process printed, as keys. `accountId` is the profile's, for a process that does not tell.
[[nodiscard]] Result<Credentials> keysFromProcess(std::string_view printed, const std::string& accountId,
                                                  const std::string& place);

/// botocore's chain for the profile of `context`: environment (unless the caller chose the profile),
/// assume-role, web identity, Identity Center, credentials file, `aws login`, process, config file,
/// container, instance. The files of the first EC2 tools and of boto 2, which botocore asks in between, are
/// left out. Of a role that stands in no profile: Identity Center alone.
[[nodiscard]] std::shared_ptr<CredentialsChain> defaultChain(const SourceContextPtr& context);

/// What the files tell of the keys of a profile. Nobody is asked and nothing is sent; no secret is in it.
struct KeyOutlook {
    enum class Way { None, Keys, Role, WebIdentity, IdentityCenter, Login, Process };
    enum class State {
        Unknown, ///< only asking would tell
        Ready,   ///< there are keys, or there is what gives them without a person
        SignIn,  ///< a person has to sign in first
        Code,    ///< a person has to enter the code of a device first
        Wrong,   ///< `error` says what, with file and line
    };
    Way way = Way::None;
    State state = State::Unknown;
    /// Of the sign-in or the role that a cache holds; past where that is over.
    std::optional<std::chrono::system_clock::time_point> expiry;
    std::optional<Error> error;
};

/// Reads what `context` needs for it alone (environment, files, clock, store), and the caches. Blocks for the
/// disk; for any thread that has `context` to itself.
[[nodiscard]] KeyOutlook keyOutlook(const SourceContextPtr& context, const std::string& profile);

} // namespace inia
