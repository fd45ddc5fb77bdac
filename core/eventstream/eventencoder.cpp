#include "core/eventstream/eventencoder.h"

#include <zlib.h>

#include <algorithm>

namespace inia {

namespace {

constexpr qsizetype longestName = 255;
constexpr qsizetype longestValue = 65'535;
constexpr qsizetype uuidSize = 16;
constexpr std::int64_t furthestTime = 9'000'000'000'000'000; // seconds, as 64 bits of milliseconds hold them

void addBigEndian(QByteArray& out, std::uint64_t value, int size)
{
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        out.append(static_cast<char>((value >> shift) & 0xFF));
}

void addCrc(QByteArray& out)
{
    const auto crc = crc32_z(0, reinterpret_cast<const unsigned char*>(out.constData()),
                             static_cast<std::size_t>(out.size()));
    addBigEndian(out, crc, 4);
}

Error refused(const std::string& what)
{
    return makeError(ErrorKind::Parameter, "InvalidEvent", "the event cannot be sent: " + what);
}

int sizeOf(EventHeaderType type)
{
    switch (type) {
    case EventHeaderType::Byte:
        return 1;
    case EventHeaderType::Short:
        return 2;
    case EventHeaderType::Integer:
        return 4;
    default:
        return 8;
    }
}

Result<void> addNumber(QByteArray& out, const EventHeader& header)
{
    const auto size = sizeOf(header.type);
    auto number = header.value.toInt();
    if (header.type == EventHeaderType::Time) {
        const auto time = header.value.time();
        if (time.seconds > furthestTime || time.seconds < -furthestTime)
            return refused("the time of the header " + header.name + " is out of range");
        number = time.seconds * 1000 + time.nanoseconds / 1'000'000;
    }
    const auto limit = std::int64_t{1} << (8 * std::min(size, 7) - 1);
    if (size < 8 && (number < -limit || number >= limit))
        return refused(std::to_string(number) + " does not fit the header " + header.name);
    addBigEndian(out, static_cast<std::uint64_t>(number), size);
    return {};
}

Result<void> addBytes(QByteArray& out, const EventHeader& header)
{
    const bool isText = header.type == EventHeaderType::Text;
    const auto bytes = isText ? QByteArray::fromStdString(header.value.text()) : header.value.blob();
    if (header.type == EventHeaderType::Uuid) {
        if (bytes.size() != uuidSize)
            return refused("the header " + header.name + " is no UUID");
        out += bytes;
        return {};
    }
    if (bytes.size() > longestValue)
        return refused("the header " + header.name + " is longer than 65535 bytes");
    addBigEndian(out, static_cast<std::uint64_t>(bytes.size()), 2);
    out += bytes;
    return {};
}

Result<void> addHeader(QByteArray& out, const EventHeader& header)
{
    if (header.name.size() > static_cast<std::size_t>(longestName))
        return refused("the name of a header is longer than 255 bytes");
    auto type = header.type;
    if (type == EventHeaderType::True || type == EventHeaderType::False)
        type = header.value.toBool() ? EventHeaderType::True : EventHeaderType::False;
    addBigEndian(out, header.name.size(), 1);
    out.append(header.name.data(), static_cast<qsizetype>(header.name.size()));
    addBigEndian(out, static_cast<std::uint64_t>(type), 1);
    switch (type) {
    case EventHeaderType::True:
    case EventHeaderType::False:
        return {};
    case EventHeaderType::Bytes:
    case EventHeaderType::Text:
    case EventHeaderType::Uuid:
        return addBytes(out, header);
    default:
        return addNumber(out, header);
    }
}

} // namespace

Result<QByteArray> encodeEventMessage(const EventMessage& message)
{
    QByteArray headers;
    for (const auto& header : message.headers) {
        if (message.header(header.name) != &header)
            return refused("the header \"" + header.name + "\" comes twice");
        if (const auto added = addHeader(headers, header); !added)
            return added.error();
    }
    if (headers.size() > static_cast<qsizetype>(maxEventHeaders))
        return refused("its headers are longer than 128 KiB");
    if (message.payload.size() > static_cast<qsizetype>(maxEventPayload))
        return refused("its payload is longer than 24 MiB");
    QByteArray out;
    const auto total = static_cast<qsizetype>(eventFrameSize) + headers.size() + message.payload.size();
    out.reserve(total);
    addBigEndian(out, static_cast<std::uint64_t>(total), 4);
    addBigEndian(out, static_cast<std::uint64_t>(headers.size()), 4);
    addCrc(out);
    out += headers;
    out += message.payload;
    addCrc(out);
    return out;
}

} // namespace inia
