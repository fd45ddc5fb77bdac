#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// What libFuzzer and replay.cpp call. The name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace inia::fuzz {

inline std::string_view textOf(const std::uint8_t* data, std::size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

/// A promise that has to hold for every input; abort() is what a fuzzer notices.
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace inia::fuzz
