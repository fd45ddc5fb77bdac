#pragma once

#include <array>
#include <string>
#include <string_view>

namespace inia {

using Sha256Digest = std::array<unsigned char, 32>;

/// SHA-256 by OpenSSL, which is ten times as fast as QCryptographicHash here. An OpenSSL without SHA-256
/// can do none of this program's work, so failure ends the program instead of being an Error.
[[nodiscard]] Sha256Digest sha256(std::string_view bytes);
[[nodiscard]] Sha256Digest hmacSha256(std::string_view key, std::string_view message);

/// HMAC-SHA1, which only S3's first signature still uses.
[[nodiscard]] std::string hmacSha1(std::string_view key, std::string_view message);

/// A digest as key of the next HMAC.
[[nodiscard]] inline std::string_view asBytes(const Sha256Digest& digest)
{
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// Small hexadecimal digits, as signatures write them.
[[nodiscard]] std::string toHex(std::string_view bytes);
[[nodiscard]] inline std::string toHex(const Sha256Digest& digest)
{
    return toHex(asBytes(digest));
}
[[nodiscard]] inline std::string sha256Hex(std::string_view bytes)
{
    return toHex(sha256(bytes));
}
[[nodiscard]] std::string toBase64(std::string_view bytes);

} // namespace inia
