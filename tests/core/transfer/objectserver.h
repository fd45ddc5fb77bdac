#pragma once

#include "core/http/httpmessage.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace inia::tests {

/// One object behind HEAD and GET, with ranges and If-Match, and the ways a server can fail.
struct ObjectServer {
    QByteArray content;
    std::string etag = "\"first\"";
    int shortAnswers = 0; ///< so many GETs from now on end early
    bool ignoresRange = false;
    bool ignoresIfMatch = false;
    std::string contentRange; ///< said instead of the right one; "-" to say nothing
    /// How answers to GET say where they end. Without, only the end of the connection tells.
    enum class Framing { Length, Chunks, None };
    Framing framing = Framing::Length;
    std::optional<std::string> headETag; ///< instead of the right one
    std::optional<qint64> headLength;    ///< likewise; negative to say nothing
    bool partsHaveETag = true;
    std::vector<std::pair<std::string, std::string>> headHeaders;   ///< more of them
    std::vector<std::pair<std::string, std::string>> objectHeaders; ///< of all good answers
    qsizetype added = 0;                                            ///< bytes that follow the right ones
    qsizetype flipped = -1;                                         ///< this byte is wrong in what is sent
    std::function<void()> before;                                   ///< each request

    [[nodiscard]] HttpResponse answer(const HttpRequest& request);

private:
    [[nodiscard]] HttpResponse head() const;
    [[nodiscard]] HttpResponse part(const HttpRequest& request) const;
};

/// Bytes that differ everywhere.
[[nodiscard]] QByteArray testBytes(qsizetype size);

} // namespace inia::tests
