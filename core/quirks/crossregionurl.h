#pragma once

#include "core/credentials/credentials.h"
#include "core/quirks/quirk.h"
#include "core/signing/signingcontext.h"

namespace inia {

class RequestSignatures;

namespace quirks {

/// Copies from another region carry a URL by which the service may ask that region: these read and take out
/// of the parameters what it is made of.
Result<void> planUrlForEc2(QuirkContext& context, Value& params);
Result<void> planUrlForDatabases(QuirkContext& context, Value& params);

} // namespace quirks

/// Puts the URL into the form that is the request's body: the same request as GET, signed for the region of
/// the source. `signing` is the request's own. Fails with what the signer says.
[[nodiscard]] Result<void> addCrossRegionUrl(HttpRequest& request, const CrossRegionUrl& plan,
                                             const Credentials& credentials, const SigningContext& signing,
                                             RequestSignatures& signer);

} // namespace inia
