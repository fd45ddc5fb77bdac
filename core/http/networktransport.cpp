#include "core/http/networktransport.h"

#include "core/http/networkqueue.h"
#include "core/http/networkreply.h"
#include "core/http/networkrequest.h"
#include "core/http/oncebody.h"

#include <QtCore/QFile>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkProxyFactory>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslConfiguration>

#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace inia {

namespace {

/// Whether a socket that asks for the application's proxy is told to do without one.
bool applicationHasNoProxy()
{
    return !QNetworkProxyFactory::usesSystemConfiguration() &&
           QNetworkProxy::applicationProxy().type() == QNetworkProxy::NoProxy;
}

/// The same for this host alone, asked as the socket will ask.
bool applicationGoesStraight(const QUrl& url)
{
    constexpr int plainPort = 80;
    const auto found = QNetworkProxyFactory::proxyForQuery(
        QNetworkProxyQuery(url.host(), url.port(plainPort), {}, QNetworkProxyQuery::TcpSocket));
    return found.size() == 1 && found.first().type() == QNetworkProxy::NoProxy;
}

/// Straight to the host. Where Qt is told so in plain words, it reads answers over plain HTTP without a
/// buffer: one system call for each byte of their headers, and sometimes it then takes chunks for whole whose
/// last one never came. A socket that is to ask for the application's proxy has a buffer, and goes straight
/// to the host as well when there is none.
QNetworkProxy noProxy(const QUrl& url)
{
    QNetworkProxy proxy(QNetworkProxy::NoProxy);
    const bool isPlain = url.scheme() == QLatin1String("http");
    if (isPlain && (applicationHasNoProxy() || applicationGoesStraight(url))) {
        proxy.setType(QNetworkProxy::DefaultProxy);
        proxy.setCapabilities(QNetworkProxy::TunnelingCapability);
    }
    return proxy;
}

Result<std::optional<Proxy>> proxyFor(const ProxySettings& settings, const QUrl& url)
{
    if (settings.empty())
        return std::optional<Proxy>();
    return settings.proxyFor(url.scheme().toStdString(), url.host().toStdString(), url.port());
}

class EnvironmentProxies final : public QNetworkProxyFactory {
public:
    explicit EnvironmentProxies(ProxySettings settings) : m_settings(std::move(settings)) {}
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        const QUrl url = query.url();
        const auto found = proxyFor(m_settings, url);
        if (!found || !*found) // nothing is sent with settings that make no sense
            return {noProxy(url)};
        const Proxy& proxy = **found;
        const bool isSocks = proxy.kind == Proxy::Kind::Socks5;
        return {QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                              QString::fromStdString(proxy.host), static_cast<quint16>(proxy.port),
                              QString::fromStdString(proxy.user), QString::fromStdString(proxy.password))};
    }

private:
    ProxySettings m_settings;
};

Result<QSslConfiguration> tlsConfiguration(const TransportOptions& options)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (!options.verifyTls)
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    if (options.caBundle.empty())
        return tls;
    QFile file(QString::fromStdString(options.caBundle));
    const bool opened = file.open(QIODevice::ReadOnly);
    const QList<QSslCertificate> certificates =
        opened ? QSslCertificate::fromDevice(&file, QSsl::Pem) : QList<QSslCertificate>();
    if (certificates.isEmpty())
        return makeError(ErrorKind::Tls, "BadCaBundle",
                         "The CA bundle " + options.caBundle +
                             (opened ? " holds no certificate in PEM form."
                                     : " cannot be read: " + file.errorString().toStdString() + "."));
    tls.setCaCertificates(certificates);
    return tls;
}

/// All but plain GET and HEAD go out as custom verbs: as QNetworkAccessManager::post() a request would be
/// given a form's Content-Type when it has none, and a query would move into an empty body.
QNetworkReply* start(QNetworkAccessManager& manager, const NetworkRequest& request,
                     std::unique_ptr<OnceBody> body)
{
    if (body) {
        QNetworkReply* reply = manager.sendCustomRequest(request.head, request.verb(), body.get());
        body.release()->setParent(reply);
        return reply;
    }
    if (!request.exactTarget.isEmpty())
        return manager.sendCustomRequest(request.head, request.verb());
    return request.isHead ? manager.head(request.head) : manager.get(request.head);
}

} // namespace

struct NetworkTransport::Channel {
    explicit Channel(ProxySettings settings) : proxies(std::move(settings)) {}

    /// Each manager has its own connections.
    QNetworkAccessManager& manager(std::size_t lane)
    {
        auto& place = managers.at(lane);
        if (!place) {
            place = std::make_unique<QNetworkAccessManager>();
            place->setProxyFactory(new EnvironmentProxies(proxies)); // owned by the manager
        }
        return *place;
    }
    /// New connections for what comes; a manager goes when nothing of it is under way any more.
    void renew()
    {
        std::erase_if(retired, [](const std::unique_ptr<QNetworkAccessManager>& old) {
            return !old || old->findChild<QNetworkReply*>() == nullptr;
        });
        for (auto& manager : managers)
            retired.push_back(std::move(manager));
    }

    ProxySettings proxies;
    QNetworkRequest pattern = requestPattern();
    std::array<std::unique_ptr<QNetworkAccessManager>, NetworkQueue::lanes> managers; ///< null until used
    std::vector<std::unique_ptr<QNetworkAccessManager>> retired;
    /// By host and port. They stay: what they know of their connections is as old as these.
    std::map<std::string, NetworkQueue> queues;
};

NetworkTransport::NetworkTransport(ProxySettings proxies) : m_proxies(std::move(proxies)) {}

NetworkTransport::~NetworkTransport() = default;

void NetworkTransport::dismissApplicationProxy()
{
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy));
}

Result<NetworkTransport::Channel*> NetworkTransport::channelFor(bool encrypted,
                                                                const TransportOptions& options)
{
    std::string key = encrypted ? (options.verifyTls ? "verify " : "trust ") + options.caBundle : "plain";
    if (options.noProxy && !m_proxies.empty())
        key.insert(0, "direct ");
    std::unique_ptr<Channel>& channel = m_channels[key];
    if (channel)
        return channel.get();
    auto made = std::make_unique<Channel>(options.noProxy ? ProxySettings() : m_proxies);
    if (encrypted) { // plain HTTP should not wait until certificates are read
        Result<QSslConfiguration> tls = tlsConfiguration(options);
        if (!tls)
            return tls.error();
        made->pattern.setSslConfiguration(*tls);
    }
    channel = std::move(made);
    return channel.get();
}

TransportReplyPtr NetworkTransport::send(const HttpRequest& request, const TransportOptions& options)
{
    const bool encrypted = equalsIgnoringCase(splitUrl(request.url).scheme, "https");
    const Result<Channel*> found = channelFor(encrypted, options);
    if (!found)
        return std::make_unique<NetworkReply>(found.error());
    Channel& channel = **found;
    Result<NetworkRequest> ready = networkRequest(channel.pattern, request, options.sendOnce);
    if (!ready)
        return std::make_unique<NetworkReply>(ready.error());
    const auto proxy = proxyFor(channel.proxies, ready->head.url());
    if (!proxy)
        return std::make_unique<NetworkReply>(proxy.error());
    std::string host = hostHeader(request.url);
    std::string shownHost = host;
    if (*proxy) {
        shownHost += " through the proxy " + (*proxy)->host + ':' + std::to_string((*proxy)->port);
        if (!encrypted && (*proxy)->kind == Proxy::Kind::Http)
            goThrough(**proxy, *ready);
    }
    const auto startHere = [&channel](std::size_t lane, const NetworkRequest& next,
                                      std::unique_ptr<OnceBody> body) {
        return start(channel.manager(lane), next, std::move(body));
    };
    const auto [place, isNew] =
        channel.queues.try_emplace(std::move(host), startHere, [&channel] { channel.renew(); });
    NetworkQueue& queue = place->second;
    // Bytes of others would be taken for headers.
    if (isNew && applicationHasNoProxy()) {
        const int port = *proxy ? (*proxy)->port : ready->head.url().port(encrypted ? 443 : 80);
        m_headers.add(queue, static_cast<quint16>(port));
    }
    auto reply = std::make_unique<NetworkReply>(queue, *std::move(ready), std::move(shownHost), options);
    queue.add(*reply);
    m_headers.wake();
    return reply;
}

} // namespace inia
