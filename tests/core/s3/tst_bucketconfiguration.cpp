#include "core/s3/bucketconfiguration.h"
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

INIA_TEST_CLASS(TestBucketConfiguration, QCoreApplication)
#include "tst_bucketconfiguration.moc"
