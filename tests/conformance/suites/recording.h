#pragma once

#include "core/http/httpmessage.h"
#include "core/model/value.h"

#include <vector>

namespace inia::conformance {

/// One request of a recording and what came back.
struct RecordedExchange {
    HttpRequest request;
    HttpResponse response;
};

/// The exchanges of a recording {"events": [...]} in the order of their requests. A response of which
/// neither body nor end was kept gets a body of the length it announces.
[[nodiscard]] std::vector<RecordedExchange> exchangesOf(const Value& recording);

} // namespace inia::conformance
