#include "core/http/proxysettings.h"

#include <QtCore/QProcessEnvironment>
#include <QtCore/QUrl>

namespace inia {

namespace {

QString variable(const QProcessEnvironment& environment, const QString& name)
{
    return environment.contains(name) ? environment.value(name) : environment.value(name.toUpper());
}

std::optional<Proxy> parseProxy(QString text)
{
    text = text.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    if (!text.contains(QLatin1String("://")))
        text.prepend(QLatin1String("http://"));
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return std::nullopt;
    return Proxy{url.host().toStdString(), url.port(80), url.userName(QUrl::FullyDecoded).toStdString(),
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
        if (const std::optional<Proxy> proxy = parseProxy(variable(environment, name)))
            settings.m_proxies[scheme] = *proxy;
    }
    for (const QString& entry : variable(environment, QStringLiteral("no_proxy")).split(QLatin1Char(','))) {
        if (const QString name = entry.trimmed().toLower(); !name.isEmpty())
            settings.m_direct.push_back(name.toStdString());
    }
    return settings;
}

std::optional<Proxy> ProxySettings::proxyFor(std::string_view scheme, std::string_view host, int port) const
{
    const std::string withPort = std::string(host) + ':' + std::to_string(port);
    for (const std::string& entry : m_direct) {
        if (entry == "*" || isBelow(host, entry) || isBelow(withPort, entry))
            return std::nullopt;
    }
    auto found = m_proxies.find(scheme);
    if (found == m_proxies.end())
        found = m_proxies.find("all");
    return found == m_proxies.end() ? std::nullopt : std::optional(found->second);
}

} // namespace inia
