#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// The types a header can have on the wire (vnd.amazon.eventstream), by their numbers.
enum class EventHeaderType : std::uint8_t {
    True = 0,
    False = 1,
    Byte = 2,
    Short = 3,
    Integer = 4,
    Long = 5,
    Bytes = 6,
    Text = 7,
    Time = 8, ///< milliseconds since 1970
    Uuid = 9, ///< 16 bytes
};

/// How headers count time: milliseconds since 1970.
[[nodiscard]] Timestamp timeOfMilliseconds(std::int64_t milliseconds);

/// The value is a bool, an integer, a blob (Bytes, Uuid), a text or a timestamp, as the type says.
struct EventHeader {
    std::string name;
    EventHeaderType type = EventHeaderType::Text;
    Value value;

    friend bool operator==(const EventHeader&, const EventHeader&) = default;
};

/// One message of an event stream: what the frame holds, with no meaning given to it.
struct EventMessage {
    std::vector<EventHeader> headers; ///< in the order sent; no name twice
    QByteArray payload;

    /// Null when there is no such header. Names compare with case.
    [[nodiscard]] const EventHeader* header(std::string_view name) const;
    /// The header's text; empty when it is absent or no text.
    [[nodiscard]] std::string_view text(std::string_view name) const;
    /// Adds a text header.
    void addText(std::string name, std::string_view value);

    friend bool operator==(const EventMessage&, const EventMessage&) = default;
};

// Sizes of the frame: total length, length of the headers, CRC32 of both; headers; payload; CRC32 of all.

inline constexpr std::uint32_t eventPreludeSize = 12;
inline constexpr std::uint32_t eventFrameSize = eventPreludeSize + 4;
/// What the services promise to stay within; more is refused before it is stored.
inline constexpr std::uint32_t maxEventHeaders = 128 * 1024;
inline constexpr std::uint32_t maxEventPayload = 24 * 1024 * 1024;

/// Cuts a stream of bytes into messages. Bytes come in any pieces; no more than one message of the largest
/// size allowed is held beside what was added last. After an error every further call gives the same error:
/// there is no way to find the next message.
///
/// Errors are of kind Checksum (code ChecksumMismatch) or Parse (InvalidHeadersLength, InvalidPayloadLength,
/// InvalidMessageLength, InvalidHeader, DuplicateHeader, TruncatedEventStream).
class EventDecoder final {
public:
    void add(std::string_view bytes);
    /// The next whole message; nothing when more bytes are needed.
    [[nodiscard]] Result<std::optional<EventMessage>> next();
    /// To be asked once the stream has ended and next() gave nothing: fails when it ended inside a message.
    [[nodiscard]] Result<void> finish() const;
    /// Bytes that wait for the rest of their message.
    [[nodiscard]] qsizetype pending() const { return m_buffer.size() - m_begin; }

private:
    [[nodiscard]] Result<void> readPrelude();
    [[nodiscard]] Result<EventMessage> readMessage() const;

    QByteArray m_buffer;
    qsizetype m_begin = 0;         ///< of the current message
    std::uint32_t m_totalSize = 0; ///< of the current message; 0 before its prelude was read
    std::uint32_t m_headersSize = 0;
    std::optional<Error> m_error;
};

/// The headers of one message. Fails (kind Parse) when they are cut off, of unknown type, repeated or no
/// UTF-8.
[[nodiscard]] Result<std::vector<EventHeader>> decodeEventHeaders(std::string_view bytes);

/// The message as it goes over the wire. Fails (kind Parameter) when a name, a value, the headers or the
/// payload are longer than a frame allows, when a number does not fit the type of its header, or when a
/// header comes twice.
[[nodiscard]] Result<QByteArray> encodeEventMessage(const EventMessage& message);

} // namespace inia
