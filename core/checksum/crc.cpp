#include "core/checksum/crc.h"

#include <array>
#include <bit>
#include <cstddef>

#ifdef __x86_64__
#include <wmmintrin.h>
#endif

namespace inia {

namespace {

// The generators, lowest bit first.
constexpr std::uint32_t gzipPolynomial = 0xEDB88320;         // 0x04C11DB7
constexpr std::uint32_t castagnoliPolynomial = 0x82F63B78;   // 0x1EDC6F41
constexpr std::uint64_t nvmePolynomial = 0x9A6C9329AC4BC9B5; // 0xAD93D23594C93659

constexpr std::size_t stride = 16;

template <typename Word>
using Tables = std::array<std::array<Word, 256>, stride>;

template <typename Word, Word polynomial>
constexpr Word timesX(Word remainder)
{
    return (remainder >> 1) ^ ((remainder & 1) ? polynomial : Word{0});
}

/// tables[n][b]: what the byte b, followed by n zero bytes, does to the remainder.
template <typename Word, Word polynomial>
constexpr Tables<Word> makeTables()
{
    Tables<Word> tables{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        Word remainder = byte;
        for (int bit = 0; bit < 8; ++bit)
            remainder = timesX<Word, polynomial>(remainder);
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
Word advanceByTables(std::string_view bytes, Word remainder)
{
    static constexpr Tables<Word> tables = makeTables<Word, polynomial>();
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t left = bytes.size();
    for (; left >= stride; at += stride, left -= stride) {
        Word next = 0;
#pragma GCC unroll 16
        for (std::size_t i = 0; i < stride; ++i) {
            const std::size_t mixed = i < sizeof(Word) ? (remainder >> (8 * i)) & 0xFF : 0;
            next ^= tables[stride - 1 - i][at[i] ^ mixed];
        }
        remainder = next;
    }
    for (; left > 0; ++at, --left)
        remainder = (remainder >> 8) ^ tables[0][(remainder ^ *at) & 0xFF];
    return remainder;
}

#ifdef __x86_64__

constexpr std::size_t lanes = 4;
constexpr std::size_t laneBits = 128;

/// x^exponent modulo the generator, its lowest power in bit 63.
template <typename Word, Word polynomial>
constexpr long long powerOfX(std::size_t exponent)
{
    Word remainder = Word{1} << (8 * sizeof(Word) - 1);
    for (std::size_t i = 0; i < exponent; ++i)
        remainder = timesX<Word, polynomial>(remainder);
    return std::bit_cast<long long>(std::uint64_t{remainder} << (64 - 8 * sizeof(Word)));
}

__attribute__((target("pclmul"))) inline __m128i load(const char* at)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

/// `block` moved as many bits ahead as the factors are made for, and `next` added.
__attribute__((target("pclmul"))) inline __m128i fold(__m128i block, __m128i factors, __m128i next)
{
    const __m128i first = _mm_clmulepi64_si128(block, factors, 0x00);
    const __m128i second = _mm_clmulepi64_si128(block, factors, 0x11);
    return _mm_xor_si128(_mm_xor_si128(first, second), next);
}

/// Multiplies polynomials without carry to move four blocks of 16 bytes ahead at once, until one block with
/// the same remainder is left ("Fast CRC Computation for Generic Polynomials Using PCLMULQDQ", Intel 2009).
/// A block is its first half times x^64 plus its second; one power less, as the product of two such
/// reversed halves is reversed within 127 bits.
template <typename Word, Word polynomial>
__attribute__((target("pclmul"))) Word advanceByFolding(std::string_view bytes, Word remainder)
{
    constexpr std::size_t far = lanes * laneBits;
    constexpr auto farFirst = powerOfX<Word, polynomial>(far + 63);
    constexpr auto farSecond = powerOfX<Word, polynomial>(far - 1);
    constexpr auto nearFirst = powerOfX<Word, polynomial>(laneBits + 63);
    constexpr auto nearSecond = powerOfX<Word, polynomial>(laneBits - 1);
    const __m128i byLanes = _mm_set_epi64x(farSecond, farFirst);
    const __m128i byOne = _mm_set_epi64x(nearSecond, nearFirst);
    const char* at = bytes.data();
    __m128i block[lanes] = {load(at), load(at + stride), load(at + 2 * stride), load(at + 3 * stride)};
    block[0] = _mm_xor_si128(block[0], _mm_cvtsi64_si128(static_cast<long long>(std::uint64_t{remainder})));
    std::size_t done = lanes * stride;
    for (; bytes.size() - done >= lanes * stride; done += lanes * stride) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            block[lane] = fold(block[lane], byLanes, load(at + done + lane * stride));
    }
    __m128i one = block[0];
    for (std::size_t lane = 1; lane < lanes; ++lane)
        one = fold(one, byOne, block[lane]);
    for (; bytes.size() - done >= stride; done += stride)
        one = fold(one, byOne, load(at + done));
    std::array<char, stride> last;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(last.data()), one);
    const Word folded = advanceByTables<Word, polynomial>({last.data(), last.size()}, 0);
    return advanceByTables<Word, polynomial>(bytes.substr(done), folded);
}

#endif

/// The product of two polynomials modulo the generator, lowest powers in the highest bit.
template <typename Word, Word polynomial>
Word product(Word first, Word second)
{
    Word sum = 0;
    for (Word bit = Word{1} << (8 * sizeof(Word) - 1); bit != 0; bit >>= 1) {
        if (first & bit)
            sum ^= second;
        second = timesX<Word, polynomial>(second);
    }
    return sum;
}

/// A CRC is a remainder: bytes behind it multiply it by x^8 each, and what they are themselves is added. The
/// ones it begins and ends with cancel each other out.
template <typename Word, Word polynomial>
Word combined(Word first, Word second, std::uint64_t secondSize)
{
    constexpr Word one = Word{1} << (8 * sizeof(Word) - 1);
    Word factor = one;
    for (Word power = one >> 8; secondSize > 0; secondSize >>= 1) {
        if (secondSize & 1)
            factor = product<Word, polynomial>(factor, power);
        power = product<Word, polynomial>(power, power);
    }
    return product<Word, polynomial>(first, factor) ^ second;
}

template <typename Word, Word polynomial>
Word continued(std::string_view bytes, Word crc)
{
#ifdef __x86_64__
    static const bool multiplies = __builtin_cpu_supports("pclmul");
    if (multiplies && bytes.size() >= lanes * stride)
        return ~advanceByFolding<Word, polynomial>(bytes, ~crc);
#endif
    return ~advanceByTables<Word, polynomial>(bytes, ~crc);
}

} // namespace

std::uint32_t crc32(std::string_view bytes, std::uint32_t crc)
{
    return continued<std::uint32_t, gzipPolynomial>(bytes, crc);
}

std::uint32_t crc32c(std::string_view bytes, std::uint32_t crc)
{
    return continued<std::uint32_t, castagnoliPolynomial>(bytes, crc);
}

std::uint64_t crc64Nvme(std::string_view bytes, std::uint64_t crc)
{
    return continued<std::uint64_t, nvmePolynomial>(bytes, crc);
}

std::uint32_t crc32Combined(std::uint32_t first, std::uint32_t second, std::uint64_t secondSize)
{
    return combined<std::uint32_t, gzipPolynomial>(first, second, secondSize);
}

std::uint32_t crc32cCombined(std::uint32_t first, std::uint32_t second, std::uint64_t secondSize)
{
    return combined<std::uint32_t, castagnoliPolynomial>(first, second, secondSize);
}

std::uint64_t crc64NvmeCombined(std::uint64_t first, std::uint64_t second, std::uint64_t secondSize)
{
    return combined<std::uint64_t, nvmePolynomial>(first, second, secondSize);
}

std::uint32_t crc32ByTables(std::string_view bytes, std::uint32_t crc)
{
    return ~advanceByTables<std::uint32_t, gzipPolynomial>(bytes, ~crc);
}

std::uint32_t crc32cByTables(std::string_view bytes, std::uint32_t crc)
{
    return ~advanceByTables<std::uint32_t, castagnoliPolynomial>(bytes, ~crc);
}

std::uint64_t crc64NvmeByTables(std::string_view bytes, std::uint64_t crc)
{
    return ~advanceByTables<std::uint64_t, nvmePolynomial>(bytes, ~crc);
}

} // namespace inia
