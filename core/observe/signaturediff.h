#pragma once

#include "core/observe/exchangelog.h"

#include <optional>
#include <string>
#include <vector>

namespace inia {

/// What a signature is made of, a line each, as we had it and as the service did.
struct SignatureLine {
    std::string part; ///< "Method", "Query", "Header host", "Payload hash" ...
    std::string ours;
    std::string theirs;
    bool isSame = true;
};

/// Why a service does not take our signature, as far as what it says lets one see: its own canonical request
/// and string to sign compared with ours, part by part.
struct SignatureDiff {
    std::string verdict; ///< a sentence about the first difference
    bool isTold = false; ///< the service says what it had; else the lines are ours alone
    std::vector<SignatureLine> lines;

    /// The first line that differs; size() when there is none.
    [[nodiscard]] std::size_t firstDifference() const;
};

/// Nothing unless the attempt was signed and failed for its signature. Both sides are redacted as all of an
/// ExchangeAttempt is.
[[nodiscard]] std::optional<SignatureDiff> signatureDiff(const ExchangeAttempt& attempt);

} // namespace inia
