#pragma once

#include <cstdint>

namespace inia::documentformat {

// Shared by the builder and the reader of Document images; see the layout in document.h.
inline constexpr std::uint32_t magic = 0x31444E49; // "IND1"
inline constexpr std::uint32_t headerWords = 4;    // magic, root, word count, string count

enum Tag : std::uint32_t {
    Null = 0,
    Bool = 1,     // payload 0 or 1
    SmallInt = 2, // payload: 29-bit two's complement
    Text = 3,     // payload: string id
    Map = 4,      // payload: word index of {count, (name id, reference) ..., sorted order ...}
    List = 5,     // payload: word index of {count, reference ...}
    WideInt = 6,  // payload: word index of a 64-bit integer, low word first
    Double = 7,   // payload: word index of the bits of a double, low word first
};

inline constexpr std::uint32_t tagBits = 3;
inline constexpr std::uint32_t tagMask = 7;
/// Maps of more members carry a sorted order behind them for binary search.
inline constexpr std::uint32_t sortedAbove = 8;

} // namespace inia::documentformat
