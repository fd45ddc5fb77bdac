#include "core/http/networkrequest.h"

#include "core/http/framing.h"
#include "core/http/proxysettings.h"
#include "core/http/requestbody.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace inia {

// At position 0, whatever the source's: elsewhere Qt would call seek() instead of reset().
OnceBody::OnceBody(QByteArray bytes) : m_bytes(std::move(bytes)), m_size(m_bytes.size())
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

OnceBody::OnceBody(std::unique_ptr<QIODevice> source)
    : m_source(std::move(source)), m_size(m_source->size() - m_source->pos())
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    connect(m_source.get(), &QIODevice::readyRead, this, [this] {
        m_isWaiting = false;
        emit readyRead();
    });
}

qint64 OnceBody::readData(char* data, qint64 most)
{
    const qint64 wanted = std::min(most, m_size - m_read);
    if (wanted <= 0)
        return 0;
    qint64 count = wanted;
    if (m_source)
        count = m_source->read(data, wanted);
    else
        std::memcpy(data, m_bytes.constData() + m_read, static_cast<std::size_t>(wanted));
    if (count < 0) {
        m_hasFailed = true;
        setErrorString(m_source->errorString());
        return -1;
    }
    m_isWaiting = count == 0;
    m_read += count;
    return count;
}

namespace {

bool isBroken(const std::string& text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
}

/// Whether one of the headers in front of this one has its name.
bool isRepeated(const HttpHeaders& headers, const HttpHeaders::Entry& entry)
{
    for (const auto& earlier : headers) {
        if (&earlier == &entry)
            return false;
        if (equalsIgnoringCase(earlier.first, entry.first))
            return true;
    }
    return false;
}

Result<void> addHeaders(QNetworkRequest& out, const HttpRequest& request)
{
    bool hasHost = false;
    for (const auto& entry : request.headers) {
        const auto& [name, value] = entry;
        if (isBroken(name) || isBroken(value))
            return makeError(ErrorKind::Unsupported, "UnsendableHeader",
                             "The header " + name.substr(0, name.find_first_of("\r\n")) +
                                 " holds a line break and cannot be sent. Nothing was sent.");
        if (equalsIgnoringCase(name, "Content-Length"))
            continue; // Qt counts the body itself
        hasHost = hasHost || equalsIgnoringCase(name, "Host");
        const QByteArray key = QByteArray::fromStdString(name);
        QByteArray text = QByteArray::fromStdString(value);
        if (isRepeated(request.headers, entry))
            text.prepend(out.rawHeader(key) + ',');
        out.setRawHeader(key, text);
    }
    if (!hasHost)
        out.setRawHeader("Host", QByteArray::fromStdString(hostHeader(request.url)));
    return {};
}

} // namespace

QByteArray NetworkRequest::verb() const
{
    return exactTarget.isEmpty() ? method : method + ' ' + exactTarget + " HTTP/1.1\r\nX-Inia-Target:";
}

Result<std::unique_ptr<OnceBody>> NetworkRequest::openBody() const
{
    if (!isOnce)
        return std::unique_ptr<OnceBody>();
    if (!bodySource)
        return std::make_unique<OnceBody>(body);
    Result<std::unique_ptr<QIODevice>> opened = bodySource->open();
    if (!opened)
        return opened.error();
    return std::make_unique<OnceBody>(*std::move(opened));
}

QNetworkRequest requestPattern()
{
    QNetworkRequest pattern;
    pattern.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    pattern.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    pattern.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    pattern.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    pattern.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    pattern.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    pattern.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Qt otherwise asks for compressed bodies and unpacks them silently, which also breaks objects that
    // are stored with a Content-Encoding.
    pattern.setRawHeader("Accept-Encoding", "identity");
    return pattern;
}

Result<NetworkRequest> networkRequest(const QNetworkRequest& pattern, const HttpRequest& request,
                                      bool sendOnce)
{
    const Result<RequestTarget> target = requestTarget(request.url);
    if (!target)
        return target.error();
    NetworkRequest out;
    out.head = pattern;
    out.head.setUrl(target->url);
    if (const Result<void> added = addHeaders(out.head, request); !added)
        return added.error();
    out.method = QByteArray::fromStdString(request.method);
    out.exactTarget = target->exact;
    out.isHead = request.method == "HEAD";
    const bool hasBody = request.bodySource || !request.body.isEmpty();
    out.isOnce = !out.isHead && (request.method != "GET" || hasBody || sendOnce);
    out.body = request.body;
    out.bodySource = request.bodySource;
    return out;
}

/// Says who it is without waiting to be asked: to be asked costs the request, which is not sent again.
void goThrough(const Proxy& proxy, NetworkRequest& request)
{
    if (!request.exactTarget.isEmpty()) // Qt's URL has no path but "/"
        request.exactTarget.prepend(request.head.url().toEncoded().chopped(1));
    if (proxy.user.empty() && proxy.password.empty())
        return;
    const auto who = QByteArray::fromStdString(proxy.user + ':' + proxy.password);
    request.head.setRawHeader("Proxy-Authorization", "Basic " + who.toBase64());
}

} // namespace inia
