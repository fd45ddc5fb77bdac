#include "tests/core/protocol/deviations.h"

namespace inia::tests {

const std::vector<Deviation>& pipelineCases()
{
    static const std::vector<Deviation> cases;
    return cases;
}

const std::vector<Deviation>& deviations()
{
    static const std::vector<Deviation> cases;
    return cases;
}

} // namespace inia::tests
