#include "core/checksum/checksum.h"
#include "core/client/client.h"
#include "core/config/clientconfig.h"
#include "core/observe/exchangelog.h"
#include "core/session/session.h"
#include "tests/support/changedclient.h"
#include "tests/support/fakeclock.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

namespace {

constexpr char trailerHash[] = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
constexpr char unsignedHash[] = "UNSIGNED-PAYLOAD";

Value upload(std::initializer_list<std::pair<std::string_view, Value>> more = {})
{
    Value params = Value::map({{"Bucket", "b1b"}, {"Key", "k"}, {"Body", QByteArray("hello")}});
    for (const auto& [name, value] : more)
        params.insert(name, value);
    return params;
}

ClientOptions optionsOf(const Value& config)
{
    ClientOptions options;
    for (const auto& [name, value] : config.members())
        (void)setClientOption(options, name, value.text());
    return options;
}

/// A checksum on the way, or a body with no need for one.
bool isAboutPayload(const Value& request)
{
    for (const auto& [name, value] : request["headers"].members()) {
        if ((name.starts_with("x-amz-checksum") && name != "x-amz-checksum-mode") ||
            name == "x-amz-trailer" || name == "expect")
            return true;
    }
    return false;
}

} // namespace

class tst_Payload final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void oracle_data();
    void oracle();
    void whatIsSigned_data();
    void whatIsSigned();
    void anonymousTrailer();
    void onTheWireTheLengthIsKnown();
    void damagedObjectIsAnError();
    void intactObjectSaysWhatItWasCheckedWith();
    void errorsAreNotChecked();
    void damagedDynamoDbAnswersAreAskedForAgain();
    void dynamoDbGivesUpInTheEnd();
    void metricsAreCompressed();

private:
    [[nodiscard]] HttpRequest dryRun(const Client& client, std::string_view operation, const Value& params);
    [[nodiscard]] ReplyPtr finished(const Client& client, std::string_view operation, const Value& params);
    [[nodiscard]] Client client(std::string_view service, const ClientOptions& options = {}) const
    {
        return m_test->session.client(service, options).value();
    }

    std::optional<TestSession> m_test;
};

void tst_Payload::initTestCase()
{
    if (const auto session = makeTestSession(); !session)
        QSKIP(session.error().message.c_str());
}

void tst_Payload::init()
{
    m_test = makeTestSession({{"AWS_ENDPOINT_URL", ""},
                              {"AWS_REGION", "us-west-2"},
                              {"AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"},
                              {"AWS_MAX_ATTEMPTS", "3"},
                              {"AWS_DEFAULTS_MODE", "legacy"},
                              {"AWS_RETRY_MODE", "standard"}},
                             std::make_shared<FakeClock>())
                 .value();
}

ReplyPtr tst_Payload::finished(const Client& client, std::string_view operation, const Value& params)
{
    auto reply = client.call(operation, params);
    QSignalSpy spy(reply.get(), &Reply::finished);
    if (!spy.wait())
        qFatal("the call does not finish");
    return reply;
}

HttpRequest tst_Payload::dryRun(const Client& client, std::string_view operation, const Value& params)
{
    CallOptions options;
    options.dryRun = true;
    auto reply = client.call(operation, params, options);
    QSignalSpy spy(reply.get(), &Reply::finished);
    if (!spy.wait() || !reply->result())
        qFatal("the dry run failed: %s",
               reply->result() ? "no end" : reply->result().error().message.c_str());
    return reply->preparedRequest();
}

void tst_Payload::oracle_data()
{
    QTest::addColumn<Value>("one");
    const auto oracle = readJsonFile(conformancePath(QStringLiteral("oracle/s3-misc.json")));
    if (oracle.isNull())
        QSKIP("the conformance data is not beside the project");
    for (const auto& one : oracle["cases"].items()) {
        const auto& request = one["expect"]["request"];
        // Endpoints, customer keys and line breaks in keys have tests of their own.
        const bool isPlain = one["clientArgs"].isNull() && !one["params"].contains("SSECustomerKey") &&
                             !one["params"].contains("Delete");
        if (isPlain && isAboutPayload(request))
            QTest::newRow(one["id"].text().c_str()) << one;
    }
}

void tst_Payload::oracle()
{
    QFETCH(Value, one);
    const auto& expected = one["expect"]["request"];
    const auto found = dryRun(client("s3", optionsOf(one["clientConfig"])), one["operation"].text(),
                              untagged(one["params"]));
    QCOMPARE(found.method, expected["method"].text());
    QCOMPARE(found.url, expected["url"].text());
    QCOMPARE(found.body.toStdString(), expected["body"].text());
    for (const auto& [name, value] : expected["headers"].members()) {
        QVERIFY2(found.headers.contains(name), name.c_str());
        QCOMPARE(found.headers.value(name), std::string_view(value.text()));
    }
}

void tst_Payload::whatIsSigned_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<Value>("params");
    QTest::addColumn<Value>("config");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("hash");
    constexpr char digest[] = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    const Value none = Value::emptyMap();
    const Value required = Value::map({{"request_checksum_calculation", "when_required"}});
    const Value md5 = upload({{"ContentMD5", "XUFAKrxLKna5cZ2REBfFkg=="}});
    QTest::newRow("trailer") << "PutObject" << upload() << none << "https" << trailerHash;
    QTest::newRow("in the clear") << "PutObject" << upload() << none << "http" << digest;
    QTest::newRow("no checksum") << "PutObject" << upload() << required << "https" << digest;
    QTest::newRow("caller's digest") << "PutObject" << md5 << required << "https" << unsignedHash;
    QTest::newRow("caller's digest in the clear") << "PutObject" << md5 << required << "http" << digest;
    QTest::newRow("caller's checksum")
        << "PutObject" << upload({{"ChecksumCRC32", "NhCmhg=="}}) << none << "https" << digest;
    QTest::newRow("never signed") << "PutObject" << upload()
                                  << Value::map({{"s3.payload_signing_enabled", "false"}}) << "http"
                                  << unsignedHash;
    QTest::newRow("never signed, but a trailer")
        << "PutObject" << upload() << Value::map({{"s3.payload_signing_enabled", "false"}}) << "https"
        << trailerHash;
    QTest::newRow("always signed") << "PutObject" << md5
                                   << Value::map({{"s3.payload_signing_enabled", "true"},
                                                  {"request_checksum_calculation", "when_required"}})
                                   << "https" << digest;
}

void tst_Payload::whatIsSigned()
{
    QFETCH(QString, operation);
    QFETCH(Value, params);
    QFETCH(Value, config);
    QFETCH(QString, scheme);
    QFETCH(QString, hash);
    auto options = optionsOf(config);
    options.useSsl = scheme == QStringLiteral("https");
    const auto found = dryRun(client("s3", options), operation.toStdString(), params);
    QVERIFY(found.url.starts_with(scheme.toStdString() + "://"));
    QCOMPARE(found.headers.value("X-Amz-Content-SHA256"), std::string_view(hash.toStdString()));
}

/// S3 reads from the header how the body is encoded.
void tst_Payload::anonymousTrailer()
{
    const Client anonymous =
        changed(client("s3"), [](ClientContext& context) { context.credentials = nullptr; });
    const auto found = dryRun(anonymous, "PutObject", upload());
    QVERIFY(!found.headers.contains("Authorization"));
    QCOMPARE(found.headers.value("X-Amz-Content-SHA256"), std::string_view(trailerHash));
}

/// What is sent differs from boto3's by the framing alone, which no signature covers.
void tst_Payload::onTheWireTheLengthIsKnown()
{
    const auto dry = dryRun(client("s3"), "PutObject", upload());
    QCOMPARE(dry.headers.value("Transfer-Encoding"), std::string_view("chunked"));
    QCOMPARE(dry.headers.value("Expect"), std::string_view("100-continue"));
    m_test->transport->enqueue(makeStored());
    auto reply = finished(client("s3"), "PutObject", upload());
    QVERIFY(reply->result().ok());
    const auto& sent = m_test->transport->requests().at(0);
    QVERIFY(!sent.headers.contains("Transfer-Encoding"));
    QVERIFY(!sent.headers.contains("Expect"));
    QCOMPARE(sent.headers.value("Content-Length"), std::string_view(std::to_string(dry.body.size())));
    QCOMPARE(sent.headers.value("Authorization"), dry.headers.value("Authorization"));
    QCOMPARE(sent.headers.value("Content-Encoding"), std::string_view("aws-chunked"));
    QCOMPARE(sent.body, dry.body);
}

void tst_Payload::damagedObjectIsAnError()
{
    auto damaged = makeResponse(200, "hellO");
    damaged.headers.set("x-amz-checksum-crc32", "NhCmhg==");
    damaged.headers.set("x-amz-request-id", "R1");
    m_test->transport->enqueue(damaged);
    auto reply = finished(client("s3"), "GetObject", Value::map({{"Bucket", "b"}, {"Key", "k"}}));
    QCOMPARE(m_test->transport->requestCount(), 1);
    QCOMPARE(m_test->transport->requests().at(0).headers.value("x-amz-checksum-mode"),
             std::string_view("ENABLED"));
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().kind, ErrorKind::Checksum);
    QCOMPARE(reply->result().error().code, std::string("FlexibleChecksumError"));
    QCOMPARE(reply->result().error().requestId, std::string("R1"));
    QCOMPARE(reply->result().error().operation, std::string("GetObject"));
}

void tst_Payload::intactObjectSaysWhatItWasCheckedWith()
{
    auto intact = makeResponse(200, "hello");
    intact.headers.set("x-amz-checksum-crc32", "NhCmhg==");
    m_test->transport->enqueue(intact);
    auto reply = finished(client("s3"), "GetObject", Value::map({{"Bucket", "b"}, {"Key", "k"}}));
    QCOMPARE((*reply->result())["ResponseMetadata"]["ChecksumAlgorithm"].text(), std::string("crc32"));
    m_test->transport->enqueue(intact);
    ClientOptions options;
    options.responseChecksumValidation = ChecksumMode::WhenRequired;
    reply = finished(client("s3", options), "GetObject", Value::map({{"Bucket", "b"}, {"Key", "k"}}));
    QVERIFY(!(*reply->result())["ResponseMetadata"].contains("ChecksumAlgorithm"));
    QVERIFY(!m_test->transport->requests().back().headers.contains("x-amz-checksum-mode"));
}

void tst_Payload::errorsAreNotChecked()
{
    auto refused = makeResponse(404, "<Error><Code>NoSuchKey</Code></Error>");
    refused.headers.set("x-amz-checksum-crc32", "NhCmhg==");
    m_test->transport->enqueue(refused);
    auto reply = finished(client("s3"), "GetObject", Value::map({{"Bucket", "b"}, {"Key", "k"}}));
    QCOMPARE(reply->result().error().code, std::string("NoSuchKey"));
}

void tst_Payload::damagedDynamoDbAnswersAreAskedForAgain()
{
    auto answer = makeResponse(200, "{\"TableNames\": [\"a\"]}");
    answer.headers.set("x-amz-crc32", "1");
    m_test->transport->enqueue(answer);
    answer.headers.set("x-amz-crc32", "4041566274");
    m_test->transport->enqueue(answer);
    auto reply = finished(client("dynamodb"), "ListTables", {});
    QCOMPARE(m_test->transport->requestCount(), 2);
    QVERIFY(reply->result().ok());
    QCOMPARE((*reply->result())["TableNames"][0].text(), std::string("a"));
}

void tst_Payload::dynamoDbGivesUpInTheEnd()
{
    auto answer = makeResponse(200, "{}");
    answer.headers.set("x-amz-crc32", "1");
    for (int attempt = 0; attempt < 3; ++attempt)
        m_test->transport->enqueue(answer);
    auto reply = finished(client("dynamodb"), "ListTables", {});
    QCOMPARE(m_test->transport->requestCount(), 3);
    QCOMPARE(reply->result().error().kind, ErrorKind::Checksum);
}

void tst_Payload::metricsAreCompressed()
{
    const auto metrics = [](std::size_t nameSize) {
        return Value::map({{"Namespace", std::string(nameSize, 'n')}, {"MetricData", Value::emptyList()}});
    };
    const auto small = dryRun(client("cloudwatch"), "PutMetricData", metrics(200));
    QVERIFY(!small.headers.contains("Content-Encoding"));
    ClientOptions options;
    options.requestMinCompressionSizeBytes = 128;
    const auto compressed = dryRun(client("cloudwatch", options), "PutMetricData", metrics(200));
    QCOMPARE(compressed.headers.value("Content-Encoding"), std::string_view("gzip"));
    QVERIFY(compressed.body.startsWith("\x1f\x8b"));
    QVERIFY(compressed.body.size() < small.body.size());
    options.disableRequestCompression = true;
    QCOMPARE(dryRun(client("cloudwatch", options), "PutMetricData", metrics(200)).body, small.body);
}

INIA_TEST_CLASS(tst_Payload, QCoreApplication)
#include "tst_payload.moc"
