#pragma once

#include "tests/conformance/suite.h"

namespace inia::conformance {

/// For a person: a line per suite, below it the failed cases with their reasons, and how many cases were left
/// out or decided otherwise for what reason. `wholeReasons` keeps reasons on all their lines.
[[nodiscard]] std::string textReport(const std::vector<SuiteResult>& results, bool wholeReasons);
/// The same as JSON: {"suites": [{"suite", "passed", "failed", "skipped", "deviations", "cases": [...]}]}
[[nodiscard]] std::string jsonReport(const std::vector<SuiteResult>& results);

} // namespace inia::conformance
