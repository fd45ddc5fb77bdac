#pragma once

#include "core/call/preparedrequest.h"
#include "core/common/result.h"

#include <atomic>
#include <functional>
#include <memory>

namespace inia {

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
