#pragma once

#include "core/common/result.h"
#include "core/eventstream/eventmessage.h"

namespace inia {

/// The message as it goes over the wire. Fails (kind Parameter) when a name, a value, the headers or the
/// payload are longer than a frame allows, when a number does not fit the type of its header, or when a
/// header comes twice.
[[nodiscard]] Result<QByteArray> encodeEventMessage(const EventMessage& message);

} // namespace inia
