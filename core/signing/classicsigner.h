#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/signing/signingcontext.h"
#include "core/signing/signingrecord.h"

namespace inia {

// Signatures before Version 4, for the services and servers that still take them; of the context they use
// nothing but the time. All may be repeated on the same request. Errors: kind Credentials.

/// Version 2 (SimpleDB): parameters in the form body, or in the query of a request without a body.
Result<SigningRecord> signV2(HttpRequest& request, const Credentials& credentials,
                             const SigningContext& context);

/// Version 3, which only covers the date: the Date and X-Amzn-Authorization headers.
Result<SigningRecord> signV3(HttpRequest& request, const Credentials& credentials,
                             const SigningContext& context);

} // namespace inia
