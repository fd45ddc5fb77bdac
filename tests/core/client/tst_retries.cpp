#include "tests/support/fakeclock.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;
using std::chrono::milliseconds;

namespace {

constexpr char throttled[] = R"({"__type": "ThrottlingException", "message": "slowly"})";

FakeTransport::Answer answerOf(const Value& described)
{
    if (described.contains("exception")) {
        const auto& name = described["exception"].text();
        const bool isTimeout = name.find("Timeout") != std::string::npos;
        return makeError(isTimeout ? ErrorKind::Timeout : ErrorKind::Transport, name, name);
    }
    auto response = makeResponse(static_cast<int>(described["status"].toInt()),
                                 QByteArray::fromStdString(described["body"].text()));
    for (const auto& [name, value] : described["headers"].members())
        response.headers.set(name, value.text());
    return response;
}

} // namespace

/// Retries of whole calls; the policies alone have their tests in tests/core/retry.
class tst_Retries final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void followsTheReference_data();
    void followsTheReference();
    void errorsTellOfTheirRetries();
    void successTellsOfItsRetries();
    void timeToLiveComesFromTheDate();
    void damagedBodiesAreNeverHandedOut();
    void longPollingWaitsOutTheQuota();
    void adaptiveModeWaitsBeforeSending();
    void cancelEndsAWait();

private:
    void open(const std::string& mode, const std::string& maxAttempts = {})
    {
        m_clock = std::make_shared<FakeClock>();
        m_test =
            makeTestSession({{"AWS_RETRY_MODE", mode}, {"AWS_MAX_ATTEMPTS", maxAttempts}}, m_clock).value();
    }
    [[nodiscard]] ReplyPtr call(const char* service, const char* operation, Value params = {}) const
    {
        auto reply = m_test->session.client(service)->call(operation, std::move(params));
        QSignalSpy finished(reply.get(), &Reply::finished);
        if (!finished.wait())
            qFatal("the call does not end");
        return reply;
    }
    [[nodiscard]] std::string sdkRequest(std::size_t index) const
    {
        return std::string(m_test->transport->requests().at(index).headers.value("amz-sdk-request"));
    }
    std::shared_ptr<FakeClock> m_clock;
    std::optional<TestSession> m_test;
};

void tst_Retries::initTestCase()
{
    if (!makeTestSession())
        QSKIP("no model pack");
}

void tst_Retries::followsTheReference_data()
{
    QTest::addColumn<Value>("testCase");
    const Value file = readJsonFile(conformancePath(QStringLiteral("oracle/retries.json")));
    if (file.isNull())
        QSKIP("no conformance data beside the project");
    for (const auto& item : file["cases"].items())
        QTest::newRow(item["id"].text().c_str()) << item;
}

void tst_Retries::followsTheReference()
{
    QFETCH(const Value, testCase);
    const auto& attempts = testCase["totalMaxAttempts"];
    open(testCase["mode"].text(), attempts.isNull() ? "" : std::to_string(attempts.toInt()));
    for (const auto& response : testCase["responses"].items())
        m_test->transport->enqueue(answerOf(response));
    const auto reply =
        call(testCase["service"].text().c_str(), testCase["operation"].text().c_str(), testCase["params"]);
    const auto& expected = testCase["expect"];
    QCOMPARE(reply->result().ok(), expected["outcome"].text() == "success");
    QCOMPARE(Value(reply->attempts()), expected["attempts"]);
    const Value answer = reply->result() ? *reply->result() : reply->errorResponse();
    const auto& metadata = answer["ResponseMetadata"];
    if (expected["outcome"].text() != "exception")
        QCOMPARE(metadata["RetryAttempts"], expected["retryAttempts"]);
    if (expected["outcome"].text() == "error") {
        QCOMPARE(reply->result().error().code, expected["code"].text());
        QCOMPARE(metadata["MaxAttemptsReached"].toBool(), expected["maxAttemptsReached"].toBool());
    }
    Value delays = Value::emptyList();
    for (const auto delay : m_clock->delays())
        delays.append(static_cast<double>(delay.count()) / 1000);
    QCOMPARE(delays, expected["maxDelays"]);
    Value headers = Value::emptyList();
    for (std::size_t i = 0; i < m_test->transport->requests().size(); ++i)
        headers.append(sdkRequest(i));
    QCOMPARE(headers, expected["amzSdkRequest"]);
}

void tst_Retries::errorsTellOfTheirRetries()
{
    open("standard");
    m_test->transport->setHandler([](const HttpRequest&) { return makeResponse(400, throttled); });
    const auto reply = call("kms", "ListKeys");
    const auto& error = reply->result().error();
    QCOMPARE(error.retries, 2);
    QVERIFY(error.retriesExhausted);
    QCOMPARE(reply->errorResponse()["ResponseMetadata"]["MaxAttemptsReached"], Value(true));
    m_test->transport->setHandler([](const HttpRequest&) { return makeResponse(403, "{}"); });
    QVERIFY(!call("kms", "ListKeys")->result().error().retriesExhausted);
}

void tst_Retries::successTellsOfItsRetries()
{
    open("standard");
    m_test->transport->enqueue(makeResponse(500, {}));
    m_test->transport->enqueue(makeResponse(200, "{}"));
    const Value metadata = (*call("kms", "ListKeys")->result())["ResponseMetadata"];
    QCOMPARE(metadata["RetryAttempts"], Value(1));
    QVERIFY(metadata["MaxAttemptsReached"].isNull());
}

void tst_Retries::timeToLiveComesFromTheDate()
{
    open("standard");
    auto refused = makeResponse(500, {});
    m_test->transport->enqueue(refused);
    refused.headers.set("Date", "Fri, 02 Jan 2026 03:04:05 GMT");
    m_test->transport->enqueue(refused);
    m_test->transport->enqueue(makeResponse(200, "{}"));
    QVERIFY(call("kms", "ListKeys")->result());
    QCOMPARE(sdkRequest(0), std::string("attempt=1; max=3"));
    QCOMPARE(sdkRequest(1), std::string("attempt=2; max=3"));
    QCOMPARE(sdkRequest(2), std::string("ttl=20260102T030505Z; attempt=3; max=3"));
    const auto& requests = m_test->transport->requests();
    QCOMPARE(requests[0].headers.value("amz-sdk-invocation-id"),
             requests[2].headers.value("amz-sdk-invocation-id"));
}

void tst_Retries::damagedBodiesAreNeverHandedOut()
{
    open("standard");
    auto response = makeResponse(200, R"({"TableNames": ["table"]})");
    response.headers.set("x-amz-crc32", "1");
    m_test->transport->setHandler([&response](const HttpRequest&) { return response; });
    const auto damaged = call("dynamodb", "ListTables");
    QCOMPARE(damaged->attempts(), 4);
    QVERIFY(!damaged->result());
    QCOMPARE(damaged->result().error().kind, ErrorKind::Checksum);
    response.headers.set("x-amz-crc32", "934133825");
    const auto whole = call("dynamodb", "ListTables");
    QVERIFY2(whole->result(), whole->result() ? "" : whole->result().error().message.c_str());
    QCOMPARE(whole->attempts(), 1);
}

void tst_Retries::longPollingWaitsOutTheQuota()
{
    open("standard", "1000");
    m_test->transport->setHandler([](const HttpRequest&) { return makeResponse(500, "{}"); });
    const auto reply = call("sqs", "ReceiveMessage", Value::map({{"QueueUrl", "http://127.0.0.1:9/1/q"}}));
    QCOMPARE(reply->attempts(), 500 / 14 + 1);
    QCOMPARE(static_cast<int>(m_clock->delays().size()), reply->attempts());
    QCOMPARE(m_clock->delays().back(), milliseconds(20'000));
    QCOMPARE(reply->errorResponse()["ResponseMetadata"]["RetryQuotaReached"], Value(true));
    QVERIFY(!reply->result().error().retriesExhausted);
}

void tst_Retries::adaptiveModeWaitsBeforeSending()
{
    open("adaptive");
    // Each wait takes its time, so that permits come.
    m_test->transport->enqueue(makeResponse(400, throttled));
    m_test->transport->setHandler([](const HttpRequest&) { return makeResponse(200, "{}"); });
    auto reply = m_test->session.client("kms")->call("ListKeys");
    QTRY_COMPARE(m_test->transport->requestCount(), 1);
    QTRY_VERIFY(m_clock->delays().size() >= 2);
    QCOMPARE(m_clock->delays()[0], milliseconds(1'000)); // of the retry
    QCOMPARE(m_clock->delays()[1], milliseconds(2'000)); // of the limiter
    QVERIFY(!reply->isFinished());
    m_clock->setNow(m_clock->now() + milliseconds(2'000));
    QTRY_VERIFY(reply->isFinished());
    QVERIFY(reply->result());
    QCOMPARE(m_test->transport->requestCount(), 2);
}

void tst_Retries::cancelEndsAWait()
{
    open("standard", "1000");
    m_test->transport->setHandler([](const HttpRequest&) { return makeResponse(500, "{}"); });
    auto reply = m_test->session.client("kms")->call("ListKeys");
    QSignalSpy finished(reply.get(), &Reply::finished);
    connect(reply.get(), &Reply::retryScheduled, reply.get(), &Reply::cancel);
    QVERIFY(finished.wait());
    QCoreApplication::processEvents();
    QCOMPARE(finished.count(), 1);
    QCOMPARE(m_test->transport->requestCount(), 1);
}

INIA_TEST_CLASS(tst_Retries, QCoreApplication)
#include "tst_retries.moc"
