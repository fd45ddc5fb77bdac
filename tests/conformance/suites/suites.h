#pragma once

#include "tests/conformance/suite.h"

namespace inia::conformance {

// One function per suite; the table of suites is in suites.cpp.
void runOracleRequests(SuiteRun& run, const QString& folder);
void runS3Keys(SuiteRun& run);
void runS3Misc(SuiteRun& run);

} // namespace inia::conformance
