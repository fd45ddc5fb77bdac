#pragma once

#include "core/protocol/protocol.h"

namespace inia {

/// The members of an output that stand in the body before its first list, map or structure, read without the
/// rest: numbers, texts and flags, where paginated answers mostly have the token of the next page. Looks at a
/// few hundred bytes however long the body is, and does not check the rest of it, which may not be there yet.
/// Null for bodies whose members do not come in an order that means anything (all but XML), for errors, for
/// whatever is unusual and for a body that breaks off before that list.
[[nodiscard]] Value outlineOf(const Protocol& protocol, const OperationModel& operation,
                              const HttpResponse& response);

} // namespace inia
