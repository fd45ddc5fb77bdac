#include "core/http/framing.h"

#include "core/http/httpmessage.h"
#include "core/http/requestbody.h"
#include "core/http/textencoding.h"

#include <algorithm>
#include <string>

namespace inia {

namespace {

bool hasDotSegment(std::string_view path)
{
    while (!path.empty()) {
        path.remove_prefix(1); // the slash
        const auto end = path.find('/');
        const std::string_view raw = path.substr(0, end);
        // "/" escaped as %2F does not end a segment for Qt, so it must not for this check.
        if (raw.size() <= 6) {
            const std::string segment = percentDecode(raw);
            if (segment == "." || segment == "..")
                return true;
        }
        path.remove_prefix(raw.size());
    }
    return false;
}

/// What QUrl spells as it is. Asking it takes as long as half of the rest of a request.
bool isPlain(std::string_view path)
{
    return std::all_of(path.begin(), path.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= '9') || c == '_';
    });
}

/// Whether these bytes may stand in a request line.
bool isSendable(std::string_view target)
{
    return std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::string targetOf(const QUrl& url)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target.toStdString();
}

} // namespace

Result<RequestTarget> requestTarget(std::string_view url)
{
    const UrlParts parts = splitUrl(url);
    const QUrl parsed =
        QUrl::fromEncoded(QByteArray(url.data(), static_cast<qsizetype>(url.size())), QUrl::StrictMode);
    const bool isHttp = parsed.scheme() == QLatin1String("http") || parsed.scheme() == QLatin1String("https");
    if (!parsed.isValid() || !isHttp || parsed.host().isEmpty())
        return makeError(ErrorKind::Unsupported, "BadUrl",
                         "The address \"" + std::string(parts.scheme) + "://" + hostHeader(url) +
                             "\" with path \"" + std::string(parts.path) +
                             "\" is not a URL that can be sent to: it takes http or https, a host, and "
                             "escaped characters.");
    std::string wanted(parts.path);
    if (const auto query = url.substr(0, url.find('#')).find('?'); query != std::string_view::npos)
        wanted.append("?").append(parts.query);
    const bool isKept = !parts.path.starts_with("//") && !hasDotSegment(parts.path) &&
                        (isPlain(wanted) || targetOf(parsed) == wanted);
    if (isKept)
        return RequestTarget{parsed, {}};
    if (!isSendable(wanted))
        return makeError(ErrorKind::Unsupported, "UnsendablePath",
                         "The key or path \"" + percentDecode(parts.path) +
                             "\" cannot be sent: it holds bytes that are not escaped. Nothing was sent.");
    QUrl host;
    host.setScheme(parsed.scheme());
    host.setHost(parsed.host());
    host.setPort(parsed.port());
    host.setPath(QStringLiteral("/"));
    if (parts.path.empty())
        wanted.insert(0, "/");
    return RequestTarget{host, QByteArray::fromStdString(wanted)};
}

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
