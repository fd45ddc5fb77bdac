#include "core/jobs/job.h"
#include "core/jobs/jobrunner.h"
#include "core/objects/objectplan.h"
#include "core/objects/objectversions.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QTemporaryDir>
#include <QtCore/QUuid>
#include <QtTest/QtTest>

#include <map>
#include <optional>
#include <set>

using namespace inia;
using namespace inia::tests;

/// Jobs at a server that keeps versions: what is undone is there again, byte for byte.
class tst_MinioJobs final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void versionsComeInOrder();
    void undoesDeletions();
    void undoesMoves();
    void suspendedBucketsKeepNothing();

private:
    [[nodiscard]] Result<Value> call(const char* operation, Value params) const;
    void put(const std::string& key, const QByteArray& bytes) const;
    [[nodiscard]] std::map<std::string, QByteArray> content() const;
    [[nodiscard]] std::vector<ObjectVersion> versions(const std::string& below) const;
    [[nodiscard]] Job run(Job job) const;
    [[nodiscard]] Job deletion(const std::string& below) const;

    std::optional<TestServer> m_server;
    std::optional<Session> m_session;
    std::optional<Client> m_client;
    std::string m_bucket = "inia-jobs-" + QUuid::createUuid().toString(QUuid::Id128).left(12).toStdString();
    QTemporaryDir m_dir;
};

void tst_MinioJobs::initTestCase()
{
    auto server = minioServer();
    if (!server)
        QSKIP(server.error().message.c_str());
    m_server = std::move(server).value();
    m_session = m_server->session().value();
    m_client = m_session->client("s3").value();
    QVERIFY(call("CreateBucket", Value::map({{"Bucket", m_bucket}})));
    QVERIFY(call("PutBucketVersioning",
                 Value::map({{"Bucket", m_bucket},
                             {"VersioningConfiguration", Value::map({{"Status", "Enabled"}})}})));
}

void tst_MinioJobs::cleanupTestCase()
{
    if (!m_client)
        return;
    BucketEmptying emptying(*m_client, m_bucket, {}, "test");
    emptying.start();
    QTRY_VERIFY_WITH_TIMEOUT(emptying.isFinished(), 60'000);
    QVERIFY2(emptying.result(), emptying.result() ? "" : emptying.result().error().message.c_str());
    QVERIFY(call("DeleteBucket", Value::map({{"Bucket", m_bucket}})));
}

Result<Value> tst_MinioJobs::call(const char* operation, Value params) const
{
    const auto reply = m_client->call(operation, std::move(params));
    [&] { QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 60'000); }();
    return reply->result();
}

void tst_MinioJobs::put(const std::string& key, const QByteArray& bytes) const
{
    QVERIFY(call("PutObject", Value::map({{"Bucket", m_bucket}, {"Key", key}, {"Body", bytes}})));
}

std::map<std::string, QByteArray> tst_MinioJobs::content() const
{
    std::map<std::string, QByteArray> all;
    const auto page = call("ListObjectsV2", Value::map({{"Bucket", m_bucket}}));
    for (const Value& object : (*page)["Contents"].items()) {
        const auto got = call("GetObject", Value::map({{"Bucket", m_bucket}, {"Key", object["Key"]}}));
        all[object["Key"].text()] = (*got)["Body"].blob();
    }
    return all;
}

std::vector<ObjectVersion> tst_MinioJobs::versions(const std::string& below) const
{
    ObjectVersions listing(*m_client, m_bucket, {below}, "test");
    listing.start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(listing.isFinished(), 60'000); }();
    return listing.result().value();
}

Job tst_MinioJobs::run(Job job) const
{
    auto journal = JobFolder(m_dir.path()).create(job);
    JobRunner runner(*m_client, std::move(job), std::move(journal).value());
    runner.start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(runner.isFinished(), 120'000); }();
    return runner.job();
}

Job tst_MinioJobs::deletion(const std::string& below) const
{
    ObjectSurvey survey(*m_client, m_bucket, {below}, "test");
    survey.start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(survey.isFinished(), 60'000); }();
    return deletionJob(m_bucket, survey.result().value(), below, "test");
}

/// Within a second, so that times tell nothing.
void tst_MinioJobs::versionsComeInOrder()
{
    put("order/a", "1");
    put("order/a", "2");
    QVERIFY(call("DeleteObject", Value::map({{"Bucket", m_bucket}, {"Key", "order/a"}})));
    put("order/a", "3");
    QVERIFY(call("DeleteObject", Value::map({{"Bucket", m_bucket}, {"Key", "order/a"}})));
    const auto all = versions("order/");
    std::string kinds;
    for (const ObjectVersion& version : all)
        kinds += version.isMarker ? 'm' : 'v';
    QCOMPARE(kinds, std::string("mvmvv"));
    QVERIFY(all.front().isCurrent);
    const Job undeleted = run(versionsJob(JobAction::Undelete, m_bucket, markersAbove(all), "undelete"));
    QCOMPARE(undeleted.items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(content().at("order/a"), QByteArray("3"));
    const Job restored = run(restoreJob(m_bucket, {versions("order/").back()}, "restore"));
    QCOMPARE(restored.items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(content().at("order/a"), QByteArray("1"));
}

void tst_MinioJobs::undoesDeletions()
{
    for (int i = 0; i < 40; ++i)
        put("many/" + std::to_string(i), QByteArray::number(i).repeated(i));
    put("many/7", "seven");
    const auto before = content();
    const Job deleted = run(deletion("many/"));
    QCOMPARE(deleted.items.count(JobItemState::Done), std::size_t(40));
    QCOMPARE(content().size(), before.size() - 40);
    const Job undone = run(undoOf(JobFolder(m_dir.path()).read(deleted.id).value()).value());
    QCOMPARE(undone.items.count(JobItemState::Done), std::size_t(40));
    QCOMPARE(content(), before);
    QCOMPARE(versions("many/").size(), std::size_t(41));
}

void tst_MinioJobs::undoesMoves()
{
    for (int i = 0; i < 20; ++i)
        put("from/" + std::to_string(i), QByteArray::number(i));
    put("to/3", "was there");
    const auto before = content();
    ObjectPlan plan(*m_client, {m_bucket, {"from/"}, m_bucket, {}, "to/", true}, "test");
    plan.start();
    QTRY_VERIFY_WITH_TIMEOUT(plan.isFinished(), 60'000);
    ObjectMove::Order order = plan.result().value();
    QCOMPARE(plan.conflicts(), std::set<std::string>{"to/3"});
    order.overwrites = true;
    const Job moved = run(moveJob(order));
    QCOMPARE(moved.items.count(JobItemState::Done), std::size_t(20));
    QCOMPARE(content().at("to/3"), QByteArray("3"));
    const Job undone = run(undoOf(JobFolder(m_dir.path()).read(moved.id).value()).value());
    QCOMPARE(undone.items.count(JobItemState::Done), std::size_t(20));
    QCOMPARE(content(), before);
}

void tst_MinioJobs::suspendedBucketsKeepNothing()
{
    put("last/a", "text");
    QVERIFY(call("PutBucketVersioning",
                 Value::map({{"Bucket", m_bucket},
                             {"VersioningConfiguration", Value::map({{"Status", "Suspended"}})}})));
    const Job deleted = run(deletion("last/a"));
    QCOMPARE(deleted.items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(undoOf(deleted).error().code, std::string("NotUndoable"));
}

INIA_TEST_CLASS(tst_MinioJobs, QCoreApplication)
#include "tst_miniojobs.moc"
