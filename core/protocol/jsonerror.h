#pragma once

#include "core/http/httpmessage.h"
#include "core/model/value.h"

namespace inia {

/// Where a protocol looks first for an error's code; both look everywhere in the end.
enum class ErrorCodeOrder {
    BodyTypeFirst, ///< json: `__type`, then the header x-amzn-errortype, then `code`
    HeaderFirst    ///< rest-json: the header, then `code`, then `__type`
};

/// The error in a JSON body, as {"Error": {"Code", "Message"}, "ResponseMetadata": {...}}. A body that is
/// not JSON is the message.
[[nodiscard]] Value parseJsonError(const HttpResponse& response, ErrorCodeOrder order);

} // namespace inia
