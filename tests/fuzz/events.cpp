#include "core/eventstream/eventstream.h"
#include "tests/fuzz/fuzztarget.h"

#include <utility>

using namespace inia;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // In one piece and in two: the same messages. What was read can be written.
    EventDecoder whole;
    EventDecoder pieces;
    const auto bytes = fuzz::textOf(data, size);
    whole.add(bytes);
    pieces.add(bytes.substr(0, size / 2));
    auto early = pieces.next();
    pieces.add(bytes.substr(size / 2));
    for (;;) {
        const auto message = whole.next();
        const auto same =
            early && *early ? std::exchange(early, std::optional<EventMessage>()) : pieces.next();
        fuzz::require(message.ok() == same.ok());
        if (!message || !*message)
            break;
        fuzz::require(**message == **same);
        fuzz::require(encodeEventMessage(**message).ok());
    }
    fuzz::require(whole.finish().ok() == pieces.finish().ok());
    return 0;
}
