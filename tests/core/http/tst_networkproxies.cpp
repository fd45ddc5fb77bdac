#include "core/http/networktransport.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/selfsignedcertificate.h"
#include "tests/support/testmain.h"

#include <QtCore/QProcessEnvironment>
#include <QtCore/QUrl>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using inia::test::RawAnswer;
using inia::test::RawHttpServer;
using inia::test::RawRequest;
using inia::test::SelfSignedCertificate;

namespace {

/// Passes on what both sides say, once the opening is done.
class Tunnel final : public QTcpServer {
public:
    /// Takes what the client has said so far and says how much of it the opening is, 0 when it is not whole,
    /// and with what it is answered.
    using Opening = std::function<std::pair<qsizetype, QByteArray>(const QByteArray& said)>;

    Tunnel(quint16 target, std::vector<Opening> openings) : m_target(target), m_openings(std::move(openings))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] { serve(nextPendingConnection()); });
    }
    [[nodiscard]] const QByteArrayList& said() const { return m_said; }

private:
    void serve(QTcpSocket* inside)
    {
        auto* outside = new QTcpSocket(inside);
        outside->connectToHost(QHostAddress::LocalHost, m_target);
        connect(outside, &QIODevice::readyRead, inside,
                [inside, outside] { inside->write(outside->readAll()); });
        connect(inside, &QIODevice::readyRead, inside,
                [this, inside, outside, buffer = QByteArray(), step = std::size_t(0)]() mutable {
                    buffer += inside->readAll();
                    while (step < m_openings.size()) {
                        const auto [taken, answer] = m_openings[step](buffer);
                        if (taken == 0)
                            return;
                        m_said << buffer.left(taken);
                        buffer.remove(0, taken);
                        inside->write(answer);
                        ++step;
                    }
                    outside->write(std::exchange(buffer, {}));
                });
    }

    quint16 m_target;
    std::vector<Opening> m_openings;
    QByteArrayList m_said;
};

NetworkTransport transportWith(const char* variable, const QString& value)
{
    QProcessEnvironment environment;
    environment.insert(QString::fromLatin1(variable), value);
    return NetworkTransport(ProxySettings::fromEnvironment(environment));
}

QString address(const QTcpServer& server)
{
    return QStringLiteral("127.0.0.1:%1").arg(server.serverPort());
}

Result<HttpResponse> resultOf(Transport& transport, const std::string& url, const char* method = "GET",
                              const QByteArray& body = {}, TransportOptions options = {})
{
    HttpRequest request;
    request.method = method;
    request.url = url;
    request.body = body;
    options.verifyTls = false;
    options.connectTimeout = std::chrono::seconds(2);
    const TransportReplyPtr reply = transport.send(request, options);
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    if (!finished.wait())
        return makeError(ErrorKind::Timeout, "TestGaveUp", "finished() never came");
    return reply->result();
}

QByteArray said(const Result<HttpResponse>& result)
{
    return result ? result->body : QByteArray::fromStdString(result.error().message);
}

} // namespace

/// What reaches the proxy, and the host by it.
class TestNetworkProxies final : public QObject {
    Q_OBJECT
private slots:
    void readsPlainRequests();
    void isToldWhoAsks();
    void getsTheExactPath();
    void opensATunnelForTls();
    void refusesTheTunnel_data();
    void refusesTheTunnel();
    void opensAConnectionBySocks_data();
    void opensAConnectionBySocks();
    void isNamedWhenItIsNotThere();
    void nonsenseSendsNothing();
    void isPassedByWhereItIsSaid();
    void ofTheApplicationIsLeftAlone();
};

void TestNetworkProxies::readsPlainRequests()
{
    RawHttpServer proxy;
    proxy.setHandler([](const RawRequest&) { return RawAnswer::ok("from the proxy"); });
    auto transport = transportWith("http_proxy", address(proxy));
    for (const char* method : {"GET", "POST"}) {
        const auto result = resultOf(transport, "http://service.test/a%20b?x", method);
        QCOMPARE(said(result), QByteArray("from the proxy"));
        QCOMPARE(proxy.requests().last().target(), QByteArray("http://service.test/a%20b?x"));
        QCOMPARE(proxy.requests().last().header("Host"), QByteArray("service.test"));
        QVERIFY(proxy.requests().last().header("Proxy-Authorization").isNull());
    }
}

/// A request whose body leaves once cannot wait until it is asked.
void TestNetworkProxies::isToldWhoAsks()
{
    RawHttpServer proxy;
    proxy.setHandler([](const RawRequest& request) {
        return request.header("Proxy-Authorization").isNull()
                   ? RawAnswer::status(407, "", {"Proxy-Authenticate: Basic realm=\"x\""})
                   : RawAnswer::ok("in");
    });
    auto transport = transportWith("http_proxy", QStringLiteral("http://me:p%40ss@") + address(proxy));
    QCOMPARE(said(resultOf(transport, "http://service.test/", "POST", "x")), QByteArray("in"));
    QCOMPARE(proxy.requests().size(), 1);
    QCOMPARE(proxy.requests().at(0).header("Proxy-Authorization"),
             "Basic " + QByteArray("me:p@ss").toBase64());
}

void TestNetworkProxies::getsTheExactPath()
{
    RawHttpServer proxy;
    auto transport = transportWith("http_proxy", address(proxy));
    QVERIFY(resultOf(transport, "http://Service.test:8080/a/../b?x", "PUT", "x").ok());
    QCOMPARE(proxy.requests().at(0).line, QByteArray("PUT http://service.test:8080/a/../b?x HTTP/1.1"));
    QCOMPARE(proxy.requests().at(0).body, QByteArray("x"));
}

void TestNetworkProxies::opensATunnelForTls()
{
    RawHttpServer origin;
    origin.useTls(SelfSignedCertificate::create("Inia test authority").serverConfiguration());
    origin.setHandler([](const RawRequest&) { return RawAnswer::ok("in"); });
    const Tunnel proxy(origin.serverPort(), {[](const QByteArray& said) {
                           const bool isWhole = said.endsWith("\r\n\r\n");
                           return std::pair(isWhole ? said.size() : 0,
                                            QByteArray("HTTP/1.1 200 Established\r\n\r\n"));
                       }});
    auto transport = transportWith("https_proxy", QStringLiteral("http://") + address(proxy));
    QCOMPARE(said(resultOf(transport, "https://service.test/a/../b", "POST", "x")), QByteArray("in"));
    QVERIFY(proxy.said().at(0).startsWith("CONNECT service.test:443 HTTP/1.1\r\n"));
    QCOMPARE(origin.requests().at(0).target(), QByteArray("/a/../b"));
    QVERIFY(origin.requests().at(0).header("Proxy-Authorization").isNull());
}

void TestNetworkProxies::refusesTheTunnel_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("403") << RawAnswer::status(403, "<html>").bytes << ErrorKind::Transport;
    QTest::newRow("no HTTP") << QByteArray("SSH-2.0-x\r\n\r\n") << ErrorKind::Transport;
    QTest::newRow("end") << QByteArray() << ErrorKind::Timeout; // Qt tries again and again
}

void TestNetworkProxies::refusesTheTunnel()
{
    QFETCH(QByteArray, answer);
    RawHttpServer proxy;
    proxy.setHandler([&](const RawRequest&) { return RawAnswer{answer, true}; });
    auto transport = transportWith("https_proxy", address(proxy));
    const auto result = resultOf(transport, "https://service.test/", "POST", "x");
    QVERIFY(!result);
    QTEST(result.error().kind, "kind");
    QVERIFY2(said(result).contains(address(proxy).toLatin1()), said(result).constData());
}

void TestNetworkProxies::opensAConnectionBySocks_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

void TestNetworkProxies::opensAConnectionBySocks()
{
    QFETCH(bool, tls);
    RawHttpServer origin;
    if (tls)
        origin.useTls(SelfSignedCertificate::create("Inia test authority").serverConfiguration());
    origin.setHandler([](const RawRequest&) { return RawAnswer::ok("in"); });
    const auto greeting = [](const QByteArray& said) {
        const bool isWhole = said.size() >= 2 && said.size() >= 2 + said[1];
        return std::pair(isWhole ? qsizetype(2 + said[1]) : 0, QByteArray::fromHex("0500"));
    };
    const auto asking = [](const QByteArray& said) {
        const bool isWhole = said.size() >= 5 && said.size() >= 7 + said[4];
        return std::pair(isWhole ? qsizetype(7 + said[4]) : 0, QByteArray::fromHex("05000001000000000000"));
    };
    const Tunnel proxy(origin.serverPort(), {greeting, asking});
    auto transport = transportWith("ALL_PROXY", QStringLiteral("socks5://") + address(proxy));
    const std::string scheme = tls ? "https" : "http";
    QCOMPARE(said(resultOf(transport, scheme + "://service.test/a/../b", "POST", "x")), QByteArray("in"));
    QCOMPARE(origin.requests().size(), 1);
    QCOMPARE(origin.requests().at(0).target(), QByteArray("/a/../b"));
    QVERIFY(proxy.said().at(1).contains("service.test"));
}

void TestNetworkProxies::isNamedWhenItIsNotThere()
{
    QTcpServer gone;
    gone.listen(QHostAddress::LocalHost);
    const QString place = address(gone);
    gone.close();
    for (const char* url : {"http://service.test/", "https://service.test/"}) {
        for (const char* scheme : {"http://", "socks5://"}) {
            auto transport = transportWith("ALL_PROXY", QString::fromLatin1(scheme) + place);
            const auto result = resultOf(transport, url, "POST");
            QVERIFY(!result);
            QVERIFY2(result.error().kind == ErrorKind::Transport, said(result).constData());
            QVERIFY2(said(result).contains(place.toLatin1()), said(result).constData());
        }
    }
}

void TestNetworkProxies::nonsenseSendsNothing()
{
    RawHttpServer server;
    for (const char* value : {"http://bad:port", "https://127.0.0.1:1", "3128"}) {
        auto transport = transportWith("HTTP_PROXY", QString::fromLatin1(value));
        const auto result = resultOf(transport, server.url());
        QVERIFY(!result);
        QCOMPARE(result.error().code, std::string("BadProxy"));
        QVERIFY2(said(result).startsWith(QByteArray("HTTP_PROXY is \"") + value), said(result).constData());
        QVERIFY(!result.error().retryable);
    }
    QCOMPARE(server.connectionsSeen(), 0);
}

/// Also over a connection of its own, when there is one by the proxy.
void TestNetworkProxies::isPassedByWhereItIsSaid()
{
    RawHttpServer proxy;
    proxy.setHandler([](const RawRequest&) { return RawAnswer::ok("from the proxy"); });
    RawHttpServer server;
    server.setHandler([](const RawRequest&) { return RawAnswer::ok("straight"); });
    auto transport = transportWith("http_proxy", address(proxy));
    TransportOptions direct;
    direct.noProxy = true;
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(said(resultOf(transport, server.url())), QByteArray("from the proxy"));
        QCOMPARE(said(resultOf(transport, server.url(), "GET", {}, direct)), QByteArray("straight"));
    }
    auto nonsense = transportWith("http_proxy", QStringLiteral("http://bad:port"));
    QCOMPARE(said(resultOf(nonsense, server.url(), "GET", {}, direct)), QByteArray("straight"));
    QCOMPARE(server.connectionsSeen(), 2);
}

/// A program around it may have a proxy of its own, which is no business of what the settings send straight.
void TestNetworkProxies::ofTheApplicationIsLeftAlone()
{
    RawHttpServer proxy;
    RawHttpServer server;
    server.enqueue(RawAnswer::ok("straight"));
    NetworkTransport transport;
    QNetworkProxy::setApplicationProxy(
        {QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.serverPort()});
    const auto result = resultOf(transport, server.url());
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    QCOMPARE(said(result), QByteArray("straight"));
    QVERIFY(proxy.requests().isEmpty());
}

INIA_TEST_CLASS(TestNetworkProxies, QCoreApplication)
#include "tst_networkproxies.moc"
