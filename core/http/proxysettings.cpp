#include "core/http/proxysettings.h"

#include <QtCore/QProcessEnvironment>
#include <QtCore/QUrl>

#include <algorithm>

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

} // namespace inia
