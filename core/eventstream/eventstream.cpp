#include "core/eventstream/eventstream.h"

#include <simdjson.h>
#include <zlib.h>

#include <algorithm>
#include <unordered_set>

namespace inia {

Timestamp timeOfMilliseconds(std::int64_t milliseconds)
{
    auto seconds = milliseconds / 1000;
    auto rest = milliseconds % 1000;
    if (rest < 0) {
        rest += 1000;
        --seconds;
    }
    return {seconds, static_cast<std::int32_t>(rest) * 1'000'000};
}

const EventHeader* EventMessage::header(std::string_view name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [name](const EventHeader& header) { return header.name == name; });
    return found == headers.end() ? nullptr : &*found;
}

std::string_view EventMessage::text(std::string_view name) const
{
    const auto* found = header(name);
    return found && found->type == EventHeaderType::Text ? std::string_view(found->value.text())
                                                         : std::string_view();
}

void EventMessage::addText(std::string name, std::string_view value)
{
    headers.push_back({std::move(name), EventHeaderType::Text, Value(value)});
}

namespace {

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char c : bytes)
        value = (value << 8) | static_cast<unsigned char>(c);
    return value;
}

/// Two's complement; 0 of no bytes, which is what is left of a broken message.
std::int64_t signedNumber(std::string_view bytes)
{
    if (bytes.empty())
        return 0;
    const auto unused = 64 - 8 * static_cast<int>(bytes.size());
    return static_cast<std::int64_t>(bigEndian(bytes) << unused) >> unused;
}

std::uint32_t crc(std::string_view bytes)
{
    return static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

Error broken(const char* code, std::string what)
{
    return makeError(ErrorKind::Parse, code, "the event stream is broken: " + std::move(what));
}

Error mismatch(std::string_view part)
{
    return makeError(ErrorKind::Checksum, "ChecksumMismatch",
                     "the event stream is broken: the checksum of " + std::string(part) + " does not match");
}

/// Takes pieces off the front; an empty answer with `failed` set when there is not as much.
class HeaderBytes final {
public:
    explicit HeaderBytes(std::string_view bytes) : m_rest(bytes) {}
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] bool failed() const { return m_failed; }
    std::string_view take(std::size_t size)
    {
        if (size > m_rest.size()) {
            m_failed = true;
            m_rest = {};
            return {};
        }
        const auto piece = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return piece;
    }
    std::string_view takeCounted(std::size_t lengthSize)
    {
        return take(static_cast<std::size_t>(bigEndian(take(lengthSize))));
    }

private:
    std::string_view m_rest;
    bool m_failed = false;
};

Value headerValue(EventHeaderType type, HeaderBytes& bytes)
{
    switch (type) {
    case EventHeaderType::True:
        return true;
    case EventHeaderType::False:
        return false;
    case EventHeaderType::Byte:
        return signedNumber(bytes.take(1));
    case EventHeaderType::Short:
        return signedNumber(bytes.take(2));
    case EventHeaderType::Integer:
        return signedNumber(bytes.take(4));
    case EventHeaderType::Long:
        return signedNumber(bytes.take(8));
    case EventHeaderType::Time:
        return timeOfMilliseconds(signedNumber(bytes.take(8)));
    case EventHeaderType::Text:
        return bytes.takeCounted(2);
    case EventHeaderType::Bytes:
    case EventHeaderType::Uuid:
        break;
    }
    const auto blob = type == EventHeaderType::Uuid ? bytes.take(16) : bytes.takeCounted(2);
    return QByteArray(blob.data(), static_cast<qsizetype>(blob.size()));
}

bool isUtf8(const std::string& text)
{
    return simdjson::validate_utf8(text);
}

} // namespace

Result<std::vector<EventHeader>> decodeEventHeaders(std::string_view bytes)
{
    std::vector<EventHeader> headers;
    std::unordered_set<std::string_view> names; // thousands fit into one message
    HeaderBytes rest(bytes);
    while (!rest.atEnd()) {
        EventHeader header;
        const auto name = rest.takeCounted(1);
        header.name = name;
        const auto type = bigEndian(rest.take(1));
        if (type > static_cast<std::uint64_t>(EventHeaderType::Uuid))
            return broken("InvalidHeader", "a header has the unknown type " + std::to_string(type));
        header.type = static_cast<EventHeaderType>(type);
        header.value = headerValue(header.type, rest);
        if (rest.failed())
            return broken("InvalidHeader", "a header is cut off");
        if (!isUtf8(header.name) || !isUtf8(header.value.text()))
            return broken("InvalidHeader", "a header is not UTF-8");
        if (!names.insert(name).second)
            return broken("DuplicateHeader", "the header \"" + header.name + "\" comes twice");
        headers.push_back(std::move(header));
    }
    return headers;
}

void EventDecoder::add(std::string_view bytes)
{
    if (m_error)
        return;
    if (m_begin > 0) {
        m_buffer.remove(0, m_begin);
        m_begin = 0;
    }
    m_buffer.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

Result<void> EventDecoder::readPrelude()
{
    const std::string_view prelude(m_buffer.constData() + m_begin, eventPreludeSize);
    if (bigEndian(prelude.substr(8, 4)) != crc(prelude.substr(0, 8)))
        return mismatch("a message's beginning");
    const auto totalSize = static_cast<std::uint32_t>(bigEndian(prelude.substr(0, 4)));
    const auto headersSize = static_cast<std::uint32_t>(bigEndian(prelude.substr(4, 4)));
    if (headersSize > maxEventHeaders)
        return broken("InvalidHeadersLength", std::to_string(headersSize) +
                                                  " bytes of headers are more than the " +
                                                  std::to_string(maxEventHeaders) + " allowed");
    if (totalSize < eventFrameSize + headersSize)
        return broken("InvalidMessageLength", "a message of " + std::to_string(totalSize) +
                                                  " bytes cannot hold its " + std::to_string(headersSize) +
                                                  " bytes of headers");
    if (totalSize - headersSize - eventFrameSize > maxEventPayload)
        return broken("InvalidPayloadLength", std::to_string(totalSize - headersSize - eventFrameSize) +
                                                  " bytes of payload are more than the " +
                                                  std::to_string(maxEventPayload) + " allowed");
    m_totalSize = totalSize;
    m_headersSize = headersSize;
    return {};
}

Result<EventMessage> EventDecoder::readMessage() const
{
    const std::string_view bytes(m_buffer.constData() + m_begin, m_totalSize);
    if (bigEndian(bytes.substr(m_totalSize - 4)) != crc(bytes.substr(0, m_totalSize - 4)))
        return mismatch("a message");
    auto headers = decodeEventHeaders(bytes.substr(eventPreludeSize, m_headersSize));
    if (!headers)
        return headers.error();
    EventMessage message;
    message.headers = std::move(headers).value();
    const auto payloadBegin = m_begin + eventPreludeSize + static_cast<qsizetype>(m_headersSize);
    message.payload =
        m_buffer.mid(payloadBegin, m_begin + static_cast<qsizetype>(m_totalSize) - 4 - payloadBegin);
    return message;
}

Result<std::optional<EventMessage>> EventDecoder::next()
{
    if (m_error)
        return *m_error;
    if (m_totalSize == 0 && pending() >= static_cast<qsizetype>(eventPreludeSize)) {
        if (const auto read = readPrelude(); !read) {
            m_error = read.error();
            return *m_error;
        }
    }
    if (m_totalSize == 0 || pending() < static_cast<qsizetype>(m_totalSize))
        return std::optional<EventMessage>();
    auto message = readMessage();
    if (!message) {
        m_error = message.error();
        return *m_error;
    }
    m_begin += m_totalSize;
    m_totalSize = 0;
    return std::optional<EventMessage>(std::move(message).value());
}

Result<void> EventDecoder::finish() const
{
    if (m_error)
        return *m_error;
    if (pending() == 0)
        return {};
    return broken("TruncatedEventStream",
                  "it ended inside a message, " + std::to_string(pending()) + " bytes after its beginning");
}

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
