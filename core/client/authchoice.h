#pragma once

#include "core/common/result.h"
#include "core/endpoint/endpoint.h"
#include "core/model/operationmodel.h"
#include "core/signing/signingcontext.h"

#include <string>

namespace inia {

struct ClientParts;

/// How a call is signed, as botocore decides it: the operation's own `auth` and `authtype`, over them what
/// the endpoint offers (of which the first scheme this program knows is taken, or the one the user prefers),
/// else the client's signature version: the user's, the service's `auth`, or its signatureVersion.
/// Operations that want no signature never get one.
///
/// `region` is the client's, or where the service said the resource lives; it signs where the endpoint
/// names no other. Errors: Unsupported when no scheme is known, Configuration when there is no region.
[[nodiscard]] Result<SigningContext> chooseAuth(const ClientParts& parts, const OperationModel& operation,
                                                const Endpoint& endpoint, const std::string& region);

} // namespace inia
