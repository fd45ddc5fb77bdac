#include "tests/conformance/suites/suites.h"

#include <array>

namespace inia::conformance {

std::span<const Suite> allSuites()
{
    static constexpr Suite suites[] = {
        {"oracle/requests-from-examples", QLatin1String("oracle/requests-from-examples"),
         [](SuiteRun& run) { runOracleRequests(run, QStringLiteral("oracle/requests-from-examples")); }},
        {"oracle/requests-all-services", QLatin1String("oracle/requests-all-services"),
         [](SuiteRun& run) { runOracleRequests(run, QStringLiteral("oracle/requests-all-services")); }},
        {"oracle/s3-keys", QLatin1String("oracle/s3-keys.json"), runS3Keys},
        {"oracle/s3-misc", QLatin1String("oracle/s3-misc.json"), runS3Misc},
    };
    return suites;
}

} // namespace inia::conformance
