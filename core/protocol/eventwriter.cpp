#include "core/protocol/eventwriter.h"

#include "core/eventstream/eventencoder.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"

#include <array>
#include <utility>

namespace inia {

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
