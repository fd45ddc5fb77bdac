#include "core/http/requesttarget.h"

#include "core/http/httpmessage.h"
#include "core/http/percentencoding.h"

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

Error refusal(std::string_view path, std::string_view reason)
{
    std::string message = "The key or path \"";
    message.append(percentDecode(path)).append("\" cannot be sent: ").append(reason);
    return makeError(ErrorKind::Unsupported, "UnsendablePath", std::move(message));
}

QByteArray targetOf(const QUrl& url)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

} // namespace

Result<QUrl> sendableUrl(std::string_view url)
{
    const UrlParts parts = splitUrl(url);
    if (hasDotSegment(parts.path))
        return refusal(parts.path, "the network library would resolve its \".\" or \"..\" segment and reach "
                                   "another object. Nothing was sent.");
    if (parts.path.starts_with("//"))
        return refusal(parts.path, "the network library would drop its leading \"/\" and reach another "
                                   "object. Nothing was sent. Path-style addressing can reach it.");
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
    if (targetOf(parsed).toStdString() != wanted)
        return refusal(parts.path, "the network library would spell it differently, which breaks the "
                                   "signature. Nothing was sent.");
    return parsed;
}

} // namespace inia
