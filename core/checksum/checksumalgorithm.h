#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace inia {

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

} // namespace inia
