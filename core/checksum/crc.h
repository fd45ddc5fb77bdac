#pragma once

#include <cstdint>
#include <string_view>

namespace inia {

// Cyclic redundancy checks. Each continues `crc`, 0 at the beginning, as zlib's crc32() does, but several
// times as fast where the processor multiplies polynomials.

/// CRC-32 of RFC 1952, as in gzip.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes, std::uint32_t crc = 0);

/// CRC-32C (Castagnoli), RFC 3720 appendix B.4.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes, std::uint32_t crc = 0);

/// CRC-64/NVME, NVM Command Set Specification 1.0, section 5.2.1.3.4.
[[nodiscard]] std::uint64_t crc64Nvme(std::string_view bytes, std::uint64_t crc = 0);

// The CRC of two texts one after the other, from those of the two and the second one's size in bytes.
[[nodiscard]] std::uint32_t crc32Combined(std::uint32_t first, std::uint32_t second,
                                          std::uint64_t secondSize);
[[nodiscard]] std::uint32_t crc32cCombined(std::uint32_t first, std::uint32_t second,
                                           std::uint64_t secondSize);
[[nodiscard]] std::uint64_t crc64NvmeCombined(std::uint64_t first, std::uint64_t second,
                                              std::uint64_t secondSize);

// crc32() and its like by tables alone, for processors that do not.
[[nodiscard]] std::uint32_t crc32ByTables(std::string_view bytes, std::uint32_t crc = 0);
[[nodiscard]] std::uint32_t crc32cByTables(std::string_view bytes, std::uint32_t crc = 0);
[[nodiscard]] std::uint64_t crc64NvmeByTables(std::string_view bytes, std::uint64_t crc = 0);

} // namespace inia
