#include "tests/core/transfer/objectserver.h"

#include "tests/support/faketransport.h"

#include <algorithm>
#include <utility>

namespace inia::tests {

namespace {

HttpResponse refusal(int status, const char* code)
{
    return makeResponse(status, QByteArray("<Error><Code>") + code + "</Code><Message>no</Message></Error>");
}

} // namespace

HttpResponse ObjectServer::answer(const HttpRequest& request)
{
    if (before)
        before();
    const auto wanted = request.headers.value("If-Match");
    if (!wanted.empty() && wanted != etag && !ignoresIfMatch)
        return refusal(412, "PreconditionFailed");
    if (request.method == "HEAD")
        return head();
    HttpResponse response = part(request);
    if (response.status >= 300)
        return response;
    if (framing != Framing::Length)
        response.headers.remove("Content-Length");
    if (framing == Framing::Chunks)
        response.headers.set("Transfer-Encoding", "chunked");
    if (shortAnswers > 0) {
        --shortAnswers;
        response.body.chop(std::max<qsizetype>(1, response.body.size() / 2));
    }
    response.body.append(QByteArray(added, '+'));
    for (const auto& [name, value] : objectHeaders)
        response.headers.set(name, value);
    if (response.status == 200 || partsHaveETag)
        response.headers.set("ETag", etag);
    return response;
}

HttpResponse ObjectServer::head() const
{
    HttpResponse response = makeResponse(200, {});
    const qint64 length = headLength.value_or(content.size());
    response.headers.set("Content-Length", std::to_string(length));
    if (length < 0)
        response.headers.remove("Content-Length");
    response.headers.set("ETag", headETag.value_or(etag));
    for (const auto* headers : {&headHeaders, &objectHeaders}) {
        for (const auto& [name, value] : *headers)
            response.headers.set(name, value);
    }
    return response;
}

HttpResponse ObjectServer::part(const HttpRequest& request) const
{
    const std::string range(request.headers.value("Range"));
    QByteArray sent = content;
    if (flipped >= 0)
        sent[flipped] = static_cast<char>(sent[flipped] ^ 1);
    if (range.empty() || ignoresRange)
        return makeResponse(200, sent);
    const auto dash = range.find('-');
    const qsizetype first = std::stoll(range.substr(6, dash - 6));
    const std::string end = range.substr(dash + 1);
    const qsizetype last =
        std::min<qsizetype>(end.empty() ? content.size() : std::stoll(end), content.size() - 1);
    if (first > last)
        return refusal(416, "InvalidRange");
    HttpResponse response = makeResponse(206, sent.mid(first, last - first + 1));
    const std::string said =
        "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/" + std::to_string(content.size());
    if (contentRange != "-")
        response.headers.set("Content-Range", contentRange.empty() ? said : contentRange);
    return response;
}

QByteArray testBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    std::uint32_t state = 1;
    for (char& byte : bytes) {
        state = state * 1'664'525U + 1'013'904'223U;
        byte = static_cast<char>(state >> 24U);
    }
    return bytes;
}

} // namespace inia::tests
