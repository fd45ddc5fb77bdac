#pragma once

#include "core/credentials/credentials.h"
#include "core/identity/sourcecontext.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace inia {

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
