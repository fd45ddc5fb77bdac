#include "core/http/framing.h"

#include "core/http/requestbody.h"

namespace inia {

namespace {

std::string bodySize(const HttpRequest& request)
{
    return std::to_string(request.bodySource ? request.bodySource->size() : request.body.size());
}

} // namespace

void setContentLength(HttpRequest& request)
{
    const bool mayHaveBody =
        request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
    if (mayHaveBody && !request.headers.contains("Transfer-Encoding") &&
        !request.headers.contains("Content-Length"))
        request.headers.set("Content-Length", bodySize(request));
}

void setFraming(HttpRequest& request)
{
    request.headers.remove("Expect");
    if (!request.headers.contains("Transfer-Encoding"))
        return;
    request.headers.remove("Transfer-Encoding");
    request.headers.set("Content-Length", bodySize(request));
}

} // namespace inia
