#pragma once

#include "core/common/result.h"
#include "core/endpoint/endpoint.h"
#include "core/model/operationmodel.h"
#include "core/signing/signingcontext.h"

#include <string>

namespace inia {

struct ClientParts;

/// How a call is signed: from the operation, the service, what the endpoint offers and what the user
/// prefers. `region` is the client's, or where the service said the resource lives.
[[nodiscard]] Result<SigningContext> chooseAuth(const ClientParts& parts, const OperationModel& operation,
                                                const Endpoint& endpoint, const std::string& region);

} // namespace inia
