#include "core/config/inifile.h"
#include "tests/fuzz/fuzztarget.h"

using namespace inia;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto sections = parseIni(fuzz::textOf(data, size), "config");
    fuzz::require(sections || !sections.error().message.empty());
    return 0;
}
