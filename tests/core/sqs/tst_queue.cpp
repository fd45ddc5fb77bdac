#include "core/policy/effect.h"
#include "core/protocol/jsonreader.h"
#include "core/sqs/queue.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeservices.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QTest>

#include <string>

using namespace inia;
using namespace inia::sqs;
using namespace inia::tests;

namespace {

const std::string ordersUrl = "http://127.0.0.1:9/123456789012/orders";

QByteArray received(const QList<std::pair<QByteArray, int>>& messages)
{
    QList<QByteArray> items;
    for (const auto& [id, receives] : messages)
        items.append(R"({"MessageId": ")" + id + R"(", "ReceiptHandle": "h-)" + id +
                     R"(", "Body": "body of )" + id + R"(", "Attributes": {"ApproximateReceiveCount": ")" +
                     QByteArray::number(receives) + R"(", "SentTimestamp": "1767312000000"}})");
    return R"({"Messages": [)" + items.join(',') + "]}";
}

QueueFacts queueWith(int maxReceives)
{
    QueueFacts queue;
    queue.url = ordersUrl;
    queue.maxReceives = maxReceives;
    return queue;
}

Value sentTo(const HttpRequest& request)
{
    return parseJson(request.body.toStdString()).value();
}

} // namespace

// Looks that cost receives, deletions, redrives and what may be sent, with canned answers.
class tst_Queue final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void readsAttributes();
    void seesEachMessageOnce();
    void stopsWithoutNews();
    void refusesTheLookThatLeavesNoReceive();
    void aQueueOfOneReceiveIsNotLookedAt();
    void aLockedSessionDoesNotLook();
    void deletesOneAndShowsTheOthers();
    void aMessageThatDoesNotComeStays();
    void checksWhatIsSent_data();
    void checksWhatIsSent();
    void aMessageIsSentOnce();
    void movesMessagesBack();
    void aRedriveIsStopped();

private:
    [[nodiscard]] Client client() const { return m_test->session.client("sqs").value(); }
    [[nodiscard]] FakeTransport& transport() { return *m_test->transport; }
    [[nodiscard]] std::string operation(std::size_t request) const
    {
        return FakeServices::operationOf(m_test->transport->requests()[request]);
    }

    std::optional<TestSession> m_test;
};

void tst_Queue::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
}

void tst_Queue::init()
{
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
}

void tst_Queue::readsAttributes()
{
    const auto answer =
        parseJson(R"({"Attributes": {"QueueArn": "arn:aws:sqs:us-east-1:123456789012:orders.fifo",
        "FifoQueue": "true", "ContentBasedDeduplication": "true", "ApproximateNumberOfMessages": "1204",
        "RedrivePolicy": "{\"deadLetterTargetArn\": \"arn:aws:sqs:us-east-1:123456789012:dead\", \"maxReceiveCount\": \"5\"}"}})");
    const auto facts = QueueFacts::fromAttributes("https://sqs/123456789012/orders.fifo", *answer);
    QCOMPARE(facts.name(), std::string("orders.fifo"));
    QCOMPARE(facts.maxReceives, 5);
    QVERIFY(facts.deadLetterArn.ends_with(":dead"));
    QVERIFY(facts.isFifo && facts.deduplicatesByContent);
    QCOMPARE(facts.visible, std::int64_t(1204));
    const auto number = parseJson(R"({"Attributes": {"RedrivePolicy": "{\"maxReceiveCount\": 3}"}})");
    QCOMPARE(QueueFacts::fromAttributes("u/q", *number).maxReceives, 3);
    const auto broken = parseJson(R"({"Attributes": {"RedrivePolicy": "{"}})");
    QCOMPARE(QueueFacts::fromAttributes("u/q", *broken).maxReceives, 0);
}

void tst_Queue::seesEachMessageOnce()
{
    transport().enqueue(makeResponse(200, received({{"a", 1}, {"a", 2}, {"b", 1}})));
    transport().enqueue(makeResponse(200, received({{"b", 2}, {"c", 1}})));
    QueuePeek peek(client(), queueWith(0));
    peek.look(3, std::chrono::seconds(60));
    QTRY_COMPARE(peek.state(), QueuePeek::State::Idle);
    QCOMPARE(peek.messages().size(), std::size_t(3));
    QCOMPARE(peek.messages()[0].receives, 2);
    QCOMPARE(peek.messages()[1].receives, 2);
    QCOMPARE(peek.messages()[2].body, std::string("body of c"));
    QCOMPARE(peek.requests(), 2);
    const Value asked = sentTo(transport().requests()[0]);
    QCOMPARE(asked["VisibilityTimeout"].toInt(-1), std::int64_t(0));
    QCOMPARE(asked["WaitTimeSeconds"].toInt(), std::int64_t(20));
    QCOMPARE(asked["MaxNumberOfMessages"].toInt(), std::int64_t(10));

    peek.forget("a");
    QCOMPARE(peek.messages().size(), std::size_t(2));
    QCOMPARE(peek.messages()[0].id, std::string("b"));
}

void tst_Queue::stopsWithoutNews()
{
    transport().enqueue(makeResponse(200, received({{"a", 1}})));
    transport().setHandler([](const HttpRequest&) { return makeResponse(200, "{}"); });
    QueuePeek peek(client(), queueWith(0));
    peek.look(100, std::chrono::seconds(1));
    QTRY_COMPARE(peek.state(), QueuePeek::State::Idle);
    QCOMPARE(peek.requests(), 1 + QueuePeek::pollsWithoutNews);
}

// Of four receives the consumer needs one: two looks may bring a message to three, and no third follows.
void tst_Queue::refusesTheLookThatLeavesNoReceive()
{
    int receives = 0;
    transport().setHandler([&receives](const HttpRequest&) {
        return makeResponse(200, received({{"a", ++receives}}));
    });
    QueuePeek peek(client(), queueWith(4));
    peek.look(100, std::chrono::seconds(1));
    QTRY_COMPARE(peek.state(), QueuePeek::State::Idle);
    QCOMPARE(receives, 3);
    QCOMPARE(peek.messages()[0].receives, 3);
    QVERIFY(peek.refusal());
    peek.look(1, std::chrono::seconds(1));
    QCOMPARE(peek.state(), QueuePeek::State::Failed);
    QCOMPARE(peek.error()->code, std::string("NoReceiveLeft"));
    QCOMPARE(receives, 3);
}

void tst_Queue::aQueueOfOneReceiveIsNotLookedAt()
{
    QueuePeek peek(client(), queueWith(1));
    peek.look(1, std::chrono::seconds(1));
    QCOMPARE(peek.state(), QueuePeek::State::Failed);
    QCOMPARE(transport().requestCount(), 0);
    QVERIFY(!QueuePeek(client(), queueWith(2)).refusal());
}

void tst_Queue::aLockedSessionDoesNotLook()
{
    m_test->session.policy().lock("Unlock it.");
    QueuePeek peek(client(), queueWith(0));
    peek.look(1, std::chrono::seconds(1));
    QTRY_COMPARE(peek.state(), QueuePeek::State::Failed);
    QCOMPARE(peek.error()->kind, ErrorKind::ReadOnly);
    QCOMPARE(transport().requestCount(), 0);
}

void tst_Queue::deletesOneAndShowsTheOthers()
{
    transport().enqueue(makeResponse(200, received({{"a", 1}})));
    transport().enqueue(makeResponse(200, received({{"b", 1}, {"c", 1}})));
    transport().enqueue(makeResponse(200, "{}"));
    transport().enqueue(makeResponse(200, R"({"Successful": [{"Id": "0"}, {"Id": "1"}], "Failed": []})"));
    auto deletion = makeOwned<MessageDeletion>(client(), ordersUrl, "b");
    deletion->start();
    QTRY_VERIFY(deletion->isFinished());
    QVERIFY(deletion->result());
    QCOMPARE(transport().requestCount(), 4);
    QCOMPARE(sentTo(transport().requests()[0])["VisibilityTimeout"].toInt(), std::int64_t(30));
    QCOMPARE(operation(2), std::string("DeleteMessage"));
    QCOMPARE(sentTo(transport().requests()[2])["ReceiptHandle"].text(), std::string("h-b"));
    const Value shown = sentTo(transport().requests()[3]);
    QCOMPARE(shown["Entries"].size(), std::size_t(2));
    QCOMPARE(shown["Entries"][0]["VisibilityTimeout"].toInt(-1), std::int64_t(0));
}

void tst_Queue::aMessageThatDoesNotComeStays()
{
    transport().setHandler([](const HttpRequest& request) {
        return makeResponse(200, FakeServices::operationOf(request) == "ReceiveMessage" ? received({{"a", 1}})
                                                                                        : QByteArray("{}"));
    });
    auto deletion = makeOwned<MessageDeletion>(client(), ordersUrl, "gone");
    deletion->start();
    QTRY_VERIFY(deletion->isFinished());
    QCOMPARE(deletion->result().error().code, std::string("MessageNotReceived"));
    QCOMPARE(transport().requestCount(), 4);
    QCOMPARE(operation(3), std::string("ChangeMessageVisibilityBatch"));
}

void tst_Queue::checksWhatIsSent_data()
{
    QTest::addColumn<bool>("isFifo");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("group");
    QTest::addColumn<std::string>("deduplication");
    QTest::addColumn<int>("delay");
    QTest::addColumn<bool>("isGood");
    const std::string none;
    QTest::newRow("plain") << false << std::string("hello\n") << none << none << -1 << true;
    QTest::newRow("a delay") << false << std::string("hello") << none << none << 900 << true;
    QTest::newRow("too long a delay") << false << std::string("hello") << none << none << 901 << false;
    QTest::newRow("a fair queue") << false << std::string("hello") << std::string("tenant") << none << -1
                                  << true;
    QTest::newRow("nothing") << false << none << none << none << -1 << false;
    QTest::newRow("a bell") << false << std::string("\a") << none << none << -1 << false;
    QTest::newRow("U+FFFF") << false << std::string("\xEF\xBF\xBF") << none << none << -1 << false;
    QTest::newRow("U+1F600") << false << std::string("\xF0\x9F\x98\x80") << none << none << -1 << true;
    QTest::newRow("the longest") << false << std::string(mostMessageBytes, 'x') << none << none << -1 << true;
    QTest::newRow("too long") << false << std::string(mostMessageBytes + 1, 'x') << none << none << -1
                              << false;
    QTest::newRow("a FIFO queue") << true << std::string("hello") << std::string("g") << std::string("d")
                                  << -1 << true;
    QTest::newRow("no group") << true << std::string("hello") << none << std::string("d") << -1 << false;
    QTest::newRow("no deduplication")
        << true << std::string("hello") << std::string("g") << none << -1 << false;
    QTest::newRow("a FIFO delay") << true << std::string("hello") << std::string("g") << std::string("d") << 1
                                  << false;
}

void tst_Queue::checksWhatIsSent()
{
    QFETCH(bool, isFifo);
    QFETCH(std::string, body);
    QFETCH(std::string, group);
    QFETCH(std::string, deduplication);
    QFETCH(int, delay);
    QFETCH(bool, isGood);
    QueueFacts queue = queueWith(0);
    queue.isFifo = isFifo;
    OutgoingMessage message{body, group, deduplication, {}, {}};
    if (delay >= 0)
        message.delaySeconds = delay;
    const auto params = sendParams(queue, message);
    QCOMPARE(params.ok(), isGood);
    if (isGood)
        QCOMPARE((*params)["MessageBody"].text(), body);
    else
        QCOMPARE(params.error().kind, ErrorKind::Parameter);
    queue.deduplicatesByContent = true;
    if (isFifo && deduplication.empty())
        QVERIFY(sendParams(queue, message));
}

void tst_Queue::aMessageIsSentOnce()
{
    m_test = makeTestSession({{"AWS_MAX_ATTEMPTS", "3"}}, std::make_shared<FakeClock>()).value();
    transport().setHandler(
        [](const HttpRequest&) { return makeResponse(500, R"({"__type": "InternalError"})"); });
    QueueFacts queue = queueWith(0);
    OutgoingMessage message{"hello", {}, {}, {}, {{"kind", "test"}}};
    ReplyPtr reply = client().call("SendMessage", sendParams(queue, message).value());
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(transport().requestCount(), 1);

    queue.isFifo = true; // known again by its id
    message.group = "g";
    message.deduplicationId = "d";
    reply = client().call("SendMessage", sendParams(queue, message).value());
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(transport().requestCount(), 4);
}

void tst_Queue::movesMessagesBack()
{
    const auto task = [](const char* status, int moved) {
        return makeResponse(
            200, R"({"Results": [{"Status": ")" + QByteArray(status) +
                     R"(", "ApproximateNumberOfMessagesToMove": 7, "ApproximateNumberOfMessagesMoved": )" +
                     QByteArray::number(moved) + "}]}");
    };
    transport().enqueue(makeResponse(200, R"({"TaskHandle": "t"})"));
    transport().enqueue(task("RUNNING", 3));
    transport().enqueue(task("COMPLETED", 7));
    auto redrive = makeOwned<QueueRedrive>(client(), "arn:aws:sqs:us-east-1:123456789012:dead", 9'000);
    redrive->start();
    QTRY_VERIFY(redrive->isFinished());
    QVERIFY(redrive->result());
    QCOMPARE(redrive->moved(), std::int64_t(7));
    QCOMPARE(redrive->toMove(), std::int64_t(7));
    QCOMPARE(sentTo(transport().requests()[0])["MaxNumberOfMessagesPerSecond"].toInt(), std::int64_t(500));

    transport().enqueue(makeResponse(200, R"({"TaskHandle": "t"})"));
    transport().enqueue(
        makeResponse(200, R"({"Results": [{"Status": "FAILED", "FailureReason": "no rights"}]})"));
    redrive = makeOwned<QueueRedrive>(client(), "arn:aws:sqs:us-east-1:123456789012:dead", 0);
    redrive->start();
    QTRY_VERIFY(redrive->isFinished());
    QCOMPARE(redrive->result().error().message, std::string("no rights"));
}

void tst_Queue::aRedriveIsStopped()
{
    transport().setHandler([](const HttpRequest& request) {
        const auto operation = FakeServices::operationOf(request);
        if (operation == "StartMessageMoveTask")
            return makeResponse(200, R"({"TaskHandle": "t"})");
        return makeResponse(200, operation == "CancelMessageMoveTask"
                                     ? QByteArray(R"({"ApproximateNumberOfMessagesMoved": 5})")
                                     : QByteArray(R"({"Results": [{"Status": "RUNNING"}]})"));
    });
    auto redrive = makeOwned<QueueRedrive>(client(), "arn:aws:sqs:us-east-1:123456789012:dead", 0);
    redrive->start();
    QTRY_VERIFY(transport().requestCount() > 2);
    redrive->cancel();
    QTRY_VERIFY(redrive->isFinished());
    QCOMPARE(redrive->result().error().kind, ErrorKind::Cancelled);
    QCOMPARE(redrive->moved(), std::int64_t(5));
}

INIA_TEST_CLASS(tst_Queue, QCoreApplication)
#include "tst_queue.moc"
