#pragma once

#include "core/model/value.h"

#include <string>
#include <string_view>

namespace inia::conformance {

/// A case that did not give what its data expects.
struct FailedCase {
    std::string_view suite;
    std::string_view id;
    const Value& data;
    const std::string& problem;
};

/// Where this program answers otherwise by choice. Given as a rule over cases, so that it holds for cases
/// nobody has seen yet; a case that passes is never asked about.
struct Deviation {
    std::string_view suite; ///< or what the names of several suites begin with
    bool (*applies)(const FailedCase&);
    std::string_view reason;
};

/// Null when nothing defends the failure.
[[nodiscard]] const Deviation* findDeviation(const FailedCase& test);

} // namespace inia::conformance
