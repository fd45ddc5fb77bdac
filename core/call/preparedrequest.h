#pragma once

#include "core/endpoint/endpoint.h"
#include "core/http/httpmessage.h"
#include "core/quirks/quirk.h"
#include "core/signing/signingcontext.h"

namespace inia {

/// A request with its address that lacks nothing but the signature, and how to sign it. Retries sign it anew.
struct PreparedRequest {
    HttpRequest request;
    Endpoint endpoint;
    SigningContext signing;
    std::optional<CrossRegionUrl> crossRegionUrl; ///< goes into the body when keys are at hand
    /// The directory bucket of S3 Express whose session signs instead of the client's credentials.
    std::string sessionBucket;
    /// The header the program put its checksum in; empty when there is none, when it follows the body, or
    /// when it is the caller's own.
    std::string checksumHeader;
};

} // namespace inia
