#include "core/eventstream/eventdecoder.h"

#include <simdjson.h>
#include <zlib.h>

#include <unordered_set>

namespace inia {

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

} // namespace inia
