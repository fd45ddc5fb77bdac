#include "tests/fuzz/fuzztarget.h"
#include "tests/support/formatreading.h"

using namespace inia;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::require(tests::readEverything(fuzz::textOf(data, size)));
    return 0;
}
