#include "core/config/configresolver.h"
#include "core/http/httpmessage.h"
#include "tests/fuzz/fuzztarget.h"

using namespace inia;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string url(fuzz::textOf(data, size));
    const auto checked = checkEndpointUrl(url, SettingOrigin());
    fuzz::require(checked || !checked.error().message.empty());
    (void)splitUrl(url);
    (void)hostHeader(url);
    (void)requestTarget(url);
    return 0;
}
