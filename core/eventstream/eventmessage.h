#pragma once

#include "core/model/value.h"

#include <QtCore/QByteArray>

#include <cstdint>
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

} // namespace inia
