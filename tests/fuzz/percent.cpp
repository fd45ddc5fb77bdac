#include "core/http/textencoding.h"
#include "tests/fuzz/fuzztarget.h"

using namespace inia;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = fuzz::textOf(data, size);
    (void)percentDecode(text);
    fuzz::require(percentDecode(percentEncode(text)) == text);
    fuzz::require(percentDecode(percentEncodePath(text)) == text);
    return 0;
}
