#include "core/http/networktransport.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>

using namespace inia;
using inia::test::RawAnswer;
using inia::test::RawHttpServer;
using inia::test::RawRequest;

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

QByteArray header(const TransportReply& reply, std::string_view name)
{
    const std::string_view value = reply.result()->headers.value(name);
    return QByteArray(value.data(), static_cast<qsizetype>(value.size()));
}

} // namespace

/// Byte for byte what leaves and what arrives when things go well.
class TestNetworkTransport final : public QObject {
    Q_OBJECT
private slots:
    void pathBytes_data();
    void pathBytes();
    void everyMethodTakesTheExactPath();
    void unsendablePathSendsNothing();
    void methods_data();
    void methods();
    void headersAsGiven();
    void headerWithLineBreakSendsNothing();
    void bodyStaysEncoded();
    void redirectIsAResponse();
    void cookiesStayHere();
    void errorStatusIsAResponse_data();
    void errorStatusIsAResponse();
    void repeatedHeadersAreJoined();
    void chunkedBody();
    void headHasNoBody();
    void progress();
    void timing();
    void connectionIsReused();
    void finishesOnceAndLater();
};

void TestNetworkTransport::pathBytes_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char* target : {"/",
                               "/a%20b",
                               "/a%2Bb",
                               "/a+b",
                               "/100%25",
                               "/a%2520b",
                               "/a%2Fb",
                               "/%25zz",
                               "/bkt//lead",
                               "/bkt///x//",
                               "/a//b",
                               "/trailing/",
                               "/...",
                               "/..a",
                               "/a%2F..%2Fb",
                               "/%2Flead",
                               "/%C3%A9",
                               "/e%CC%81",
                               "/emoji-%F0%9F%98%80",
                               "/a%3Fb",
                               "/a%23b",
                               "/a%3Bb",
                               "/a;b",
                               "/a%26b%3Dc",
                               "/tab%09cr%0Dlf%0A",
                               "/%01%02%7F",
                               "/a~b-_.",
                               "/a%5Bb%5D",
                               "/a%5Cb",
                               "/a%22b%3C%3E",
                               "/a:b@c$d",
                               "/-_.~",
                               "/%2541",
                               "/?uploads",
                               "/?uploads=",
                               "/k?a=%20%2B%2F&b=%27%28%29%2A%21",
                               "/k?x=a+b",
                               "/k?y=~",
                               "/k?q=/../",
                               "/k?a&b=&&c",
                               "/b/a/./c",
                               "/b/../c?x=%2F&y",
                               "/b/%2E%2E/c",
                               "/b/%2e/c",
                               "/..",
                               "/.",
                               "/a/.",
                               "//lead",
                               "//",
                               "///x//",
                               "/%7Ehome",
                               "/k?x=%7E",
                               "/%41",
                               "/k?%E1%88%B4=bar",
                               "/k?"})
        QTest::newRow(target) << QByteArray(target);
    QTest::newRow("1,000 bytes") << '/' + QByteArray(1000, 'k');
    QTest::newRow("2,000 escaped bytes") << '/' + QByteArray("%C3%A9").repeated(1000);
}

void TestNetworkTransport::pathBytes()
{
    QFETCH(QByteArray, target);
    RawHttpServer server;
    NetworkTransport transport;
    const TransportReplyPtr reply = transport.send(requestTo(server.url(target.toStdString())), {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QVERIFY2(reply->result().ok(), reply->result().ok() ? "" : reply->result().error().message.c_str());
    QCOMPARE(server.requests().at(0).target(), target);
}

void TestNetworkTransport::everyMethodTakesTheExactPath()
{
    RawHttpServer server;
    NetworkTransport transport;
    for (const char* method : {"GET", "HEAD", "PUT", "POST", "DELETE"}) {
        const QByteArray body = *method == 'P' ? "content" : "";
        server.enqueue(RawAnswer::ok(qstrcmp(method, "HEAD") == 0 ? "" : "answer", {"ETag: \"e\""}));
        const TransportReplyPtr reply =
            transport.send(requestTo(server.url("//a/../b/%2E?x"), method, body), {});
        QSignalSpy finished(reply.get(), &TransportReply::finished);
        QVERIFY(wait(finished));
        QVERIFY(reply->result().ok());
        QCOMPARE(header(*reply, "ETag"), QByteArray("\"e\""));
        const RawRequest& request = server.requests().last();
        QCOMPARE(request.line, QByteArray(method) + " //a/../b/%2E?x HTTP/1.1");
        QCOMPARE(request.body, body);
        QCOMPARE(request.header("Host"), "127.0.0.1:" + QByteArray::number(server.serverPort()));
    }
    QCOMPARE(server.requests().size(), 5);
}

void TestNetworkTransport::unsendablePathSendsNothing()
{
    RawHttpServer server;
    NetworkTransport transport;
    for (const char* path : {"/a b", "/a%2", "/a\r\nX-Injected: y", "/\xC3\xA9", "/k?x=a b"}) {
        const TransportReplyPtr reply = transport.send(requestTo(server.url(path)), {});
        QSignalSpy finished(reply.get(), &TransportReply::finished);
        QCOMPARE(finished.size(), 0);
        QVERIFY(wait(finished));
        QCOMPARE(reply->result().error().kind, ErrorKind::Unsupported);
    }
    const TransportReplyPtr last = transport.send(requestTo(server.url("/last")), {});
    QSignalSpy finished(last.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().at(0).target(), QByteArray("/last"));
}

void TestNetworkTransport::methods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentLength"); // null: no such header
    QTest::newRow("GET") << QByteArray("GET") << QByteArray() << QByteArray();
    QTest::newRow("GET with body") << QByteArray("GET") << QByteArray("x=1") << QByteArray("3");
    QTest::newRow("HEAD") << QByteArray("HEAD") << QByteArray() << QByteArray();
    QTest::newRow("PUT") << QByteArray("PUT") << QByteArray("hello") << QByteArray("5");
    QTest::newRow("empty PUT") << QByteArray("PUT") << QByteArray() << QByteArray("0");
    QTest::newRow("POST") << QByteArray("POST") << QByteArray("<a/>") << QByteArray("4");
    QTest::newRow("empty POST") << QByteArray("POST") << QByteArray() << QByteArray("0");
    QTest::newRow("PATCH") << QByteArray("PATCH") << QByteArray("{}") << QByteArray("2");
    QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray() << QByteArray("0");
    QTest::newRow("DELETE with body") << QByteArray("DELETE") << QByteArray("{}") << QByteArray("2");
    QTest::newRow("zeros") << QByteArray("PUT") << QByteArray(3, '\0') << QByteArray("3");
    QTest::newRow("a megabyte") << QByteArray("POST") << QByteArray(1 << 20, 'x') << QByteArray("1048576");
}

void TestNetworkTransport::methods()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    RawHttpServer server;
    NetworkTransport transport;
    const TransportReplyPtr reply =
        transport.send(requestTo(server.url("/k?uploads&x=1"), method.toStdString(), body), {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QVERIFY(reply->result().ok());
    const RawRequest& request = server.requests().at(0);
    QCOMPARE(request.line, method + " /k?uploads&x=1 HTTP/1.1");
    QCOMPARE(request.body, body);
    QVERIFY(request.header("Content-Type").isNull());
    const QByteArray length = request.header("Content-Length");
    QTEST(length, "contentLength");
    QCOMPARE(
        std::count_if(request.headers.begin(), request.headers.end(),
                      [](const QByteArray& line) { return line.toLower().startsWith("content-length:"); }),
        length.isNull() ? 0 : 1);
}

void TestNetworkTransport::headersAsGiven()
{
    RawHttpServer server;
    NetworkTransport transport;
    HttpRequest request = requestTo(server.url(), "POST", "body");
    request.headers.add("User-Agent", "inia/0.1 md/test");
    request.headers.add("X-AMZ-Date", "20260102T030405Z");
    request.headers.add("x-amz-meta-caf\xC3\xA9", "\xC3\xA9");
    request.headers.add("x-multi", "b");
    request.headers.add("X-Multi", "a");
    request.headers.add("Content-Type", "application/xml");
    request.headers.add("content-length", "4");
    request.headers.add("x-empty", "");
    const TransportReplyPtr reply = transport.send(request, {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QVERIFY(reply->result().ok());
    const RawRequest& sent = server.requests().at(0);
    QVERIFY(sent.headers.contains("User-Agent: inia/0.1 md/test"));
    QVERIFY(sent.headers.contains("X-AMZ-Date: 20260102T030405Z"));
    QVERIFY(sent.headers.contains("x-amz-meta-caf\xC3\xA9: \xC3\xA9"));
    QCOMPARE(sent.header("x-multi"), QByteArray("b,a"));
    QCOMPARE(sent.header("Content-Type"), QByteArray("application/xml"));
    QCOMPARE(sent.header("Accept-Encoding"), QByteArray("identity"));
    QCOMPARE(sent.header("Host"), "127.0.0.1:" + QByteArray::number(server.serverPort()));
    QVERIFY(sent.header("Cookie").isNull());
    QVERIFY(sent.header("Upgrade").isNull());
}

void TestNetworkTransport::headerWithLineBreakSendsNothing()
{
    RawHttpServer server;
    NetworkTransport transport;
    HttpRequest request = requestTo(server.url());
    request.headers.add("x-amz-meta-note", "one\r\nX-Injected: two");
    const TransportReplyPtr reply = transport.send(request, {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QCOMPARE(reply->result().error().kind, ErrorKind::Unsupported);
    QVERIFY(reply->result().error().message.find("x-amz-meta-note") != std::string::npos);
    QCOMPARE(server.connectionsSeen(), 0);
}

void TestNetworkTransport::bodyStaysEncoded()
{
    RawHttpServer server;
    const QByteArray packed = QByteArray::fromHex("1f8b0800000000000003cb48cdc9c907008");
    server.enqueue(RawAnswer::ok(packed, {"Content-Encoding: gzip"}));
    NetworkTransport transport;
    const TransportReplyPtr reply = transport.send(requestTo(server.url()), {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QVERIFY(reply->result().ok());
    QCOMPARE(reply->result()->body, packed);
    QCOMPARE(header(*reply, "content-encoding"), QByteArray("gzip"));
    QCOMPARE(header(*reply, "content-length"), QByteArray::number(packed.size()));
}

void TestNetworkTransport::redirectIsAResponse()
{
    RawHttpServer server;
    NetworkTransport transport;
    for (const int status : {301, 302, 307, 308}) {
        for (const bool withLocation : {true, false}) {
            QByteArrayList headers = {"x-amz-bucket-region: eu-west-1"};
            if (withLocation)
                headers << "Location: " + QByteArray::fromStdString(server.url("/elsewhere"));
            server.enqueue(RawAnswer::status(status, "<Error/>", headers));
            const TransportReplyPtr reply = transport.send(requestTo(server.url("/here"), "PUT", "x"), {});
            QSignalSpy finished(reply.get(), &TransportReply::finished);
            QVERIFY(wait(finished));
            QVERIFY(reply->result().ok());
            QCOMPARE(reply->result()->status, status);
            QCOMPARE(reply->result()->body, QByteArray("<Error/>"));
            QCOMPARE(header(*reply, "x-amz-bucket-region"), QByteArray("eu-west-1"));
        }
    }
    for (const RawRequest& request : server.requests())
        QCOMPARE(request.target(), QByteArray("/here"));
}

void TestNetworkTransport::cookiesStayHere()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::ok({}, {"Set-Cookie: AWSALB=1; Path=/"}));
    NetworkTransport transport;
    for (int i = 0; i < 2; ++i) {
        const TransportReplyPtr reply = transport.send(requestTo(server.url()), {});
        QSignalSpy finished(reply.get(), &TransportReply::finished);
        QVERIFY(wait(finished));
        QVERIFY(reply->result().ok());
    }
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(server.requests().at(1).header("Cookie").isNull());
}

void TestNetworkTransport::errorStatusIsAResponse_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 401, 403, 404, 405, 407, 409, 410, 412, 416, 418, 429, 500, 501, 503, 599})
        QTest::addRow("%d", status) << status;
}

void TestNetworkTransport::errorStatusIsAResponse()
{
    QFETCH(int, status);
    RawHttpServer server;
    server.enqueue(RawAnswer::status(status, "<Error><Code>X</Code></Error>",
                                     {"x-amz-request-id: R", "WWW-Authenticate: Basic realm=\"x\""}));
    NetworkTransport transport;
    const TransportReplyPtr reply = transport.send(requestTo(server.url(), "POST", "x"), {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QVERIFY(reply->result().ok());
    QCOMPARE(reply->result()->status, status);
    QCOMPARE(reply->result()->body, QByteArray("<Error><Code>X</Code></Error>"));
    QCOMPARE(header(*reply, "X-Amz-Request-Id"), QByteArray("R"));
    QCOMPARE(server.requests().size(), 1);
}

void TestNetworkTransport::repeatedHeadersAreJoined()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::ok({}, {"X-List: one", "x-list: two"}));
    NetworkTransport transport;
    const TransportReplyPtr reply = transport.send(requestTo(server.url()), {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QCOMPARE(header(*reply, "x-list"), QByteArray("one, two"));
}

void TestNetworkTransport::chunkedBody()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::chunked({"one", QByteArray(100'000, 'x'), "three"}));
    NetworkTransport transport;
    const TransportReplyPtr reply = transport.send(requestTo(server.url()), {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QVERIFY(reply->result().ok());
    QCOMPARE(reply->result()->body, "one" + QByteArray(100'000, 'x') + "three");
}

void TestNetworkTransport::headHasNoBody()
{
    RawHttpServer server;
    server.enqueue({"HTTP/1.1 200 OK\r\nContent-Length: 123\r\nETag: \"e\"\r\n\r\n"});
    server.enqueue({"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n"});
    NetworkTransport transport;
    for (const int status : {200, 404}) {
        const TransportReplyPtr reply = transport.send(requestTo(server.url(), "HEAD"), {});
        QSignalSpy finished(reply.get(), &TransportReply::finished);
        QVERIFY(wait(finished));
        QVERIFY(reply->result().ok());
        QCOMPARE(reply->result()->status, status);
        QVERIFY(reply->result()->body.isEmpty());
        if (status == 200)
            QCOMPARE(header(*reply, "Content-Length"), QByteArray("123"));
    }
    QCOMPARE(server.connectionsSeen(), 1);
}

void TestNetworkTransport::progress()
{
    RawHttpServer server;
    server.enqueue({"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc"});
    NetworkTransport transport;
    const TransportReplyPtr reply = transport.send(requestTo(server.url()), {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QSignalSpy progress(reply.get(), &TransportReply::progress);
    QVERIFY(wait(progress));
    QCOMPARE(progress.at(0).at(0).toLongLong(), 3);
    QCOMPARE(progress.at(0).at(1).toLongLong(), 6);
    QVERIFY(finished.isEmpty());
    server.writeMore("def");
    QVERIFY(wait(finished));
    QCOMPARE(progress.last().at(0).toLongLong(), 6);
    QCOMPARE(reply->result()->body, QByteArray("abcdef"));
}

void TestNetworkTransport::timing()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::ok("body"));
    NetworkTransport transport;
    const TransportReplyPtr reply = transport.send(requestTo(server.url()), {});
    QCOMPARE(reply->timing().done.count(), -1);
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    const TransportTiming timing = reply->timing();
    QVERIFY(timing.handedOver.count() >= 0);
    QCOMPARE(timing.secured.count(), -1);
    QVERIFY(timing.sent >= timing.handedOver);
    QVERIFY(timing.firstByte >= timing.sent);
    QVERIFY(timing.done >= timing.firstByte);
}

void TestNetworkTransport::connectionIsReused()
{
    RawHttpServer server;
    NetworkTransport transport;
    for (int i = 0; i < 3; ++i) {
        server.enqueue(RawAnswer::status(i == 1 ? 404 : 200, "body"));
        const TransportReplyPtr reply = transport.send(requestTo(server.url()), {});
        QSignalSpy finished(reply.get(), &TransportReply::finished);
        QVERIFY(wait(finished));
        QVERIFY(reply->result().ok());
        QVERIFY(reply->timing().sent.count() >= 0);
    }
    QCOMPARE(server.connectionsSeen(), 1);
}

void TestNetworkTransport::finishesOnceAndLater()
{
    RawHttpServer server;
    NetworkTransport transport;
    const TransportReplyPtr reply = transport.send(requestTo(server.url()), {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QCOMPARE(finished.size(), 0);
    QVERIFY(!reply->result().ok());
    QVERIFY(wait(finished));
    reply->abort(); // too late to change anything
    QVERIFY(reply->result().ok());
    const TransportReplyPtr next = transport.send(requestTo(server.url()), {});
    QSignalSpy nextFinished(next.get(), &TransportReply::finished);
    QVERIFY(wait(nextFinished));
    QCOMPARE(finished.size(), 1);
}

INIA_TEST_CLASS(TestNetworkTransport, QCoreApplication)
#include "tst_networktransport.moc"
