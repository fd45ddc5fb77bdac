#include "core/protocol/eventstream.h"

#include "core/eventstream/eventstream.h"
#include "core/model/servicemodel.h"
#include "core/protocol/cbor.h"
#include "core/protocol/jsonbody.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/shapetables.h"
#include "core/protocol/timestamps.h"
#include "core/protocol/xmlbody.h"
#include "core/protocol/xmlreader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inia {

namespace {

Result<Value> readJson(const ShapeEntry& entry, ShapeTables& tables, const QByteArray& body,
                       UnreadableValues& unreadable)
{
    return readJsonBody(entry, tables, {body.constData(), static_cast<std::size_t>(body.size())}, unreadable);
}

Result<Value> readCbor(const ShapeEntry& entry, ShapeTables& tables, const QByteArray& body,
                       UnreadableValues& unreadable)
{
    const auto item = body.isEmpty() ? Result<Value>(Value::emptyMap()) : parseCbor(body);
    return item ? readCborBody(entry, tables, *item, unreadable) : item;
}

Result<QByteArray> bytesOf(Result<std::string> text)
{
    if (!text)
        return text.error();
    return QByteArray::fromStdString(*text);
}

Result<QByteArray> writeJson(const Shape& shape, const Value& value)
{
    return bytesOf(writeJsonBody(shape, value));
}

Result<QByteArray> writeXml(const Shape& shape, const Value& value)
{
    return bytesOf(writeXmlBody(shape, value));
}

} // namespace

const EventBodyFormat* eventBodyFormat(std::string_view protocol)
{
    static const std::array<EventBodyFormat, 4> formats{{
        {"json", "application/json", true, readJson, writeJson},
        {"rest-json", "application/json", false, readJson, writeJson},
        {"rest-xml", "application/xml", false, readXmlBody, writeXml},
        {"smithy-rpc-v2-cbor", "application/cbor", true, readCbor, writeCborBody},
    }};
    const auto found =
        std::find_if(formats.begin(), formats.end(),
                     [protocol](const EventBodyFormat& format) { return format.protocol == protocol; });
    return found == formats.end() ? nullptr : found;
}

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

namespace {

Error refused(std::string what)
{
    return makeError(ErrorKind::Parameter, "ParamValidation", std::move(what));
}

EventHeaderType headerType(const Shape& shape)
{
    static constexpr std::array<std::pair<std::string_view, EventHeaderType>, 7> types{{
        {"boolean", EventHeaderType::True},
        {"byte", EventHeaderType::Byte},
        {"short", EventHeaderType::Short},
        {"integer", EventHeaderType::Integer},
        {"long", EventHeaderType::Long},
        {"blob", EventHeaderType::Bytes},
        {"timestamp", EventHeaderType::Time},
    }};
    for (const auto& [name, type] : types) {
        if (shape.typeName() == name)
            return type;
    }
    return EventHeaderType::Text;
}

Value headerValue(EventHeaderType type, const Value& value)
{
    if (type == EventHeaderType::Bytes)
        return blobBytes(value);
    if (type == EventHeaderType::Time)
        return timestampFromValue(value).value_or(Timestamp());
    return value;
}

struct EventPayload {
    Shape shape;
    Value value;
};

Result<void> writePayload(const EventPayload& payload, const EventBodyFormat& format, EventMessage& message)
{
    if (payload.shape.type() == ShapeType::Blob || payload.shape.type() == ShapeType::Text) {
        message.addText(":content-type",
                        payload.shape.type() == ShapeType::Blob ? "application/octet-stream" : "text/plain");
        message.payload = blobBytes(payload.value);
        return {};
    }
    message.addText(":content-type", format.contentType);
    auto body = format.write(payload.shape, payload.value);
    if (!body)
        return body.error();
    message.payload = std::move(body).value();
    return {};
}

} // namespace

Result<EventMessage> writeEvent(const Shape& stream, const Value& event, const EventBodyFormat& format)
{
    if (event.size() != 1 || !event.isMap())
        return refused("an event has to be a map with one member, its name");
    const auto& [name, members] = *event.members().begin();
    const auto shape = stream.member(name);
    if (!shape.valid())
        return refused("there is no event \"" + name + "\"");
    EventMessage message;
    const bool isException = shape.target()["exception"].toBool();
    message.addText(":message-type", isException ? "exception" : "event");
    message.addText(isException ? ":exception-type" : ":event-type", name);
    std::vector<EventHeader> headers;
    EventPayload payload{shape, Value::emptyMap()};
    bool hasPayload = false;
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        const auto& value = members[member.name];
        const bool isPayload = member.shape.flag("eventpayload");
        hasPayload = hasPayload || isPayload || !member.shape.flag("eventheader");
        if (isPayload)
            payload = {member.shape, value};
        else if (value.isNull())
            continue;
        else if (!member.shape.flag("eventheader"))
            payload.value.insert(member.name, value);
        else
            headers.push_back({std::string(member.name), headerType(member.shape),
                               headerValue(headerType(member.shape), value)});
    }
    if (hasPayload && !(payload.value.isNull())) {
        if (const auto written = writePayload(payload, format, message); !written)
            return written.error();
    }
    message.headers.insert(message.headers.end(), headers.begin(), headers.end());
    return message;
}

Result<QByteArray> writeEvents(const Shape& stream, const Value& events, const EventBodyFormat& format)
{
    QByteArray body;
    for (const auto& event : events.items()) {
        const auto message = writeEvent(stream, event, format);
        if (!message)
            return message.error();
        const auto bytes = encodeEventMessage(*message);
        if (!bytes)
            return bytes.error();
        body += *bytes;
    }
    return body;
}

} // namespace inia
