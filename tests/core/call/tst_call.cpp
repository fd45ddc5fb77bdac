#include "core/client/client.h"
#include "core/observe/exchangelog.h"
#include "core/session/session.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

namespace {

const char listing[] =
    "<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>"
    "<Contents><Key>a%2Bb+c%01</Key><Size>3</Size></Contents></ListBucketResult>";

HttpResponse errorResponse(int status, const char* code, const char* extra = "")
{
    auto response = makeResponse(status, QByteArray("<Error><Code>") + code + "</Code><Message>m</Message>" +
                                             extra + "<RequestId>R1</RequestId></Error>");
    response.headers.set("x-amz-request-id", "R1");
    return response;
}

} // namespace

class tst_Call final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void finishedComesOnceAndLater();
    void keysAreDecodedWhenWeAskedForEncoding();
    void callersOwnEncodingIsLeftAlone();
    void transientErrorsAreRetriedAndSignedAnew();
    void permanentErrorsAreNot();
    void redirectsFollowTheBucketOnce();
    void redirectsWithoutARegionAskTheBucket_data();
    void redirectsWithoutARegionAskTheBucket();
    void redirectsToNowhereAreErrors();
    void unreadableValuesAreCounted();
    void wrongSigningRegionIsReadFromTheBody();
    void clockIsCorrectedOnce();
    void serverTimeComesFirst();
    void droppingCancelsAndEmitsNothing();
    void cancelEmitsFinished();
    void wholeCallHasALimit();
    void droppingInsideTheSlotIsSafe();
    void badParametersSendNothing();
    void unknownOperationsAreNamed();
    void missingRegionIsConfiguration_data();
    void missingRegionIsConfiguration();
    void errorInA200IsAnError();
    void dryRunSendsNothing();
    void malformedAnswersAreErrors();
    void secretsStayOutOfTheLog();
    void escapedSecretsStayOutOfTheLog_data();
    void escapedSecretsStayOutOfTheLog();

private:
    [[nodiscard]] Client s3() const { return m_test->session.client("s3").value(); }
    static void wait(Reply& reply)
    {
        QSignalSpy spy(&reply, &Reply::finished);
        QVERIFY(reply.isFinished() || spy.wait());
    }
    ReplyPtr list() const { return s3().call("list_objects_v2", Value::map({{"Bucket", "b"}})); }

    std::shared_ptr<FakeClock> m_clock;
    std::optional<TestSession> m_test;
};

void tst_Call::initTestCase()
{
    if (const auto session = makeTestSession(); !session)
        QSKIP(session.error().message.c_str());
}

void tst_Call::init()
{
    m_clock = std::make_shared<FakeClock>();
    m_test = makeTestSession({{"AWS_MAX_ATTEMPTS", "3"}}, m_clock).value();
}

void tst_Call::finishedComesOnceAndLater()
{
    m_test->transport->enqueue(makeResponse(200, listing));
    auto reply = list();
    QSignalSpy spy(reply.get(), &Reply::finished);
    QVERIFY(!reply->isFinished());
    QVERIFY(spy.wait());
    QVERIFY(reply->result().ok());
    QCoreApplication::processEvents();
    QCOMPARE(spy.count(), 1);
    QCOMPARE((*reply->result())["ResponseMetadata"]["HTTPStatusCode"].toInt(), 200);
    QCOMPARE((*reply->result())["ResponseMetadata"]["RetryAttempts"].toInt(), 0);
}

void tst_Call::keysAreDecodedWhenWeAskedForEncoding()
{
    m_test->transport->enqueue(makeResponse(200, listing));
    auto reply = list();
    wait(*reply);
    QVERIFY(m_test->transport->requests()[0].url.ends_with("/b?list-type=2&encoding-type=url"));
    QCOMPARE((*reply->result())["Contents"][0]["Key"].text(), std::string("a+b c\x01"));
}

void tst_Call::callersOwnEncodingIsLeftAlone()
{
    m_test->transport->enqueue(makeResponse(200, listing));
    auto reply = s3().call("ListObjectsV2", Value::map({{"Bucket", "b"}, {"EncodingType", "url"}}));
    wait(*reply);
    QCOMPARE((*reply->result())["Contents"][0]["Key"].text(), std::string("a%2Bb+c%01"));
}

void tst_Call::transientErrorsAreRetriedAndSignedAnew()
{
    m_test->transport->enqueue(errorResponse(503, "SlowDown"));
    m_test->transport->enqueue(makeError(ErrorKind::Transport, "ConnectionClosed", "gone"));
    m_test->transport->enqueue(makeResponse(200, listing));
    auto reply = list();
    QSignalSpy retries(reply.get(), &Reply::retryScheduled);
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(reply->attempts(), 3);
    QCOMPARE(retries.count(), 2);
    QCOMPARE(m_clock->delays().size(), std::size_t{2});
    const auto& requests = m_test->transport->requests();
    QCOMPARE(requests.size(), std::size_t{3});
    QCOMPARE(requests[2].headers.value("amz-sdk-request"), std::string_view("attempt=3; max=3"));
    QCOMPARE(requests[0].headers.value("amz-sdk-invocation-id"),
             requests[2].headers.value("amz-sdk-invocation-id"));
    QVERIFY(requests[2].headers.contains("Authorization"));
    const auto call = m_test->log->find(reply->callId());
    QCOMPARE(call->attempts.size(), std::size_t{3});
    QCOMPARE(call->attempts[1].reason, std::string("503 SlowDown"));
    QCOMPARE(call->state, ExchangeCall::State::Succeeded);
}

void tst_Call::permanentErrorsAreNot()
{
    m_test->transport->enqueue(errorResponse(403, "AccessDenied"));
    auto reply = list();
    wait(*reply);
    const auto& error = reply->result().error();
    QCOMPARE(error.kind, ErrorKind::Service);
    QVERIFY(isAccessDenied(error));
    QCOMPARE(error.requestId, std::string("R1"));
    QCOMPARE(error.operation, std::string("ListObjectsV2"));
    QCOMPARE(m_test->transport->requestCount(), 1);
}

void tst_Call::redirectsFollowTheBucketOnce()
{
    auto moved = errorResponse(301, "PermanentRedirect");
    moved.headers.set("x-amz-bucket-region", "eu-west-1");
    m_test->transport->enqueue(moved);
    m_test->transport->enqueue(makeResponse(200, listing));
    const Client client = s3();
    auto reply = client.call("ListObjectsV2", Value::map({{"Bucket", "b"}}));
    wait(*reply);
    QVERIFY(reply->result().ok());
    const auto authorization = [this](std::size_t i) {
        return std::string(m_test->transport->requests()[i].headers.value("Authorization"));
    };
    QVERIFY(authorization(0).find("/us-east-1/s3/") != std::string::npos);
    QVERIFY(authorization(1).find("/eu-west-1/s3/") != std::string::npos);
    // The region may also stand in the body.
    m_test->transport->enqueue(
        errorResponse(400, "AuthorizationHeaderMalformed", "<Region>ap-south-1</Region>"));
    m_test->transport->enqueue(makeResponse(200, listing));
    auto malformed = client.call("ListObjectsV2", Value::map({{"Bucket", "other"}}));
    wait(*malformed);
    QVERIFY(malformed->result().ok());
    QVERIFY(authorization(3).find("/ap-south-1/s3/") != std::string::npos);
    m_test->transport->forgetRequests();
    m_test->transport->enqueue(makeResponse(200, listing));
    // The client remembers, and a second redirect of one call is an error.
    auto again = client.call("ListObjectsV2", Value::map({{"Bucket", "b"}}));
    wait(*again);
    QVERIFY(authorization(0).find("/eu-west-1/s3/") != std::string::npos);
    moved.headers.set("x-amz-bucket-region", "eu-west-2");
    m_test->transport->enqueue(moved);
    moved.headers.set("x-amz-bucket-region", "eu-west-3");
    m_test->transport->enqueue(moved);
    auto looping = client.call("ListObjectsV2", Value::map({{"Bucket", "b"}}));
    wait(*looping);
    QVERIFY(!looping->result().ok());
    QCOMPARE(looping->attempts(), 2);
}

/// As boto3's S3RegionRedirectorv2 does it.
void tst_Call::redirectsWithoutARegionAskTheBucket_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<int>("answer"); // of HeadBucket; 0: it is not asked
    QTest::newRow("301") << 301 << QByteArray("PermanentRedirect") << QByteArray("ListObjectsV2") << 200;
    QTest::newRow("307") << 307 << QByteArray("TemporaryRedirect") << QByteArray("ListObjectsV2") << 200;
    QTest::newRow("refused by the bucket")
        << 301 << QByteArray("PermanentRedirect") << QByteArray("ListObjectsV2") << 403;
    QTest::newRow("another region's constraint")
        << 400 << QByteArray("IllegalLocationConstraintException") << QByteArray("ListObjectsV2") << 200;
    QTest::newRow("HEAD of an object") << 400 << QByteArray() << QByteArray("HeadObject") << 200;
    QTest::newRow("HEAD of the bucket itself") << 301 << QByteArray() << QByteArray("HeadBucket") << 0;
    QTest::newRow("an error that is not about regions")
        << 400 << QByteArray("InvalidArgument") << QByteArray("ListObjectsV2") << 0;
}

void tst_Call::redirectsWithoutARegionAskTheBucket()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, operation);
    QFETCH(const int, answer);
    m_test->transport->enqueue(code.isEmpty() ? makeResponse(status, {})
                                              : errorResponse(status, code.constData()));
    if (answer != 0) {
        auto head = makeResponse(answer, {});
        head.headers.set("x-amz-bucket-region", "ap-south-1");
        m_test->transport->enqueue(head);
        m_test->transport->enqueue(makeResponse(200, operation == "HeadObject" ? QByteArray() : listing));
    }
    Value params = Value::map({{"Bucket", "b"}});
    if (operation == "HeadObject")
        params.insert("Key", "k");
    const Client client = s3();
    auto reply = client.call(operation.toStdString(), params);
    wait(*reply);
    QCOMPARE(reply->result().ok(), answer != 0);
    const auto& requests = m_test->transport->requests();
    QCOMPARE(requests.size(), std::size_t(answer != 0 ? 3 : 1));
    if (answer == 0)
        return;
    QCOMPARE(requests[1].method, std::string("HEAD"));
    QVERIFY(requests[1].url.ends_with("/b"));
    QVERIFY(requests[2].headers.value("Authorization").find("/ap-south-1/s3/") != std::string_view::npos);
    QCOMPARE(reply->attempts(), 2);
    // The client remembers.
    m_test->transport->enqueue(makeResponse(200, listing));
    auto again = client.call("ListObjectsV2", Value::map({{"Bucket", "b"}}));
    wait(*again);
    QVERIFY(requests.back().headers.value("Authorization").find("/ap-south-1/s3/") != std::string_view::npos);
}

void tst_Call::redirectsToNowhereAreErrors()
{
    m_test->transport->enqueue(errorResponse(301, "PermanentRedirect"));
    m_test->transport->enqueue(makeResponse(404, {}));
    auto reply = list();
    wait(*reply);
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().code, std::string("PermanentRedirect"));
    QCOMPARE(m_test->transport->requestCount(), 2);
    // Given up while the bucket is asked.
    m_test->transport->setHandler([this](const HttpRequest&) {
        m_test->transport->hold();
        return errorResponse(301, "PermanentRedirect");
    });
    auto dropped = list();
    QSignalSpy finished(dropped.get(), &Reply::finished);
    QTRY_COMPARE(m_test->transport->requestCount(), 4);
    dropped->cancel();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(dropped->result().error().kind, ErrorKind::Cancelled);
    QTRY_COMPARE(m_test->transport->openCount(), 0);
}

void tst_Call::unreadableValuesAreCounted()
{
    m_test->transport->enqueue(makeResponse(
        200,
        "<ListBucketResult><Contents><Key>a</Key><LastModified>:2026-01-02</LastModified><Size>many</Size>"
        "</Contents><Contents><Key>b</Key><Size>3</Size></Contents></ListBucketResult>"));
    auto reply = list();
    wait(*reply);
    QVERIFY2(reply->result(), reply->result() ? "" : reply->result().error().message.c_str());
    const auto& contents = (*reply->result())["Contents"];
    QCOMPARE(contents.size(), std::size_t{2});
    QVERIFY(contents[0]["LastModified"].isNull() && contents[0]["Size"].isNull());
    QCOMPARE(contents[1]["Size"], Value(3));
    QCOMPARE(reply->unreadable().count, 2);
    QCOMPARE(
        m_test->log->find(reply->callId())->unreadable().text(),
        std::string("2 values could not be read, the first of them LastModified, which is no timestamp"));
}

void tst_Call::wrongSigningRegionIsReadFromTheBody()
{
    m_test->transport->enqueue(
        errorResponse(400, "AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>"));
    m_test->transport->enqueue(makeResponse(200, listing));
    auto reply = list();
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(reply->attempts(), 2);
    const std::string authorization(m_test->transport->requests()[1].headers.value("Authorization"));
    QVERIFY(authorization.find("/eu-west-1/s3/") != std::string::npos);
}

void tst_Call::clockIsCorrectedOnce()
{
    auto skewed = errorResponse(403, "RequestTimeTooSkewed");
    skewed.headers.set("Date", "Fri, 02 Jan 2026 05:04:05 GMT");
    m_test->transport->enqueue(skewed);
    m_test->transport->enqueue(makeResponse(200, listing));
    auto reply = list();
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(m_test->transport->requests()[1].headers.value("X-Amz-Date"),
             std::string_view("20260102T050405Z"));
    QCOMPARE(m_clock->delays().size(), std::size_t{0});
}

/// S3 says its time in the error; a proxy may have written the Date.
void tst_Call::serverTimeComesFirst()
{
    const auto skewed = [](const char* time, const char* date) {
        auto response =
            makeResponse(403, QByteArray("<Error><Code>RequestTimeTooSkewed</Code><Message>m</Message>"
                                         "<ServerTime>") +
                                  time + "</ServerTime></Error>");
        response.headers.set("Date", date);
        return response;
    };
    m_test->transport->enqueue(skewed("2026-01-02T04:04:05Z", "Fri, 02 Jan 2026 03:04:05 GMT"));
    m_test->transport->enqueue(makeResponse(200, listing));
    auto corrected = list();
    wait(*corrected);
    QVERIFY(corrected->result().ok());
    QCOMPARE(m_test->transport->requests()[1].headers.value("X-Amz-Date"),
             std::string_view("20260102T040405Z"));
    m_test->transport->forgetRequests();
    m_test->transport->enqueue(skewed("9999-12-31T23:59:59Z", "Fri, 02 Jan 2026 05:04:05 GMT"));
    auto refused = list();
    wait(*refused);
    QVERIFY(!refused->result().ok());
    QCOMPARE(m_test->transport->requestCount(), 1);
}

void tst_Call::droppingCancelsAndEmitsNothing()
{
    m_test->transport->hold();
    auto reply = list();
    QSignalSpy spy(reply.get(), &Reply::finished);
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    const auto id = reply->callId();
    reply.reset();
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    QCOMPARE(spy.count(), 0);
    QCOMPARE(m_test->log->find(id)->state, ExchangeCall::State::Cancelled);
}

void tst_Call::cancelEmitsFinished()
{
    m_test->transport->hold();
    auto reply = list();
    QSignalSpy spy(reply.get(), &Reply::finished);
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    reply->cancel();
    QCOMPARE(spy.count(), 0); // not before it has returned
    QTRY_COMPARE(spy.count(), 1);
    QCOMPARE(reply->result().error().kind, ErrorKind::Cancelled);
    QTRY_COMPARE(m_test->transport->openCount(), 0);
}

void tst_Call::wholeCallHasALimit()
{
    m_test->transport->hold(); // nobody ever answers
    CallOptions options;
    options.timeout = std::chrono::milliseconds(50);
    auto reply = s3().call("PutObject", Value::map({{"Bucket", "b"}, {"Key", "k"}}), options);
    wait(*reply);
    QCOMPARE(reply->result().error().kind, ErrorKind::Timeout);
    QCOMPARE(reply->result().error().code, std::string("CallTimeout"));
    QCOMPARE(m_clock->delays().front(), std::chrono::milliseconds(50));
    QTRY_COMPARE(m_test->transport->openCount(), 0);
}

void tst_Call::droppingInsideTheSlotIsSafe()
{
    m_test->transport->enqueue(makeResponse(200, listing));
    auto reply = list();
    bool called = false;
    connect(reply.get(), &Reply::finished, this, [&reply, &called] {
        called = true;
        reply.reset();
    });
    QTRY_VERIFY(called);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void tst_Call::badParametersSendNothing()
{
    for (const auto& params :
         {Value::map({{"Bucket", "b"}, {"MaxKey", 3}}), Value::map({{"Bucket", "no/good"}}), Value()}) {
        auto reply = s3().call("ListObjectsV2", params);
        wait(*reply);
        QCOMPARE(reply->result().error().kind, ErrorKind::Parameter);
    }
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_Call::unknownOperationsAreNamed()
{
    auto reply = s3().call("list_bucket");
    wait(*reply);
    QCOMPARE(reply->result().error().kind, ErrorKind::UnknownName);
    QVERIFY(reply->result().error().message.find("list_buckets") != std::string::npos);
}

void tst_Call::missingRegionIsConfiguration_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::newRow("the rules miss it") << QString();
    QTest::newRow("the signature misses it") << QStringLiteral("http://127.0.0.1:9");
}

void tst_Call::missingRegionIsConfiguration()
{
    QFETCH(const QString, endpoint);
    m_test = makeTestSession({{"AWS_REGION", ""}, {"AWS_ENDPOINT_URL", endpoint.toStdString()}}).value();
    auto reply = m_test->session.client("ec2").value().call("DescribeVpcs");
    wait(*reply);
    QCOMPARE(reply->result().error().kind, ErrorKind::Configuration);
    QCOMPARE(reply->result().error().code, std::string("NoRegion"));
    QVERIFY(reply->result().error().message.find("AWS_REGION") != std::string::npos);
    QVERIFY(m_test->transport->requests().empty());
}

void tst_Call::errorInA200IsAnError()
{
    for (int i = 0; i < 3; ++i)
        m_test->transport->enqueue(errorResponse(200, "InternalError"));
    auto reply = s3().call("CopyObject", Value::map({{"Bucket", "b"}, {"Key", "k"}, {"CopySource", "a/b"}}));
    wait(*reply);
    QCOMPARE(reply->result().error().code, std::string("InternalError"));
    QCOMPARE(reply->attempts(), 3);
    QCOMPARE(m_test->log->find(reply->callId())->status(), 200); // the log tells what really came
}

void tst_Call::dryRunSendsNothing()
{
    CallOptions options;
    options.dryRun = true;
    auto reply = s3().call("ListObjectsV2", Value::map({{"Bucket", "b"}}), options);
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(m_test->transport->requestCount(), 0);
    QVERIFY(reply->preparedRequest()
                .headers.value("Authorization")
                .starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE"));
    QVERIFY(reply->signingRecord().canonicalRequest.starts_with("GET\n/b\n"));
}

void tst_Call::malformedAnswersAreErrors()
{
    // Not S3, whose broken answers count as failures of the server.
    const auto iam = m_test->session.client("iam").value();
    for (const auto& body : {QByteArray("<ListRolesResponse><Marker>b"), QByteArray("{\"no\": \"xml\"}")}) {
        m_test->transport->enqueue(makeResponse(200, body));
        auto reply = iam.call("ListRoles");
        wait(*reply);
        QVERIFY2(!reply->result().ok(), body.constData());
        QCOMPARE(reply->result().error().kind, ErrorKind::Parse);
    }
}

void tst_Call::secretsStayOutOfTheLog()
{
    m_test = makeTestSession({{"AWS_SESSION_TOKEN", "token-of-the-session"}}, m_clock).value();
    m_test->transport->enqueue(makeResponse(
        200, "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA1</AccessKeyId>"
             "<SecretAccessKey>very/secret+key</SecretAccessKey><SessionToken>role-token</SessionToken>"
             "<Expiration>2026-01-02T04:04:05Z</Expiration></Credentials></AssumeRoleResult></"
             "AssumeRoleResponse>"));
    const Client sts = m_test->session.client("sts").value();
    auto reply = sts.call("AssumeRole", Value::map({{"RoleArn", "arn:aws:iam::123456789012:role/r"},
                                                    {"RoleSessionName", "inspector"}}));
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE((*reply->result())["Credentials"]["SecretAccessKey"].text(), std::string("very/secret+key"));
    const auto call = m_test->log->find(reply->callId());
    const auto& attempt = call->attempts.at(0);
    QByteArray everything =
        attempt.response.body + attempt.request.body + QByteArray::fromStdString(attempt.request.url) +
        QByteArray::fromStdString(attempt.signing.canonicalRequest + attempt.signing.stringToSign);
    for (const auto& [name, value] : attempt.request.headers)
        everything += QByteArray::fromStdString(name + ":" + value + "\n");
    for (const auto* secret : {"very/secret+key", "role-token", "token-of-the-session", "an invented secret"})
        QVERIFY2(!everything.contains(secret), secret);
    QVERIFY(everything.contains("ASIA1")); // what is not secret is still there
    QCOMPARE(call->result["Credentials"]["SecretAccessKey"].text(), std::string("(redacted)"));
    const auto signature = reply->signingRecord().signature;
    QVERIFY(!signature.empty() && !everything.contains(QByteArray::fromStdString(signature)));
}

void tst_Call::escapedSecretsStayOutOfTheLog_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("onTheWire");
    QTest::newRow("form") << "iam"
                          << "ChangePassword" << QByteArray("NewPassword") << QByteArray("pass word&1")
                          << QByteArray("pass+word%261");
    QTest::newRow("json") << "secretsmanager"
                          << "PutSecretValue" << QByteArray("SecretString") << QByteArray("quote\"in it")
                          << QByteArray("quote\\\"in it");
    QTest::newRow("base64") << "secretsmanager"
                            << "PutSecretValue" << QByteArray("SecretBinary") << QByteArray("raw bytes")
                            << QByteArray("cmF3IGJ5dGVz");
}

void tst_Call::escapedSecretsStayOutOfTheLog()
{
    QFETCH(const QString, service);
    QFETCH(const QString, operation);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, secret);
    QFETCH(const QByteArray, onTheWire);
    Value params = service == QStringLiteral("iam") ? Value::map({{"OldPassword", "something old"}})
                                                    : Value::map({{"SecretId", "an-id"}});
    params.insert(name.toStdString(), secret.toStdString());
    m_test->transport->enqueue(makeResponse(200, "<ChangePasswordResponse/>"));
    const Client client = m_test->session.client(service.toStdString()).value();
    auto reply = client.call(operation.toStdString(), params);
    wait(*reply);
    QVERIFY(m_test->transport->requests().at(0).body.contains(onTheWire)); // else nothing would be proved
    const auto call = m_test->log->find(reply->callId());
    const auto& body = call->attempts.at(0).request.body;
    QVERIFY2(!body.contains(onTheWire) && !body.contains(secret), body.constData());
    QCOMPARE(call->params[name.constData()].text(), std::string("(redacted)"));
}

INIA_TEST_CLASS(tst_Call, QCoreApplication)
#include "tst_call.moc"
