#include "core/checksum/crc.h"

#include <array>
#include <cstddef>
#include <cstring>

#ifdef __x86_64__
#include <nmmintrin.h>
#endif

namespace inia {

namespace {

constexpr std::size_t stride = 16;
constexpr std::uint32_t castagnoli = 0x82F63B78;   // 0x1EDC6F41 with the lowest bit first
constexpr std::uint64_t nvme = 0x9A6C9329AC4BC9B5; // 0xAD93D23594C93659 with the lowest bit first

template <typename Word>
using Tables = std::array<std::array<Word, 256>, stride>;

/// tables[n][b]: what the byte b, followed by n zero bytes, does to the remainder.
template <typename Word, Word polynomial>
constexpr Tables<Word> makeTables()
{
    Tables<Word> tables{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        Word remainder = byte;
        for (int bit = 0; bit < 8; ++bit)
            remainder = (remainder >> 1) ^ ((remainder & 1) ? polynomial : Word{0});
        tables[0][byte] = remainder;
    }
    for (std::size_t n = 1; n < stride; ++n) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const Word before = tables[n - 1][byte];
            tables[n][byte] = (before >> 8) ^ tables[0][before & 0xFF];
        }
    }
    return tables;
}

/// Sixteen bytes at a time, each looked up in a table of its own, so that the look-ups do not wait for one
/// another ("slicing", Kounavis and Berry 2005).
template <typename Word, Word polynomial>
Word sliced(std::string_view bytes, Word crc)
{
    static constexpr Tables<Word> tables = makeTables<Word, polynomial>();
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t left = bytes.size();
    crc = ~crc;
    for (; left >= stride; at += stride, left -= stride) {
        Word next = 0;
        for (std::size_t i = 0; i < stride; ++i) {
            const std::size_t mixed = i < sizeof(Word) ? (crc >> (8 * i)) & 0xFF : 0;
            next ^= tables[stride - 1 - i][at[i] ^ mixed];
        }
        crc = next;
    }
    for (; left > 0; ++at, --left)
        crc = (crc >> 8) ^ tables[0][(crc ^ *at) & 0xFF];
    return ~crc;
}

#ifdef __x86_64__
__attribute__((target("sse4.2"))) std::uint32_t crc32cByInstruction(std::string_view bytes, std::uint32_t crc)
{
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    std::uint64_t state = ~crc;
    for (; left >= sizeof(std::uint64_t); at += sizeof(std::uint64_t), left -= sizeof(std::uint64_t)) {
        std::uint64_t word;
        std::memcpy(&word, at, sizeof(word));
        state = _mm_crc32_u64(state, word);
    }
    auto rest = static_cast<std::uint32_t>(state);
    for (; left > 0; ++at, --left)
        rest = _mm_crc32_u8(rest, static_cast<unsigned char>(*at));
    return ~rest;
}
#endif

} // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t crc)
{
#ifdef __x86_64__
    static const bool hasInstruction = __builtin_cpu_supports("sse4.2");
    if (hasInstruction)
        return crc32cByInstruction(bytes, crc);
#endif
    return crc32cByTables(bytes, crc);
}

std::uint32_t crc32cByTables(std::string_view bytes, std::uint32_t crc)
{
    return sliced<std::uint32_t, castagnoli>(bytes, crc);
}

std::uint64_t crc64Nvme(std::string_view bytes, std::uint64_t crc)
{
    return sliced<std::uint64_t, nvme>(bytes, crc);
}

} // namespace inia
