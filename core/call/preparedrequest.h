#pragma once

#include "core/common/result.h"
#include "core/endpoint/ruleset.h"
#include "core/http/httpmessage.h"
#include "core/quirks/servicequirks.h"
#include "core/signing/signingcontext.h"

#include <atomic>
#include <functional>
#include <memory>

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

/// Whether a request lacks digests of its body: it is not in memory, and its signature covers it or headers
/// that are to hold a digest are still empty (checksum, Glacier's hashes).
[[nodiscard]] bool lacksDigests(const PreparedRequest& prepared);

/// Reads the body once and puts the digests in. Blocks as long as that takes; gives up with kind Cancelled
/// when `stop` becomes true. Kind Parameter when the body cannot be read.
[[nodiscard]] Result<PreparedRequest> withDigests(PreparedRequest prepared, const std::atomic<bool>& stop);

/// The same in a worker thread. Calls back in this thread, unless it is destroyed before.
class BodyDigests final {
public:
    using Callback = std::function<void(Result<PreparedRequest>)>;
    BodyDigests(PreparedRequest prepared, Callback callback);
    ~BodyDigests() { *m_stop = true; }
    BodyDigests(const BodyDigests&) = delete;
    BodyDigests& operator=(const BodyDigests&) = delete;

private:
    std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
};

} // namespace inia
