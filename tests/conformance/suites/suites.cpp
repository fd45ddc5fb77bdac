#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

/// A suite whose function is told which folder it is about.
template <void (*Run)(SuiteRun&, const QString&)>
void inFolder(SuiteRun& run)
{
    Run(run, QString::fromStdString(run.result().name));
}

} // namespace

std::span<const Suite> allSuites()
{
    static constexpr Suite suites[] = {
        {"protocols/input", QLatin1String("protocols/input"), inFolder<runProtocolInputs>},
        {"protocols/output", QLatin1String("protocols/output"), inFolder<runProtocolOutputs>},
        {"protocols/legacy/input", QLatin1String("protocols/legacy/input"), inFolder<runProtocolInputs>},
        {"protocols/legacy/output", QLatin1String("protocols/legacy/output"), inFolder<runProtocolOutputs>},
        {"response-parsing", QLatin1String("response-parsing"), runResponseParsing},
        {"services", QLatin1String("services"), runServices},
        {"cbor", QLatin1String("cbor"), runCbor},
        {"timestamps", QLatin1String("timestamps"), runTimestamps},
        {"checksums", QLatin1String("checksums"), runChecksums},
        {"eventstream/framing", QLatin1String("eventstream"), runEventFraming},
        {"eventstream/protocol", QLatin1String("eventstream/protocol"), runEventProtocol},
        {"endpoints/services", QLatin1String("endpoints/services"), runEndpointServices},
        {"endpoints/rules-engine", QLatin1String("endpoints/rules-engine"), inFolder<runRulesEngine>},
        {"endpoints/rules-engine-1.1", QLatin1String("endpoints/rules-engine-1.1"), inFolder<runRulesEngine>},
        {"endpoints/s3-addressing", QLatin1String("endpoints/s3-addressing"), runS3Addressing},
        {"endpoints/configured-urls", QLatin1String("endpoints/configured-urls"), runConfiguredUrls},
        {"sigv4", QLatin1String("sigv4"), runSigV4},
        {"sigv4a", QLatin1String("sigv4a"), runSigV4a},
        {"jmespath", QLatin1String("jmespath"), runJmesPath},
        {"profiles", QLatin1String("profiles"), runProfiles},
        {"credentials", QLatin1String("credentials"), runCredentials},
        {"csm", QLatin1String("csm"), runMonitoring},
        {"replay", QLatin1String("replay"), runReplay},
        {"user-agent", QLatin1String("user-agent"), runUserAgent},
        {"oracle/requests-from-examples", QLatin1String("oracle/requests-from-examples"),
         inFolder<runOracleRequests>},
        {"oracle/requests-all-services", QLatin1String("oracle/requests-all-services"),
         inFolder<runOracleRequests>},
        {"oracle/responses-all-services", QLatin1String("oracle/responses-all-services"), runOracleResponses},
        {"oracle/s3-keys", QLatin1String("oracle/s3-keys.json"), runS3Keys},
        {"oracle/s3-misc", QLatin1String("oracle/s3-misc.json"), runS3Misc},
        {"oracle/validation", QLatin1String("oracle/validation.json"), runValidation},
        {"oracle/presign", QLatin1String("oracle/presign.json"), runPresigning},
        {"oracle/paginators", QLatin1String("oracle/paginators.json"), runPaginators},
        {"oracle/waiters", QLatin1String("oracle/waiters.json"), runWaiters},
        {"oracle/retries", QLatin1String("oracle/retries.json"), runRetries},
        {"oracle/dynamodb-types", QLatin1String("oracle/dynamodb-types.json"), runDynamoDbTypes},
        {"oracle/dynamodb-conditions", QLatin1String("oracle/dynamodb-conditions.json"),
         runDynamoDbConditions},
        {"oracle/resources", QLatin1String("oracle/resources.json"), runResources},
        {"oracle/resource-structure", QLatin1String("oracle/resource-structure.json"), runResourceStructure},
    };
    return suites;
}

} // namespace inia::conformance
