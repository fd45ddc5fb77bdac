#include "core/http/framing.h"

namespace inia {

void setContentLength(HttpRequest& request)
{
    const bool mayHaveBody =
        request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
    if (mayHaveBody && !request.headers.contains("Transfer-Encoding") &&
        !request.headers.contains("Content-Length"))
        request.headers.set("Content-Length", std::to_string(request.body.size()));
}

void setFraming(HttpRequest& request)
{
    request.headers.remove("Expect");
    if (!request.headers.contains("Transfer-Encoding"))
        return;
    request.headers.remove("Transfer-Encoding");
    request.headers.set("Content-Length", std::to_string(request.body.size()));
}

} // namespace inia
