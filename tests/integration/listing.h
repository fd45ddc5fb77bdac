#pragma once

#include "core/resource/resource.h"
#include "core/session/session.h"

#include <optional>
#include <string>
#include <vector>

namespace inia::tests {

/// Everything a collection gave, page after page.
struct Listing {
    std::vector<std::string> keys;
    std::vector<std::string> prefixes; ///< of CommonPrefixes
    std::vector<Resource> resources;
    std::optional<Error> error;
    CollectionCursor::State state = CollectionCursor::State::Pristine;
    int requests = 0; ///< as the cursor counts them
};

/// The bucket as a resource of the session; nothing is asked.
[[nodiscard]] Resource bucketOf(const Session& session, const std::string& name);
/// Opens the collection and fetches until it is complete or fails. Waits in an event loop.
[[nodiscard]] Listing listAll(const Collection& collection);
/// Waits until the reply has finished.
[[nodiscard]] const Result<Value>& waitFor(Reply& reply);

} // namespace inia::tests
