#include "core/objects/objectversions.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QTest>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

using namespace inia;
using inia::test::S3Double;

// Versions, markers and emptied buckets, at a server that counts and fails.
class tst_ObjectVersions final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void comeInTheOrderOfTheDocument();
    void pagesEndInsideAKey();
    void listsOneKeyAndNotThoseThatAreLonger();
    void listsChosenOnesAtOnce();
    void goesByTimesWhereNoPlacesAreTold();
    void findsMarkersBehindAllVersions();
    void undeletesTheNewestVersion();
    void emptiesABucket();
    void lockedVersionsStay();
    void goesOnWhileKeysArrive();

private:
    [[nodiscard]] Client client() const { return m_session->client("s3").value(); }
    [[nodiscard]] std::vector<ObjectVersion> list(Owned<ObjectVersions> versions) const;
    [[nodiscard]] Owned<BucketEmptying> empty(std::set<std::string> ours = {}) const;
    [[nodiscard]] static std::string text(const std::vector<ObjectVersion>& versions);

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
};

void tst_ObjectVersions::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
}

void tst_ObjectVersions::init()
{
    using namespace std::chrono_literals;
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
}

void tst_ObjectVersions::cleanup()
{
    m_session.reset();
    m_s3.reset();
}

std::vector<ObjectVersion> tst_ObjectVersions::list(Owned<ObjectVersions> versions) const
{
    versions->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(versions->isFinished(), 60'000); }();
    return versions->result().value();
}

Owned<BucketEmptying> tst_ObjectVersions::empty(std::set<std::string> ours) const
{
    auto emptying = makeOwned<BucketEmptying>(client(), "kept", std::move(ours), "test");
    emptying->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(emptying->isFinished(), 60'000); }();
    return emptying;
}

std::string tst_ObjectVersions::text(const std::vector<ObjectVersion>& versions)
{
    std::string all;
    for (const ObjectVersion& version : versions)
        all += version.key + (version.isMarker ? "-" : "+") + version.id + (version.isCurrent ? "! " : " ");
    return all;
}

/// All within one second, and with ids that have no order.
void tst_ObjectVersions::comeInTheOrderOfTheDocument()
{
    m_s3->put("kept", "a & b", "1").id = "zz";
    m_s3->put("kept", "a & b", "2").id = "aa";
    auto deletion = makeOwned<ObjectDeletion>(client(), "kept",
                                              std::vector<ObjectDeletion::Key>{{"a & b", {}, {}}}, "test");
    deletion->start();
    QTRY_VERIFY(deletion->isFinished());
    m_s3->put("kept", "a & b", "3").id = "mm";
    m_s3->put("kept", "c", "4").id = "null";
    const auto all = list(makeOwned<ObjectVersions>(client(), "kept", std::vector<std::string>{""}, "test"));
    QCOMPARE(text(all), "a & b+mm! a & b-" + deletion->markers().at(0) + " a & b+aa a & b+zz c+null! ");
    QCOMPARE(all.back().size, std::int64_t(1));
    QVERIFY(!all.back().etag.empty());
}

void tst_ObjectVersions::pagesEndInsideAKey()
{
    for (int i = 0; i < 7; ++i)
        m_s3->put("kept", i < 5 ? "a" : "b", QByteArray::number(i));
    m_s3->manners.mostKeys = 2;
    const auto all = list(makeOwned<ObjectVersions>(client(), "kept", std::vector<std::string>{""}, "test"));
    QCOMPARE(text(all), std::string("a+v5! a+v4 a+v3 a+v2 a+v1 b+v7! b+v6 "));
    QCOMPARE(m_s3->count("ListObjectVersions"), 4);
    for (const auto& request : m_s3->requests())
        QVERIFY(!request.query.contains("version-id-marker") ||
                !request.query.at("version-id-marker").empty());
}

void tst_ObjectVersions::listsOneKeyAndNotThoseThatAreLonger()
{
    m_s3->put("kept", "log", "1");
    m_s3->put("kept", "log", "2");
    for (int i = 0; i < 20; ++i)
        m_s3->put("kept", "log." + std::to_string(i), "x");
    m_s3->manners.mostKeys = 3;
    const auto all =
        list(makeOwned<ObjectVersions>(client(), "kept", std::vector<std::string>{"log"}, "test"));
    QCOMPARE(text(all), std::string("log+v2! log+v1 "));
    QCOMPARE(m_s3->count("ListObjectVersions"), 1);
}

void tst_ObjectVersions::listsChosenOnesAtOnce()
{
    m_s3->putNumbered("kept", "many/", 50);
    m_s3->put("kept", "many/x", "not chosen");
    m_s3->put("kept", "n", "behind");
    m_s3->manners.mostKeys = 10;
    std::set<std::string> chosen;
    for (int i = 0; i < 20; i += 4)
        chosen.insert(m_s3->keys("kept").at(static_cast<std::size_t>(i)));
    const auto all = list(ObjectVersions::ofKeys(client(), "kept", chosen, "test"));
    QCOMPARE(all.size(), chosen.size());
    QVERIFY2(m_s3->count("ListObjectVersions") <= 3, "it reads on behind the last that is chosen");
}

void tst_ObjectVersions::goesByTimesWhereNoPlacesAreTold()
{
    const auto row = [](const char* id, std::int64_t time, bool isLatest) {
        return Value::map(
            {{"Key", "a"}, {"VersionId", id}, {"LastModified", Timestamp{time, 0}}, {"IsLatest", isLatest}});
    };
    const Value page =
        Value::map({{"Versions", Value::list({row("new", 9, false), row("old", 2, false)})},
                    {"DeleteMarkers", Value::list({row("gone", 9, true), row("mid", 5, false)})}});
    QCOMPARE(text(versionsOf(page)), std::string("a-gone! a+new a-mid a+old "));
}

void tst_ObjectVersions::findsMarkersBehindAllVersions()
{
    m_s3->manners.areMarkersLast = true;
    for (const char* key : {"a", "b"}) {
        m_s3->put("kept", key, "1");
        auto deletion = makeOwned<ObjectDeletion>(client(), "kept",
                                                  std::vector<ObjectDeletion::Key>{{key, {}, {}}}, "test");
        deletion->start();
        QTRY_VERIFY(deletion->isFinished());
    }
    m_s3->put("kept", "b", "2");
    m_s3->put("kept", "c", "3");
    const auto all = list(makeOwned<ObjectVersions>(client(), "kept", std::vector<std::string>{""}, "test"));
    QCOMPARE(text(all), std::string("a-v2! a+v1 b+v5! b-v4 b+v3 c+v6! "));
    QCOMPARE(markersAbove(all).size(), std::size_t(1));
}

void tst_ObjectVersions::undeletesTheNewestVersion()
{
    const auto version = [](const char* key, const char* id, bool isMarker) {
        ObjectVersion made;
        made.key = key;
        made.id = id;
        made.isMarker = isMarker;
        return made;
    };
    const auto keys =
        markersAbove({version("a", "m2", true), version("a", "m1", true), version("a", "v1", false),
                      version("a", "m0", true), version("b", "v1", false), version("c", "m1", true),
                      version("d", "m1", true), version("d", "v1", false)});
    std::string all;
    for (const auto& key : keys)
        all += key.key + ' ' + key.version + ", ";
    QCOMPARE(all, std::string("a m2, a m1, d m1, "));
}

/// 25 + 25 requests for 25,000, here a tenth of them, and the looks.
void tst_ObjectVersions::emptiesABucket()
{
    m_s3->putNumbered("kept", "many/", 1000);
    m_s3->putNumbered("kept", "many/", 1000);
    std::vector<ObjectDeletion::Key> keys;
    for (const std::string& key : m_s3->keys("kept")) {
        if (keys.size() < 500)
            keys.push_back({key, {}, {}});
    }
    auto deletion = makeOwned<ObjectDeletion>(client(), "kept", keys, "test");
    deletion->start();
    QTRY_VERIFY(deletion->isFinished());
    std::vector<ReplyPtr> uploads;
    for (int i = 0; i < 30; ++i)
        uploads.push_back(client().call(
            "CreateMultipartUpload", Value::map({{"Bucket", "kept"}, {"Key", "up/" + std::to_string(i)}})));
    QTRY_COMPARE(m_s3->unfinishedUploads(), std::size_t(30));
    QTRY_VERIFY(uploads.back()->isFinished() && uploads.front()->isFinished());
    const std::string ours = (*uploads.front()->result())["UploadId"].text();
    m_s3->forgetRequests();

    const auto emptying = empty({ours});
    QVERIFY2(emptying->result(), emptying->result() ? "" : emptying->result().error().message.c_str());
    QCOMPARE(emptying->deleted(), std::size_t(2500));
    QCOMPARE(emptying->aborted(), std::size_t(29));
    QCOMPARE(m_s3->unfinishedUploads(), std::size_t(1)); // that is under way
    QCOMPARE(m_s3->count("DeleteObjects"), 3);
    QCOMPARE(m_s3->count("ListObjectVersions"), 3 + 1);
    QCOMPARE(m_s3->count("ListMultipartUploads"), 1 + 1);
    QCOMPARE(m_s3->requests().size(), std::size_t(3 + 4 + 2 + 29));
}

void tst_ObjectVersions::lockedVersionsStay()
{
    m_s3->putNumbered("kept", "many/", 10);
    m_s3->fail({"DeleteObjects", "many/000000003", 100, 200, "AccessDenied"});
    const auto emptying = empty();
    QVERIFY(!emptying->result());
    QCOMPARE(emptying->result().error().code, std::string("BucketNotEmpty"));
    QCOMPARE(emptying->failures().size(), std::size_t(1));
    QCOMPARE(emptying->failures()[0].key, std::string("many/000000003"));
    QCOMPARE(m_s3->keys("kept"), std::vector<std::string>{"many/000000003"});
    QCOMPARE(m_s3->count("DeleteObjects"), 1); // nobody tries them again
}

void tst_ObjectVersions::goesOnWhileKeysArrive()
{
    m_s3->putNumbered("kept", "many/", 10);
    int arrived = 0;
    m_s3->before = [&](const S3Double::Request& request) {
        if (request.operation == "ListMultipartUploads" && arrived < 1)
            m_s3->put("kept", "late/" + std::to_string(arrived++), "x");
    };
    QVERIFY(empty()->result());
    QVERIFY(m_s3->versions("kept", "late/0").empty());
}

INIA_TEST_CLASS(tst_ObjectVersions, QCoreApplication)
#include "tst_objectversions.moc"
