#pragma once

#include "core/http/httpmessage.h"

#include <string>

namespace inia {

class Environment;

/// The trace a Lambda function runs in, ready to be sent; empty outside of Lambda. AWS uses it to stop
/// functions that call themselves.
[[nodiscard]] std::string lambdaTraceId(const Environment& environment);

/// Passes the trace on, unless the request carries one of its own.
void addTraceId(HttpHeaders& headers, const std::string& traceId);

} // namespace inia
