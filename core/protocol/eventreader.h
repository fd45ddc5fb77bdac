#pragma once

#include "core/eventstream/eventdecoder.h"
#include "core/model/operationmodel.h"
#include "core/protocol/eventbody.h"

#include <optional>
#include <string_view>

namespace inia {

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

} // namespace inia
