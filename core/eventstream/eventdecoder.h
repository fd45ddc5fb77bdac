#pragma once

#include "core/common/result.h"
#include "core/eventstream/eventmessage.h"

#include <optional>
#include <string_view>

namespace inia {

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

} // namespace inia
