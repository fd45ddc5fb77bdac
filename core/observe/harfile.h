#pragma once

#include "core/common/result.h"
#include "core/observe/exchangelog.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

class QIODevice;

namespace inia {

struct HarOptions {
    std::string program = "Inia";
    /// Writes the same made-up number for each account id.
    bool hidesAccounts = false;
};

/// Writes calls as HAR 1.2, for browsers and whoever else reads it: an entry for each attempt, in the order
/// they began, and a page for each cause. What is ours stands in members that begin with an underscore.
///
/// Nothing secret goes in: the calls are redacted already (CallRedaction); headers, URLs and bodies are
/// looked through once more by names, answers of calls that reveal secrets are left out, and so are bodies
/// that could not be read. Bodies of more than 1 MiB are cut, which their comment says.
///
/// For any thread; see ExchangeLog::snapshot(). Fails with kind Configuration when the device does, Cancelled
/// once `stop` is set.
[[nodiscard]] Result<void> writeHar(const std::vector<std::shared_ptr<const ExchangeCall>>& calls,
                                    const HarOptions& options, QIODevice& device,
                                    const std::atomic<bool>& stop);

} // namespace inia
