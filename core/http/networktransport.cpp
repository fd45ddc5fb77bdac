#include "core/http/networktransport.h"

#include "core/http/networkreply.h"
#include "core/http/requestbody.h"
#include "core/http/requesttarget.h"

#include <QtCore/QFile>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkProxyFactory>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslConfiguration>

#include <optional>
#include <utility>

namespace inia {

namespace {

/// Whether a socket that asks for the application's proxy is told to do without one.
bool applicationHasNoProxy()
{
    return !QNetworkProxyFactory::usesSystemConfiguration() &&
           QNetworkProxy::applicationProxy().type() == QNetworkProxy::NoProxy;
}

/// Straight to the host. Where Qt is told so in plain words, it reads answers over plain HTTP without a
/// buffer: one system call for each byte of their headers. A socket that is to ask for the application's
/// proxy has a buffer, and goes straight to the host as well when there is none.
QNetworkProxy noProxy(const QUrl& url)
{
    QNetworkProxy proxy(QNetworkProxy::NoProxy);
    if (url.scheme() == QLatin1String("http") && applicationHasNoProxy()) {
        proxy.setType(QNetworkProxy::DefaultProxy);
        proxy.setCapabilities(QNetworkProxy::TunnelingCapability);
    }
    return proxy;
}

class EnvironmentProxies final : public QNetworkProxyFactory {
public:
    explicit EnvironmentProxies(ProxySettings settings) : m_settings(std::move(settings)) {}
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        const QUrl url = query.url();
        const auto proxy =
            m_settings.proxyFor(url.scheme().toStdString(), url.host().toStdString(), url.port());
        if (!proxy)
            return {noProxy(url)};
        return {QNetworkProxy(QNetworkProxy::HttpProxy, QString::fromStdString(proxy->host),
                              static_cast<quint16>(proxy->port), QString::fromStdString(proxy->user),
                              QString::fromStdString(proxy->password))};
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

bool isBroken(const std::string& text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
}

Result<void> addHeaders(QNetworkRequest& out, const HttpRequest& request)
{
    for (const auto& [name, value] : request.headers) {
        if (isBroken(name) || isBroken(value))
            return makeError(ErrorKind::Unsupported, "UnsendableHeader",
                             "The header " + name.substr(0, name.find_first_of("\r\n")) +
                                 " holds a line break and cannot be sent. Nothing was sent.");
        if (equalsIgnoringCase(name, "Content-Length"))
            continue; // Qt counts the body itself
        const QByteArray key = QByteArray::fromStdString(name);
        const QByteArray earlier = out.hasRawHeader(key) ? out.rawHeader(key) + ',' : QByteArray();
        out.setRawHeader(key, earlier + QByteArray::fromStdString(value));
    }
    if (!request.headers.contains("Host"))
        out.setRawHeader("Host", QByteArray::fromStdString(hostHeader(request.url)));
    // Qt otherwise asks for compressed bodies and unpacks them silently, which also breaks objects that
    // are stored with a Content-Encoding.
    if (!request.headers.contains("Accept-Encoding"))
        out.setRawHeader("Accept-Encoding", "identity");
    return {};
}

void setAttributes(QNetworkRequest& out)
{
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
}

/// POST goes out as a custom verb: as QNetworkAccessManager::post() it would be given a form's Content-Type
/// when it has none, and a query would move into an empty body.
QNetworkReply* start(QNetworkAccessManager& manager, const QNetworkRequest& out, const HttpRequest& request,
                     std::unique_ptr<QIODevice> device)
{
    if (device) {
        QNetworkReply* reply =
            manager.sendCustomRequest(out, QByteArray::fromStdString(request.method), device.get());
        device.release()->setParent(reply);
        return reply;
    }
    const bool hasBody = !request.body.isEmpty();
    if (request.method == "GET" && !hasBody)
        return manager.get(out);
    if (request.method == "HEAD")
        return manager.head(out);
    if (request.method == "PUT")
        return manager.put(out, request.body);
    const QByteArray verb = QByteArray::fromStdString(request.method);
    if (hasBody || verb == "POST" || verb == "PATCH")
        return manager.sendCustomRequest(out, verb, request.body);
    return manager.sendCustomRequest(out, verb);
}

} // namespace

struct NetworkTransport::Channel {
    /// Absent for plain HTTP, which should not wait until certificates are read.
    std::optional<QSslConfiguration> tls;
    QNetworkAccessManager manager;
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
    std::unique_ptr<Channel>& channel =
        m_channels[encrypted ? (options.verifyTls ? "verify " : "trust ") + options.caBundle : "plain"];
    if (channel)
        return channel.get();
    std::optional<QSslConfiguration> configuration;
    if (encrypted) {
        Result<QSslConfiguration> tls = tlsConfiguration(options);
        if (!tls)
            return tls.error();
        configuration = *std::move(tls);
    }
    channel = std::make_unique<Channel>();
    channel->tls = std::move(configuration);
    channel->manager.setProxyFactory(new EnvironmentProxies(m_proxies)); // owned by the manager
    return channel.get();
}

TransportReplyPtr NetworkTransport::send(const HttpRequest& request, const TransportOptions& options)
{
    const Result<QUrl> url = sendableUrl(request.url);
    if (!url)
        return std::make_unique<NetworkReply>(url.error());
    const Result<Channel*> channel = channelFor(url->scheme() == QLatin1String("https"), options);
    if (!channel)
        return std::make_unique<NetworkReply>(channel.error());
    QNetworkRequest out(*url);
    setAttributes(out);
    if ((*channel)->tls)
        out.setSslConfiguration(*(*channel)->tls);
    if (const Result<void> added = addHeaders(out, request); !added)
        return std::make_unique<NetworkReply>(added.error());
    std::unique_ptr<QIODevice> device;
    if (request.bodySource) {
        Result<std::unique_ptr<QIODevice>> opened = request.bodySource->open();
        if (!opened)
            return std::make_unique<NetworkReply>(opened.error());
        device = std::move(*opened);
    }
    return std::make_unique<NetworkReply>(start((*channel)->manager, out, request, std::move(device)),
                                          request, options);
}

} // namespace inia
