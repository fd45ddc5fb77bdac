#include "core/listing/objectsearch.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

#include <chrono>
#include <map>
#include <memory>
#include <set>

using namespace inia;
using namespace std::chrono_literals;
using inia::test::S3Double;

// Searches over many places, and what is below folders, at a server that counts and refuses.
class tst_ObjectSearch final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void findsInAllBuckets();
    void tellsHitsAsTheyCome();
    void listsOnlyWhatMatters();
    void deniedPlacesAreNamed();
    void asksBeforeItGoesTooFar();
    void cancelKeepsTheHits();
    void slowExpressionsEndIt();
    void wrongPatternsAskNothing();
    void faultyServersFindEachOnce();
    void hitsBeyondTheMostAreCounted();
    void sizesAreSumsOfTheList();
    void sizesOfVersionsAndUploads();
    void sizesThatWereGivenUpArePartial();

private:
    [[nodiscard]] Client client() const { return m_session->client("s3").value(); }
    Owned<ObjectSearch> search(ObjectSearch::Order order);
    static ObjectSearch::Order order(const char* words)
    {
        ObjectSearch::Order order;
        order.query.text = words;
        order.cause = "test";
        return order;
    }
    static std::set<std::string> hitsOf(const ObjectSearch& search);

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
};

void tst_ObjectSearch::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
}

void tst_ObjectSearch::init()
{
    m_s3 = std::make_unique<S3Double>();
    for (int i = 0; i < 12; ++i) {
        const std::string bucket = "bucket-" + std::to_string(100 + i);
        m_s3->addBucket(bucket);
        for (int folder = 0; folder < 3; ++folder)
            m_s3->putNumbered(bucket, "folder-" + std::to_string(folder) + "/deep/", 100);
    }
    m_s3->manners.mostKeys = 40;
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
}

void tst_ObjectSearch::cleanup()
{
    m_session.reset();
    m_s3.reset();
}

Owned<ObjectSearch> tst_ObjectSearch::search(ObjectSearch::Order order)
{
    auto search = makeOwned<ObjectSearch>(client(), std::move(order));
    search->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(search->isFinished(), 60'000); }();
    return search;
}

std::set<std::string> tst_ObjectSearch::hitsOf(const ObjectSearch& search)
{
    std::set<std::string> hits;
    for (const auto& scope : search.scopes()) {
        ListedRows::Cursor cursor(scope.rows);
        while (cursor.next())
            hits.insert(scope.place.bucket + '/' + std::string(cursor.row().key));
    }
    return hits;
}

void tst_ObjectSearch::findsInAllBuckets()
{
    m_s3->put("bucket-105", "elsewhere/FOLDER-77.txt");
    m_s3->manners.pause = 1ms;
    auto wanted = order("77");
    wanted.isOfAllBuckets = true;
    const auto found = search(wanted);
    QVERIFY(found->result().ok());
    QCOMPARE(found->scopes().size(), std::size_t(12));
    QCOMPARE(found->keys(), std::uint64_t(12 * 300 + 1));
    QCOMPARE(found->hits(), std::uint64_t(12 * 3 + 1));
    QCOMPARE(hitsOf(*found).size(), std::size_t(37));
    QVERIFY(hitsOf(*found).contains("bucket-105/elsewhere/FOLDER-77.txt"));
    QCOMPARE(found->requests(), int(m_s3->requests().size()));
}

void tst_ObjectSearch::tellsHitsAsTheyCome()
{
    auto wanted = order("0000000");
    wanted.places = {{"bucket-100", "folder-1/"}};
    std::vector<std::size_t> told;
    auto found = makeOwned<ObjectSearch>(client(), wanted);
    connect(found.get(), &ObjectSearch::found, this, [&](std::size_t scope, std::size_t first) {
        QCOMPARE(scope, std::size_t(0));
        QVERIFY(first < found->scopes()[0].rows.size());
        QCOMPARE(first, told.empty() ? 0 : told.back());
        told.push_back(found->scopes()[0].rows.size());
        QVERIFY(!found->isFinished());
    });
    found->start();
    QTRY_VERIFY(found->isFinished());
    QVERIFY(told.size() > 1);
    QCOMPARE(told.back(), std::size_t(100));
}

void tst_ObjectSearch::listsOnlyWhatMatters()
{
    auto wanted = order("folder-{1,2}/deep/*9");
    wanted.query.kind = ObjectQuery::Kind::Glob;
    wanted.query.isOfWholeKey = true;
    wanted.query.isCaseSensitive = true;
    wanted.places = {{"bucket-100", ""}, {"bucket-101", "folder-0/"}};
    const auto found = search(wanted);
    QVERIFY(found->result().ok());
    QCOMPARE(found->hits(), std::uint64_t(20));
    QCOMPARE(found->keys(), std::uint64_t(200));
    QCOMPARE(found->scopes()[0].prefixes, (std::vector<std::string>{"folder-1/deep/", "folder-2/deep/"}));
    QVERIFY(found->scopes()[1].prefixes.empty());
    for (const auto& request : m_s3->requests())
        QVERIFY(request.query.at("prefix").starts_with("folder-"));
}

void tst_ObjectSearch::deniedPlacesAreNamed()
{
    m_s3->manners.deniedBuckets = {"bucket-103", "bucket-107"};
    auto wanted = order("77");
    wanted.isOfAllBuckets = true;
    const auto found = search(wanted);
    QVERIFY(!found->result());
    QCOMPARE(found->result().error().code, std::string("NotAllSearched"));
    QVERIFY(found->result().error().message.starts_with("2 of 12 "));
    QCOMPARE(found->hits(), std::uint64_t(30));
    int denied = 0;
    for (const auto& scope : found->scopes()) {
        const bool isDenied = scope.place.bucket == "bucket-103" || scope.place.bucket == "bucket-107";
        QCOMPARE(scope.state, isDenied ? ObjectSearch::State::Denied : ObjectSearch::State::Done);
        denied += isDenied ? 1 : 0;
        QCOMPARE(scope.action, std::string(isDenied ? "s3:ListBucket" : ""));
    }
    QCOMPARE(denied, 2);
}

void tst_ObjectSearch::asksBeforeItGoesTooFar()
{
    auto wanted = order("77");
    wanted.isOfAllBuckets = true;
    wanted.requests = 20;
    auto found = makeOwned<ObjectSearch>(client(), wanted);
    int asked = 0;
    connect(found.get(), &ObjectSearch::outOfRequests, this, [&] { ++asked; });
    found->start();
    QTRY_COMPARE(asked, 1);
    QTRY_COMPARE(m_s3->count("ListObjectsV2"), 20);
    QVERIFY(found->isPaused() && !found->isFinished());
    found->allow(5);
    QTRY_COMPARE(asked, 2);
    QTRY_COMPARE(m_s3->count("ListObjectsV2"), 25);
    found->allow(10'000);
    QTRY_VERIFY_WITH_TIMEOUT(found->isFinished(), 60'000);
    QVERIFY(found->result().ok());
    QCOMPARE(found->hits(), std::uint64_t(36));
}

void tst_ObjectSearch::cancelKeepsTheHits()
{
    m_s3->manners.pause = 10ms;
    auto wanted = order("0000");
    wanted.isOfAllBuckets = true;
    auto found = makeOwned<ObjectSearch>(client(), wanted);
    found->start();
    QTRY_VERIFY(found->hits() > 100);
    QElapsedTimer timer;
    timer.start();
    found->cancel();
    QTRY_VERIFY(found->isFinished());
    QVERIFY2(timer.elapsed() < 100, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(found->result().error().kind, ErrorKind::Cancelled);
    QCOMPARE(hitsOf(*found).size(), std::size_t(found->hits()));
    QVERIFY(std::any_of(found->scopes().begin(), found->scopes().end(),
                        [](const auto& scope) { return scope.state == ObjectSearch::State::Cancelled; }));
}

void tst_ObjectSearch::slowExpressionsEndIt()
{
    m_s3->put("bucket-100", std::string(60, 'a') + '!');
    auto wanted = order("^(a+)+$");
    wanted.query.kind = ObjectQuery::Kind::Regex;
    wanted.places = {{"bucket-100", ""}};
    const auto found = search(wanted);
    QCOMPARE(found->result().error().code, std::string("RegexTooSlow"));
}

void tst_ObjectSearch::wrongPatternsAskNothing()
{
    auto wanted = order("a[b");
    wanted.query.kind = ObjectQuery::Kind::Glob;
    wanted.isOfAllBuckets = true;
    const auto found = search(wanted);
    QCOMPARE(found->result().error().code, std::string("BadPattern"));
    QVERIFY(m_s3->requests().empty());
}

void tst_ObjectSearch::faultyServersFindEachOnce()
{
    m_s3->manners.ignoresStartAfter = true;
    auto wanted = order("folder-{1,2}/deep/*");
    wanted.query.kind = ObjectQuery::Kind::Glob;
    wanted.query.isOfWholeKey = true;
    for (const bool isExact : {false, true}) {
        wanted.query.isCaseSensitive = isExact;
        wanted.places = {{"bucket-100", ""}};
        const auto found = search(wanted);
        QVERIFY(found->result().ok());
        QCOMPARE(found->hits(), std::uint64_t(200));
        QCOMPARE(found->scopes()[0].rows.size(), std::size_t(200));
        QCOMPARE(hitsOf(*found).size(), std::size_t(200));
        QVERIFY(!found->scopes()[0].warnings.empty());
    }
}

void tst_ObjectSearch::hitsBeyondTheMostAreCounted()
{
    auto wanted = order("0");
    wanted.places = {{"bucket-100", ""}, {"bucket-101", ""}};
    wanted.mostHits = 250;
    const auto found = search(wanted);
    QCOMPARE(found->hits(), std::uint64_t(600));
    QCOMPARE(hitsOf(*found).size(), std::size_t(250));
}

void tst_ObjectSearch::sizesAreSumsOfTheList()
{
    for (int i = 0; i < 500; ++i) {
        auto& version = m_s3->putSynthetic(
            "bucket-100", "s/" + std::to_string(i % 7) + "/x/y/z/" + std::to_string(i), i * 1000);
        version.modified = 1'700'000'000 + i;
        version.headers["x-amz-storage-class"] = i % 2 == 0 ? "STANDARD" : "GLACIER";
    }
    m_s3->putSynthetic("bucket-100", "s/top", 5);
    m_s3->putSynthetic("bucket-100", "s/1/", 0);
    PrefixSizes::Order wanted;
    wanted.bucket = "bucket-100";
    wanted.prefix = "s/";
    auto sizes = makeOwned<PrefixSizes>(client(), wanted);
    sizes->start();
    QVERIFY(sizes->isPartial());
    QTRY_VERIFY(sizes->isFinished());
    QVERIFY(sizes->result().ok() && !sizes->isPartial());
    std::map<std::string, std::pair<std::uint64_t, std::int64_t>> expected;
    for (const std::string& key : m_s3->keys("bucket-100")) {
        if (!key.starts_with("s/"))
            continue;
        std::size_t end = 1;
        for (int depth = 0; depth <= 3 && end != std::string::npos; ++depth, end = key.find('/', end + 1)) {
            auto& sum = expected[key.substr(0, end + 1)];
            ++sum.first;
            sum.second += m_s3->current("bucket-100", key)->size;
        }
    }
    QCOMPARE(sizes->sums().size(), expected.size());
    for (const auto& [prefix, sum] : expected) {
        const auto found = sizes->sums().find(prefix);
        QVERIFY2(found != sizes->sums().end(), prefix.c_str());
        QCOMPARE(found->second.count, sum.first);
        QCOMPARE(found->second.bytes, sum.second);
    }
    const auto& one = sizes->sums().find("s/1/")->second;
    QCOMPARE(one.newest, std::optional<std::int64_t>(m_s3->current("bucket-100", "s/1/")->modified * 1000));
    QCOMPARE(one.oldest, std::optional<std::int64_t>(1'700'000'001'000));
    QCOMPARE(one.classes.find("GLACIER")->second.first + one.classes.find("STANDARD")->second.first,
             one.count);
    QVERIFY(sizes->total().classes.contains("GLACIER"));
}

void tst_ObjectSearch::sizesOfVersionsAndUploads()
{
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    for (int i = 0; i < 3; ++i)
        m_s3->put("kept", "a/1", QByteArray(i + 1, 'x'));
    const auto begun =
        client().call("CreateMultipartUpload", Value::map({{"Bucket", "kept"}, {"Key", "a/2"}}));
    QTRY_VERIFY(begun->isFinished());
    PrefixSizes::Order wanted;
    wanted.bucket = "kept";
    wanted.withVersions = wanted.withUploads = true;
    auto sizes = makeOwned<PrefixSizes>(client(), wanted);
    sizes->start();
    QTRY_VERIFY(sizes->isFinished());
    QVERIFY(sizes->result().ok());
    const auto& sum = sizes->sums().find("a/")->second;
    QCOMPARE(sum.count, std::uint64_t(1));
    QCOMPARE(sum.bytes, std::int64_t(3));
    QCOMPARE(sum.olderVersions, std::uint64_t(2));
    QCOMPARE(sum.olderBytes, std::int64_t(3));
    QCOMPARE(sum.uploads, std::uint64_t(1));
    QCOMPARE(sizes->requests(), 3);
}

void tst_ObjectSearch::sizesThatWereGivenUpArePartial()
{
    m_s3->manners.pause = 10ms;
    PrefixSizes::Order wanted;
    wanted.bucket = "bucket-100";
    auto sizes = makeOwned<PrefixSizes>(client(), wanted);
    sizes->start();
    QTRY_VERIFY(sizes->total().count > 0);
    sizes->cancel();
    QTRY_VERIFY(sizes->isFinished());
    QVERIFY(sizes->isPartial());
    QVERIFY(sizes->total().count > 0 && sizes->total().count < 300);
}

INIA_TEST_CLASS(tst_ObjectSearch, QCoreApplication)
#include "tst_objectsearch.moc"
