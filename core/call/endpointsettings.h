#pragma once

#include "core/common/result.h"
#include "core/endpoint/endpointparameters.h"

namespace inia {

struct ClientContext;

/// What a client's settings tell the endpoint rules, with botocore's old habits: no region is the
/// partition-wide endpoint of services that have one (for S3 in legacy mode us-east-1 at the global host);
/// an endpoint of one's own is asked path style, unless addressing_style is virtual.
[[nodiscard]] Result<EndpointBuiltins> endpointBuiltins(const ClientContext& context);

/// client_context_params as the rules want them: by snake-case name, switches as booleans.
[[nodiscard]] Value clientContext(const ClientContext& context);

} // namespace inia
