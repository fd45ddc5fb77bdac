#pragma once

#include "core/http/httpmessage.h"
#include "core/model/value.h"

#include <string>
#include <vector>

namespace inia {

/// One way to sign, as an endpoint offers it. What the endpoint leaves open is empty: the service's signing
/// name and the client's region then apply.
struct AuthScheme {
    std::string name; ///< "sigv4", "sigv4a", "sigv4-s3express", "bearer" ...
    std::string signingName;
    std::string signingRegion;
    std::vector<std::string> signingRegionSet; ///< sigv4a only; "*" is every region
    bool disableDoubleEncoding = false;
    friend bool operator==(const AuthScheme&, const AuthScheme&) = default;
};

/// Where a request goes and how it is signed, as the rules of a service decide.
struct Endpoint {
    std::string url;     ///< scheme://host[:port][/path], to which the operation's own path is appended
    HttpHeaders headers; ///< to be added to the request
    Value properties;    ///< everything the rule says, such as backend "S3Express"; a map
    std::vector<AuthScheme> authSchemes; ///< in order of preference; empty: sign as the service model says
};

} // namespace inia
