#include "core/protocol/eventreader.h"

#include "core/model/servicemodel.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/textscalars.h"

namespace inia {

namespace {

Error unreadableEvent(std::string what)
{
    return makeError(ErrorKind::Parse, "InvalidEvent", "the event stream cannot be read: " + std::move(what));
}

/// A header that has to be a text when it is there.
bool isTextOrAbsent(const EventMessage& message, std::string_view name)
{
    const auto* header = message.header(name);
    return !header || header->type == EventHeaderType::Text;
}

bool isReportedError(const EventMessage& message)
{
    const auto type = message.text(":message-type");
    return type == "error" || type == "exception";
}

} // namespace

EventReader::EventReader(const OperationModel& operation)
    : m_operation(operation),
      m_format(eventBodyFormat(operation.service().protocol())),
      m_tables(ShapeTables::ofModel(operation.service()))
{
    const auto output = operation.output();
    for (std::uint32_t i = 0; output.valid() && i < output.memberCount(); ++i) {
        const auto member = output.memberAt(i);
        if (member.shape.isEventStream()) {
            m_memberName = member.name;
            m_stream = member.shape;
        }
    }
    m_waitsForInitial = m_format && m_format->hasInitialMessage;
    if (!m_format || !m_stream.valid())
        m_error = makeError(ErrorKind::Unsupported, "NoEventStream",
                            std::string(operation.name()) + " answers with no event stream");
}

Result<std::optional<Value>> EventReader::next()
{
    while (!m_error) {
        const auto message = m_decoder.next();
        if (!message) {
            m_error = message.error();
            break;
        }
        if (!*message)
            return std::optional<Value>();
        auto event = readMessage(**message);
        if (!event)
            m_error = event.error();
        else if (*event)
            return event;
    }
    return *m_error;
}

Result<void> EventReader::finish() const
{
    if (m_error)
        return *m_error;
    if (const auto end = m_decoder.finish(); !end)
        return end;
    if (m_waitsForInitial)
        return makeError(ErrorKind::Parse, "NoInitialResponse", "the event stream ended before it began");
    return {};
}

Result<std::optional<Value>> EventReader::readMessage(const EventMessage& message)
{
    for (const auto* name : {":message-type", ":event-type", ":exception-type"}) {
        if (!isTextOrAbsent(message, name))
            return unreadableEvent("the header " + std::string(name) + " is no text");
    }
    if (isReportedError(message))
        return reportedError(message);
    if (message.text(":message-type") != "event")
        return unreadableEvent("a message is of type \"" + std::string(message.text(":message-type")) +
                               "\", which is none of event, exception and error");
    const auto type = message.text(":event-type");
    if (type.empty())
        return unreadableEvent("an event does not say which one it is");
    if (m_waitsForInitial) {
        if (const auto read = readInitial(message); !read)
            return read.error();
        return std::optional<Value>();
    }
    if (!m_stream.hasMember(type))
        return std::optional<Value>();
    auto event = readEvent(ShapeTables::entry(m_stream.member(type), type), message);
    if (!event)
        return unreadableEvent("in the event " + std::string(type) + ", " + event.error().message);
    return std::optional<Value>(Value::map({{type, std::move(event).value()}}));
}

Result<void> EventReader::readInitial(const EventMessage& message)
{
    if (message.text(":event-type") != "initial-response")
        return makeError(ErrorKind::Parse, "NoInitialResponse",
                         "the event stream does not begin with the initial response");
    auto members =
        m_format->read(ShapeTables::entry(m_operation.output()), m_tables, message.payload, m_unreadable);
    if (!members)
        return members.error();
    if (members->isMap())
        m_initial = std::move(members).value();
    m_waitsForInitial = false;
    return {};
}

/// Members come from headers, one of them from the payload; without such a one the payload is the rest of
/// the structure.
Result<Value> EventReader::readEvent(const ShapeEntry& entry, const EventMessage& message)
{
    ValueMap event;
    const ShapeEntry* payload = nullptr;
    for (const auto& member : m_tables.of(entry).members) {
        if (member.shape.flag("eventheader")) {
            if (const auto* header = message.header(member.name))
                event.insert(member.name, readHeader(member, *header));
        } else if (member.shape.flag("eventpayload")) {
            payload = &member;
        }
    }
    auto body = readPayload(payload ? *payload : entry, message);
    if (!body)
        return body;
    if (payload) {
        event.insert(payload->name, std::move(body).value());
        return Value(std::move(event));
    }
    for (const auto& [name, value] : body->members())
        event.insert(name, value);
    return Value(std::move(event));
}

/// Servers were seen to send a timestamp as a number (of milliseconds, as headers count them) or a text.
Value EventReader::readHeader(const ShapeEntry& entry, const EventHeader& header)
{
    if (entry.type != ShapeType::Time || header.value.isTime())
        return header.value;
    if (header.value.isInt())
        return timeOfMilliseconds(header.value.toInt());
    return header.value.isText() ? readScalarText(entry, header.value.text(), m_unreadable)
                                 : unreadableScalar(entry, m_unreadable);
}

Result<Value> EventReader::readPayload(const ShapeEntry& entry, const EventMessage& message)
{
    if (entry.type == ShapeType::Blob)
        return Value(message.payload);
    if (entry.type == ShapeType::Text)
        return Value(message.payload.toStdString());
    return m_format->read(entry, m_tables, message.payload, m_unreadable);
}

Error EventReader::reportedError(const EventMessage& message)
{
    const auto exception = message.text(":exception-type");
    auto error = makeError(ErrorKind::Service, std::string(message.text(":error-code")),
                           std::string(message.text(":error-message")));
    if (!exception.empty())
        error.code = exception;
    if (m_stream.hasMember(exception)) {
        const auto body = m_format->read(ShapeTables::entry(m_stream.member(exception)), m_tables,
                                         message.payload, m_unreadable);
        if (body)
            error.message = scalarText(body->contains("Message") ? (*body)["Message"] : (*body)["message"]);
    }
    if (error.message.empty())
        error.message = "the service broke off the event stream";
    return error;
}

} // namespace inia
