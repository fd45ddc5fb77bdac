#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

void runMonitoring(SuiteRun& run)
{
    const auto file = run.json(QStringLiteral("csm/cases.json"));
    for (const auto& test : file["cases"].items())
        run.check(test["description"].text(), test, [] { return std::string("no datagrams are sent"); });
}

} // namespace inia::conformance
