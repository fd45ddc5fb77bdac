#include "core/compression/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace inia {

QByteArray gzip(const QByteArray& bytes)
{
    constexpr int gzipFrame = 16; // added to the window's size, by zlib's manual
    constexpr int usualMemory = 8;
    constexpr qsizetype mostAtOnce = std::numeric_limits<uInt>::max();
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + gzipFrame, usualMemory,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("zlib cannot compress.");
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))),
                   Qt::Uninitialized);
    // zlib does not write to its input, it only lacks the const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.constData()));
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    qsizetype unread = bytes.size();
    qsizetype room = out.size();
    int status = Z_OK;
    while (status == Z_OK) {
        const auto in = static_cast<uInt>(std::min(unread, mostAtOnce));
        const auto space = static_cast<uInt>(std::min(room, mostAtOnce));
        stream.avail_in = in;
        stream.avail_out = space;
        status = deflate(&stream, in == unread ? Z_FINISH : Z_NO_FLUSH);
        unread -= in - stream.avail_in;
        room -= space - stream.avail_out;
    }
    deflateEnd(&stream);
    if (status != Z_STREAM_END)
        qFatal("zlib failed to compress.");
    out.resize(out.size() - room);
    return out;
}

} // namespace inia
