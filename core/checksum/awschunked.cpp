#include "core/checksum/awschunked.h"

#include "core/checksum/checksum.h"

#include <algorithm>

namespace inia {

QByteArray awsChunked(const QByteArray& body, ChecksumAlgorithm algorithm)
{
    constexpr qsizetype chunkSize = 1024 * 1024;
    constexpr qsizetype roomPerFrame = 32; // a hexadecimal length and two line ends
    constexpr qsizetype roomForTrailer = 256;
    QByteArray out;
    out.reserve(body.size() + (body.size() / chunkSize + 1) * roomPerFrame + roomForTrailer);
    Checksum checksum(algorithm);
    for (qsizetype at = 0; at < body.size(); at += chunkSize) {
        const qsizetype size = std::min(chunkSize, body.size() - at);
        checksum.update({body.constData() + at, static_cast<std::size_t>(size)});
        out += QByteArray::number(size, 16) + "\r\n";
        out.append(body.constData() + at, size);
        out += "\r\n";
    }
    out += "0\r\n" + QByteArray::fromStdString(checksumHeader(algorithm) + ':' + checksum.base64());
    return out + "\r\n\r\n";
}

} // namespace inia
