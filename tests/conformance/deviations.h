#pragma once

#include "core/model/value.h"

#include <string>
#include <string_view>

namespace inia::conformance {

/// A thing in which a case did not give what its data expects.
struct Difference {
    std::string_view suite;
    std::string_view id;
    const Value& data;
    std::string what; ///< "body", a header's name ...; empty when the problem is no comparison
    std::string got;  ///< or the whole problem
    std::string wanted;
};

/// Where this program answers otherwise by choice. Given as a rule, so that it holds for cases nobody has
/// seen yet. A case that passes is never asked about.
struct Deviation {
    std::string_view suite; ///< or what the names of several suites begin with
    bool (*applies)(const Difference&);
    std::string_view reason;
};

/// Why the failure is no failure: every single difference is defended. Empty when one of them is not.
[[nodiscard]] std::string defence(std::string_view suite, std::string_view id, const Value& data,
                                  const std::string& problem);

} // namespace inia::conformance
