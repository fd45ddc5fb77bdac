#include "core/call/clientcontext.h"
#include "core/objects/servertest.h"
#include "core/policy/effect.h"
#include "core/policy/s3servers.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

#include <memory>

using namespace inia;
using namespace inia::test;

/// A server that nobody knows, tried on an object of the test's own.
class tst_ServerTest final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void findsWhatFallsThrough();
    void findsIgnoredConditions_data();
    void findsIgnoredConditions();
    void gateGoesByTheFindings();
    void leavesNothing_data();
    void leavesNothing();
    void firstRefusalEndsIt();
    void lockedSessionSendsNothing();
    void lostConnectionsEndIt();
    void cancelTakesBack();

private:
    [[nodiscard]] Client client() const { return m_session->client("s3").value(); }
    Owned<ServerTest> run(const char* bucket)
    {
        auto test = makeOwned<ServerTest>(client(), bucket);
        test->start();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(test->isFinished(), 30'000); }();
        return test;
    }
    [[nodiscard]] std::string found(const char* operation, const char* bucket = "acme")
    {
        const auto test = run(bucket);
        if (!test->result())
            return test->result().error().message;
        const auto row = test->result()->find(operation);
        return row == test->result()->end() ? "not tried" : row->second;
    }

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
};

void tst_ServerTest::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
}

void tst_ServerTest::init()
{
    using namespace std::chrono_literals;
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("acme");
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    m_s3->put("acme", "mine", "stays");
    SessionOptions options;
    options.closesServerGate = true;
    m_session =
        std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s, nullptr, options).value());
}

void tst_ServerTest::cleanup()
{
    m_session.reset();
    m_s3.reset();
}

/// The double knows tags and nothing else behind a question mark.
void tst_ServerTest::findsWhatFallsThrough()
{
    const auto test = run("acme");
    QVERIFY2(test->result().ok(), test->result() ? "" : test->result().error().message.c_str());
    const auto& found = *test->result();
    QCOMPARE(found.at("PutObjectTagging"), std::string("yes"));
    for (const char* name : {"PutObjectAnnotation", "RenameObject", "UpdateObjectEncryption", "PutObjectAcl",
                             "PutObjectLegalHold", "PutObjectRetention"})
        QCOMPARE(found.at(name), std::string("no: PutObject"));
    QCOMPARE(found.at("DeleteObjectAnnotation"), std::string("no: DeleteObject"));
    QCOMPARE(found.at("GetObjectAnnotation"), std::string("no: GetObject"));
    QCOMPARE(found.at("RestoreObject"), std::string("no: refused"));
    QCOMPARE(test->done(), test->count());
    // Nothing of a bucket but its list is touched, and no key but its own.
    for (const auto& request : m_s3->requests()) {
        QVERIFY(request.operation == "ListObjectVersions" || request.operation == "DeleteObjects" ||
                request.key.starts_with(test->key()));
        QVERIFY(request.operation != "DeleteBucket" && request.operation != "CreateBucket");
    }
    QCOMPARE(m_s3->keys("acme"), std::vector<std::string>{"mine"});
}

void tst_ServerTest::findsIgnoredConditions_data()
{
    QTest::addColumn<bool>("ignores");
    QTest::addColumn<QString>("put");
    QTest::addColumn<QString>("erase");
    QTest::newRow("heeded") << false << "yes"
                            << "ignored-conditions: IfMatchLastModifiedTime IfMatchSize";
    QTest::newRow("ignored") << true << "ignored-conditions: IfMatch IfNoneMatch"
                             << "ignored-conditions: IfMatch IfMatchLastModifiedTime IfMatchSize";
}

void tst_ServerTest::findsIgnoredConditions()
{
    QFETCH(const bool, ignores);
    QFETCH(const QString, put);
    QFETCH(const QString, erase);
    m_s3->manners.ignoresConditions = ignores;
    QCOMPARE(QString::fromStdString(found("PutObject")), put);
    QCOMPARE(QString::fromStdString(found("DeleteObject")), erase);
    QCOMPARE(QString::fromStdString(found("CopyObject")).contains(QLatin1String("IfNoneMatch")), ignores);
    QCOMPARE(QString::fromStdString(found("DeleteObjects")).contains(QLatin1String("ETag")), ignores);
}

void tst_ServerTest::gateGoesByTheFindings()
{
    const auto& gate = client().server();
    const auto tagging = client().model().operation("PutObjectTagging");
    const auto put = client().model().operation("PutObject");
    QVERIFY(!gate->check(tagging).ok());
    QVERIFY(!gate->honours(put, "IfMatch"));
    const auto test = run("acme");
    gate->setFindings(*test->result());
    QVERIFY(gate->check(tagging).ok());
    QVERIFY(gate->honours(put, "IfMatch"));
    const auto rename = gate->check(client().model().operation("RenameObject"));
    QVERIFY(!rename.ok());
    QVERIFY2(rename.error().message.find("does not offer RenameObject: it would pass over ?renameObject") !=
                 std::string::npos,
             rename.error().message.c_str());
}

void tst_ServerTest::leavesNothing_data()
{
    QTest::addColumn<QString>("bucket");
    QTest::newRow("without versions") << "acme";
    QTest::newRow("with versions") << "kept";
}

void tst_ServerTest::leavesNothing()
{
    QFETCH(const QString, bucket);
    const auto name = bucket.toStdString();
    const auto test = run(name.c_str());
    QVERIFY2(test->result().ok(), test->result() ? "" : test->result().error().message.c_str());
    QVERIFY(m_s3->versions(name, test->key()).empty());
    QVERIFY(m_s3->versions(name, test->key() + "-source").empty());
}

void tst_ServerTest::firstRefusalEndsIt()
{
    const auto test = run("none-such");
    QCOMPARE(test->result().error().code, std::string("NoSuchBucket"));
    QCOMPARE(int(m_s3->requests().size()), 1);
}

void tst_ServerTest::lockedSessionSendsNothing()
{
    m_session->policy().lock("Open it again.");
    const auto test = run("acme");
    QVERIFY(test->result().error().kind == ErrorKind::ReadOnly);
    QCOMPARE(int(m_s3->requests().size()), 0);
}

void tst_ServerTest::lostConnectionsEndIt()
{
    m_s3->fail({"GetObject", {}, 100, 0, {}, 0}); // the look at what became of the object
    const auto test = run("acme");
    QVERIFY(test->result().error().kind == ErrorKind::Transport);
    QCOMPARE(m_s3->keys("acme"), std::vector<std::string>{"mine"});
}

void tst_ServerTest::cancelTakesBack()
{
    auto test = makeOwned<ServerTest>(client(), "acme");
    connect(test.get(), &ServerTest::progressed, this, [&test] {
        if (test->done() == 3)
            test->cancel();
    });
    test->start();
    QTRY_VERIFY_WITH_TIMEOUT(test->isFinished(), 30'000);
    QVERIFY(test->result().error().kind == ErrorKind::Cancelled);
    QCOMPARE(m_s3->keys("acme"), std::vector<std::string>{"mine"});
}

INIA_TEST_CLASS(tst_ServerTest, QCoreApplication)
#include "tst_servertest.moc"
