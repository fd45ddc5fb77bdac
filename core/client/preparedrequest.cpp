#include "core/client/preparedrequest.h"

#include "core/client/clientparts.h"
#include "core/client/payload.h"
#include "core/client/payloadhash.h"
#include "core/client/recursiondetection.h"

namespace inia {

Result<void> finishRequest(const ClientParts& parts, QuirkContext& quirks, const Value& params,
                           PreparedRequest& prepared)
{
    addTraceId(prepared.request.headers, parts.traceId);
    if (auto done = preparePayload(quirks.operation, parts.config, params, prepared); !done)
        return done;
    if (auto done = runRequestCreated(quirks, prepared.request); !done)
        return done;
    prepared.crossRegionUrl = quirks.crossRegionUrl;
    choosePayloadHash(prepared, quirks.operation, parts.config);
    return {};
}

} // namespace inia
