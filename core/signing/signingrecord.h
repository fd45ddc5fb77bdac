#pragma once

#include <string>

namespace inia {

/// How a signature came about, for --dry-run and the inspector. Holds no secret key; the canonical request
/// does hold the session token header when there is one.
struct SigningRecord {
    std::string canonicalRequest;
    std::string stringToSign;
    std::string credentialScope;
    std::string signature;
};

} // namespace inia
