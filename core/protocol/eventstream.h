#pragma once

#include "core/common/result.h"
#include "core/eventstream/eventstream.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/protocol/shapetables.h"

#include <QtCore/QByteArray>

#include <optional>
#include <string_view>

namespace inia {

/// What the messages of a streaming body carry in their Content-Type.
inline constexpr std::string_view eventStreamType = "application/vnd.amazon.eventstream";

/// How one protocol writes the payload of an event that is a structure.
struct EventBodyFormat {
    std::string_view protocol;
    std::string_view contentType;
    /// True when the members beside the stream come as a first message of their own and not as HTTP headers.
    bool hasInitialMessage = false;
    /// No bytes are an empty structure.
    Result<Value> (*read)(const ShapeEntry& entry, ShapeTables& tables, const QByteArray& body,
                          UnreadableValues& unreadable) = nullptr;
    Result<QByteArray> (*write)(const Shape& shape, const Value& value) = nullptr;
};

/// Null for the protocols that have no event streams (query, ec2).
[[nodiscard]] const EventBodyFormat* eventBodyFormat(std::string_view protocol);

/// The event stream in an operation's answer, read as its bytes come in. Follows botocore: events the model
/// does not know are skipped, messages of type error and exception end the stream.
///
/// Errors are those of EventDecoder; kind Parse (InvalidEvent, NoInitialResponse) for messages that do not
/// say what they are or do not fit the model; kind Service for what the service reports, with the name of
/// the exception (or its error code) as code. After an error there are no further events.
class EventReader final {
public:
    explicit EventReader(const OperationModel& operation);

    /// The member of the output that is the stream.
    [[nodiscard]] std::string_view memberName() const { return m_memberName; }
    void add(std::string_view bytes) { m_decoder.add(bytes); }
    /// The next event as a map with one member, {"Records": {"Payload": ...}}; nothing when more bytes are
    /// needed.
    [[nodiscard]] Result<std::optional<Value>> next();
    /// To be asked once the stream has ended and next() gave nothing.
    [[nodiscard]] Result<void> finish() const;
    /// The output's other members, when the protocol sends them as first message (json, cbor); empty before
    /// it came and in the REST protocols, which send them as HTTP headers.
    [[nodiscard]] const Value& initialMembers() const { return m_initial; }
    /// Of all events so far.
    [[nodiscard]] const UnreadableValues& unreadable() const { return m_unreadable; }

private:
    [[nodiscard]] Result<std::optional<Value>> readMessage(const EventMessage& message);
    [[nodiscard]] Result<void> readInitial(const EventMessage& message);
    [[nodiscard]] Result<Value> readEvent(const ShapeEntry& entry, const EventMessage& message);
    [[nodiscard]] Value readHeader(const ShapeEntry& entry, const EventHeader& header);
    [[nodiscard]] Result<Value> readPayload(const ShapeEntry& entry, const EventMessage& message);
    [[nodiscard]] Error reportedError(const EventMessage& message);

    OperationModel m_operation;
    const EventBodyFormat* m_format;
    std::string_view m_memberName;
    Shape m_stream;
    ShapeTables& m_tables;
    EventDecoder m_decoder;
    Value m_initial = Value::emptyMap();
    UnreadableValues m_unreadable;
    bool m_waitsForInitial = false;
    std::optional<Error> m_error;
};

/// One event, {"AudioEvent": {"AudioChunk": ...}}, as a message; `stream` is the shape of the streaming
/// member. Fails (kind Parameter) when the event has not exactly one member of the stream.
[[nodiscard]] Result<EventMessage> writeEvent(const Shape& stream, const Value& event,
                                              const EventBodyFormat& format);

/// A list of events as the body of a request; nothing is an empty body. Messages are not signed: no service
/// accepts that over HTTP/1.1, so this serves whoever can send them otherwise.
[[nodiscard]] Result<QByteArray> writeEvents(const Shape& stream, const Value& events,
                                             const EventBodyFormat& format);

} // namespace inia
