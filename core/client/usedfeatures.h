#pragma once

#include "core/client/features.h"

namespace inia {

struct ClientParts;
struct Credentials;
struct PreparedRequest;

/// What one attempt makes use of, read off the client and the request itself, in botocore's terms.
/// `credentials` are those it was signed with.
[[nodiscard]] FeatureSet usedFeatures(const ClientParts& parts, const PreparedRequest& prepared,
                                      const Credentials& credentials);

} // namespace inia
