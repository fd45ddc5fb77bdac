#include "core/client/preparedrequest.h"

#include "core/client/clientparts.h"
#include "core/client/payloadhash.h"

namespace inia {

Result<void> finishRequest(const ClientParts& parts, QuirkContext& quirks, const Value& params,
                           PreparedRequest& prepared)
{
    (void)params;
    prepared.request.headers.set("User-Agent", parts.userAgent);
    choosePayloadHash(prepared, quirks.operation, parts.config);
    return {};
}

} // namespace inia
