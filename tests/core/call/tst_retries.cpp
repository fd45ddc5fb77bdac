#include "core/observe/exchangelog.h"
#include "core/protocol/jsonreader.h"
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
    void whatMayBeDoneIsNotDoneAgain_data();
    void whatMayBeDoneIsNotDoneAgain();
    void answersAreRetriedByTheServicesRules();
    void gatewaysDoNotSpeakForTheService_data();
    void gatewaysDoNotSpeakForTheService();
    void whatMayBeDoneStaysSo();

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

void tst_Retries::whatMayBeDoneIsNotDoneAgain_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("params");
    QTest::addColumn<bool>("safe");
    QTest::addColumn<bool>("reads");
    const auto row = [](const char* call, const char* params, bool safe, bool reads = false) {
        QTest::newRow(call) << QString::fromLatin1(call) << QString::fromLatin1(params) << safe << reads;
    };
    row("sqs SendMessage", R"({"QueueUrl": "http://h/q", "MessageBody": "pay 100"})", false);
    row("sns Publish", R"({"TopicArn": "arn:aws:sns:us-east-1:1:t", "Message": "pay 100"})", false);
    row("lambda Invoke", R"({"FunctionName": "f"})", false);
    row("dynamodb UpdateItem", R"({"TableName": "t", "Key": {"k": {"S": "a"}}})", false);
    row("iam CreateAccessKey", "{}", false);
    row("s3 CreateMultipartUpload", R"({"Bucket": "b", "Key": "k"})", false);
    row("ec2 RunInstances", R"({"MinCount": 1, "MaxCount": 1})", true); // it carries a token
    row("lexv2-models StartBotRecommendation",
        R"({"botId": "ABCDEFGHIJ", "botVersion": "DRAFT", "localeId": "en_US",
            "transcriptSourceSetting": {"s3BucketTranscriptSource":
                {"s3BucketName": "bbb", "transcriptFormat": "Lex"}}})",
        false); // behind PUT, and yet one more each time
    row("dynamodb ExecuteStatement", R"({"Statement": "UPDATE t SET a = a + 1 WHERE k = 'x'"})", false);
    row("s3 PutObject", R"({"Bucket": "b", "Key": "k"})", true);
    row("s3 DeleteObject", R"({"Bucket": "b", "Key": "k"})", true);
    row("s3 ListObjectsV2", R"({"Bucket": "b"})", true, true);
    row("dynamodb ListTables", "{}", true, true);
    row("dynamodb ExecuteStatement ", R"({"Statement": "SELECT * FROM t"})", true, true);
    row("ec2 DescribeInstances", "{}", true, true);
    row("ec2 RebootInstances", R"({"InstanceIds": ["i"], "DryRun": true})", true, true);
}

void tst_Retries::whatMayBeDoneIsNotDoneAgain()
{
    QFETCH(QString, call);
    QFETCH(QString, params);
    QFETCH(bool, safe);
    QFETCH(bool, reads);
    const auto service = call.section(u' ', 0, 0).toStdString();
    const auto operation = call.section(u' ', 1, 1).toStdString();
    for (const bool sent : {false, true}) {
        for (const ErrorKind kind : {ErrorKind::Transport, ErrorKind::Timeout}) {
            open("standard", "3");
            if (sent)
                m_test->transport->failAfterSending();
            m_test->transport->setHandler(
                [kind](const HttpRequest&) { return makeError(kind, "Broken", "it broke"); });
            const auto reply =
                this->call(service.c_str(), operation.c_str(), parseJson(params.toStdString()).value());
            const auto& error = reply->result().error();
            QCOMPARE(m_test->transport->requestCount(), sent && !safe ? 1 : 3);
            QCOMPARE(error.mayHaveBeenDone, sent && !reads);
            QCOMPARE(error.message.find("not safe to repeat") != std::string::npos, sent && !safe);
            const auto& attempts = m_test->log->at(m_test->log->size() - 1).attempts;
            QCOMPARE(attempts.front().error->mayHaveBeenDone, sent && !reads);
            if (attempts.size() > 1)
                QCOMPARE(attempts[1].reason,
                         std::string(sent && !reads ? "Broken, may have been done" : "Broken"));
        }
    }
}

/// "Try again" is what AWS says after these. Where each request does something of its own, an answer that
/// leaves open whether it was done is the end all the same.
void tst_Retries::answersAreRetriedByTheServicesRules()
{
    open("standard", "3");
    m_test->transport->setHandler([](const HttpRequest&) { return makeResponse(500, "{}"); });
    const Value tags = Value::map({{"QueueUrl", "http://h/q"}, {"Tags", Value::map({{"a", "b"}})}});
    const Value message = Value::map({{"QueueUrl", "http://h/q"}, {"MessageBody", "x"}});
    const auto reply = call("sqs", "TagQueue", tags);
    QCOMPARE(m_test->transport->requestCount(), 3);
    QVERIFY(reply->result().error().mayHaveBeenDone);
    QCOMPARE(m_test->log->at(0).attempts[1].reason, std::string("500 500, may have been done"));
    m_test->transport->forgetRequests();
    QVERIFY(call("sqs", "SendMessage", message)->result().error().mayHaveBeenDone);
    QCOMPARE(m_test->transport->requestCount(), 1);
    m_test->transport->forgetRequests();
    m_test->transport->setHandler([](const HttpRequest&) { return makeResponse(400, throttled); });
    QVERIFY(!call("sqs", "SendMessage", message)->result().error().mayHaveBeenDone);
    QCOMPARE(m_test->transport->requestCount(), 3);
}

void tst_Retries::gatewaysDoNotSpeakForTheService_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("requests");
    const QByteArray page = "<html><title>Bad gateway</title></html>";
    for (const int status : {502, 504}) {
        QTest::addRow("%d, a page", status) << status << page << 1;
        QTest::addRow("%d, nothing", status) << status << QByteArray() << 1;
        QTest::addRow("%d, the service", status) << status << QByteArray("{\"__type\": \"Slow\"}") << 3;
    }
    QTest::newRow("503: nothing was done") << 503 << page << 3;
}

void tst_Retries::gatewaysDoNotSpeakForTheService()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, requests);
    open("standard", "3");
    m_test->transport->setHandler([&](const HttpRequest&) { return makeResponse(status, body); });
    const auto reply =
        call("sqs", "TagQueue", Value::map({{"QueueUrl", "http://h/q"}, {"Tags", Value::map({{"a", "b"}})}}));
    QCOMPARE(m_test->transport->requestCount(), requests);
    QCOMPARE(reply->result().error().mayHaveBeenDone, status != 503);
    m_test->transport->forgetRequests();
    static_cast<void>(call("dynamodb", "ListTables", {}));
    QCOMPARE(m_test->transport->requestCount(), 3); // reads do no harm
}

/// The first attempt may have done it, though nobody answers any more.
void tst_Retries::whatMayBeDoneStaysSo()
{
    open("standard", "3");
    m_test->transport->setHandler([this](const HttpRequest&) -> FakeTransport::Answer {
        if (m_test->transport->requestCount() == 1)
            return makeResponse(500, {});
        return makeError(ErrorKind::Transport, "ConnectionRefused", "Nobody is there.");
    });
    const auto reply = call("s3", "PutObject", Value::map({{"Bucket", "b"}, {"Key", "k"}}));
    QCOMPARE(m_test->transport->requestCount(), 3);
    const auto& error = reply->result().error();
    QCOMPARE(error.code, std::string("ConnectionRefused"));
    QVERIFY(error.mayHaveBeenDone);
    QCOMPARE(error.message, std::string("Nobody is there. It may have been done."));
    QVERIFY(!m_test->log->at(0).attempts.at(1).error->mayHaveBeenDone);
}

INIA_TEST_CLASS(tst_Retries, QCoreApplication)
#include "tst_retries.moc"
