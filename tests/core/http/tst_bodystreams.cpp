#include "core/http/httpmessage.h"
#include "core/http/networktransport.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using inia::test::RawAnswer;
using inia::test::RawHttpServer;

namespace {

/// Notes what comes; takes as much as it is told to.
class NotingSink final : public BodySink {
public:
    bool begin(const HttpResponse& head) override
    {
        ++begun;
        status = head.status;
        return BodySink::begin(head);
    }
    qint64 expectedSize() const override { return expected; }
    Result<std::size_t> write(std::string_view bytes) override
    {
        ++writes;
        longest = std::max(longest, bytes.size());
        if (onWrite)
            onWrite();
        if (fails)
            return makeError(ErrorKind::Parameter, "DiskFull", "no room");
        const auto size = std::min(bytes.size(), room);
        room -= size;
        taken.append(bytes.data(), static_cast<qsizetype>(size));
        return size;
    }

    QByteArray taken;
    std::function<void()> onWrite;
    std::size_t room = static_cast<std::size_t>(-1);
    std::size_t longest = 0;
    qint64 expected = -1;
    int begun = 0;
    int writes = 0;
    int status = 0;
    bool fails = false;
};

HttpRequest get(const RawHttpServer& server)
{
    HttpRequest request;
    request.url = server.url("/key");
    return request;
}

QByteArray bigBody(qsizetype size)
{
    QByteArray body(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        body[i] = static_cast<char>(i * 31 + i / 251);
    return body;
}

bool wait(QSignalSpy& spy)
{
    return !spy.isEmpty() || spy.wait();
}

} // namespace

/// Bodies that never are in memory as a whole, in both directions.
class TestBodyStreams final : public QObject {
    Q_OBJECT
private slots:
    void sinkTakesTheBody_data();
    void sinkTakesTheBody();
    void errorsAreCollected();
    void emptyBody();
    void slowSinkPausesTheTransport();
    void pausedSinkIsNoTimeout();
    void shortBodyIsAnError();
    void failingSinkEndsTheRequest();
    void sinkMayDropTheReply();
    void tooLongBodyIsRefused_data();
    void tooLongBodyIsRefused();
    void fileIsSent_data();
    void fileIsSent();
    void unreadableFileSendsNothing();
    void shrunkFileSendsNothing();
    void fileThatShrinksMeanwhileIsNamed();
};

void TestBodyStreams::sinkTakesTheBody_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("nothing expected") << qsizetype(5'000'000) << qint64(-1);
    QTest::newRow("as much as expected") << qsizetype(5'000'000) << qint64(5'000'000);
    QTest::newRow("little, as expected") << qsizetype(4'000) << qint64(4'000);
    QTest::newRow("more than expected") << qsizetype(5'000'000) << qint64(10);
    QTest::newRow("less than expected") << qsizetype(10) << qint64(5'000'000);
}

void TestBodyStreams::sinkTakesTheBody()
{
    QFETCH(qsizetype, size);
    QFETCH(qint64, expected);
    const QByteArray body = bigBody(size);
    RawHttpServer server;
    server.enqueue(RawAnswer::ok(body, {"ETag: x"}));
    NetworkTransport transport;
    const auto sink = std::make_shared<NotingSink>();
    sink->expected = expected;
    const auto reply = transport.send(get(server), {.bodySink = sink});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QVERIFY(reply->result());
    QVERIFY(reply->result()->isBodyElsewhere);
    QVERIFY(reply->result()->body.isEmpty());
    QCOMPARE(reply->result()->headers.value("etag"), std::string_view("x"));
    QCOMPARE(sink->taken, body);
    QCOMPARE(sink->begun, 1);
    QVERIFY(sink->longest <= 1024 * 1024);
}

void TestBodyStreams::errorsAreCollected()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::status(404, "<Error/>"));
    NetworkTransport transport;
    const auto sink = std::make_shared<NotingSink>();
    const auto reply = transport.send(get(server), {.bodySink = sink});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QCOMPARE(reply->result()->body, QByteArray("<Error/>"));
    QVERIFY(!reply->result()->isBodyElsewhere);
    QCOMPARE(sink->status, 404);
    QCOMPARE(sink->writes, 0);
}

void TestBodyStreams::emptyBody()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::ok());
    NetworkTransport transport;
    const auto sink = std::make_shared<NotingSink>();
    const auto reply = transport.send(get(server), {.bodySink = sink});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QVERIFY(reply->result() && reply->result()->isBodyElsewhere);
    QCOMPARE(sink->begun, 1);
    QCOMPARE(sink->writes, 0);
}

void TestBodyStreams::slowSinkPausesTheTransport()
{
    const QByteArray body = bigBody(8'000'000);
    RawHttpServer server;
    server.enqueue(RawAnswer::ok(body));
    NetworkTransport transport;
    const auto sink = std::make_shared<NotingSink>();
    sink->room = 1000;
    const auto reply = transport.send(get(server), {.bodySink = sink});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QTRY_COMPARE(sink->taken.size(), 1000);
    const int writes = sink->writes;
    sink->onWrite = [&] {
        sink->room = 100'000;
        QMetaObject::invokeMethod(
            reply.get(), [&] { reply->resume(); }, Qt::QueuedConnection);
    };
    reply->resume();
    QVERIFY(wait(finished));
    QVERIFY(reply->result());
    QCOMPARE(sink->taken, body);
    QVERIFY(sink->writes > writes);
}

void TestBodyStreams::pausedSinkIsNoTimeout()
{
    const QByteArray body = bigBody(3'000'000);
    RawHttpServer server;
    server.enqueue(RawAnswer::ok(body));
    NetworkTransport transport;
    const auto sink = std::make_shared<NotingSink>();
    sink->room = 10;
    TransportOptions options;
    options.bodySink = sink;
    options.readTimeout = std::chrono::milliseconds(30);
    const auto reply = transport.send(get(server), options);
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QTRY_COMPARE(sink->taken.size(), 10);
    QVERIFY(!finished.wait(120)); // four times what a server might take
    sink->room = static_cast<std::size_t>(body.size());
    reply->resume();
    QVERIFY(wait(finished));
    QVERIFY2(reply->result(), reply->result() ? "" : reply->result().error().message.c_str());
    QCOMPARE(sink->taken, body);
}

void TestBodyStreams::shortBodyIsAnError()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::ok("0123456789").cutAfter(RawAnswer::ok("0123456789").bytes.size() - 4));
    NetworkTransport transport;
    const auto sink = std::make_shared<NotingSink>();
    const auto reply = transport.send(get(server), {.bodySink = sink});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().code, std::string("TruncatedBody"));
    QCOMPARE(sink->taken, QByteArray("012345"));
    QVERIFY(reply->result().error().message.find("6 of 10") != std::string::npos);
}

void TestBodyStreams::failingSinkEndsTheRequest()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::ok(bigBody(5'000'000)));
    NetworkTransport transport;
    const auto sink = std::make_shared<NotingSink>();
    sink->fails = true;
    const auto reply = transport.send(get(server), {.bodySink = sink});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().code, std::string("DiskFull"));
    QCOMPARE(sink->writes, 1);
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestBodyStreams::sinkMayDropTheReply()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::ok(bigBody(5'000'000)));
    NetworkTransport transport;
    const auto sink = std::make_shared<NotingSink>();
    auto reply = transport.send(get(server), {.bodySink = sink});
    sink->onWrite = [&reply] {
        if (!reply)
            return;
        reply->disconnect();
        reply->abort();
        reply.release()->deleteLater();
    };
    QTRY_VERIFY(!reply);
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(sink->writes, 1);
}

void TestBodyStreams::tooLongBodyIsRefused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<int>("status");
    const QByteArray kilobyte(1000, 'a');
    QTest::newRow("by length") << RawAnswer::ok(kilobyte + kilobyte).bytes << qint64(1000) << 200;
    QTest::newRow("by chunks") << RawAnswer::chunked({kilobyte, kilobyte, kilobyte}).bytes << qint64(1000)
                               << 200;
    const qint64 usual = TransportOptions().longestBody;
    QTest::newRow("more than is parsed")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\na") << usual << 200;
    QTest::newRow("error") << RawAnswer::status(400, kilobyte + kilobyte).bytes << qint64(1000) << 400;
    QTest::newRow("error, no limit") << RawAnswer::status(503, kilobyte.repeated(1100)).bytes << qint64(-1)
                                     << 503;
    QTest::newRow("error without length") << "HTTP/1.1 403 X\r\nA: b\r\n\r\n" + kilobyte.repeated(1100)
                                          << qint64(1) * 1024 * 1024 * 1024 << 403;
}

void TestBodyStreams::tooLongBodyIsRefused()
{
    QFETCH(QByteArray, answer);
    QFETCH(qint64, limit);
    RawHttpServer server;
    server.enqueue({answer, false});
    NetworkTransport transport;
    TransportOptions options;
    options.longestBody = limit;
    const auto reply = transport.send(get(server), options);
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().code, std::string("BodyTooLarge"));
    QVERIFY(!reply->result().error().retryable);
    QTEST(reply->result().error().httpStatus, "status");
}

void TestBodyStreams::fileIsSent_data()
{
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<qint64>("size");
    QTest::newRow("whole") << qint64{0} << qint64{3'000'000};
    QTest::newRow("range") << qint64{1'000'001} << qint64{1'500'000};
    QTest::newRow("end") << qint64{2'999'999} << qint64{1};
    QTest::newRow("nothing") << qint64{5} << qint64{0};
}

void TestBodyStreams::fileIsSent()
{
    QFETCH(qint64, offset);
    QFETCH(qint64, size);
    const QByteArray content = bigBody(3'000'000);
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    RawHttpServer server;
    NetworkTransport transport;
    HttpRequest request = get(server);
    request.method = "PUT";
    request.bodySource = std::make_shared<FileBody>(file.fileName(), offset, size);
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto reply = transport.send(request, {});
        QSignalSpy finished(reply.get(), &TransportReply::finished);
        QVERIFY(wait(finished));
        QVERIFY(reply->result());
        const auto& got = server.requests().last();
        QCOMPARE(got.header("Content-Length"), QByteArray::number(size));
        QCOMPARE(got.body, content.mid(offset, size));
        QCOMPARE(got.method(), QByteArray("PUT"));
    }
    const auto whole = FileBody::of(file.fileName());
    QVERIFY(whole);
    QCOMPARE((*whole)->size(), qint64{3'000'000});
}

void TestBodyStreams::unreadableFileSendsNothing()
{
    RawHttpServer server;
    NetworkTransport transport;
    HttpRequest request = get(server);
    request.method = "PUT";
    request.bodySource = std::make_shared<FileBody>(QStringLiteral("/no/such/file"), 0, 1);
    const auto reply = transport.send(request, {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QVERIFY(wait(finished));
    QCOMPARE(reply->result().error().kind, ErrorKind::Parameter);
    QVERIFY(reply->result().error().message.find("/no/such/file") != std::string::npos);
    QVERIFY(server.requests().isEmpty());
    QVERIFY(!FileBody::of(QStringLiteral("/no/such/file")));
}

void TestBodyStreams::shrunkFileSendsNothing()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("12345");
    file.close();
    const auto opened = FileBody(file.fileName(), 3, 3).open();
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, std::string("UnreadableFile"));
}

void TestBodyStreams::fileThatShrinksMeanwhileIsNamed()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(20'000'000, 'x'));
    file.flush();
    RawHttpServer server;
    NetworkTransport transport;
    HttpRequest request = get(server);
    request.method = "PUT";
    request.bodySource = std::make_shared<FileBody>(file.fileName(), 0, file.size());
    const auto reply = transport.send(request, {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    QSignalSpy uploaded(reply.get(), &TransportReply::uploaded);
    QVERIFY(wait(uploaded));
    QVERIFY(file.resize(1000));
    QVERIFY(wait(finished));
    QCOMPARE(reply->result().error().code, std::string("UnreadableBody"));
    QVERIFY(!reply->result().error().retryable);
    QVERIFY2(reply->result().error().message.find("it has become shorter") != std::string::npos,
             reply->result().error().message.c_str());
    QVERIFY(reply->timing().sent.count() < 0);
    QVERIFY(server.requests().isEmpty());
}

INIA_TEST_CLASS(TestBodyStreams, QCoreApplication)
#include "tst_bodystreams.moc"
