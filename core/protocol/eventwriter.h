#pragma once

#include "core/eventstream/eventmessage.h"
#include "core/protocol/eventbody.h"

namespace inia {

/// One event, {"AudioEvent": {"AudioChunk": ...}}, as a message; `stream` is the shape of the streaming
/// member. Fails (kind Parameter) when the event has not exactly one member of the stream.
[[nodiscard]] Result<EventMessage> writeEvent(const Shape& stream, const Value& event,
                                              const EventBodyFormat& format);

/// A list of events as the body of a request; nothing is an empty body. Messages are not signed: no service
/// accepts that over HTTP/1.1, so this serves whoever can send them otherwise.
[[nodiscard]] Result<QByteArray> writeEvents(const Shape& stream, const Value& events,
                                             const EventBodyFormat& format);

} // namespace inia
