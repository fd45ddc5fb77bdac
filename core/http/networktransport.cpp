#include "core/http/networktransport.h"

#include "core/http/networkanswer.h"
#include "core/http/networkreply.h"
#include "core/http/networkrequest.h"

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

#ifdef Q_OS_LINUX
#include <arpa/inet.h>
#include <dirent.h>
#include <linux/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#endif

#include <algorithm>

namespace inia {

using namespace std::chrono_literals;

namespace {

/// Of a connection.
struct SocketReading {
    quint64 number = 0;
    quint16 peerPort = 0;
    qint64 read = 0;
};

#ifdef Q_OS_LINUX

quint16 peerPortOf(int descriptor)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        return 0;
    if (address.ss_family == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
    return address.ss_family == AF_INET6 ? ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port)
                                         : quint16(0);
}

std::optional<SocketReading> readingOf(int descriptor)
{
    SocketReading reading;
    reading.peerPort = peerPortOf(descriptor);
    if (reading.peerPort == 0)
        return std::nullopt;
    socklen_t size = sizeof reading.number;
    if (getsockopt(descriptor, SOL_SOCKET, SO_COOKIE, &reading.number, &size) != 0)
        return std::nullopt;
    tcp_info info{};
    size = sizeof info;
    int unread = 0;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
        size < offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received ||
        ioctl(descriptor, FIONREAD, &unread) != 0)
        return std::nullopt;
    reading.read = static_cast<qint64>(info.tcpi_bytes_received) - unread;
    return reading;
}

std::vector<SocketReading> ownConnections()
{
    std::vector<SocketReading> readings;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir("/proc/self/fd"), closedir);
    if (!folder)
        return readings;
    while (const dirent* entry = readdir(folder.get())) {
        if (entry->d_name[0] == '.')
            continue;
        if (const auto reading = readingOf(std::atoi(entry->d_name)))
            readings.push_back(*reading);
    }
    return readings;
}

#else

std::vector<SocketReading> ownConnections()
{
    return {};
}

#endif

constexpr auto lookEvery = 50ms;

} // namespace

HeaderGuard::HeaderGuard()
{
    m_timer.setInterval(lookEvery);
    connect(&m_timer, &QTimer::timeout, this, &HeaderGuard::look);
}

void HeaderGuard::wake()
{
    if (m_timer.isActive())
        return;
    m_isFirst = true;
    m_timer.start();
}

void HeaderGuard::look()
{
    const bool waits = std::any_of(m_queues.begin(), m_queues.end(),
                                   [](const Guarded& guarded) { return guarded.queue->waitsForHead(); });
    if (!waits) {
        m_timer.stop();
        m_sockets.clear();
        m_accounts.clear();
        return;
    }
    const auto read = readSinceLastLook();
    std::map<quint16, qint64> given;
    for (const Guarded& guarded : m_queues)
        given[guarded.port] += guarded.queue->bytesGiven();
    for (const auto& [port, bytes] : given) {
        Account& account = m_accounts[port];
        const qint64 news = bytes - std::exchange(account.given, bytes);
        if (m_isFirst)
            continue;
        const auto found = read.find(port);
        // TLS and chunks take their share of what comes, and a head as well.
        const qint64 came = (found == read.end() ? 0 : found->second) - news - news / 8;
        account.unaccounted = std::max<qint64>(0, account.unaccounted + came);
        judge(port, account, came);
    }
    m_isFirst = false;
}

std::map<quint16, qint64> HeaderGuard::readSinceLastLook()
{
    std::map<quint16, qint64> read;
    std::map<quint64, qint64> sockets;
    for (const SocketReading& reading : ownConnections()) {
        const auto before = m_sockets.find(reading.number);
        if (before != m_sockets.end())
            read[reading.peerPort] += std::max<qint64>(0, reading.read - before->second);
        else if (!m_isFirst)
            read[reading.peerPort] += reading.read;
        sockets.emplace(reading.number, reading.read);
    }
    m_sockets = std::move(sockets);
    return read;
}

/// Looks twice: what Qt's thread has read may be on its way to the replies.
void HeaderGuard::judge(quint16 port, Account& account, qint64 came)
{
    const bool wasOver = std::exchange(account.isOver, account.unaccounted > mostUnaccounted);
    if (!account.isOver || !wasOver || came <= 0)
        return;
    account = Account{account.given};
    const Error error =
        transportError(ErrorKind::Transport, "HeadTooLong",
                       "More than " + std::to_string(mostUnaccounted >> 20) +
                           " MiB of headers without an end came on port " + std::to_string(port) +
                           ". Check the endpoint and the proxy; it is no service that answers so.");
    for (const Guarded& guarded : std::vector<Guarded>(m_queues)) {
        if (guarded.port == port && guarded.queue->waitsForHead())
            guarded.queue->distrustConnections(error);
    }
}

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
