#include "core/compression/requestcompression.h"

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

namespace {

bool allowsGzip(const OperationModel& operation)
{
    const auto encodings = operation.node()["requestcompression"]["encodings"];
    for (std::uint32_t i = 0; i < encodings.size(); ++i) {
        if (encodings.at(i).text() == "gzip")
            return true;
    }
    return false;
}

bool isLongEnough(const OperationModel& operation, const ClientConfig& config, const QByteArray& body)
{
    if (operation.hasStreamingInput()) {
        const auto input = operation.input();
        return input.member(input.payloadMember()).trait("requiresLength").isNull();
    }
    return body.size() >= config.requestMinCompressionSizeBytes;
}

} // namespace

bool compressRequest(const OperationModel& operation, const ClientConfig& config, HttpRequest& request)
{
    if (config.disableRequestCompression || config.signatureVersion == "v2" || !allowsGzip(operation) ||
        request.bodySource || !isLongEnough(operation, config, request.body))
        return false;
    request.body = gzip(request.body);
    const std::string earlier(request.headers.value("Content-Encoding"));
    request.headers.set("Content-Encoding",
                        request.headers.contains("Content-Encoding") ? earlier + ",gzip" : "gzip");
    return true;
}

} // namespace inia
