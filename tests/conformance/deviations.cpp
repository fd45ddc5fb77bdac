#include "tests/conformance/deviations.h"

#include <algorithm>
#include <span>

namespace inia::conformance {

namespace {

std::span<const Deviation> deviations()
{
    static const Deviation list[] = {
        {"csm", [](const FailedCase&) { return true; },
         "client side monitoring is not built: the inspector shows what it would report"},
    };
    return list;
}

bool covers(std::string_view suites, std::string_view suite)
{
    return suite == suites || (suite.starts_with(suites) && suite[suites.size()] == '/');
}

} // namespace

const Deviation* findDeviation(const FailedCase& test)
{
    const auto all = deviations();
    const auto found = std::find_if(all.begin(), all.end(), [&test](const Deviation& deviation) {
        return covers(deviation.suite, test.suite) && deviation.applies(test);
    });
    return found == all.end() ? nullptr : &*found;
}

} // namespace inia::conformance
