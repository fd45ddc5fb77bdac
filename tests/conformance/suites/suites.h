#pragma once

#include "tests/conformance/suite.h"

namespace inia::conformance {

// One function per suite or kind of suite; the table of suites is in suites.cpp.
void runCbor(SuiteRun& run);
void runChecksums(SuiteRun& run);
void runConfiguredUrls(SuiteRun& run);
void runCredentials(SuiteRun& run);
void runDynamoDbConditions(SuiteRun& run);
void runDynamoDbTypes(SuiteRun& run);
void runEndpointServices(SuiteRun& run);
void runEventFraming(SuiteRun& run);
void runEventProtocol(SuiteRun& run);
void runJmesPath(SuiteRun& run);
void runMonitoring(SuiteRun& run);
void runOracleRequests(SuiteRun& run, const QString& folder);
void runOracleResponses(SuiteRun& run);
void runPaginators(SuiteRun& run);
void runPresigning(SuiteRun& run);
void runProfiles(SuiteRun& run);
void runProtocolInputs(SuiteRun& run, const QString& folder);
void runProtocolOutputs(SuiteRun& run, const QString& folder);
void runReplay(SuiteRun& run);
void runResourceStructure(SuiteRun& run);
void runResources(SuiteRun& run);
void runResponseParsing(SuiteRun& run);
void runRetries(SuiteRun& run);
void runRulesEngine(SuiteRun& run, const QString& folder);
void runS3Addressing(SuiteRun& run);
void runS3Keys(SuiteRun& run);
void runS3Misc(SuiteRun& run);
void runServices(SuiteRun& run);
void runSigV4(SuiteRun& run);
void runSigV4a(SuiteRun& run);
void runTimestamps(SuiteRun& run);
void runUserAgent(SuiteRun& run);
void runValidation(SuiteRun& run);
void runWaiters(SuiteRun& run);

} // namespace inia::conformance
