#include "core/checksum/checksum.h"
#include "core/client/client.h"
#include "core/eventstream/eventstream.h"
#include "core/http/transport.h"
#include "core/observe/exchangelog.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;

/// Answers that are handed on while they come, and big ones that are parsed aside.
class tst_ResponseStream final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void sinkGetsTheBody();
    void withoutSinkTheBodyIsABlob();
    void noRetryOnceBytesWereHandedOn();
    void retryBeforeAnyByte();
    void checksumIsCheckedAsItComes();
    void slowSinkIsResumed();
    void eventsComeOneByOne();
    void eventsAreCollected();
    void rowsWithoutEndAreNotAll_data();
    void rowsWithoutEndAreNotAll();
    void exceptionInTheStreamIsFinal_data();
    void exceptionInTheStreamIsFinal();
    void handlerMayDropTheReply();
    void bigListsAreParsedAside();
    void droppedWhileParsing();

private:
    [[nodiscard]] Client s3() const { return m_test->session.client("s3").value(); }
    [[nodiscard]] ReplyPtr get(std::shared_ptr<BodySink> sink) const
    {
        CallOptions options;
        options.bodySink = std::move(sink);
        return s3().call("GetObject", Value::map({{"Bucket", "b"}, {"Key", "k"}}), options);
    }
    [[nodiscard]] ReplyPtr select(std::function<void(const Value&)> onEvent) const;
    static void wait(Reply& reply)
    {
        QSignalSpy spy(&reply, &Reply::finished);
        QVERIFY(reply.isFinished() || spy.wait());
    }

    std::optional<TestSession> m_test;
};

namespace {

class CollectingSink final : public BodySink {
public:
    Result<std::size_t> write(std::string_view bytes) override
    {
        if (failAfter >= 0 && taken.size() >= failAfter) {
            Error error = makeError(ErrorKind::Transport, "ConnectionClosed", "gone");
            error.retryable = true;
            return error;
        }
        const auto size = std::min(bytes.size(), room);
        room -= size;
        taken.append(bytes.data(), static_cast<qsizetype>(size));
        return size;
    }
    QByteArray taken;
    std::size_t room = static_cast<std::size_t>(-1);
    qsizetype failAfter = -1;
};

QByteArray message(const char* type, const char* name, const QByteArray& payload)
{
    EventMessage event;
    event.addText(":message-type", type);
    event.addText(type == std::string_view("event") ? ":event-type" : ":error-code", name);
    event.payload = payload;
    return encodeEventMessage(event).value();
}

QByteArray page(int rows)
{
    QByteArray body("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult>");
    for (int i = 0; i < rows; ++i)
        body += "<Contents><Key>key-" + QByteArray::number(i) +
                "</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><Size>7</Size></Contents>";
    return body + "</ListBucketResult>";
}

} // namespace

void tst_ResponseStream::initTestCase()
{
    if (const auto session = makeTestSession(); !session)
        QSKIP(session.error().message.c_str());
}

void tst_ResponseStream::init()
{
    m_test = makeTestSession({{"AWS_MAX_ATTEMPTS", "3"}}, std::make_shared<FakeClock>()).value();
}

ReplyPtr tst_ResponseStream::select(std::function<void(const Value&)> onEvent) const
{
    CallOptions options;
    options.onEvent = std::move(onEvent);
    return s3().call("SelectObjectContent",
                     Value::map({{"Bucket", "b"},
                                 {"Key", "k"},
                                 {"Expression", "SELECT 1"},
                                 {"ExpressionType", "SQL"},
                                 {"InputSerialization", Value::map({{"CSV", Value::emptyMap()}})},
                                 {"OutputSerialization", Value::map({{"CSV", Value::emptyMap()}})}}),
                     options);
}

void tst_ResponseStream::sinkGetsTheBody()
{
    const QByteArray body(100'000, 'x');
    m_test->transport->enqueue(makeResponse(200, body));
    const auto sink = std::make_shared<CollectingSink>();
    const auto reply = get(sink);
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(sink->taken, body);
    QVERIFY(!reply->result()->contains("Body"));
    QCOMPARE((*reply->result())["ContentLength"].toInt(), std::int64_t{100'000});
}

void tst_ResponseStream::withoutSinkTheBodyIsABlob()
{
    m_test->transport->enqueue(makeResponse(200, "bytes"));
    const auto reply = get(nullptr);
    wait(*reply);
    QCOMPARE((*reply->result())["Body"].blob(), QByteArray("bytes"));
}

void tst_ResponseStream::noRetryOnceBytesWereHandedOn()
{
    m_test->transport->enqueue(makeResponse(200, QByteArray(5000, 'x')));
    m_test->transport->enqueue(makeResponse(200, QByteArray(5000, 'x')));
    const auto sink = std::make_shared<CollectingSink>();
    sink->failAfter = 1000;
    const auto reply = get(sink);
    wait(*reply);
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().code, std::string("ConnectionClosed"));
    QCOMPARE(reply->attempts(), 1);
}

void tst_ResponseStream::retryBeforeAnyByte()
{
    m_test->transport->enqueue(makeResponse(503, "<Error><Code>SlowDown</Code></Error>"));
    m_test->transport->enqueue(makeResponse(200, "bytes"));
    const auto sink = std::make_shared<CollectingSink>();
    const auto reply = get(sink);
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(reply->attempts(), 2);
    QCOMPARE(sink->taken, QByteArray("bytes"));
}

void tst_ResponseStream::checksumIsCheckedAsItComes()
{
    for (const bool isRight : {true, false}) {
        auto response = makeResponse(200, "bytes");
        response.headers.add("x-amz-checksum-crc32",
                             checksumOf(ChecksumAlgorithm::Crc32, isRight ? "bytes" : "bites"));
        m_test->transport->enqueue(response);
        const auto sink = std::make_shared<CollectingSink>();
        const auto reply = get(sink);
        wait(*reply);
        QCOMPARE(reply->result().ok(), isRight);
        QCOMPARE(reply->attempts(), 1);
        if (!isRight) {
            QCOMPARE(reply->result().error().kind, ErrorKind::Checksum);
            QCOMPARE(reply->result().error().requestId, std::string("TESTREQUEST"));
        }
    }
}

void tst_ResponseStream::slowSinkIsResumed()
{
    m_test->transport->enqueue(makeResponse(200, QByteArray(5000, 'x')));
    const auto sink = std::make_shared<CollectingSink>();
    sink->room = 1500;
    const auto reply = get(sink);
    QTRY_COMPARE(sink->taken.size(), 1500);
    QVERIFY(!reply->isFinished());
    sink->room = 5000;
    reply->resume();
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(sink->taken.size(), 5000);
}

void tst_ResponseStream::eventsComeOneByOne()
{
    m_test->transport->enqueue(makeResponse(200, message("event", "Records", "a,b\n") +
                                                     message("event", "Records", "c\n") +
                                                     message("event", "End", {})));
    QByteArray records;
    int others = 0;
    const auto reply = select([&](const Value& value) {
        records += value["Records"]["Payload"].blob();
        others += value.contains("Records") ? 0 : 1;
    });
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(records, QByteArray("a,b\nc\n"));
    QCOMPARE(others, 1);
    QVERIFY(!reply->result()->contains("Payload"));
}

void tst_ResponseStream::eventsAreCollected()
{
    m_test->transport->enqueue(
        makeResponse(200, message("event", "Records", "a") + message("event", "End", {})));
    const auto reply = select({});
    wait(*reply);
    QVERIFY(reply->result().ok());
    const auto& events = (*reply->result())["Payload"];
    QCOMPARE(events.size(), std::size_t{2});
    QCOMPARE(events[0]["Records"]["Payload"].blob(), QByteArray("a"));
}

void tst_ResponseStream::rowsWithoutEndAreNotAll_data()
{
    QTest::addColumn<bool>("withHandler");
    QTest::newRow("handed on") << true;
    QTest::newRow("collected") << false;
}

void tst_ResponseStream::rowsWithoutEndAreNotAll()
{
    QFETCH(bool, withHandler);
    m_test->transport->enqueue(makeResponse(200, message("event", "Records", "a")));
    const auto reply = select(withHandler ? [](const Value&) {} : std::function<void(const Value&)>());
    wait(*reply);
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().code, std::string("NoProof"));
    QCOMPARE(reply->attempts(), 1);
}

void tst_ResponseStream::exceptionInTheStreamIsFinal_data()
{
    QTest::addColumn<bool>("withHandler");
    QTest::newRow("handed on") << true;
    QTest::newRow("collected") << false;
}

void tst_ResponseStream::exceptionInTheStreamIsFinal()
{
    QFETCH(bool, withHandler);
    for (int i = 0; i < 3; ++i)
        m_test->transport->enqueue(makeResponse(200, message("error", "SlowDown", {})));
    const auto reply = select(withHandler ? [](const Value&) {} : std::function<void(const Value&)>());
    wait(*reply);
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().kind, ErrorKind::Service);
    QCOMPARE(reply->result().error().code, std::string("SlowDown"));
    QCOMPARE(reply->result().error().requestId, std::string("TESTREQUEST"));
    QCOMPARE(reply->attempts(), 1);
}

void tst_ResponseStream::handlerMayDropTheReply()
{
    m_test->transport->enqueue(
        makeResponse(200, message("event", "Records", "a") + message("event", "Records", "b")));
    int calls = 0;
    ReplyPtr reply;
    reply = select([&](const Value&) {
        ++calls;
        reply.reset();
    });
    QTRY_COMPARE(calls, 1);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCoreApplication::processEvents();
    QCOMPARE(calls, 1);
}

void tst_ResponseStream::bigListsAreParsedAside()
{
    const auto body = page(2000);
    QVERIFY(body.size() > 64 * 1024);
    m_test->transport->enqueue(makeResponse(200, body));
    const auto reply = s3().call("ListObjectsV2", Value::map({{"Bucket", "b"}}));
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE((*reply->result())["Contents"].size(), std::size_t{2000});
    QCOMPARE((*reply->result())["Contents"][1999]["Key"].text(), std::string("key-1999"));
    QCOMPARE(m_test->log->find(reply->callId())->state, ExchangeCall::State::Succeeded);
}

void tst_ResponseStream::droppedWhileParsing()
{
    for (int i = 0; i < 20; ++i)
        m_test->transport->enqueue(makeResponse(200, page(2000)));
    for (int i = 0; i < 20; ++i) {
        auto reply = s3().call("ListObjectsV2", Value::map({{"Bucket", "b"}}));
        QSignalSpy finished(reply.get(), &Reply::finished);
        while (m_test->transport->requestCount() <= i)
            QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        if (i % 2 == 0) {
            reply->cancel();
            QCOMPARE(reply->result().ok(), false);
            QTRY_COMPARE(finished.count(), 1);
        }
        reply.reset();
        QCoreApplication::processEvents();
    }
}

INIA_TEST_CLASS(tst_ResponseStream, QCoreApplication)
#include "tst_responsestream.moc"
