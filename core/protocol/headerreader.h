#pragma once

#include "core/http/httpmessage.h"
#include "core/model/unreadablevalues.h"
#include "core/model/value.h"
#include "core/protocol/shapetables.h"

namespace inia {

/// Adds to `into` the members bound to headers, to headers of a prefix, and to the status code. Absent
/// headers leave their member out; a prefix always gives a map. Keys of a prefix map keep the case in
/// which the server wrote them. What does not fit is null and noted in `unreadable`.
void readHeaderMembers(const ShapeTable& table, ShapeTables& tables, const HttpResponse& response,
                       Value& into, UnreadableValues& unreadable);

} // namespace inia
