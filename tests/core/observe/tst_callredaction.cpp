#include "core/observe/exchangelog.h"
#include "core/protocol/jsonwriter.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

namespace {

constexpr char sessionToken[] = "IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3Qt+K7MDENGbPxRfiCY==";

/// Everything about a call that a person may see or a file may hold.
std::string everything(const ExchangeCall& call)
{
    std::string all = toJson(call.params) + toJson(call.result);
    const auto add = [&all](const std::string& text) { all += text + '\n'; };
    const auto addError = [&](const std::optional<Error>& error) {
        for (const Error* one = error ? &*error : nullptr; one; one = one->cause.get())
            add(one->code + one->message + one->requestId + one->hostId + one->region);
    };
    addError(call.error);
    for (const auto& attempt : call.attempts) {
        add(attempt.request.url + attempt.reason + attempt.signing.canonicalRequest +
            attempt.signing.stringToSign);
        add(attempt.request.body.toStdString() + attempt.response.body.toStdString());
        for (const auto* headers : {&attempt.request.headers, &attempt.response.headers}) {
            for (const auto& [name, value] : *headers)
                add(name + ": " + value);
        }
        addError(attempt.error);
    }
    return all;
}

/// Hears of retries and responses, which no log keeps.
class Listening final : public CallObserver {
public:
    void responseReceived(const ObservedCall&, const HttpResponse& response) override
    {
        for (const auto& [name, value] : response.headers)
            heard += name + ": " + value + '\n';
    }
    void retrying(const ObservedCall&, const ObservedRetry& retry) override
    {
        heard += retry.error.message + retry.reason;
    }
    void finished(const ObservedCall&, const std::optional<Error>& error) override
    {
        heard += error ? error->message : std::string();
    }
    std::string heard;
};

} // namespace

class tst_CallRedaction final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void errorsThatEchoTheRequest_data();
    void errorsThatEchoTheRequest();
    void errorsThatNobodyWatches();
    void retriesAndCauses();
    void secretsInOneAnother();
    void keysOfMapsAndPairs_data();
    void keysOfMapsAndPairs();
    void answers_data();
    void answers();
    void signedUrls();
    void passwordsInEndpoints();
    void unreadableAnswers();
    void modelledErrors();

private:
    ReplyPtr call(const char* service, const char* operation, Value params = {});
    void expectNowhere(const Reply& reply, const std::string& secret) const;

    std::shared_ptr<Listening> m_listener;
    std::optional<TestSession> m_test;
};

void tst_CallRedaction::initTestCase()
{
    if (!hasModelPack())
        QSKIP("no model pack");
}

void tst_CallRedaction::init()
{
    m_listener = std::make_shared<Listening>();
    SessionOptions options;
    options.observers = {m_listener};
    m_test = makeTestSession({{"AWS_SESSION_TOKEN", sessionToken}}, std::make_shared<FakeClock>(), options)
                 .value();
}

ReplyPtr tst_CallRedaction::call(const char* service, const char* operation, Value params)
{
    auto reply = m_test->session.client(service)->call(operation, std::move(params));
    [&] { QTRY_VERIFY(reply->isFinished()); }();
    return reply;
}

void tst_CallRedaction::expectNowhere(const Reply& reply, const std::string& secret) const
{
    std::string all = everything(*m_test->log->find(reply.callId())) + m_listener->heard;
    if (!reply.result())
        all += reply.result().error().message + toJson(reply.errorResponse());
    QVERIFY2(all.find(secret) == std::string::npos, all.c_str());
}

void tst_CallRedaction::errorsThatEchoTheRequest_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray canonical =
        "GET\n/\n\nhost:h\nx-amz-security-token:" + QByteArray(sessionToken) + "\n\nhost";
    const auto xml = [](const QByteArray& text) {
        return "<Error><Code>SignatureDoesNotMatch</Code><Message>" + text + "</Message></Error>";
    };
    QTest::newRow("as it was") << xml(canonical);
    QTest::newRow("escaped") << xml(QByteArray(canonical).replace('/', "&#x2F;").replace('\n', "&#10;"));
    QTest::newRow("in a URL") << xml(canonical.toPercentEncoding());
    QTest::newRow("in JSON") << xml("{\"t\":\"" +
                                    QByteArray(canonical).replace('/', "\\/").replace("\n", "\\n") + "\"}");
    QTest::newRow("in numbers") << xml("{\"t\":\"" +
                                       QByteArray(canonical).replace('/', "\\u002f").replace('+', "\\u002B"));
    QTest::newRow("its bytes")
        << "<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message><CanonicalRequestBytes>" +
               canonical.toHex(' ') + "</CanonicalRequestBytes></Error>";
    QTest::newRow("base64") << xml(("abc" + canonical).toBase64());
}

void tst_CallRedaction::errorsThatEchoTheRequest()
{
    QFETCH(const QByteArray, body);
    m_test->transport->enqueue(makeResponse(403, body));
    const auto reply = call("s3", "ListBuckets");
    QCOMPARE(reply->result().error().code, std::string("SignatureDoesNotMatch"));
    for (const auto& spelling :
         {QByteArray(sessionToken), QByteArray(sessionToken).toPercentEncoding(),
          QByteArray(sessionToken).toHex(' '), QByteArray(sessionToken).replace('/', "\\/"),
          QByteArray(sessionToken).replace('/', "&#x2F;"), QByteArray(sessionToken).replace('/', "\\u002f"),
          QByteArray("IQoJb3JpZ2luX2Vj"), QByteArray("XVzLWVhc3Qt")})
        expectNowhere(*reply, spelling.toStdString());
    QVERIFY(everything(*m_test->log->find(reply->callId())).find("(redacted)") != std::string::npos);
}

void tst_CallRedaction::errorsThatNobodyWatches()
{
    const auto session =
        makeTestSession({{"AWS_SESSION_TOKEN", sessionToken}}, std::make_shared<FakeClock>()).value();
    session.log->setRecording(false);
    session.transport->enqueue(makeResponse(
        400, R"({"__type": "ValidationException", "message": "not as 'a\/bcde' is", "Reason": "a/bcde"})"));
    const auto reply =
        session.session.client("secretsmanager")
            ->call("PutSecretValue", Value::map({{"SecretId", "n"}, {"SecretString", "a/bcde"}}));
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->result().error().message, std::string("not as '(redacted)' is"));
    QVERIFY(toJson(reply->errorResponse()).find("bcde") == std::string::npos);
}

void tst_CallRedaction::retriesAndCauses()
{
    m_test = makeTestSession({{"AWS_SESSION_TOKEN", sessionToken}, {"AWS_MAX_ATTEMPTS", "2"}},
                             std::make_shared<FakeClock>(), {.observers = {m_listener}})
                 .value();
    const Error inner =
        makeError(ErrorKind::Transport, "Reset", "while sending " + std::string(sessionToken));
    m_test->transport->enqueue(inner.wrapped(ErrorKind::Transport, "gone"));
    m_test->transport->enqueue(makeResponse(503, "<Error><Code>SlowDown</Code><Message>" +
                                                     QByteArray(sessionToken) + "</Message></Error>"));
    const auto reply = call("s3", "ListBuckets");
    QVERIFY(!reply->result());
    expectNowhere(*reply, sessionToken);
    QCOMPARE(m_test->log->find(reply->callId())->attempts.size(), std::size_t(2));
}

/// The name of a user is a secret for some services, and a part of many passwords.
void tst_CallRedaction::secretsInOneAnother()
{
    m_test->transport->enqueue(makeResponse(
        400,
        R"({"__type": "InvalidPasswordException", "message": "anna-Winter2026! is too short for anna"})"));
    const auto reply =
        call("cognito-idp", "AdminSetUserPassword",
             Value::map(
                 {{"UserPoolId", "eu-west-1_abc"}, {"Username", "anna"}, {"Password", "anna-Winter2026!"}}));
    expectNowhere(*reply, "Winter2026");
    expectNowhere(*reply, "anna");
    QCOMPARE(reply->result().error().message, std::string("(redacted) is too short for (redacted)"));
}

void tst_CallRedaction::keysOfMapsAndPairs_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<Value>("params");
    QTest::newRow("map")
        << "glue"
        << "CreateConnection"
        << Value::map({{"ConnectionInput",
                        Value::map({{"Name", "shown"},
                                    {"ConnectionType", "JDBC"},
                                    {"ConnectionProperties",
                                     Value::map({{"USERNAME", "shown-user"}, {"PASSWORD", "hidden/1"}})}})}});
    QTest::newRow("pair of parameters")
        << "cloudformation"
        << "CreateStack"
        << Value::map(
               {{"StackName", "shown"},
                {"Parameters",
                 Value::list({Value::map({{"ParameterKey", "DbPassword"}, {"ParameterValue", "hidden/1"}}),
                              Value::map({{"ParameterKey", "Size"}, {"ParameterValue", "shown-user"}})})}});
    QTest::newRow("tag")
        << "ec2"
        << "CreateTags"
        << Value::map({{"Resources", Value::list({"shown"})},
                       {"Tags", Value::list({Value::map({{"Key", "api-key"}, {"Value", "hidden/1"}}),
                                             Value::map({{"Key", "Name"}, {"Value", "shown-user"}})})}});
    QTest::newRow("option")
        << "elasticbeanstalk"
        << "CreateEnvironment"
        << Value::map({{"ApplicationName", "shown"},
                       {"OptionSettings",
                        Value::list({Value::map({{"OptionName", "DBPassword"}, {"Value", "hidden/1"}}),
                                     Value::map({{"OptionName", "DBUser"}, {"Value", "shown-user"}})})}});
    QTest::newRow("attributes") << "dynamodb"
                                << "PutItem"
                                << Value::map(
                                       {{"TableName", "shown"},
                                        {"Item", Value::map({{"password", Value::map({{"S", "hidden/1"}})},
                                                             {"user", Value::map({{"S", "shown-user"}})}})}});
}

void tst_CallRedaction::keysOfMapsAndPairs()
{
    QFETCH(const QString, service);
    QFETCH(const QString, operation);
    QFETCH(const Value, params);
    m_test->transport->enqueue(makeResponse(500, "no (hidden/1)"));
    const auto reply = call(service.toLatin1().constData(), operation.toLatin1().constData(), params);
    expectNowhere(*reply, "hidden/1");
    expectNowhere(*reply, "hidden%2F1");
    const auto shown = everything(*m_test->log->find(reply->callId()));
    QVERIFY2(shown.find("shown-user") != std::string::npos, shown.c_str());
    QVERIFY(shown.find("withheld") == std::string::npos);
}

void tst_CallRedaction::answers_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<Value>("params");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("name")
        << "ecr"
        << "GetAuthorizationToken" << Value()
        << QByteArray(
               R"({"authorizationData": [{"authorizationToken": "hidden\/1", "proxyEndpoint": "shown"}]})");
    QTest::newRow("another name")
        << "sso-oidc"
        << "StartDeviceAuthorization"
        << Value::map({{"clientId", "c"}, {"clientSecret", "s3cr3t"}, {"startUrl", "u"}})
        << QByteArray(R"({"deviceCode": "hidden/1", "interval": 5, "verificationUri": "shown"})");
    QTest::newRow("map")
        << "glue"
        << "GetConnection" << Value::map({{"Name", "c"}})
        << QByteArray(
               R"({"Connection": {"Name": "shown", "ConnectionProperties": {"PASSWORD": "hidden/1"}}})");
    QTest::newRow("map of XML") << "sqs"
                                << "GetQueueAttributes" << Value::map({{"QueueUrl", "http://127.0.0.1:9/q"}})
                                << QByteArray(R"({"Attributes": {"shown": "1", "auth_token": "hidden/1"}})");
    QTest::newRow("pairs of XML")
        << "cloudformation"
        << "DescribeStacks" << Value()
        << QByteArray("<DescribeStacksResponse><DescribeStacksResult><Stacks><member>"
                      "<StackName>shown</StackName><Parameters><member><ParameterKey>DbPassword"
                      "</ParameterKey><ParameterValue>hidden/1</ParameterValue></member>"
                      "</Parameters></member></Stacks></DescribeStacksResult>"
                      "</DescribeStacksResponse>");
    QTest::newRow("what was sent") << "secretsmanager"
                                   << "PutSecretValue"
                                   << Value::map({{"SecretId", "n"}, {"SecretString", "hidden/1"}})
                                   << QByteArray(R"({"Name": "shown", "VersionId": "of hidden\u002f1"})");
    QTest::newRow("twice")
        << "secretsmanager"
        << "GetSecretValue" << Value::map({{"SecretId", "n"}})
        << QByteArray(R"({"Name": "shown", "VersionId": "of hidden/1", "SecretString": "hidden/1"})");
}

void tst_CallRedaction::answers()
{
    QFETCH(const QString, service);
    QFETCH(const QString, operation);
    QFETCH(const Value, params);
    QFETCH(const QByteArray, body);
    m_test->transport->enqueue(makeResponse(200, body));
    const auto reply = call(service.toLatin1().constData(), operation.toLatin1().constData(), params);
    QVERIFY2(reply->result(), reply->result() ? "" : reply->result().error().message.c_str());
    QVERIFY(toJson(*reply->result()).find("hidden") !=
            std::string::npos); // the caller gets what it asked for
    expectNowhere(*reply, "hidden");
    const auto shown = everything(*m_test->log->find(reply->callId()));
    QVERIFY2(shown.find("shown") != std::string::npos, shown.c_str());
    QVERIFY(shown.find("withheld") == std::string::npos);
}

void tst_CallRedaction::signedUrls()
{
    HttpResponse response = makeResponse(
        200, R"({"Configuration": {"FunctionName": "f"}, "Code": {"RepositoryType": "S3", "Location":
            "https://b.s3.amazonaws.com/f?X-Amz-Security-Token=ttoken&X-Amz-Date=20260102&X-Amz-Signature=abcd1234"}})");
    response.headers.add("Location", "https://h/?Signature=efgh5678&Expires=1");
    m_test->transport->enqueue(response);
    const auto reply = call("lambda", "GetFunction", Value::map({{"FunctionName", "f"}}));
    QVERIFY(reply->result());
    for (const auto* secret : {"ttoken", "abcd1234", "efgh5678"})
        expectNowhere(*reply, secret);
    const auto recorded = m_test->log->find(reply->callId());
    QCOMPARE(recorded->result["Code"]["Location"].text(),
             std::string("https://b.s3.amazonaws.com/f?X-Amz-Security-Token=(redacted)&X-Amz-Date=20260102"
                         "&X-Amz-Signature=(redacted)"));
    QCOMPARE(std::string(recorded->attempts.at(0).response.headers.value("Location")),
             std::string("https://h/?Signature=(redacted)&Expires=1"));
    // In parameters as well
    const auto copy = call("ec2", "CopySnapshot",
                           Value::map({{"SourceRegion", "eu-west-1"},
                                       {"SourceSnapshotId", "snap-1"},
                                       {"Description", "from https://h/?X-Amz-Signature=ijkl9012"}}));
    expectNowhere(*copy, "ijkl9012");
}

void tst_CallRedaction::passwordsInEndpoints()
{
    m_test = makeTestSession({{"AWS_ENDPOINT_URL", "http://anna:Winter2026@127.0.0.1:9"}},
                             std::make_shared<FakeClock>(), {.observers = {m_listener}})
                 .value();
    m_test->transport->enqueue(makeError(ErrorKind::Transport, "ConnectionRefused",
                                         "No connection to http://anna:Winter2026@127.0.0.1:9/"));
    const auto reply = call("kms", "ListKeys");
    expectNowhere(*reply, "Winter2026");
    QVERIFY(m_test->log->find(reply->callId())->attempts.at(0).request.url.find("127.0.0.1:9") !=
            std::string::npos);
}

void tst_CallRedaction::unreadableAnswers()
{
    m_test->transport->enqueue(makeResponse(200, R"({"SecretString": "hidden/1", )"));
    expectNowhere(*call("secretsmanager", "GetSecretValue", Value::map({{"SecretId", "n"}})), "hidden");
    // The model knows of no secret in this one; names still tell.
    m_test->transport->enqueue(makeResponse(200, R"({"Attributes": {"PASSWORD": "hidden/1"}, "shown": )"));
    const auto reply = call("sqs", "GetQueueAttributes", Value::map({{"QueueUrl", "http://127.0.0.1:9/q"}}));
    QVERIFY(!reply->result());
    expectNowhere(*reply, "hidden");
    QVERIFY(everything(*m_test->log->find(reply->callId())).find("shown") != std::string::npos);
}

/// Errors have members too: some models call even their messages sensitive, of others names tell.
void tst_CallRedaction::modelledErrors()
{
    HttpResponse response = makeResponse(400, R"({"message": "of hidden/1", "reason": "shown"})");
    response.headers.add("x-amzn-ErrorType", "ValidationException");
    m_test->transport->enqueue(response);
    const auto reply = call("account", "GetContactInformation");
    QCOMPARE(reply->result().error().code, std::string("ValidationException"));
    expectNowhere(*reply, "hidden");
    QVERIFY(everything(*m_test->log->find(reply->callId())).find("shown") != std::string::npos);
    m_test->transport->enqueue(makeResponse(
        400, R"({"__type": "InvalidParameterException", "message": "no", "AccessToken": "hidden/1"})"));
    expectNowhere(*call("cognito-idp", "ListUserPools", Value::map({{"MaxResults", 1}})), "hidden");
}

INIA_TEST_CLASS(tst_CallRedaction, QCoreApplication)
#include "tst_callredaction.moc"
