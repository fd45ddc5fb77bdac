#include "core/common/clock.h"
#include "core/inia.h"
#include "core/model/catalog.h"
#include "tests/support/fakes3.h"
#include "tests/support/faketransport.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

#include <sstream>

using namespace inia;
using namespace inia::tests;

/// Blocking waits, ranges whose pages come when a loop gets there, and the first error of a program.
class tst_Sync final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void waitsForEveryKindOfTask();
    void waitsForAWaiter();
    void fetchesAPageWhenTheLoopGetsThere();
    void walksThePagesOfAnOperation();
    void keepsTheFirstErrorAndAsksNoMore();
    void failsInTheMiddleOfALoop();
    void leavesExpectedErrorsToTheCaller();
    void runsActionsAndBatches();
    void printsValues_data();
    void printsValues();
    void endsTheWaitWhenTheProgramEnds();

private:
    [[nodiscard]] Result<void> run(const std::function<void(const sync::Program&)>& steps) const
    {
        return sync::run(m_runtime, steps);
    }

    std::shared_ptr<FakeTransport> m_transport;
    FakeS3 m_s3;
    Runtime m_runtime;
};

void tst_Sync::initTestCase()
{
    if (!hasModelPack())
        QSKIP("no model pack: set INIA_MODEL_PACK or build it (packaging/fetch-models.sh)");
    auto catalog = Catalog::open();
    QVERIFY(catalog);
    m_transport = std::make_shared<FakeTransport>();
    m_runtime.transport = m_transport;
    m_runtime.clock = std::make_shared<SystemClock>();
    m_runtime.catalog = *catalog;
    m_runtime.makeUuid = [] { return std::string("00000000-0000-4000-8000-000000000000"); };
    m_runtime.environment = Environment({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                                         {"AWS_SECRET_ACCESS_KEY", "an invented secret"},
                                         {"AWS_REGION", "us-east-1"},
                                         {"AWS_ENDPOINT_URL", "http://127.0.0.1:9"},
                                         {"AWS_MAX_ATTEMPTS", "1"}},
                                        "/nonexistent");
    m_s3.addNumberedBucket("many", 2500);
    m_s3.addBucket("few", {"a", "b"});
    m_s3.addBucket("closed", {"a"});
    m_s3.deny("closed");
}

void tst_Sync::waitsForEveryKindOfTask()
{
    auto session = makeTestSession();
    QVERIFY(session);
    session->serve(m_s3);
    const auto client = session->session.client("s3");
    QVERIFY(client);
    const auto listing = await(client->call("ListObjectsV2", Value::map({{"Bucket", "few"}})));
    QVERIFY(listing);
    QCOMPARE((*listing)["Contents"].size(), 2U);
    const auto name = await(session->bucket("few").get("name"));
    QVERIFY(name);
    QCOMPARE(name->data.text(), "few");
    const auto refused = await(client->call("ListObjectsV2"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Parameter);
}

void tst_Sync::waitsForAWaiter()
{
    m_transport->setHandler([](const HttpRequest&) { return makeResponse(200, {}); });
    const auto done = run([](const auto& program) {
        program.client("s3").wait("bucket_exists", {{"Bucket", "few"}});
        program.resource("s3").subResource("Bucket", {"few"}).wait("wait_until_exists");
    });
    QVERIFY(done);
}

void tst_Sync::fetchesAPageWhenTheLoopGetsThere()
{
    m_transport->setHandler([](const HttpRequest& request) {
        const bool second = request.url.find("marker=b") != std::string::npos;
        return makeResponse(200,
                            second ? "<ListBucketResult><Contents><Key>c</Key></Contents></ListBucketResult>"
                                   : "<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>a</Key>"
                                     "</Contents><Contents><Key>b</Key></Contents></ListBucketResult>");
    });
    m_transport->forgetRequests();
    std::vector<std::string> seen;
    const auto done = run([&](const auto& program) {
        for (const auto& object : program.resource("s3").subResource("Bucket", {"x"}).collection("objects"))
            seen.push_back(object["key"].text() + std::to_string(m_transport->requestCount()));
    });
    QVERIFY(done);
    QCOMPARE(seen, (std::vector<std::string>{"a1", "b1", "c2"}));
}

void tst_Sync::walksThePagesOfAnOperation()
{
    m_transport->setHandler([this](const HttpRequest& request) { return m_s3.answer(request); });
    m_transport->forgetRequests();
    std::size_t keys = 0;
    std::size_t requestsAfterFirst = 0;
    const auto done = run([&](const auto& program) {
        for (const auto& page : program.client("s3").pages("list_objects_v2", {{"Bucket", "many"}})) {
            if (keys == 0)
                requestsAfterFirst = m_transport->requests().size();
            keys += page["Contents"].size();
        }
    });
    QVERIFY(done);
    QCOMPARE(keys, 2500U);
    QCOMPARE(requestsAfterFirst, 1U);
    QCOMPARE(m_transport->requests().size(), 3U);
}

void tst_Sync::keepsTheFirstErrorAndAsksNoMore()
{
    m_transport->setHandler([this](const HttpRequest& request) { return m_s3.answer(request); });
    m_transport->forgetRequests();
    const auto done = run([&](const auto& program) {
        const auto client = program.client("s3");
        QVERIFY(client.call("list_objects_v2", {{"Bucket", "closed"}}).isNull());
        QVERIFY(!program.ok());
        QVERIFY(client.call("list_objects_v2", {{"Bucket", "few"}}).isNull());
        const auto bucket = program.resource("s3").subResource("Bucket", {"few"});
        QVERIFY(bucket["creation_date"].isNull());
        for (const auto& object : bucket.collection("objects"))
            QFAIL(object.text().c_str());
    });
    QVERIFY(!done);
    QCOMPARE(done.error().code, "AccessDenied");
    QCOMPARE(m_transport->requests().size(), 1U);
}

void tst_Sync::failsInTheMiddleOfALoop()
{
    int pages = 0;
    m_transport->setHandler([&](const HttpRequest& request) {
        return request.url.find("continuation-token") == std::string::npos
                   ? m_s3.answer(request)
                   : makeResponse(403, "<Error><Code>AccessDenied</Code><Message>No.</Message></Error>");
    });
    const auto done = run([&](const auto& program) {
        for (const auto& page : program.client("s3").pages("list_objects_v2", {{"Bucket", "many"}}))
            pages += page["Contents"].size() == 1000 ? 1 : 0;
    });
    QCOMPARE(pages, 1);
    QVERIFY(!done);
    QCOMPARE(done.error().code, "AccessDenied");
}

void tst_Sync::leavesExpectedErrorsToTheCaller()
{
    m_transport->setHandler([this](const HttpRequest& request) { return m_s3.answer(request); });
    const auto done = run([](const auto& program) {
        const auto client = program.client("s3");
        const auto missing = client.tryCall("list_objects_v2", {{"Bucket", "nothere"}});
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, "NoSuchBucket");
        QCOMPARE(client.call("list_objects_v2", {{"Bucket", "few"}})["Contents"].size(), 2U);
    });
    QVERIFY(done);
    const auto own = run([](const auto& program) { program.fail("Nothing to do."); });
    QVERIFY(!own);
    QCOMPARE(own.error().message, "Nothing to do.");
}

void tst_Sync::runsActionsAndBatches()
{
    const QByteArray listing =
        "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key></Contents>"
        "<Contents><Key>b</Key></Contents></ListBucketResult>";
    m_transport->setHandler([&](const HttpRequest& request) {
        if (request.method == "POST")
            return makeResponse(200, "<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>");
        return request.method == "GET" ? makeResponse(200, listing) : makeStored();
    });
    m_transport->forgetRequests();
    const auto done = run([](const auto& program) {
        const auto bucket = program.resource("s3").subResource("Bucket", {"few"});
        const auto put = bucket.act("put_object", {{"Key", "a"}, {"Body", QByteArray("x")}});
        QCOMPARE(put.resources.size(), 1U);
        QCOMPARE(put.resources.front()["key"].text(), "a");
        std::vector<std::string> keys;
        for (const auto& object : bucket.collection("objects").limit(1))
            keys.push_back(object["key"].text());
        QCOMPARE(keys, std::vector<std::string>{"a"});
        QCOMPARE(bucket.collection("objects").batch("delete").size(), 1U);
    });
    if (!done)
        QFAIL(done.error().message.c_str());
    QCOMPARE(m_transport->requests().size(), 4U);
}

void tst_Sync::printsValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("index");
    QTest::newRow("text") << QByteArray("caf\u00e9 \"a\"") << 0;
    QTest::newRow("time") << QByteArray("2026-07-14T10:00:03Z") << 1;
    QTest::newRow("null") << QByteArray("null") << 2;
    QTest::newRow("map") << QByteArray("{\"a\": [1, true]}") << 3;
    QTest::newRow("blob") << QByteArray("bytes") << 4;
}

void tst_Sync::printsValues()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, index);
    const std::vector<Value> values{"caf\u00e9 \"a\"",
                                    Timestamp{1784023203, 0},
                                    {},
                                    Value::map({{"a", Value::list({1, true})}}),
                                    QByteArray("bytes")};
    std::ostringstream out;
    out << values[static_cast<std::size_t>(index)];
    QCOMPARE(QByteArray::fromStdString(out.str()), text);
}

// Last: a program that has ended waits for nothing any more.
void tst_Sync::endsTheWaitWhenTheProgramEnds()
{
    const auto session = makeTestSession();
    QVERIFY(session);
    session->transport->hold();
    const auto client = session->session.client("s3");
    QVERIFY(client);
    const auto reply = client->call("ListBuckets");
    QMetaObject::invokeMethod(
        qApp, [] { QCoreApplication::exit(); }, Qt::QueuedConnection);
    const auto result = await(reply);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
}

INIA_TEST_CLASS(tst_Sync, QCoreApplication)
#include "tst_sync.moc"
