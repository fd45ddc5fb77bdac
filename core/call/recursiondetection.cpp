#include "core/call/recursiondetection.h"

#include "core/config/environment.h"
#include "core/http/percentencoding.h"

namespace inia {

namespace {

constexpr std::string_view traceHeader = "X-Amzn-Trace-Id";

} // namespace

std::string lambdaTraceId(const Environment& environment)
{
    const auto traceId = environment.find("_X_AMZN_TRACE_ID");
    if (!traceId || !environment.find("AWS_LAMBDA_FUNCTION_NAME"))
        return {};
    constexpr std::string_view kept = "-=;:+&[]{}\"',";
    std::string encoded;
    for (const char& c : *traceId)
        encoded += kept.find(c) == std::string_view::npos ? percentEncode({&c, 1}) : std::string(1, c);
    return encoded;
}

void addTraceId(HttpHeaders& headers, const std::string& traceId)
{
    if (!traceId.empty() && !headers.contains(traceHeader))
        headers.set(traceHeader, traceId);
}

} // namespace inia
