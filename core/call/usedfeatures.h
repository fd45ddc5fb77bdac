#pragma once

#include "core/call/features.h"

namespace inia {

struct ClientContext;
struct Credentials;
struct PreparedRequest;

/// What one attempt makes use of, read off the client and the request itself, in botocore's terms.
/// `credentials` are those it was signed with.
[[nodiscard]] FeatureSet usedFeatures(const ClientContext& context, const PreparedRequest& prepared,
                                      const Credentials& credentials);

} // namespace inia
