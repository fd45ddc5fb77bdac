#pragma once

#include "core/common/result.h"
#include "core/config/environment.h"
#include "core/config/profilefile.h"
#include "core/config/profileselection.h"
#include "core/credentials/credentialsprovider.h"

#include <chrono>
#include <memory>
#include <string>

namespace inia {

/// Keys given to a session or client by hand; empty members are absent.
struct ExplicitKeys {
    std::string accessKey;
    std::string secretKey;
    std::string sessionToken;
    std::string accountId;
    std::string bearerToken; ///< stands by itself: access keys need not be given along with it
};

/// Where a session's credentials come from: keys given by hand (both or none; a token or account id alone
/// counts for nothing), else the chain of boto3 as far as this version has it: environment (unless the
/// profile was chosen by the caller), credentials file, config file. What is in between and behind and not
/// built yet (role_arn, sso_*, credential_process, ...) is recognised and refused by name. Half a pair of
/// explicit keys is an error here already (kind Credentials, code PartialCredentials).
[[nodiscard]] Result<std::shared_ptr<CredentialsProvider>>
makeCredentialsProvider(const ExplicitKeys& keys, const Environment& environment, const ConfigFiles& files,
                        const ProfileSelection& selection);

/// What looks wrong with the keys that this chain finds in environment and files: that they have expired at
/// `now`, as a variable or a tool's note beside them says. They are used all the same. Empty for nothing.
[[nodiscard]] std::string keysWarning(const Environment& environment, const ConfigFiles& files,
                                      const ProfileSelection& selection,
                                      std::chrono::system_clock::time_point now);

} // namespace inia
