#include "core/paging/pagetoken.h"

#include "tests/fuzz/fuzztarget.h"

using namespace inia;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(fuzz::textOf(data, size));
    const auto position = parsePageToken(text, {"Marker", "VersionMarker"});
    if (!position)
        return 0;
    const auto again = parsePageToken(encodePageToken(position->tokens), {"Marker", "VersionMarker"});
    fuzz::require(again || !again.error().message.empty());
    return 0;
}
