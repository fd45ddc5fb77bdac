#include "core/jobs/jobrunner.h"
#include "core/objects/objectproperties.h"
#include "core/objects/objectversions.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QUuid>
#include <QtTest/QtTest>

#include <map>
#include <optional>

using namespace inia;
using namespace inia::tests;

/// Changes of objects whose bytes stay, at real servers: what was not changed is as it was.
class tst_ObjectChanges final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void metadataKeepsAllElse_data();
    void metadataKeepsAllElse();
    void tagsAreMerged_data();
    void tagsAreMerged();
    void versionsComeBack_data();
    void versionsComeBack();
    void classesChange();
    void archivesAreRestored();
    void aclsStayWithMetadata();
    void locks();

private:
    void servers() const;
    /// Skips where the server of the row is not there.
    bool open(const QString& name);
    Result<Value> call(const char* operation, Value params) const;
    Value of(const std::string& key) const { return Value::map({{"Bucket", m_bucket}, {"Key", key}}); }
    std::map<std::string, std::string> attributes(const std::string& key) const;
    Job run(Job job) const;
    Job change(const std::string& key, ObjectChange change) const;

    std::optional<TestServer> m_server;
    std::optional<Session> m_session;
    std::optional<Client> m_client;
    std::string m_bucket;
};

void tst_ObjectChanges::servers() const
{
    QTest::addColumn<QString>("server");
    QTest::newRow("minio") << QStringLiteral("minio");
    QTest::newRow("moto") << QStringLiteral("moto");
}

bool tst_ObjectChanges::open(const QString& name)
{
    auto server = name == QLatin1String("minio") ? minioServer() : sandboxServer();
    if (!server)
        return false;
    m_server = std::move(server).value();
    SessionOptions options;
    if (name != QLatin1String("minio"))
        options.profile = "sandbox-west";
    m_session = m_server->session(options).value();
    m_client = m_session->client("s3").value();
    m_bucket = "inia-changes-" + QUuid::createUuid().toString(QUuid::Id128).left(12).toStdString();
    Value params = Value::map({{"Bucket", m_bucket}, {"ObjectLockEnabledForBucket", true}});
    if (name != QLatin1String("minio"))
        params.insert("CreateBucketConfiguration", Value::map({{"LocationConstraint", "us-west-2"}}));
    const auto made = call("CreateBucket", params);
    if (!made)
        qWarning("%s", made.error().message.c_str());
    return made.ok();
}

void tst_ObjectChanges::init()
{
    m_client.reset();
}

void tst_ObjectChanges::cleanup()
{
    if (!m_client)
        return;
    BucketEmptying emptying(*m_client, m_bucket, {}, "test");
    emptying.start();
    QTRY_VERIFY_WITH_TIMEOUT(emptying.isFinished(), 60'000);
    static_cast<void>(call("DeleteBucket", Value::map({{"Bucket", m_bucket}})));
}

Result<Value> tst_ObjectChanges::call(const char* operation, Value params) const
{
    const auto reply = m_client->call(operation, std::move(params));
    [&] { QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 60'000); }();
    return reply->result();
}

/// All that an object has, but for what every copy changes.
std::map<std::string, std::string> tst_ObjectChanges::attributes(const std::string& key) const
{
    const Value head = call("HeadObject", of(key)).value();
    std::map<std::string, std::string> table;
    for (const char* name : {"ContentType", "ContentEncoding", "ContentLanguage", "ContentDisposition",
                             "CacheControl", "ExpiresString", "WebsiteRedirectLocation", "StorageClass",
                             "ServerSideEncryption", "ObjectLockMode", "ObjectLockLegalHoldStatus"})
        table[name] = head[name].text();
    table["length"] = std::to_string(head["ContentLength"].toInt());
    table["until"] = std::to_string(head["ObjectLockRetainUntilDate"].time().seconds);
    for (const auto& [name, value] : head["Metadata"].members())
        table["meta " + name] = value.text();
    for (const auto& [name, value] : objectTags(call("GetObjectTagging", of(key)).value()))
        table["tag " + name] = value;
    table["bytes"] = call("GetObject", of(key)).value()["Body"].blob().toStdString();
    return table;
}

Job tst_ObjectChanges::run(Job job) const
{
    JobRunner runner(*m_client, std::move(job), nullptr);
    runner.start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(runner.isFinished() || runner.job().why, 60'000); }();
    return runner.job();
}

Job tst_ObjectChanges::change(const std::string& key, ObjectChange change) const
{
    const Value head = call("HeadObject", of(key)).value();
    return run(changeJob(
        m_bucket,
        {{key, head["ETag"].text(), head["StorageClass"].text(), head["ContentLength"].toInt(), {}}},
        std::move(change), "test"));
}

#define OPEN_SERVER(name)                                                                                    \
    if (!open(name))                                                                                         \
    QSKIP("the server is not there")

void tst_ObjectChanges::metadataKeepsAllElse_data()
{
    servers();
}

void tst_ObjectChanges::metadataKeepsAllElse()
{
    QFETCH(QString, server);
    OPEN_SERVER(server);
    Value params = of("docs/a");
    for (const auto& [name, value] :
         std::map<std::string, Value>{{"Body", QByteArray("bytes")},
                                      {"ContentType", "text/plain"},
                                      {"ContentLanguage", "de"},
                                      {"ContentDisposition", "inline"},
                                      {"CacheControl", "max-age=60"},
                                      {"Expires", Timestamp{2'139'636'480, 0}},
                                      {"Tagging", "team=red&stage=dev"},
                                      {"Metadata", Value::map({{"old", "1"}, {"kept", "2"}})}})
        params.insert(name, value);
    QVERIFY(call("PutObject", params));
    auto before = attributes("docs/a");
    QVERIFY(!before.at("ExpiresString").empty());
    ObjectChange wanted;
    wanted.kind = ObjectChange::Kind::Metadata;
    wanted.headers = {{"ContentType", "text/html"}};
    wanted.set = {{"city", "Z\xC3\xBCrich"}};
    wanted.remove = {"old"};
    const Job job = change("docs/a", wanted);
    QCOMPARE(job.items.count(JobItemState::Done), std::size_t(1));
    before["ContentType"] = "text/html";
    before.erase("meta old");
    auto after = attributes("docs/a");
    QVERIFY(!after.at("meta city").empty());
    after.erase("meta city");
    QCOMPARE(after, before);
}

void tst_ObjectChanges::tagsAreMerged_data()
{
    servers();
}

void tst_ObjectChanges::tagsAreMerged()
{
    QFETCH(QString, server);
    OPEN_SERVER(server);
    Value params = of("a");
    params.insert("Body", QByteArray("x"));
    params.insert("Tagging", "mine=1&old=2&other=3");
    QVERIFY(call("PutObject", params));
    ObjectChange wanted;
    wanted.set = {{"mine", "a b"}, {"new", "+/="}};
    wanted.remove = {"old"};
    const Job job = change("a", wanted);
    QCOMPARE(objectTags(call("GetObjectTagging", of("a")).value()),
             (Tags{{"mine", "a b"}, {"new", "+/="}, {"other", "3"}}));
    QCOMPARE(run(undoOf(job).value()).items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(objectTags(call("GetObjectTagging", of("a")).value()),
             (Tags{{"mine", "1"}, {"old", "2"}, {"other", "3"}}));
}

void tst_ObjectChanges::versionsComeBack_data()
{
    servers();
}

void tst_ObjectChanges::versionsComeBack()
{
    QFETCH(QString, server);
    OPEN_SERVER(server);
    for (const char* text : {"1", "2", "3"}) {
        Value params = of("a");
        params.insert("Body", QByteArray(text));
        QVERIFY(call("PutObject", params));
    }
    QVERIFY(call("DeleteObject", of("a")));
    QVERIFY(call("DeleteObject", of("a")));
    const auto list = [this] {
        auto listing = makeOwned<ObjectVersions>(*m_client, m_bucket, std::vector<std::string>{"a"}, "test");
        listing->start();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(listing->isFinished(), 60'000); }();
        return listing->result().value();
    };
    const auto all = list();
    QVERIFY(all.size() >= 4); // MinIO makes no second marker
    QVERIFY(all[0].isMarker && all[0].isCurrent);
    QVERIFY(!all[all.size() - 3].isMarker);
    run(versionsJob(JobAction::Undelete, m_bucket, markersAbove(all), "undelete"));
    QCOMPARE(attributes("a").at("bytes"), std::string("3"));
    run(restoreJob(m_bucket, {list().back()}, "restore"));
    QCOMPARE(attributes("a").at("bytes"), std::string("1"));
    QCOMPARE(list().size(), std::size_t(4));
    run(versionsJob(JobAction::DeleteVersions, m_bucket, {{"a", {}, list().front().id}}, "delete"));
    QCOMPARE(attributes("a").at("bytes"), std::string("3"));
}

void tst_ObjectChanges::classesChange()
{
    OPEN_SERVER(QStringLiteral("moto"));
    Value params = of("a");
    params.insert("Body", QByteArray("x"));
    params.insert("Tagging", "team=red");
    params.insert("Metadata", Value::map({{"k", "v"}}));
    QVERIFY(call("PutObject", params));
    auto before = attributes("a");
    const Value head = call("HeadObject", of("a")).value();
    const Job job = run(classJob(m_bucket, {{"a", head["ETag"].text(), {}, 1, {}}}, "STANDARD_IA", "class"));
    QCOMPARE(job.items.count(JobItemState::Done), std::size_t(1));
    before["StorageClass"] = "STANDARD_IA";
    QCOMPARE(attributes("a"), before);
    run(classJob(m_bucket, {{"a", head["ETag"].text(), "STANDARD_IA", 1, {}}}, "STANDARD", "class"));
    const std::string now = call("HeadObject", of("a")).value()["StorageClass"].text();
    QVERIFY2(now.empty() || now == "STANDARD", now.c_str());
}

/// moto answers a restoration once with "under way", or with its end at once.
void tst_ObjectChanges::archivesAreRestored()
{
    OPEN_SERVER(QStringLiteral("moto"));
    Value params = of("a");
    params.insert("Body", QByteArray("x"));
    params.insert("StorageClass", "GLACIER");
    QVERIFY(call("PutObject", params));
    QVERIFY(!RestoreState::of(call("HeadObject", of("a")).value()["Restore"].text()).wasAsked);
    ObjectChange wanted;
    wanted.kind = ObjectChange::Kind::Restore;
    wanted.days = 2;
    wanted.tier = "Bulk";
    QCOMPARE(change("a", wanted).items.count(JobItemState::Done), std::size_t(1));
    RestoreState state;
    for (int looks = 0; looks < 3 && !state.isReadable(); ++looks) {
        state = RestoreState::of(call("HeadObject", of("a")).value()["Restore"].text());
        QVERIFY(state.wasAsked);
    }
    QVERIFY(state.isReadable());
    QVERIFY(!state.until.empty());
    // What is no archive is left out of the plan, and left alone if it is asked for all the same.
    QCOMPARE(changeJob(m_bucket, {{"b", {}, "STANDARD", 1, {}}}, wanted, "test").items.size(),
             std::size_t(0));
}

void tst_ObjectChanges::aclsStayWithMetadata()
{
    OPEN_SERVER(QStringLiteral("moto"));
    Value params = of("a");
    params.insert("Body", QByteArray("x"));
    QVERIFY(call("PutObject", params));
    ObjectChange acl;
    acl.kind = ObjectChange::Kind::Acl;
    acl.word = "public-read";
    QCOMPARE(change("a", acl).items.count(JobItemState::Done), std::size_t(1));
    QVERIFY(call("GetObjectAcl", of("a")).value()["Grants"].size() > 1);
    ObjectChange wanted;
    wanted.kind = ObjectChange::Kind::Metadata;
    wanted.set = {{"k", "v"}};
    wanted.keepsAcl = true;
    // moto says that it has set the grants of a policy and has not, whoever sends it: the call has to do.
    const int before = m_server->transport->requests();
    QCOMPARE(change("a", wanted).items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(m_server->transport->requests() - before, 1 + 4);
    // What the owner alone has comes by itself.
    acl.word = "private";
    change("a", acl);
    wanted.set = {{"k", "w"}};
    const int then = m_server->transport->requests();
    change("a", wanted);
    QCOMPARE(m_server->transport->requests() - then, 1 + 3);
}

void tst_ObjectChanges::locks()
{
    OPEN_SERVER(QStringLiteral("minio"));
    Value params = of("a");
    params.insert("Body", QByteArray("x"));
    QVERIFY(call("PutObject", params));
    ObjectChange hold;
    hold.kind = ObjectChange::Kind::LegalHold;
    hold.isOn = true;
    QCOMPARE(change("a", hold).items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(call("HeadObject", of("a")).value()["ObjectLockLegalHoldStatus"].text(), std::string("ON"));
    const std::string version = call("HeadObject", of("a")).value()["VersionId"].text();
    const Job refused = run(versionsJob(JobAction::DeleteVersions, m_bucket, {{"a", {}, version}}, "delete"));
    QCOMPARE(refused.items.count(JobItemState::Done), std::size_t(0));
    hold.isOn = false;
    change("a", hold);
    ObjectChange lock;
    lock.kind = ObjectChange::Kind::Retention;
    lock.mode = "GOVERNANCE";
    lock.until = QDateTime::currentSecsSinceEpoch() + 3600;
    QCOMPARE(change("a", lock).items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(attributes("a").at("ObjectLockMode"), std::string("GOVERNANCE"));
    // Shorter than it is: past governance mode alone.
    lock.until -= 1800;
    QCOMPARE(change("a", lock).items.count(JobItemState::Done), std::size_t(0));
    lock.bypasses = true;
    QCOMPARE(change("a", lock).items.count(JobItemState::Done), std::size_t(1));
    lock.mode.clear();
    QCOMPARE(change("a", lock).items.count(JobItemState::Done), std::size_t(1));
}

INIA_TEST_CLASS(tst_ObjectChanges, QCoreApplication)
#include "tst_objectchanges.moc"
