#include "core/checksum/checksumalgorithm.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

#ifdef INIA_HAS_XXHASH
constexpr std::array priority{
    ChecksumAlgorithm::XxHash128, ChecksumAlgorithm::XxHash3, ChecksumAlgorithm::Crc64Nvme,
    ChecksumAlgorithm::XxHash64,  ChecksumAlgorithm::Crc32c,  ChecksumAlgorithm::Crc32,
    ChecksumAlgorithm::Sha1,      ChecksumAlgorithm::Sha256,  ChecksumAlgorithm::Sha512,
};
#else
constexpr std::array priority{
    ChecksumAlgorithm::Crc64Nvme, ChecksumAlgorithm::Crc32c, ChecksumAlgorithm::Crc32,
    ChecksumAlgorithm::Sha1,      ChecksumAlgorithm::Sha256, ChecksumAlgorithm::Sha512,
};
#endif

} // namespace

std::string_view checksumName(ChecksumAlgorithm algorithm)
{
    switch (algorithm) {
    case ChecksumAlgorithm::Crc32:
        return "crc32";
    case ChecksumAlgorithm::Crc32c:
        return "crc32c";
    case ChecksumAlgorithm::Crc64Nvme:
        return "crc64nvme";
    case ChecksumAlgorithm::Sha1:
        return "sha1";
    case ChecksumAlgorithm::Sha256:
        return "sha256";
    case ChecksumAlgorithm::Sha512:
        return "sha512";
    case ChecksumAlgorithm::Md5:
        return "md5";
    case ChecksumAlgorithm::XxHash64:
        return "xxhash64";
    case ChecksumAlgorithm::XxHash3:
        return "xxhash3";
    case ChecksumAlgorithm::XxHash128:
        return "xxhash128";
    }
    return {};
}

std::string checksumHeader(ChecksumAlgorithm algorithm)
{
    return "x-amz-checksum-" + std::string(checksumName(algorithm));
}

std::string checksumMemberOf(ChecksumAlgorithm algorithm)
{
    std::string name(checksumName(algorithm));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return "Checksum" + name;
}

std::optional<ChecksumAlgorithm> checksumByName(std::string_view name)
{
    const std::string wanted = ascii::lowered(name);
    const auto found = std::find_if(priority.begin(), priority.end(), [&](ChecksumAlgorithm algorithm) {
        return checksumName(algorithm) == wanted;
    });
    return found == priority.end() ? std::nullopt : std::optional(*found);
}

std::span<const ChecksumAlgorithm> checksumsByPriority()
{
    return priority;
}

} // namespace inia
