#include "core/client/client.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <algorithm>

using namespace inia;
using namespace inia::tests;

namespace {

using std::chrono::seconds;

const char directoryBucket[] = "bucket--usw2-az1--x-s3";

bool isCreateSession(const HttpRequest& request)
{
    return request.url.ends_with("?session");
}

HttpResponse sessionAnswer(const char* token, const char* expiration)
{
    return makeResponse(200,
                        QByteArray("<CreateSessionResult><Credentials><SessionToken>") + token +
                            "</SessionToken><SecretAccessKey>secret</SecretAccessKey><AccessKeyId>SESSION"
                            "</AccessKeyId><Expiration>" +
                            expiration + "</Expiration></Credentials></CreateSessionResult>");
}

HttpResponse addressAnswer(const char* address, int minutes = 5)
{
    return makeResponse(200, QByteArray("{\"Endpoints\": [{\"Address\": \"") + address +
                                 "\", \"CachePeriodInMinutes\": " + QByteArray::number(minutes) + "}]}");
}

bool isDescribeEndpoints(const HttpRequest& request)
{
    return request.headers.value("X-Amz-Target").ends_with("DescribeEndpoints");
}

void wait(Reply& reply)
{
    QSignalSpy spy(&reply, &Reply::finished);
    QVERIFY(reply.isFinished() || spy.wait());
}

} // namespace

/// Calls that a client makes for its other calls: sessions of S3 Express, addresses of Timestream.
class tst_SharedCalls final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void oneSessionServesManyCalls();
    void sessionsAreRenewedInTime_data();
    void sessionsAreRenewedInTime();
    void failedSessionsFailTheCall();
    void expressCanBeSwitchedOff();
    void dryRunsOpenNoSession();
    void droppedCallsDropTheirSession();
    void addressesAreAskedForOnce();
    void movedServicesAreAskedAgain();
    void unreachableDiscoveryFailsWhereRequired();
    void discoveryCanBeForbiddenOnlyWhereOptional();
    void ownEndpointsNeedNoDiscovery();

private:
    [[nodiscard]] Client client(const char* service, const ClientOptions& options = {}) const
    {
        return m_test->session.client(service, options).value();
    }
    static ReplyPtr get(const Client& s3, CallOptions options = {})
    {
        return s3.call("HeadObject", Value::map({{"Bucket", directoryBucket}, {"Key", "k"}}),
                       std::move(options));
    }
    void serveSessions(const char* expiration);
    [[nodiscard]] qsizetype count(bool (*matches)(const HttpRequest&)) const
    {
        const auto& requests = m_test->transport->requests();
        return std::count_if(requests.begin(), requests.end(), matches);
    }

    std::shared_ptr<FakeClock> m_clock;
    std::optional<TestSession> m_test;
};

void tst_SharedCalls::initTestCase()
{
    if (const auto session = makeTestSession(); !session)
        QSKIP(session.error().message.c_str());
}

void tst_SharedCalls::init()
{
    m_clock = std::make_shared<FakeClock>();
    m_test.emplace(makeTestSession({{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"},
                                    {"AWS_REGION", "us-west-2"},
                                    {"AWS_MAX_ATTEMPTS", "3"}},
                                   m_clock)
                       .value());
}

void tst_SharedCalls::serveSessions(const char* expiration)
{
    m_test->transport->setHandler([expiration](const HttpRequest& request) -> FakeTransport::Answer {
        return isCreateSession(request) ? sessionAnswer("session token", expiration) : makeResponse(200, "");
    });
}

void tst_SharedCalls::oneSessionServesManyCalls()
{
    serveSessions("2026-01-02T03:09:05Z");
    const auto s3 = client("s3");
    const auto first = get(s3);
    const auto second = get(s3);
    wait(*first);
    wait(*second);
    const auto third = get(s3);
    wait(*third);
    QVERIFY(first->result().ok() && second->result().ok() && third->result().ok());
    QCOMPARE(count(isCreateSession), 1);
    const auto& request = m_test->transport->requests().back();
    QCOMPARE(request.url, std::string("https://bucket--usw2-az1--x-s3.s3express-usw2-az1.us-west-2."
                                      "amazonaws.com/k"));
    QCOMPARE(std::string(request.headers.value("x-amz-s3session-token")), std::string("session token"));
    QVERIFY(!request.headers.contains("X-Amz-Security-Token"));
    const std::string authorization(request.headers.value("Authorization"));
    QVERIFY(authorization.find("Credential=SESSION/20260102/us-west-2/s3express/") != std::string::npos);
}

void tst_SharedCalls::sessionsAreRenewedInTime_data()
{
    QTest::addColumn<int>("left");   // seconds of the session when the second call is made
    QTest::addColumn<int>("status"); // of the second CreateSession
    QTest::addColumn<int>("sessions");
    QTest::addColumn<bool>("works");
    QTest::newRow("long enough") << 45 << 200 << 1 << true;
    QTest::newRow("renewed early") << 44 << 200 << 2 << true;
    QTest::newRow("serves on when it cannot be renewed") << 11 << 403 << 2 << true;
    QTest::newRow("must be renewed") << 9 << 403 << 2 << false;
}

void tst_SharedCalls::sessionsAreRenewedInTime()
{
    QFETCH(const int, left);
    QFETCH(const int, status);
    QFETCH(const int, sessions);
    QFETCH(const bool, works);
    const auto expiry = m_clock->now() + seconds(300);
    serveSessions("2026-01-02T03:09:05Z");
    const auto s3 = client("s3");
    const auto first = get(s3);
    wait(*first);
    m_clock->setNow(expiry - seconds(left));
    m_test->transport->setHandler([status](const HttpRequest& request) -> FakeTransport::Answer {
        if (!isCreateSession(request))
            return makeResponse(200, "");
        return status == 200 ? sessionAnswer("another", "2026-01-02T03:20:00Z")
                             : makeResponse(status, "<Error><Code>AccessDenied</Code></Error>");
    });
    const auto second = get(s3);
    wait(*second);
    QCOMPARE(count(isCreateSession), sessions);
    QCOMPARE(second->result().ok(), works);
}

void tst_SharedCalls::failedSessionsFailTheCall()
{
    m_test->transport->setHandler([](const HttpRequest&) -> FakeTransport::Answer {
        return makeResponse(403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>");
    });
    const auto reply = get(client("s3"));
    wait(*reply);
    QCOMPARE(reply->result().error().code, std::string("AccessDenied"));
    QCOMPARE(m_test->transport->requestCount(), 1);
}

void tst_SharedCalls::expressCanBeSwitchedOff()
{
    serveSessions("2026-01-02T03:09:05Z");
    ClientOptions options;
    options.s3DisableExpressSessionAuth = true;
    const auto reply = get(client("s3", options));
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(count(isCreateSession), 0);
    const std::string authorization(m_test->transport->requests().back().headers.value("Authorization"));
    QVERIFY(authorization.find("/us-west-2/s3express/") != std::string::npos);
}

void tst_SharedCalls::dryRunsOpenNoSession()
{
    CallOptions dry;
    dry.dryRun = true;
    const auto reply = get(client("s3"), dry);
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(m_test->transport->requestCount(), 0);
    QVERIFY(reply->preparedRequest().headers.contains("Authorization"));
}

void tst_SharedCalls::droppedCallsDropTheirSession()
{
    m_test->transport->hold();
    auto reply = get(client("s3"));
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    reply.reset();
    QTRY_COMPARE(m_test->transport->openCount(), 0);
}

void tst_SharedCalls::addressesAreAskedForOnce()
{
    m_test->transport->setHandler([](const HttpRequest& request) -> FakeTransport::Answer {
        return isDescribeEndpoints(request) ? addressAnswer("cell1.example.com", 5)
                                            : makeResponse(200, "{\"Databases\": []}");
    });
    const auto timestream = client("timestream-write");
    const auto first = timestream.call("ListDatabases");
    const auto second = timestream.call("ListDatabases");
    wait(*first);
    wait(*second);
    QVERIFY(first->result().ok() && second->result().ok());
    QCOMPARE(count(isDescribeEndpoints), 1);
    QCOMPARE(m_test->transport->requests().back().url, std::string("https://cell1.example.com/"));
    QCOMPARE(std::string(m_test->transport->requests().front().headers.value("x-amz-api-version")),
             std::string("2018-11-01"));
    m_clock->setNow(m_clock->now() + seconds(301));
    const auto third = timestream.call("ListDatabases");
    wait(*third);
    QCOMPARE(count(isDescribeEndpoints), 2);
}

void tst_SharedCalls::movedServicesAreAskedAgain()
{
    m_test->transport->enqueue(addressAnswer("cell1.example.com"));
    m_test->transport->enqueue(makeResponse(421, "{\"__type\": \"InvalidEndpointException\"}"));
    m_test->transport->enqueue(addressAnswer("cell2.example.com"));
    m_test->transport->enqueue(makeResponse(200, "{\"Databases\": []}"));
    const auto reply = client("timestream-write").call("ListDatabases");
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(m_test->transport->requests().back().url, std::string("https://cell2.example.com/"));
    QVERIFY(m_clock->delays().empty());
}

void tst_SharedCalls::unreachableDiscoveryFailsWhereRequired()
{
    m_test->transport->setHandler([](const HttpRequest&) -> FakeTransport::Answer {
        return makeError(ErrorKind::Transport, "ConnectionRefused", "refused");
    });
    const auto reply = client("timestream-write").call("ListDatabases");
    wait(*reply);
    QCOMPARE(reply->result().error().code, std::string("EndpointDiscoveryRefreshFailed"));

    ClientOptions options;
    options.endpointDiscovery = EndpointDiscovery::Enabled;
    m_test->transport->setHandler([](const HttpRequest& request) -> FakeTransport::Answer {
        if (isDescribeEndpoints(request))
            return makeError(ErrorKind::Transport, "ConnectionRefused", "refused");
        return makeResponse(200, "{\"TableNames\": []}");
    });
    m_test->transport->forgetRequests();
    const auto dynamodb = client("dynamodb", options);
    for (int i = 0; i < 2; ++i) {
        const auto optional = dynamodb.call("ListTables");
        wait(*optional);
        QVERIFY(optional->result().ok());
    }
    // Asked by the first call alone, as often as calls are tried; then it is quiet for a minute.
    QCOMPARE(count(isDescribeEndpoints), 3);
}

void tst_SharedCalls::discoveryCanBeForbiddenOnlyWhereOptional()
{
    ClientOptions options;
    options.endpointDiscovery = EndpointDiscovery::Disabled;
    const auto reply = client("timestream-query", options).call("DescribeAccountSettings");
    wait(*reply);
    QCOMPARE(reply->result().error().code, std::string("EndpointDiscoveryRequired"));
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_SharedCalls::ownEndpointsNeedNoDiscovery()
{
    ClientOptions options;
    options.endpointUrl = "https://own.example.com";
    m_test->transport->setHandler(
        [](const HttpRequest&) -> FakeTransport::Answer { return makeResponse(200, "{\"Databases\": []}"); });
    const auto reply = client("timestream-write", options).call("ListDatabases");
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(m_test->transport->requestCount(), 1);
}

INIA_TEST_CLASS(tst_SharedCalls, QCoreApplication)
#include "tst_sharedcalls.moc"
