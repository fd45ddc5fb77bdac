#include "tests/fuzz/protocolservice.h"

using namespace inia;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::ProtocolService service("smithy-rpc-v2-cbor");
    service.parseAnswers(fuzz::textOf(data, size));
    return 0;
}
