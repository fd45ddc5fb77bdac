#pragma once

#include "core/common/result.h"
#include "core/endpoint/ruleset.h"
#include "core/model/servicemodel.h"
#include "core/signing/signingcontext.h"

#include <chrono>
#include <memory>
#include <string>

namespace inia {

class Catalog;
class TokenProvider;
struct ClientConfig;

/// What decides how a client signs.
struct AuthFacts {
    const ServiceModel& model;
    const ClientConfig& config;
    const Catalog& catalog;
    bool hasCredentials = false; ///< without, nothing is signed
    const TokenProvider* token = nullptr;
    std::chrono::system_clock::time_point now; ///< by the service's clock
};

/// How a call is signed, as botocore decides it: the operation's own `auth` and `authtype`, over them what
/// the endpoint offers (of which the first scheme this program knows is taken, or the one the user prefers),
/// else the client's signature version: the user's, the service's `auth`, or its signatureVersion.
/// Operations that want no signature never get one.
///
/// `region` is the client's, or where the service said the resource lives; it signs where the endpoint
/// names no other. Errors: Unsupported when no scheme is known, Configuration when there is no region.
[[nodiscard]] Result<SigningContext> chooseAuth(const AuthFacts& facts, const OperationModel& operation,
                                                const Endpoint& endpoint, const std::string& region);

} // namespace inia
