#include "core/protocol/jsonreader.h"
#include "core/s3/bucketconfiguration.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>

using namespace inia;
using namespace inia::tests;
using State = BucketConfiguration::State;

namespace {

const BucketFeature& featureOf(std::string_view name)
{
    for (const auto& feature : bucketFeatures()) {
        if (feature.name == name)
            return feature;
    }
    qFatal("no such feature");
}

std::size_t indexOf(std::string_view name)
{
    return static_cast<std::size_t>(&featureOf(name) - bucketFeatures().data());
}

Error serviceError(int status, const char* code)
{
    auto error = makeError(ErrorKind::Service, code, "As the service says.");
    error.httpStatus = status;
    return error;
}

HttpResponse errorResponse(int status, const char* code)
{
    return makeResponse(status, QByteArrayLiteral("<Error><Code>") + code +
                                    QByteArrayLiteral("</Code><Message>m</Message></Error>"));
}

} // namespace

class TestBucketConfiguration final : public QObject {
    Q_OBJECT

private slots:
    void everyOperationIsKnown();
    void answersAreTold_data();
    void answersAreTold();
    void rowsAreLoadedSixAtOnce();
    void oneFailureIsOneRow();
    void canBeCancelled();
    void whatIsStoredCanBeWrittenAgain();
    void whatWouldBeRefused_data();
    void whatWouldBeRefused();
    void changesAreReadBack();
    void changesOfOthersStopIt();
    void waitsForAnotherChange();
    void otherThingsThatAreStoredAreSaid();
};

void TestBucketConfiguration::everyOperationIsKnown()
{
    const auto session = makeTestSession();
    if (!session)
        QSKIP("no model pack");
    const auto client = session->session.client("s3");
    QVERIFY(client);
    for (const auto& feature : bucketFeatures()) {
        const auto read = client->model().operation(feature.read);
        QVERIFY2(read.valid(), feature.read.data());
        if (!feature.readMember.empty())
            QVERIFY2(read.output().member(feature.readMember).valid(), feature.name.data());
        if (!feature.write.empty())
            QVERIFY2(client->model().operation(feature.write).input().member(feature.writeMember).valid(),
                     feature.name.data());
        if (!feature.remove.empty())
            QVERIFY2(client->model().operation(feature.remove).valid(), feature.name.data());
    }
}

void TestBucketConfiguration::answersAreTold_data()
{
    QTest::addColumn<QString>("feature");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<State>("state");
    const auto row = [](const char* name, const char* feature, int status, const char* code, State state) {
        QTest::newRow(name) << feature << status << code << state;
    };
    row("its own code", "cors", 404, "NoSuchCORSConfiguration", State::NotSet);
    row("that of another", "cors", 404, "NoSuchTagSet", State::Failed);
    row("lock at MinIO", "object lock", 400, "NoSuchObjectLockConfiguration", State::NotSet);
    row("denied", "policy", 403, "AccessDenied", State::NotAllowed);
    row("method", "policy", 405, "MethodNotAllowed", State::NotOffered);
    row("not implemented", "ownership", 501, "NotImplemented", State::NotOffered);
    row("another root", "metrics", 200, "NotOfferedByServer", State::NotOffered);
    row("no bucket", "policy", 404, "NoSuchBucket", State::Failed);
}

void TestBucketConfiguration::answersAreTold()
{
    QFETCH(const QString, feature);
    QFETCH(const int, status);
    QFETCH(const QString, code);
    QFETCH(const State, state);
    const auto row =
        BucketConfiguration::rowOf(featureOf(feature.toStdString()), serviceError(status, qPrintable(code)));
    QCOMPARE(row.state, state);
    QCOMPARE(row.error.has_value(), state != State::NotSet);
}

void TestBucketConfiguration::rowsAreLoadedSixAtOnce()
{
    auto session = makeTestSession();
    if (!session)
        QSKIP("no model pack");
    int most = 0;
    session->transport->setHandler([&](const HttpRequest&) {
        most = std::max(most, session->transport->openCount() + 1); // with the one that is answered
        return errorResponse(501, "NotImplemented");
    });
    auto configuration = makeOwned<BucketConfiguration>(*session->session.client("s3"), "acme");
    QSignalSpy changed(configuration.get(), &BucketConfiguration::rowChanged);
    QSignalSpy finished(configuration.get(), &Task::finished);
    configuration->start();
    QTRY_COMPARE(finished.count(), 1);
    const auto all = static_cast<int>(bucketFeatures().size());
    QCOMPARE(changed.count(), all);
    QCOMPARE(session->transport->requestCount(), all);
    QCOMPARE(most, 6);
}

void TestBucketConfiguration::oneFailureIsOneRow()
{
    auto session = makeTestSession();
    if (!session)
        QSKIP("no model pack");
    session->transport->setHandler([](const HttpRequest& request) -> FakeTransport::Answer {
        const auto asks = [&request](const char* what) {
            return request.url.find(std::string("?") + what) != std::string::npos;
        };
        if (asks("versioning"))
            return makeResponse(200, "<VersioningConfiguration><Status>Enabled</Status>"
                                     "</VersioningConfiguration>");
        if (asks("requestPayment"))
            return makeResponse(200, "<RequestPaymentConfiguration><Payer>BucketOwner</Payer>"
                                     "</RequestPaymentConfiguration>");
        if (asks("logging"))
            return makeResponse(200, "<BucketLoggingStatus/>");
        if (asks("policy"))
            return errorResponse(403, "AccessDenied");
        return errorResponse(501, "NotImplemented");
    });
    auto configuration = makeOwned<BucketConfiguration>(*session->session.client("s3"), "acme");
    configuration->start();
    QTRY_VERIFY(configuration->isFinished());
    const auto& rows = configuration->rows();
    QCOMPARE(rows[indexOf("versioning")].state, State::Set);
    QCOMPARE(rows[indexOf("versioning")].value["Status"].text(), std::string("Enabled"));
    QCOMPARE(rows[indexOf("request payment")].state, State::NotSet);
    QCOMPARE(rows[indexOf("logging")].state, State::NotSet);
    QCOMPARE(rows[indexOf("policy")].state, State::NotAllowed);
    QCOMPARE(rows[indexOf("policy")].error->operation, std::string("GetBucketPolicy"));
    QCOMPARE(rows[indexOf("cors")].state, State::NotOffered);
}

void TestBucketConfiguration::canBeCancelled()
{
    auto session = makeTestSession();
    if (!session)
        QSKIP("no model pack");
    session->transport->hold();
    auto configuration = makeOwned<BucketConfiguration>(*session->session.client("s3"), "acme");
    configuration->start();
    QTRY_COMPARE(session->transport->openCount(), 6);
    configuration->cancel();
    QTRY_COMPARE(session->transport->openCount(), 0);
    QVERIFY(configuration->isFinished());
    for (const auto& row : configuration->rows())
        QCOMPARE(row.error->kind, ErrorKind::Cancelled);
}

void TestBucketConfiguration::whatIsStoredCanBeWrittenAgain()
{
    const auto session = makeTestSession();
    if (!session)
        QSKIP("no model pack");
    const auto client = *session->session.client("s3");
    const Value rules = Value::list({Value::map({{"Status", "Enabled"}})});
    const Value stored =
        Value::map({{"Rules", rules}, {"TransitionDefaultMinimumObjectSize", "varies_by_storage_class"}});
    const Value params = BucketConfiguration::writeParams(client, "acme", featureOf("lifecycle"), stored);
    QCOMPARE(params["LifecycleConfiguration"], Value::map({{"Rules", rules}}));
    QCOMPARE(params["TransitionDefaultMinimumObjectSize"].text(), std::string("varies_by_storage_class"));
    QCOMPARE(BucketConfiguration::writeParams(client, "acme", featureOf("cors"), {})["CORSConfiguration"],
             Value::emptyMap());
    QCOMPARE(BucketConfiguration::writeParams(client, "acme", featureOf("policy"), "{\"a\":1}")["Policy"],
             Value("{\"a\":1}"));
}

void TestBucketConfiguration::whatWouldBeRefused_data()
{
    QTest::addColumn<QString>("feature");
    QTest::addColumn<QString>("json"); // of what is stored
    QTest::addColumn<int>("problems");
    const auto row = [](const char* name, const char* feature, const char* json, int problems) {
        QTest::newRow(name) << QString::fromUtf8(feature) << QString::fromUtf8(json) << problems;
    };
    row("versioning", "versioning", R"({"Status": "Enabled"})", 0);
    row("no versioning", "versioning", "{}", 1);
    row("a policy", "policy", R"("{\"Statement\": []}")", 0);
    row("half a policy", "policy", R"("{\"Statement\": ")", 1);
    row("a policy that is a list", "policy", R"("[]")", 1);
    row("cors", "cors", R"({"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["https://*.a"]}]})",
        0);
    row("cors method", "cors", R"({"CORSRules": [{"AllowedMethods": ["PATCH"], "AllowedOrigins": ["*"]}]})",
        1);
    row("cors stars", "cors", R"({"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*.*"]}]})",
        1);
    row("lifecycle", "lifecycle",
        R"({"Rules": [{"Status": "Enabled", "Filter": {"Prefix": "a/"}, "Expiration": {"Days": 1}}]})", 0);
    row("old lifecycle", "lifecycle", R"({"Rules": [{"Status": "Enabled", "Prefix": "a/"}]})", 0);
    row("no filter", "lifecycle", R"({"Rules": [{"Status": "Enabled", "Expiration": {"Days": 1}}]})", 1);
    row("two filters", "lifecycle",
        R"({"Rules": [{"Status": "Enabled", "Filter": {"Prefix": "a", "ObjectSizeLessThan": 9}}]})", 1);
    row("too early", "lifecycle",
        R"({"Rules": [{"Status": "Enabled", "Filter": {},
            "Transitions": [{"Days": 29, "StorageClass": "STANDARD_IA"}]}]})",
        1);
    row("markers and days", "lifecycle",
        R"({"Rules": [{"Status": "Enabled", "Filter": {},
            "Expiration": {"Days": 3, "ExpiredObjectDeleteMarker": true}}]})",
        1);
    row("abort with tags", "lifecycle",
        R"({"Rules": [{"Status": "Enabled", "Filter": {"Tag": {"Key": "a", "Value": "b"}},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}}]})",
        1);
    row("website", "website", R"({"IndexDocument": {"Suffix": "index.html"}})", 0);
    row("index below", "website", R"({"IndexDocument": {"Suffix": "a/index.html"}})", 1);
    row("both", "website",
        R"({"IndexDocument": {"Suffix": "i"}, "RedirectAllRequestsTo": {"HostName": "h"}})", 1);
    row("neither", "website", R"({"ErrorDocument": {"Key": "e"}})", 1);
    row("tags", "tags", R"({"TagSet": [{"Key": "a", "Value": ""}, {"Key": "A", "Value": ""}]})", 0);
    row("the same tag", "tags", R"({"TagSet": [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]})", 1);
    row("lock", "object lock",
        R"({"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}})",
        0);
    row("days and years", "object lock",
        R"({"Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1, "Years": 1}}})", 1);
    row("replication", "replication", R"({"Role": "r", "Rules": [{"Status": "Enabled", "Filter": {}}]})", 1);
    row("acceleration", "acceleration", R"({"Status": "Enabled"})", 1); // the bucket has a dot
}

void TestBucketConfiguration::whatWouldBeRefused()
{
    QFETCH(const QString, feature);
    QFETCH(const QString, json);
    QFETCH(const int, problems);
    const auto& known = featureOf(feature.toStdString());
    const auto stored = parseJson(json.toStdString());
    QVERIFY(stored.ok());
    const auto found = bucketProblems(known, "a.b", Value::map({{known.writeMember, *stored}}));
    QCOMPARE(static_cast<int>(found.size()), problems);
}

namespace {

/// A bucket whose CORS rules are kept; PUTs, and whether somebody comes in between.
struct CorsServer {
    QByteArray stored;
    int puts = 0;
    int deletes = 0;
    int aborted = 0; ///< changes that are refused first
    QByteArray instead;

    HttpResponse answer(const HttpRequest& request)
    {
        if (request.method == "PUT") {
            ++puts;
            if (aborted-- > 0)
                return errorResponse(409, "OperationAborted");
            stored = instead.isEmpty() ? request.body : instead;
            return makeResponse(200, "");
        }
        if (request.method == "DELETE") {
            ++deletes;
            stored.clear();
            return makeResponse(204, "");
        }
        return stored.isEmpty() ? errorResponse(404, "NoSuchCORSConfiguration") : makeResponse(200, stored);
    }
};

Value corsRule(const char* method)
{
    return Value::map({{"CORSRules", Value::list({Value::map({{"AllowedMethods", Value::list({method})},
                                                              {"AllowedOrigins", Value::list({"*"})}})})}});
}

} // namespace

void TestBucketConfiguration::changesAreReadBack()
{
    auto session = makeTestSession();
    if (!session)
        QSKIP("no model pack");
    CorsServer server;
    session->transport->setHandler([&](const HttpRequest& request) { return server.answer(request); });
    const auto run = [&](const Value& opened, const Value& params) {
        auto change = makeOwned<BucketChange>(*session->session.client("s3"),
                                              BucketChange::Order{"acme", indexOf("cors"), opened, params});
        change->start();
        [&] { QTRY_VERIFY(change->isFinished()); }();
        return change;
    };
    const Value params = Value::map({{"Bucket", "acme"}, {"CORSConfiguration", corsRule("GET")}});
    const auto set = run({}, params);
    QVERIFY(set->result().ok());
    QCOMPARE(set->result()->state, State::Set);
    QVERIFY(set->isAsSent());
    QCOMPARE(session->transport->requestCount(), 3);
    const auto removed = run(set->result()->value, {});
    QCOMPARE(removed->result()->state, State::NotSet);
    QVERIFY(removed->isAsSent());
    QCOMPARE(server.deletes, 1);
}

void TestBucketConfiguration::changesOfOthersStopIt()
{
    auto session = makeTestSession();
    if (!session)
        QSKIP("no model pack");
    CorsServer server;
    server.stored = "<CORSConfiguration><CORSRule><AllowedMethod>PUT</AllowedMethod><AllowedOrigin>a"
                    "</AllowedOrigin></CORSRule></CORSConfiguration>";
    session->transport->setHandler([&](const HttpRequest& request) { return server.answer(request); });
    auto change = makeOwned<BucketChange>(
        *session->session.client("s3"),
        BucketChange::Order{"acme", indexOf("cors"), {}, Value::map({{"Bucket", "acme"}})});
    change->start();
    QTRY_VERIFY(change->isFinished());
    QCOMPARE(change->result().error().code, std::string("ChangedMeanwhile"));
    QCOMPARE(change->found().value["CORSRules"][0]["AllowedMethods"][0].text(), std::string("PUT"));
    QCOMPARE(server.puts, 0);
}

void TestBucketConfiguration::waitsForAnotherChange()
{
    auto clock = std::make_shared<FakeClock>();
    auto session = makeTestSession({}, clock);
    if (!session)
        QSKIP("no model pack");
    CorsServer server;
    server.aborted = 2;
    session->transport->setHandler([&](const HttpRequest& request) { return server.answer(request); });
    auto change = makeOwned<BucketChange>(
        *session->session.client("s3"),
        BucketChange::Order{"acme",
                            indexOf("cors"),
                            {},
                            Value::map({{"Bucket", "acme"}, {"CORSConfiguration", corsRule("GET")}})});
    change->start();
    QTRY_VERIFY(change->isFinished());
    QVERIFY(change->result().ok());
    QCOMPARE(server.puts, 3);
}

void TestBucketConfiguration::otherThingsThatAreStoredAreSaid()
{
    auto session = makeTestSession();
    if (!session)
        QSKIP("no model pack");
    CorsServer server;
    server.instead = "<CORSConfiguration><CORSRule><AllowedMethod>HEAD</AllowedMethod><AllowedOrigin>*"
                     "</AllowedOrigin></CORSRule></CORSConfiguration>";
    session->transport->setHandler([&](const HttpRequest& request) { return server.answer(request); });
    auto change = makeOwned<BucketChange>(
        *session->session.client("s3"),
        BucketChange::Order{"acme",
                            indexOf("cors"),
                            {},
                            Value::map({{"Bucket", "acme"}, {"CORSConfiguration", corsRule("GET")}})});
    change->start();
    QTRY_VERIFY(change->isFinished());
    QVERIFY(change->result().ok());
    QVERIFY(!change->isAsSent());
}

INIA_TEST_CLASS(TestBucketConfiguration, QCoreApplication)
#include "tst_bucketconfiguration.moc"
