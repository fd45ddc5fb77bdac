#include "core/client/preparedrequest.h"

#include "core/client/clientparts.h"

namespace inia {

Result<void> finishRequest(const ClientParts& parts, QuirkContext& quirks, const Value& params,
                           PreparedRequest& prepared)
{
    (void)quirks;
    (void)params;
    prepared.request.headers.set("User-Agent", parts.userAgent);
    return {};
}

} // namespace inia
