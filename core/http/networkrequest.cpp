#include "core/http/networkrequest.h"

#include "core/http/httpmessage.h"

#include <QtCore/QProcessEnvironment>
#include <QtCore/QUrl>

#include <algorithm>
#include <cstring>
#include <utility>

namespace inia {

namespace {

QString spelledName(const QProcessEnvironment& environment, const QString& name)
{
    return environment.contains(name) ? name : name.toUpper();
}

/// The value without user and password.
QString shownProxy(const QString& text)
{
    const auto user = text.lastIndexOf(QLatin1Char('@'));
    if (user < 0)
        return text;
    const auto scheme = text.indexOf(QLatin1String("://"));
    return text.left(scheme < 0 || scheme > user ? 0 : scheme + 3) + QStringLiteral("...") + text.mid(user);
}

Error badProxy(const QString& name, const QString& text, const char* why)
{
    return makeError(
        ErrorKind::Configuration, "BadProxy",
        name.toStdString() + " is \"" + shownProxy(text).toStdString() + "\": " + why +
            " It takes http://HOST:PORT or socks5://HOST:PORT. Nothing was sent. To go without a proxy, "
            "unset it or add the host to NO_PROXY.");
}

/// `url` in the spelling it was given as `authority`: what QUrl makes sense of may still be a mistake, such
/// as a port whose host was forgotten (to QUrl 3128 is an address).
bool makesSense(const QUrl& url, const QString& authority)
{
    const QString place = authority.mid(authority.lastIndexOf(QLatin1Char('@')) + 1);
    const bool isNumber = std::all_of(place.begin(), place.end(), [](QChar c) { return c.isDigit(); });
    const bool hasPath = !url.path().isEmpty() && url.path() != QLatin1String("/");
    return url.isValid() && !url.host().isEmpty() && !isNumber && !place.endsWith(QLatin1Char(':')) &&
           !place.contains(QLatin1Char('%')) && url.port(80) > 0 && !hasPath && !url.hasQuery();
}

Result<Proxy> parseProxy(const QString& name, const QString& text)
{
    const bool hasScheme = text.contains(QLatin1String("://"));
    const QString whole = hasScheme ? text : QLatin1String("http://") + text;
    const QString scheme = whole.section(QLatin1String("://"), 0, 0).toLower();
    const bool isSocks = scheme == QLatin1String("socks5") || scheme == QLatin1String("socks5h");
    if (scheme == QLatin1String("https"))
        return badProxy(name, text, "proxies that are spoken to by TLS are not supported.");
    if (scheme != QLatin1String("http") && !isSocks)
        return badProxy(name, text, "proxies of that kind are not supported.");
    const QUrl url(whole, QUrl::StrictMode);
    const QString authority = whole.section(QLatin1String("://"), 1).section(QLatin1Char('/'), 0, 0);
    if (!makesSense(url, authority))
        return badProxy(name, text, "that is no address of a proxy.");
    return Proxy{isSocks ? Proxy::Kind::Socks5 : Proxy::Kind::Http, url.host().toStdString(),
                 url.port(isSocks ? 1080 : 80), url.userName(QUrl::FullyDecoded).toStdString(),
                 url.password(QUrl::FullyDecoded).toStdString()};
}

/// "example.com" and ".example.com" both stand for the host and everything below it.
bool isBelow(std::string_view host, std::string_view suffix)
{
    if (suffix.starts_with('.'))
        suffix.remove_prefix(1);
    if (suffix.empty() || !host.ends_with(suffix))
        return false;
    return host.size() == suffix.size() || host[host.size() - suffix.size() - 1] == '.';
}

} // namespace

ProxySettings ProxySettings::fromEnvironment(const QProcessEnvironment& environment)
{
    ProxySettings settings;
    for (const char* scheme : {"http", "https", "all"}) {
        const QString name = QLatin1String(scheme) + QLatin1String("_proxy");
        // A web server hands the header "Proxy" to its CGI programs as HTTP_PROXY.
        if (name == QLatin1String("http_proxy") && environment.contains(QStringLiteral("REQUEST_METHOD")))
            continue;
        const QString spelled = spelledName(environment, name);
        if (const QString text = environment.value(spelled).trimmed(); !text.isEmpty())
            settings.m_proxies.emplace(scheme, parseProxy(spelled, text));
    }
    const QString direct = environment.value(spelledName(environment, QStringLiteral("no_proxy")));
    for (const QString& entry : direct.split(QLatin1Char(','))) {
        if (const QString name = entry.trimmed().toLower(); !name.isEmpty())
            settings.m_direct.push_back(name.toStdString());
    }
    return settings;
}

Result<std::optional<Proxy>> ProxySettings::proxyFor(std::string_view scheme, std::string_view host,
                                                     int port) const
{
    const std::string withPort = std::string(host) + ':' + std::to_string(port);
    for (const std::string& entry : m_direct) {
        if (entry == "*" || isBelow(host, entry) || isBelow(withPort, entry))
            return std::optional<Proxy>();
    }
    auto found = m_proxies.find(scheme);
    if (found == m_proxies.end())
        found = m_proxies.find("all");
    if (found == m_proxies.end())
        return std::optional<Proxy>();
    if (!found->second)
        return found->second.error();
    return std::optional<Proxy>(*found->second);
}

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
