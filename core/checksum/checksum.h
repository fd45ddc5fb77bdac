#pragma once

#include "core/checksum/checksumalgorithm.h"

#include <QtCore/QByteArray>

#include <memory>
#include <string>
#include <string_view>

namespace inia {

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
