#pragma once

#include "core/http/httpmessage.h"

#include <functional>
#include <string>

namespace inia::tests {

/// One object behind HEAD and GET, with ranges and If-Match, and the ways a server can fail.
struct ObjectServer {
    QByteArray content;
    std::string etag = "\"first\"";
    int shortAnswers = 0; ///< so many GETs from now on end early
    bool ignoresRange = false;
    bool ignoresIfMatch = false;
    std::string contentRange;     ///< said instead of the right one; "-" to say nothing
    std::function<void()> before; ///< each request

    [[nodiscard]] HttpResponse answer(const HttpRequest& request);

private:
    [[nodiscard]] HttpResponse part(const HttpRequest& request) const;
};

/// Bytes that differ everywhere.
[[nodiscard]] QByteArray testBytes(qsizetype size);

} // namespace inia::tests
