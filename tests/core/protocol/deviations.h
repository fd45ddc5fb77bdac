#pragma once

#include <string_view>
#include <vector>

namespace inia::tests {

/// A case of the conformance data that this test does not expect to pass, and why.
struct Deviation {
    std::string_view file; ///< below protocols/
    std::string_view id;
    std::string_view reason;
};

/// Cases about steps that come before or after the serializer.
[[nodiscard]] const std::vector<Deviation>& pipelineCases();
/// Cases in which we send or read something else by choice.
[[nodiscard]] const std::vector<Deviation>& deviations();

} // namespace inia::tests
