#include "core/http/networktransport.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/selfsignedcertificate.h"
#include "tests/support/testmain.h"

#include <QtCore/QTemporaryFile>
#include <QtCore/QTimer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <optional>

using namespace inia;
using inia::test::RawAnswer;
using inia::test::RawHttpServer;
using inia::test::SelfSignedCertificate;
using namespace std::chrono_literals;

namespace {

HttpRequest requestTo(std::string url, std::string method = "GET", QByteArray body = {})
{
    HttpRequest request;
    request.method = std::move(method);
    request.url = std::move(url);
    request.body = std::move(body);
    return request;
}

bool wait(QSignalSpy& spy)
{
    return !spy.isEmpty() || spy.wait();
}

std::string hostOf(const RawHttpServer& server)
{
    return "127.0.0.1:" + std::to_string(server.serverPort());
}

} // namespace

/// What is said when no whole response arrives, and what giving up leaves behind.
class TestNetworkFailures final : public QObject {
    Q_OBJECT
private slots:
    void hostNotFound();
    void connectionRefused();
    void hangUp();
    void truncatedBody_data();
    void truncatedBody();
    void notHttp();
    void readTimeoutBeforeAnswer();
    void readTimeoutInBody();
    void activityKeepsItAlive();
    void connectTimeout();
    void abort();
    void dropClosesTheSocket();
    void dropInProgressSlot();
    void transportDiesFirst();
    void transportDiesInFinishedSlot();
    void untrustedCertificate();
    void certificateOfBundle();
    void uncheckedCertificate();
    void uncheckedConnectionIsNotShared();
    void badBundle();
    void bundleIsNotReadForPlainHttp();

private:
    Error errorOf(const HttpRequest& request, const TransportOptions& options = {});
    NetworkTransport m_transport;
};

/// Sends and waits; an error with an empty code when all went well.
Error TestNetworkFailures::errorOf(const HttpRequest& request, const TransportOptions& options)
{
    const TransportReplyPtr reply = m_transport.send(request, options);
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    if (!wait(finished))
        return makeError(ErrorKind::Timeout, "TestGaveUp", "finished() never came");
    return reply->result().ok() ? Error{} : reply->result().error();
}

void TestNetworkFailures::hostNotFound()
{
    const Error error = errorOf(requestTo("http://no-such-host.invalid/"));
    QCOMPARE(error.kind, ErrorKind::Transport);
    QCOMPARE(error.code, std::string("HostNotFound"));
    QVERIFY(error.message.find("no-such-host.invalid") != std::string::npos);
    QVERIFY(error.retryable);
}

void TestNetworkFailures::connectionRefused()
{
    std::optional<RawHttpServer> server;
    server.emplace();
    const std::string url = server->url();
    const std::string host = hostOf(*server);
    server.reset();
    const Error error = errorOf(requestTo(url));
    QCOMPARE(error.kind, ErrorKind::Transport);
    QCOMPARE(error.code, std::string("ConnectionRefused"));
    QVERIFY(error.message.find(host) != std::string::npos);
}

void TestNetworkFailures::hangUp()
{
    RawHttpServer server;
    server.setHandler([](const auto&) { return RawAnswer::hangUp(); });
    const Error error = errorOf(requestTo(server.url("/?X-Amz-Signature=hush")));
    QCOMPARE(error.kind, ErrorKind::Transport);
    QCOMPARE(error.code, std::string("ConnectionClosed"));
    QVERIFY(error.message.find(hostOf(server)) != std::string::npos);
    QVERIFY(error.message.find("hush") == std::string::npos);
}

/// Not among them: bodies in chunks, of whose early end Qt does not always tell (see NetworkTransport).
void TestNetworkFailures::truncatedBody_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("says");
    const RawAnswer whole = RawAnswer::ok("0123456789");
    QTest::newRow("Content-Length") << whole.bytes.chopped(4) << QStringLiteral("6 of 10 bytes");
    QTest::newRow("no body at all") << whole.bytes.chopped(10) << QStringLiteral("0 of 10 bytes");
    QTest::newRow("404") << RawAnswer::status(404, "0123456789").bytes.chopped(4)
                         << QStringLiteral("6 of 10 bytes");
}

void TestNetworkFailures::truncatedBody()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, says);
    RawHttpServer server;
    server.setHandler([&](const auto&) { return RawAnswer{answer, true}; });
    const Error error = errorOf(requestTo(server.url()));
    QCOMPARE(error.kind, ErrorKind::Transport);
    QCOMPARE(error.code, std::string("TruncatedBody"));
    QVERIFY2(error.message.find(says.toStdString()) != std::string::npos, error.message.c_str());
    QVERIFY(error.retryable);
    QVERIFY(error.httpStatus >= 200);
}

void TestNetworkFailures::notHttp()
{
    RawHttpServer server;
    server.setHandler([](const auto&) { return RawAnswer{"SSH-2.0-OpenSSH_9.2\r\n\r\n", true}; });
    const Error error = errorOf(requestTo(server.url()));
    QCOMPARE(error.kind, ErrorKind::Transport);
    QVERIFY(error.message.find(hostOf(server)) != std::string::npos);
}

void TestNetworkFailures::readTimeoutBeforeAnswer()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::silence());
    TransportOptions options;
    options.readTimeout = 50ms;
    const Error error = errorOf(requestTo(server.url()), options);
    QCOMPARE(error.kind, ErrorKind::Timeout);
    QCOMPARE(error.code, std::string("ReadTimeout"));
    QVERIFY(error.message.find("0.05 s") != std::string::npos);
    QVERIFY(error.retryable);
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(server.requests().size(), 1);
}

void TestNetworkFailures::readTimeoutInBody()
{
    RawHttpServer server;
    server.enqueue({RawAnswer::ok("0123456789").bytes.chopped(4)});
    TransportOptions options;
    options.readTimeout = 50ms;
    QCOMPARE(errorOf(requestTo(server.url()), options).code, std::string("ReadTimeout"));
}

void TestNetworkFailures::activityKeepsItAlive()
{
    RawHttpServer server;
    server.enqueue({"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n"});
    TransportOptions options;
    options.readTimeout = 1000ms;
    const TransportReplyPtr reply = m_transport.send(requestTo(server.url()), options);
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QSignalSpy came(&server, &RawHttpServer::requestCame);
    QVERIFY(wait(came));
    QTimer trickle; // longer in all than the limit, but never silent for so long
    connect(&trickle, &QTimer::timeout, this, [&server] { server.writeMore("x"); });
    trickle.start(150ms);
    QVERIFY(wait(finished));
    QVERIFY2(reply->result().ok(), reply->result().ok() ? "" : reply->result().error().message.c_str());
    QVERIFY(reply->timing().done > options.readTimeout);
}

void TestNetworkFailures::connectTimeout()
{
    QTcpServer mute; // takes the connection, never answers the TLS greeting
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    TransportOptions options;
    options.connectTimeout = 50ms;
    const Error error =
        errorOf(requestTo("https://127.0.0.1:" + std::to_string(mute.serverPort()) + "/"), options);
    QCOMPARE(error.kind, ErrorKind::Timeout);
    QCOMPARE(error.code, std::string("ConnectTimeout"));
}

void TestNetworkFailures::abort()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::silence());
    const TransportReplyPtr reply = m_transport.send(requestTo(server.url(), "PUT", "body"), {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QSignalSpy came(&server, &RawHttpServer::requestCame);
    QVERIFY(wait(came));
    reply->abort();
    QCOMPARE(finished.size(), 0);
    QVERIFY(wait(finished));
    QCOMPARE(reply->result().error().kind, ErrorKind::Cancelled);
    reply->abort();
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(finished.size(), 1);
}

void TestNetworkFailures::dropClosesTheSocket()
{
    RawHttpServer server;
    server.enqueue({RawAnswer::ok("0123456789").bytes.chopped(4)});
    TransportReplyPtr reply = m_transport.send(requestTo(server.url()), {});
    int signalsSeen = 0;
    connect(reply.get(), &TransportReply::finished, this, [&signalsSeen] { ++signalsSeen; });
    QSignalSpy progress(reply.get(), &TransportReply::progress);
    QVERIFY(wait(progress));
    reply.reset();
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(signalsSeen, 0);
    QCOMPARE(server.requests().size(), 1);
}

void TestNetworkFailures::dropInProgressSlot()
{
    RawHttpServer server;
    server.enqueue({RawAnswer::ok("0123456789").bytes.chopped(4)});
    TransportReplyPtr reply = m_transport.send(requestTo(server.url()), {});
    connect(reply.get(), &TransportReply::progress, this, [&reply] { reply.reset(); });
    QTRY_VERIFY(!reply);
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestNetworkFailures::transportDiesFirst()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::silence());
    auto transport = std::make_unique<NetworkTransport>();
    const TransportReplyPtr reply = transport->send(requestTo(server.url()), {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QSignalSpy came(&server, &RawHttpServer::requestCame);
    QVERIFY(wait(came));
    transport.reset();
    QVERIFY(wait(finished));
    QCOMPARE(finished.size(), 1);
    QCOMPARE(reply->result().error().kind, ErrorKind::Cancelled);
}

void TestNetworkFailures::transportDiesInFinishedSlot()
{
    RawHttpServer server;
    auto transport = std::make_unique<NetworkTransport>();
    TransportReplyPtr reply = transport->send(requestTo(server.url()), {});
    connect(reply.get(), &TransportReply::finished, this, [&] {
        transport.reset();
        reply.reset();
    });
    QTRY_VERIFY(!reply);
    QVERIFY(!transport);
}

void TestNetworkFailures::untrustedCertificate()
{
    RawHttpServer server;
    server.useTls(SelfSignedCertificate::create("Inia test authority").serverConfiguration());
    const Error error = errorOf(requestTo(server.url()));
    QCOMPARE(error.kind, ErrorKind::Tls);
    QCOMPARE(error.code, std::string("TlsFailed"));
    QVERIFY(error.message.find(hostOf(server)) != std::string::npos);
    QVERIFY2(error.message.find("self-signed") != std::string::npos, error.message.c_str());
    QVERIFY(error.message.find("Inia test authority") != std::string::npos);
    QVERIFY(!error.retryable);
    QVERIFY(server.requests().isEmpty());
}

void TestNetworkFailures::certificateOfBundle()
{
    const SelfSignedCertificate certificate = SelfSignedCertificate::create("Inia test authority");
    RawHttpServer server;
    server.useTls(certificate.serverConfiguration());
    QTemporaryFile bundle;
    QVERIFY(bundle.open());
    bundle.write(certificate.certificatePem);
    bundle.close();
    TransportOptions options;
    options.caBundle = bundle.fileName().toStdString();
    const Error error = errorOf(requestTo(server.url("/a%20b")), options);
    QVERIFY2(error.code.empty(), error.message.c_str());
    QCOMPARE(server.requests().at(0).target(), QByteArray("/a%20b"));
}

void TestNetworkFailures::uncheckedCertificate()
{
    RawHttpServer server;
    server.useTls(SelfSignedCertificate::create("Inia test authority").serverConfiguration());
    TransportOptions options;
    options.verifyTls = false;
    QCOMPARE(errorOf(requestTo(server.url()), options).message, std::string());
    QCOMPARE(server.requests().size(), 1);
}

void TestNetworkFailures::uncheckedConnectionIsNotShared()
{
    RawHttpServer server;
    server.useTls(SelfSignedCertificate::create("Inia test authority").serverConfiguration());
    TransportOptions options;
    options.verifyTls = false;
    QCOMPARE(errorOf(requestTo(server.url()), options).message, std::string());
    QCOMPARE(errorOf(requestTo(server.url())).kind, ErrorKind::Tls);
    QCOMPARE(server.requests().size(), 1);
}

void TestNetworkFailures::badBundle()
{
    RawHttpServer server;
    server.useTls(SelfSignedCertificate::create("Inia test authority").serverConfiguration());
    TransportOptions options;
    options.caBundle = "/no/such/bundle.pem";
    const Error missing = errorOf(requestTo(server.url()), options);
    QCOMPARE(missing.kind, ErrorKind::Tls);
    QVERIFY(missing.message.find("/no/such/bundle.pem cannot be read") != std::string::npos);
    QTemporaryFile empty;
    QVERIFY(empty.open());
    options.caBundle = empty.fileName().toStdString();
    QVERIFY(errorOf(requestTo(server.url()), options).message.find("holds no certificate") !=
            std::string::npos);
    QCOMPARE(server.connectionsSeen(), 0);
}

void TestNetworkFailures::bundleIsNotReadForPlainHttp()
{
    RawHttpServer server;
    TransportOptions options;
    options.caBundle = "/no/such/bundle.pem";
    QCOMPARE(errorOf(requestTo(server.url()), options).message, std::string());
    QCOMPARE(server.requests().size(), 1);
}

INIA_TEST_CLASS(TestNetworkFailures, QCoreApplication)
#include "tst_networkfailures.moc"
