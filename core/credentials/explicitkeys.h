#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"

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

/// The keys given by hand, both or none; a token or account id alone counts for nothing. Null when there are
/// none. Half a pair is an error (kind Credentials, code PartialCredentials).
[[nodiscard]] Result<std::shared_ptr<CredentialsProvider>> explicitCredentials(const ExplicitKeys& keys);

} // namespace inia
