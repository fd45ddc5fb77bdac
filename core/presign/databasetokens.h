#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/signing/requestsignatures.h"

#include <chrono>
#include <string>

namespace inia {

// Passwords for databases that know IAM: presigned URLs without their scheme. They open a session within
// their lifetime and are secrets as long. boto3's generate_db_auth_token and its kin of DSQL. Errors: those
// of SigV4Signer::presign().

struct RdsTokenRequest {
    std::string host;
    int port = 0;
    std::string user;
    std::string region; ///< of the database
};
/// Valid for fifteen minutes, as RDS allows no more.
[[nodiscard]] Result<std::string> rdsAuthToken(RequestSignatures& signatures, const Credentials& credentials,
                                               const RdsTokenRequest& request,
                                               std::chrono::system_clock::time_point now);

enum class DsqlRole { User, Admin };

struct DsqlTokenRequest {
    std::string host;
    std::string region; ///< of the cluster
    DsqlRole role = DsqlRole::User;
    std::chrono::seconds expires{900};
};
[[nodiscard]] Result<std::string> dsqlAuthToken(RequestSignatures& signatures, const Credentials& credentials,
                                                const DsqlTokenRequest& request,
                                                std::chrono::system_clock::time_point now);

} // namespace inia
