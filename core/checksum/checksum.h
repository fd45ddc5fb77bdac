#pragma once

#include <QtCore/QByteArray>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
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

/// The algorithms of the `httpChecksum` trait, and MD5 for the few places that still want it.
enum class ChecksumAlgorithm {
    Crc32,
    Crc32c,
    Crc64Nvme,
    Sha1,
    Sha256,
    Sha512,
    Md5,
    XxHash64,
    XxHash3,
    XxHash128,
};

/// In small letters, as header names have it: "crc64nvme".
[[nodiscard]] std::string_view checksumName(ChecksumAlgorithm algorithm);

/// "x-amz-checksum-crc64nvme".
[[nodiscard]] std::string checksumHeader(ChecksumAlgorithm algorithm);

/// "ChecksumCRC64NVME", as members of S3 are named.
[[nodiscard]] std::string checksumMemberOf(ChecksumAlgorithm algorithm);

/// The algorithm of that name in any case ("SHA256"), if bodies can be checked with it in this build. MD5 is
/// in the models but nowhere in use: botocore has no x-amz-checksum-md5 either, so it is none.
[[nodiscard]] std::optional<ChecksumAlgorithm> checksumByName(std::string_view name);

/// What a response is checked with when it carries several checksums, best first: botocore's order.
[[nodiscard]] std::span<const ChecksumAlgorithm> checksumsByPriority();

/// A checksum in the making: feed it the bytes in any pieces, then ask.
///
///     Checksum checksum(ChecksumAlgorithm::Sha256);
///     checksum.update("123");
///     checksum.update("456789");
///     headers.set("x-amz-checksum-sha256", checksum.base64());
class Checksum final {
public:
    explicit Checksum(ChecksumAlgorithm algorithm);
    ~Checksum();
    Checksum(Checksum&& other) noexcept;
    Checksum& operator=(Checksum&& other) noexcept;

    void update(std::string_view bytes);
    /// Big-endian, as on the wire. May be asked repeatedly and in between.
    [[nodiscard]] QByteArray digest() const;
    [[nodiscard]] std::string base64() const { return digest().toBase64().toStdString(); }
    [[nodiscard]] ChecksumAlgorithm algorithm() const { return m_algorithm; }

    class State;

private:
    ChecksumAlgorithm m_algorithm;
    std::unique_ptr<State> m_state;
};

/// As update() and checksumOf() take them; a view into the array.
[[nodiscard]] inline std::string_view bytesOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Whether combinedDigest() knows how: the CRCs.
[[nodiscard]] bool isCombinable(ChecksumAlgorithm algorithm);

/// The digest of two texts one after the other, from theirs and the second one's size in bytes: how parts
/// that came side by side are compared with the checksum of the whole. Empty when a digest is none of the
/// algorithm's or it is not combinable.
[[nodiscard]] QByteArray combinedDigest(ChecksumAlgorithm algorithm, const QByteArray& first,
                                        const QByteArray& second, qint64 secondSize);

/// The checksum of bytes that are all there, in base64.
[[nodiscard]] std::string checksumOf(ChecksumAlgorithm algorithm, std::string_view bytes);

} // namespace inia
