#include "core/http/httpmessage.h"
#include "core/http/networkreply.h"
#include "core/http/networktransport.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/selfsignedcertificate.h"
#include "tests/support/testmain.h"

#include <QtCore/QSet>
#include <QtCore/QTemporaryFile>
#include <QtCore/QTimer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <csignal>
#include <optional>

using namespace inia;
using inia::test::RawAnswer;
using inia::test::RawHttpServer;
using inia::test::RawRequest;
using inia::test::SelfSignedCertificate;
using namespace std::chrono_literals;

namespace {

struct Kind {
    const char* method;
    qsizetype bodySize; ///< negative: from a file
    bool sendOnce = false;

    /// Qt sends these again by itself; all others are one request.
    [[nodiscard]] bool isRepeated() const { return bodySize == 0 && !sendOnce && isRead(); }
    /// Neither signals nor bytes tell when it has left.
    [[nodiscard]] bool isSilent() const { return bodySize == 0 && !isRepeated(); }

private:
    [[nodiscard]] bool isRead() const { return *method == 'G' || *method == 'H'; }
};

/// Every shape a request can have on the wire.
constexpr Kind kinds[] = {{"GET", 0},    {"GET", 0, true}, {"GET", 3},        {"HEAD", 0}, {"DELETE", 0},
                          {"DELETE", 2}, {"PUT", 0},       {"PUT", 40},       {"PUT", -1}, {"PUT", 300'000},
                          {"POST", 0},   {"POST", 1},      {"POST", 100'000}, {"PATCH", 2}};

QByteArray name(const Kind& kind)
{
    return QByteArray(kind.method) + ' ' + QByteArray::number(kind.bodySize);
}

bool isOver(QSignalSpy& spy)
{
    return !spy.isEmpty() || spy.wait(20'000);
}

std::string codeOf(const TransportReply& reply)
{
    return reply.result().ok() ? "answered" : reply.result().error().code;
}

/// A port whose system drops what asks for a connection: the queue of its listener is full.
class DeafHost {
public:
    DeafHost()
    {
        m_server.setListenBacklogSize(1);
        m_server.listen(QHostAddress::LocalHost);
        m_server.pauseAccepting();
        for (int i = 0; i < 4; ++i) {
            auto& filler = m_fillers.emplace_back(std::make_unique<QTcpSocket>());
            filler->connectToHost(m_server.serverAddress(), m_server.serverPort());
            m_isDeaf = !filler->waitForConnected(100);
        }
    }
    [[nodiscard]] bool isDeaf() const { return m_isDeaf; }
    [[nodiscard]] std::string url() const
    {
        return "http://127.0.0.1:" + std::to_string(m_server.serverPort()) + "/";
    }

private:
    QTcpServer m_server;
    std::vector<std::unique_ptr<QTcpSocket>> m_fillers;
    bool m_isDeaf = false;
};

/// Requests under way side by side.
struct Flight {
    TransportReplyPtr reply;
    std::unique_ptr<QSignalSpy> finished;

    Flight(Transport& transport, const HttpRequest& request, const TransportOptions& options)
        : reply(transport.send(request, options)),
          finished(std::make_unique<QSignalSpy>(reply.get(), &TransportReply::finished))
    {
    }
};

HttpRequest requestOf(const std::string& url, const char* method, const QByteArray& body = {})
{
    HttpRequest request;
    request.method = method;
    request.url = url;
    request.body = body;
    return request;
}

} // namespace

/// One send() is at most one request, whatever it is and whatever becomes of the connection, and it ends in
/// time. What arrives is counted at the server.
class TestNetworkAttempts final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void dyingConnectionIsOneRequest_data();
    void dyingConnectionIsOneRequest();
    void muteServerEndsInTime_data();
    void muteServerEndsInTime();
    void slowAnswerIsNoSlowConnection_data();
    void slowAnswerIsNoSlowConnection();
    void muteHandshakeEndsInTime();
    void droppedPacketsEndInTimeForAll();
    void waitingHasNoLimitOfItsOwn();
    void totalLimitIncludesWaiting();
    void slowSourceIsNoSlowServer();
    void failureOfOneIsNoFailureOfOthers();
    void failureForGoodHasNoVictims_data();
    void failureForGoodHasNoVictims();
    void unknownHostIsToldToAll();
    void droppingManyBeginsNone();
    void idleConnectionThatEndedIsNotUsed();
    void successBeforeTheWholeUploadIsNone();

private:
    void rows();
    [[nodiscard]] HttpRequest request(const RawHttpServer& server, const Kind& kind) const;
    [[nodiscard]] std::unique_ptr<RawHttpServer> server(bool tls) const;
    [[nodiscard]] bool warmUp(NetworkTransport& transport, RawHttpServer& server);

    std::optional<SelfSignedCertificate> m_certificate;
    QTemporaryFile m_file;
};

void TestNetworkAttempts::initTestCase()
{
    // Qt ignores it once, and Qt Test takes that back for each class.
    std::signal(SIGPIPE, SIG_IGN);
    m_certificate = SelfSignedCertificate::create("Inia test authority");
    QVERIFY(m_file.open());
    m_file.write(QByteArray(200'000, 'f'));
    m_file.close();
}

/// Cold and warm connections, plain and encrypted; each row tries all kinds of requests.
void TestNetworkAttempts::rows()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("warm");
    for (const bool tls : {false, true}) {
        for (const bool warm : {false, true})
            QTest::addRow("%s, %s", tls ? "TLS" : "plain", warm ? "warm" : "cold") << tls << warm;
    }
}

HttpRequest TestNetworkAttempts::request(const RawHttpServer& server, const Kind& kind) const
{
    HttpRequest request = requestOf(server.url("/tried"), kind.method);
    if (kind.bodySize < 0)
        request.bodySource = std::make_shared<FileBody>(m_file.fileName(), 0, 200'000);
    else
        request.body = QByteArray(kind.bodySize, 'b');
    return request;
}

std::unique_ptr<RawHttpServer> TestNetworkAttempts::server(bool tls) const
{
    auto server = std::make_unique<RawHttpServer>();
    if (tls)
        server->useTls(m_certificate->serverConfiguration());
    return server;
}

bool TestNetworkAttempts::warmUp(NetworkTransport& transport, RawHttpServer& server)
{
    server.enqueue(RawAnswer::ok());
    TransportOptions options;
    options.verifyTls = false;
    Flight first(transport, requestOf(server.url("/first"), "GET"), options);
    return isOver(*first.finished) && first.reply->result().ok();
}

void TestNetworkAttempts::dyingConnectionIsOneRequest_data()
{
    rows();
}

void TestNetworkAttempts::dyingConnectionIsOneRequest()
{
    QFETCH(bool, tls);
    QFETCH(bool, warm);
    TransportOptions options;
    options.verifyTls = false;
    for (const Kind& kind : kinds) {
        for (const RawAnswer& end : {RawAnswer::hangUp(), RawAnswer::broken(), RawAnswer{"HTTP/1.1 20", true},
                                     RawAnswer::broken("HTTP/1.1 200 OK\r\nx: y\r\n")}) {
            const auto server = this->server(tls);
            server->setHandler([&](const RawRequest&) { return end; });
            NetworkTransport transport;
            QVERIFY(!warm || warmUp(transport, *server));
            options.sendOnce = kind.sendOnce;
            Flight tried(transport, request(*server, kind), options);
            QVERIFY(isOver(*tried.finished));
            QVERIFY2(!tried.reply->result().ok(), name(kind).constData());
            QCOMPARE(tried.reply->result().error().code, std::string("ConnectionClosed"));
            QVERIFY(tried.reply->result().error().retryable);
            // It may have been carried out.
            QVERIFY2(tried.reply->timing().sent.count() >= 0, name(kind).constData());
            // Whatever is to come has come once the next request has been answered.
            server->setHandler({});
            QVERIFY(warmUp(transport, *server));
            const auto requests = server->requests();
            const auto came = std::count_if(requests.begin(), requests.end(), [](const RawRequest& request) {
                return request.target() == "/tried";
            });
            const auto allowed = kind.isRepeated() ? tried.reply->timing().sendings : 1;
            QVERIFY2(came == allowed,
                     qPrintable(
                         QStringLiteral("%1 came %2 times").arg(QString::fromLatin1(name(kind))).arg(came)));
        }
    }
}

void TestNetworkAttempts::muteServerEndsInTime_data()
{
    rows();
}

/// All at once, so that the test takes as long as one.
void TestNetworkAttempts::muteServerEndsInTime()
{
    QFETCH(bool, tls);
    QFETCH(bool, warm);
    TransportOptions options;
    options.verifyTls = false;
    options.connectTimeout = 1000ms;
    options.readTimeout = 100ms;
    std::vector<std::unique_ptr<RawHttpServer>> servers;
    std::vector<std::unique_ptr<NetworkTransport>> transports;
    std::vector<Flight> flights;
    for (const Kind& kind : kinds) {
        servers.push_back(server(tls));
        servers.back()->setHandler([](const RawRequest&) { return RawAnswer::silence(); });
        transports.push_back(std::make_unique<NetworkTransport>());
        QVERIFY(!warm || warmUp(*transports.back(), *servers.back()));
        options.sendOnce = kind.sendOnce;
        flights.emplace_back(*transports.back(), request(*servers.back(), kind), options);
    }
    for (std::size_t i = 0; i < flights.size(); ++i) {
        QVERIFY(isOver(*flights[i].finished));
        QVERIFY2(codeOf(*flights[i].reply) == "ReadTimeout", name(kinds[i]).constData());
        QCOMPARE(flights[i].reply->result().error().kind, ErrorKind::Timeout);
        const auto limit = kinds[i].isSilent() ? 1100ms : 100ms;
        QVERIFY(flights[i].reply->timing().done < limit + 1000ms);
        QVERIFY(servers[i]->requests().size() <= (warm ? 2 : 1));
    }
}

void TestNetworkAttempts::slowAnswerIsNoSlowConnection_data()
{
    rows();
}

/// All at once, so that the test takes as long as one: the answers come when the limit for connecting is
/// over.
void TestNetworkAttempts::slowAnswerIsNoSlowConnection()
{
    QFETCH(bool, tls);
    QFETCH(bool, warm);
    TransportOptions options;
    options.verifyTls = false;
    options.connectTimeout = 1000ms;
    std::vector<std::unique_ptr<RawHttpServer>> servers;
    std::vector<std::unique_ptr<NetworkTransport>> transports;
    std::vector<Flight> flights;
    for (std::size_t i = 0; i < std::size(kinds); ++i) {
        servers.push_back(server(tls));
        servers.back()->setHandler([](const RawRequest&) { return RawAnswer::silence(); });
        transports.push_back(std::make_unique<NetworkTransport>());
        QVERIFY(!warm || warmUp(*transports.back(), *servers.back()));
    }
    for (std::size_t i = 0; i < servers.size(); ++i) {
        options.sendOnce = kinds[i].sendOnce;
        flights.emplace_back(*transports[i], request(*servers[i], kinds[i]), options);
    }
    QTimer::singleShot(1300ms, this, [&servers] {
        for (const auto& server : servers)
            server->writeMore("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    for (std::size_t i = 0; i < flights.size(); ++i) {
        QVERIFY(isOver(*flights[i].finished));
        QVERIFY2(codeOf(*flights[i].reply) == "answered", name(kinds[i]).constData());
        QCOMPARE(servers[i]->requests().size(), warm ? 2 : 1);
        const TransportTiming timing = flights[i].reply->timing();
        QVERIFY(timing.sent.count() >= 0);
        QVERIFY(timing.firstByte > timing.sent);
        QCOMPARE(timing.secured.count() >= 0, tls && !warm);
    }
}

/// Nobody answers the TLS greeting, so that nothing can have been done.
void TestNetworkAttempts::muteHandshakeEndsInTime()
{
    QTcpServer mute;
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    NetworkTransport transport;
    TransportOptions options;
    options.connectTimeout = 100ms;
    std::vector<Flight> flights;
    for (const Kind& kind : kinds) {
        HttpRequest request = requestOf("https://127.0.0.1:" + std::to_string(mute.serverPort()) + "/",
                                        kind.method, QByteArray(std::abs(kind.bodySize), 'b'));
        flights.emplace_back(transport, request, options);
    }
    for (std::size_t i = 0; i < flights.size(); ++i) {
        QVERIFY(isOver(*flights[i].finished));
        QVERIFY2(codeOf(*flights[i].reply) == "ConnectTimeout", name(kinds[i]).constData());
        QVERIFY(kinds[i].isSilent() || flights[i].reply->timing().sent.count() < 0);
    }
}

/// Each request hears of it, not only the first one.
void TestNetworkAttempts::droppedPacketsEndInTimeForAll()
{
    const DeafHost host;
    if (!host.isDeaf())
        QSKIP("This system takes connections whatever the listener's queue holds.");
    NetworkTransport transport;
    TransportOptions options;
    options.connectTimeout = 150ms;
    options.readTimeout = 100ms;
    std::vector<Flight> flights;
    for (std::size_t i = 0; i < NetworkQueue::mostAtOnce + 4; ++i)
        flights.emplace_back(transport, requestOf(host.url(), i % 2 ? "POST" : "GET", i % 2 ? "x" : ""),
                             options);
    flights.emplace_back(transport, requestOf(host.url(), "POST"), options);
    for (const Flight& flight : flights) {
        const bool isSilent = &flight == &flights.back(); // it might have left
        QVERIFY(isOver(*flight.finished));
        QCOMPARE(codeOf(*flight.reply), std::string(isSilent ? "ReadTimeout" : "ConnectTimeout"));
        QVERIFY(isSilent || flight.reply->timing().sent.count() < 0);
        QVERIFY(flight.reply->timing().done < 5s);
    }
}

void TestNetworkAttempts::waitingHasNoLimitOfItsOwn()
{
    RawHttpServer server;
    server.setHandler([](const RawRequest&) { return RawAnswer::silence(); });
    NetworkTransport transport;
    TransportOptions options;
    options.connectTimeout = 3s;
    options.readTimeout = 200ms;
    std::vector<Flight> flights;
    for (std::size_t i = 0; i < 2 * NetworkQueue::mostAtOnce; ++i)
        flights.emplace_back(transport, requestOf(server.url(), "GET"), options);
    QTRY_COMPARE(server.requests().size(), static_cast<qsizetype>(NetworkQueue::mostAtOnce));
    QCOMPARE(server.connectionsSeen(), static_cast<int>(NetworkQueue::mostAtOnce));
    server.setHandler([](const RawRequest&) { return RawAnswer::ok(); });
    for (std::size_t i = 0; i < flights.size(); ++i) {
        QVERIFY(isOver(*flights[i].finished));
        QCOMPARE(codeOf(*flights[i].reply),
                 std::string(i < NetworkQueue::mostAtOnce ? "ReadTimeout" : "answered"));
    }
}

void TestNetworkAttempts::totalLimitIncludesWaiting()
{
    RawHttpServer server;
    server.setHandler([](const RawRequest&) { return RawAnswer::silence(); });
    NetworkTransport transport;
    TransportOptions options;
    options.timeout = 200ms;
    std::vector<Flight> flights;
    for (std::size_t i = 0; i < NetworkQueue::mostAtOnce + 1; ++i)
        flights.emplace_back(transport, requestOf(server.url(), "POST", "x"),
                             i ? options : TransportOptions());
    for (std::size_t i = 1; i < flights.size(); ++i) {
        QVERIFY(isOver(*flights[i].finished));
        QCOMPARE(codeOf(*flights[i].reply), std::string("TotalTimeout"));
        QCOMPARE(flights[i].reply->result().error().kind, ErrorKind::Timeout);
        QCOMPARE(flights[i].reply->timing().handedOver.count() < 0, i == NetworkQueue::mostAtOnce);
        QCOMPARE(flights[i].reply->timing().sent.count() < 0, i == NetworkQueue::mostAtOnce);
    }
    QVERIFY(flights.front().finished->isEmpty());
}

void TestNetworkAttempts::slowSourceIsNoSlowServer()
{
    /// Gives a byte, and the other one when it is told to.
    class Pausing final : public QIODevice {
    public:
        explicit Pausing(int& rest) : m_rest(rest) { open(ReadOnly | Unbuffered); }
        [[nodiscard]] qint64 size() const override { return 2; }
        qint64 readData(char* data, qint64) override
        {
            if (m_rest == 0)
                return 0;
            --m_rest;
            *data = 'x';
            return 1;
        }
        qint64 writeData(const char*, qint64) override { return -1; }

    private:
        int& m_rest;
    };
    class Source final : public RequestBody {
    public:
        [[nodiscard]] qint64 size() const override { return 2; }
        [[nodiscard]] Result<std::unique_ptr<QIODevice>> open() const override
        {
            auto device = std::make_unique<Pausing>(rest);
            opened = device.get();
            return std::unique_ptr<QIODevice>(std::move(device));
        }
        mutable int rest = 1;
        mutable QIODevice* opened = nullptr;
    };
    RawHttpServer server;
    NetworkTransport transport;
    TransportOptions options;
    options.readTimeout = 500ms;
    const auto source = std::make_shared<Source>();
    HttpRequest request = requestOf(server.url(), "PUT");
    request.bodySource = source;
    Flight flight(transport, request, options);
    QVERIFY(!flight.finished->wait(1500)); // three times what a server may take
    source->rest = 1;
    emit source->opened->readyRead();
    QVERIFY(isOver(*flight.finished));
    QCOMPARE(codeOf(*flight.reply), std::string("answered"));
    QCOMPARE(server.requests().at(0).body, QByteArray("xx"));
}

void TestNetworkAttempts::failureOfOneIsNoFailureOfOthers()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::broken());
    NetworkTransport transport;
    std::vector<Flight> flights;
    for (int i = 0; i < 50; ++i)
        flights.emplace_back(transport, requestOf(server.url(), "POST", "x"), TransportOptions());
    qsizetype failed = 0;
    for (const Flight& flight : flights) {
        QVERIFY(isOver(*flight.finished));
        failed += flight.reply->result().ok() ? 0 : 1;
    }
    QCOMPARE(failed, 1);
    QCOMPARE(server.requests().size(), 50);
}

void TestNetworkAttempts::failureForGoodHasNoVictims_data()
{
    rows();
}

/// What fails again and again, until Qt gives its connection up, beside what does not.
void TestNetworkAttempts::failureForGoodHasNoVictims()
{
    QFETCH(bool, tls);
    QFETCH(bool, warm);
    const auto server = this->server(tls);
    server->setHandler([](const RawRequest& request) {
        return request.target().startsWith("/bad") ? RawAnswer::broken() : RawAnswer::ok();
    });
    NetworkTransport transport;
    QVERIFY(!warm || warmUp(transport, *server));
    TransportOptions options;
    options.verifyTls = false;
    std::vector<Flight> flights;
    for (int i = 0; i < 120; ++i) {
        const bool isBad = i % 4 == 1;
        const std::string target = (isBad ? "/bad" : "/good") + std::to_string(i);
        flights.emplace_back(
            transport, requestOf(server->url(target), isBad && i % 8 ? "GET" : "POST", isBad ? "" : "x"),
            options);
    }
    for (std::size_t i = 0; i < flights.size(); ++i) {
        QVERIFY(isOver(*flights[i].finished));
        QCOMPARE(codeOf(*flights[i].reply), std::string(i % 4 == 1 ? "ConnectionClosed" : "answered"));
    }
    QSet<QByteArray> seen;
    for (const RawRequest& request : server->requests()) {
        QVERIFY2(request.method() == "GET" || !seen.contains(request.target()), request.target().constData());
        seen.insert(request.target());
    }
}

/// Qt tells the first one alone.
void TestNetworkAttempts::unknownHostIsToldToAll()
{
    NetworkTransport transport;
    std::vector<Flight> flights;
    for (int i = 0; i < 12; ++i)
        flights.emplace_back(transport, requestOf("http://no-such-host.invalid/", i % 2 ? "POST" : "GET"),
                             TransportOptions());
    for (const Flight& flight : flights) {
        QVERIFY(isOver(*flight.finished));
        QCOMPARE(codeOf(*flight.reply), std::string("HostNotFound"));
        QVERIFY(flight.reply->timing().sent.count() < 0);
    }
}

void TestNetworkAttempts::droppingManyBeginsNone()
{
    RawHttpServer server;
    server.setHandler([](const RawRequest&) { return RawAnswer::silence(); });
    NetworkTransport transport;
    std::vector<Flight> flights;
    for (int i = 0; i < 30; ++i)
        flights.emplace_back(transport, requestOf(server.url("/dropped"), "POST", "x"), TransportOptions());
    QTRY_COMPARE(server.requests().size(), static_cast<qsizetype>(NetworkQueue::mostAtOnce));
    for (Flight& flight : flights)
        flight.reply.reset();
    server.setHandler({});
    QVERIFY(warmUp(transport, server));
    QCOMPARE(server.requests().size(), static_cast<qsizetype>(NetworkQueue::mostAtOnce) + 1);
}

void TestNetworkAttempts::idleConnectionThatEndedIsNotUsed()
{
    // Qt's thread may not have heard of the end yet, which nobody can see from here; the request then fails,
    // as it may have been done. Sooner or later it has.
    int patience = 0;
    const auto isAnswered = [&patience] {
        RawHttpServer server;
        NetworkTransport transport;
        server.enqueue({RawAnswer::ok().bytes, true}); // ends, but does not say so
        Flight first(transport, requestOf(server.url(), "POST"), {});
        if (!isOver(*first.finished))
            return false;
        QTest::qWait(patience += 10);
        Flight second(transport, requestOf(server.url(), "POST"), {});
        return isOver(*second.finished) && codeOf(*second.reply) == "answered" &&
               server.requests().size() == 2 && server.connectionsSeen() == 2;
    };
    QTRY_VERIFY(isAnswered());
}

void TestNetworkAttempts::successBeforeTheWholeUploadIsNone()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        QTcpSocket* socket = server.nextPendingConnection();
        socket->setReadBufferSize(1000);
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: \"e\"\r\n\r\n");
        socket->disconnectFromHost();
    });
    const std::string url = "http://127.0.0.1:" + std::to_string(server.serverPort()) + "/";
    NetworkTransport transport;
    Flight flight(transport, requestOf(url, "PUT", QByteArray(50'000'000, 'x')), {});
    QVERIFY(isOver(*flight.finished));
    QCOMPARE(codeOf(*flight.reply), std::string("ConnectionClosed"));
    QVERIFY(flight.reply->timing().sent.count() < 0); // no service has got it whole
}

INIA_TEST_CLASS(TestNetworkAttempts, QCoreApplication)
#include "tst_networkattempts.moc"
