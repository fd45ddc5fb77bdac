#include "core/listing/rangedlisting.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtTest/QTest>

#include <chrono>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace inia;
using namespace std::chrono_literals;
using inia::test::S3Double;

// One flat prefix in ranges side by side: all keys, each once, in order, for few requests more than it takes.
class tst_RangedListing final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void keysOfAllShapes_data();
    void keysOfAllShapes();
    void smallOnesTakeOneRequest();
    void rowsAreWhatTheServerSays();
    void faultyServers_data();
    void faultyServers();
    void faultsAreRemembered();
    void markersDoAsWell();
    void refusalsHalveTheWorkers();
    void aRangeThatFailsLeavesTheOthers();
    void deniedIsDeniedAtOnce();
    void goesOnFromWhereItStood();
    void cancelLeavesWhatWasFound();
    void readyRowsComeInOrder();
    void waitsForLeave();
    void keysWrittenMeanwhileDoNoHarm();
    void wholeMeansWithoutGaps();
    void bucketsOfDirectories();

private:
    using Keys = std::vector<std::string>;
    [[nodiscard]] Client client() const { return m_session->client("s3").value(); }
    Owned<RangedListing> list(RangedListing::Order order);
    static void waitFor(const RangedListing& listing);
    static RangedListing::Order order(int workers = 8)
    {
        RangedListing::Order order;
        order.bucket = "acme";
        order.cause = "test";
        order.workers = workers;
        return order;
    }
    static Keys keysOf(const ListedRows& rows);
    void compare(RangedListing& listing, const Keys& expected);

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
};

namespace {

constexpr int keysOfAPage = 50;

std::string paddedNumber(std::uint64_t number, int digits)
{
    const std::string text = std::to_string(number);
    return std::string(static_cast<std::size_t>(digits) -
                           std::min<std::size_t>(text.size(), std::size_t(digits)),
                       '0') +
           text;
}

std::string hexadecimal(std::uint64_t number, int digits)
{
    std::string text;
    for (int i = 0; i < digits; ++i, number >>= 4)
        text += "0123456789abcdef"[number & 15];
    return text;
}

std::string utf8(char32_t c)
{
    return QString::fromUcs4(&c, 1).toStdString();
}

/// Keys as buckets have them.
std::set<std::string> shapeOf(const QString& shape, int count)
{
    std::mt19937_64 random(42);
    std::set<std::string> keys;
    while (static_cast<int>(keys.size()) < count) {
        const auto number = random();
        const auto serial = keys.size();
        if (shape == u"dates") {
            keys.insert("logs/" + std::to_string(2022 + number % 4) + '/' +
                        paddedNumber(number / 7 % 12 + 1, 2) + '/' + paddedNumber(number / 97 % 28 + 1, 2) +
                        '/' + paddedNumber(number / 3001 % 24, 2) + "-" + hexadecimal(number, 8) +
                        ".json.gz");
        } else if (shape == u"uuid") {
            const auto text = hexadecimal(number, 16) + hexadecimal(random(), 16);
            keys.insert(text.substr(0, 8) + '-' + text.substr(8, 4) + '-' + text.substr(12, 4) + '-' +
                        text.substr(16, 4) + '-' + text.substr(20));
        } else if (shape == u"hex") {
            keys.insert(hexadecimal(number, 2) + '/' + hexadecimal(random(), 40));
        } else if (shape == u"common") {
            keys.insert("a/very/long/common/prefix/of-all-of-them/object-" + paddedNumber(serial, 9));
        } else if (shape == u"skewed") {
            const bool isRare = serial % 100 == 0;
            keys.insert(isRare ? std::string(1, char('a' + number % 26)) + "/rare-" + hexadecimal(number, 6)
                               : "m/most/" + paddedNumber(number % 10'000'000, 8) + ".dat");
        } else {
            const char32_t first = serial % 3 == 0   ? 0x1F300 + number % 700
                                   : serial % 3 == 1 ? 0xE000 + number % 5000
                                                     : 'a' + number % 26;
            keys.insert("u/" + utf8(first) + utf8(0x20000 + number / 8 % 900) + hexadecimal(number, 5));
        }
    }
    return keys;
}

} // namespace

void tst_RangedListing::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
}

void tst_RangedListing::init()
{
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("acme");
    m_s3->manners.mostKeys = keysOfAPage;
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
}

void tst_RangedListing::cleanup()
{
    m_session.reset();
    m_s3.reset();
}

Owned<RangedListing> tst_RangedListing::list(RangedListing::Order order)
{
    auto listing = makeOwned<RangedListing>(client(), std::move(order));
    listing->start();
    waitFor(*listing);
    return listing;
}

/// By the event loop: QTRY_VERIFY looks every 10 ms, which is longer than a page takes.
void tst_RangedListing::waitFor(const RangedListing& listing)
{
    QEventLoop loop;
    connect(&listing, &Task::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(60s, &loop, &QEventLoop::quit);
    if (!listing.isFinished())
        loop.exec();
    QVERIFY(listing.isFinished());
}

tst_RangedListing::Keys tst_RangedListing::keysOf(const ListedRows& rows)
{
    Keys keys;
    ListedRows::Cursor cursor(rows);
    while (cursor.next())
        keys.emplace_back(cursor.row().key);
    return keys;
}

/// Key by key, with a proof that tells the same.
void tst_RangedListing::compare(RangedListing& listing, const Keys& expected)
{
    QVERIFY2(listing.result().ok(), listing.result() ? "" : listing.result().error().message.c_str());
    const auto& proof = *listing.result();
    KeySum sum;
    for (const std::string& key : expected)
        sum.add(key);
    QCOMPARE(proof.keys, std::uint64_t(expected.size()));
    QVERIFY(proof.sum == sum);
    QVERIFY(RangedListing::isWhole(proof.ranges));
    const Keys keys = keysOf(listing.takeRows());
    QCOMPARE(keys.size(), expected.size());
    QVERIFY(keys == expected);
}

void tst_RangedListing::keysOfAllShapes_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<int>("workers");
    for (const char* shape : {"dates", "uuid", "hex", "common", "skewed", "unicode"}) {
        for (const int workers : {1, 8, 16})
            QTest::addRow("%s %d", shape, workers) << QString::fromLatin1(shape) << workers;
    }
}

void tst_RangedListing::keysOfAllShapes()
{
    QFETCH(const QString, shape);
    QFETCH(const int, workers);
    constexpr int count = 25'000;
    for (const std::string& key : shapeOf(shape, count))
        m_s3->putSynthetic("acme", key, 1);
    m_s3->manners.pause = 3ms;
    const auto listing = list(order(workers));
    compare(*listing, m_s3->keys("acme"));
    const int needed = (count + keysOfAPage - 1) / keysOfAPage;
    QVERIFY2(listing->requests() <= 1.10 * needed + 2 * workers, std::to_string(listing->requests()).c_str());
    QCOMPARE(listing->requests(), m_s3->count("ListObjectsV2"));
    QVERIFY(listing->warnings().empty());
    if (workers == 1) {
        QCOMPARE(listing->requests(), needed);
        return;
    }
    // As many rounds as there are would be all one after the other; a divided listing has few.
    std::uint64_t longest = 0;
    for (const auto& range : listing->ranges())
        longest = std::max(longest, range.keys);
    QVERIFY2(double(longest) < 0.25 * count, std::to_string(longest).c_str());
}

void tst_RangedListing::smallOnesTakeOneRequest()
{
    const auto empty = list(order());
    compare(*empty, {});
    QCOMPARE(empty->requests(), 1);
    m_s3->putNumbered("acme", "a/", keysOfAPage);
    m_s3->put("acme", "b");
    auto below = order();
    below.prefix = "a/";
    m_s3->forgetRequests();
    const auto listing = list(below);
    QCOMPARE(listing->requests(), 1);
    QCOMPARE(keysOf(listing->takeRows()).size(), std::size_t(keysOfAPage));
    QCOMPARE(m_s3->requests().front().query.at("encoding-type"), std::string("url"));
    QVERIFY(!m_s3->requests().front().query.contains("delimiter"));
}

void tst_RangedListing::rowsAreWhatTheServerSays()
{
    auto& version = m_s3->put("acme", "a b/\xC3\xA4+%.txt", "four");
    version.headers["x-amz-storage-class"] = "GLACIER";
    version.modified = 1'700'000'123;
    auto listing = list(order());
    const ListedRows rows = listing->takeRows();
    ListedRows::Cursor cursor(rows);
    QVERIFY(cursor.next());
    QCOMPARE(std::string(cursor.row().key), std::string("a b/\xC3\xA4+%.txt"));
    QCOMPARE(std::string(cursor.row().etag), version.etag);
    QCOMPARE(std::string(cursor.row().storageClass), std::string("GLACIER"));
    QCOMPARE(cursor.row().size, std::int64_t(4));
    QCOMPARE(cursor.row().modified, std::int64_t(1'700'000'123'000));
}

void tst_RangedListing::faultyServers_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<bool>("isAnew");
    QTest::newRow("StartAfter is included") << 0 << false;
    QTest::newRow("StartAfter is ignored") << 1 << true;
    QTest::newRow("keys are not in order") << 2 << true;
    QTest::newRow("one key a page, and it is included") << 3 << false;
}

void tst_RangedListing::faultyServers()
{
    QFETCH(const int, fault);
    QFETCH(const bool, isAnew);
    m_s3->putNumbered("acme", "key-", fault == 3 ? 10 : 2000);
    m_s3->manners.startAfterIsIncluded = fault == 0 || fault == 3;
    m_s3->manners.ignoresStartAfter = fault == 1;
    m_s3->manners.isUnsorted = fault == 2;
    if (fault == 3)
        m_s3->manners.mostKeys = 1;
    int begunAnew = 0;
    auto wanted = order();
    std::multiset<std::string> told;
    wanted.take = [&told](const ListedRow& row) {
        told.insert(std::string(row.key));
        return true;
    };
    auto listing = makeOwned<RangedListing>(client(), wanted);
    connect(listing.get(), &RangedListing::beganAnew, this, [&] {
        ++begunAnew;
        told.clear();
    });
    listing->start();
    waitFor(*listing);
    QVERIFY2(listing->result().ok(), listing->result() ? "" : listing->result().error().message.c_str());
    QCOMPARE(begunAnew, isAnew ? 1 : 0);
    QCOMPARE(listing->warnings().size(), std::size_t(1));
    QCOMPARE(listing->isSorted(), fault != 2);
    const Keys all = m_s3->keys("acme");
    QVERIFY(told == std::multiset<std::string>(all.begin(), all.end()));
    Keys rows = keysOf(listing->takeRows());
    if (fault == 2)
        std::sort(rows.begin(), rows.end());
    QVERIFY(rows == all);
    QCOMPARE(listing->result()->keys, std::uint64_t(all.size()));
}

void tst_RangedListing::faultsAreRemembered()
{
    m_s3->putNumbered("acme", "key-", 1000);
    m_s3->manners.ignoresStartAfter = true;
    auto wanted = order();
    wanted.memory = std::make_shared<ListingMemory>();
    const auto first = list(wanted);
    QVERIFY(first->requests() > 20);
    const auto second = list(wanted);
    compare(*second, m_s3->keys("acme"));
    QCOMPARE(second->requests(), 20);
}

void tst_RangedListing::markersDoAsWell()
{
    m_s3->putNumbered("acme", "key-", 5000);
    m_s3->manners.knowsMarkersOnly = true;
    const auto listing = list(order());
    compare(*listing, m_s3->keys("acme"));
    QCOMPARE(m_s3->count("ListObjectsV2"), 1);
    QVERIFY(m_s3->count("ListObjects") >= 99);
    QVERIFY(listing->ranges().size() > 1);
}

void tst_RangedListing::refusalsHalveTheWorkers()
{
    m_s3->putNumbered("acme", "key-", 20'000);
    m_s3->manners.pause = 2ms;
    int fewest = 16;
    auto listing = makeOwned<RangedListing>(client(), order(16));
    connect(listing.get(), &RangedListing::progressed, this, [&] {
        fewest = std::min(fewest, listing->workers());
        if (listing->requests() > 60 && fewest == 16)
            m_s3->fail({"ListObjectsV2", {}, 1, 503, "SlowDown"});
    });
    listing->start();
    waitFor(*listing);
    compare(*listing, m_s3->keys("acme"));
    QVERIFY2(fewest <= 8, std::to_string(fewest).c_str());
}

void tst_RangedListing::aRangeThatFailsLeavesTheOthers()
{
    m_s3->putNumbered("acme", "key-", 10'000);
    // Three attempts of the client, of which the listing makes three.
    m_s3->before = [this, isDone = false](const S3Double::Request& request) mutable {
        const auto after = request.query.find("start-after");
        if (after == request.query.end() || after->second < "key-000005" || isDone)
            return;
        m_s3->fail({"ListObjectsV2", {}, 1, 400, "Odd"});
        isDone = true;
    };
    auto listing = list(order());
    QVERIFY(!listing->result());
    QCOMPARE(listing->result().error().code, std::string("Odd"));
    const auto ranges = listing->ranges();
    QVERIFY(!RangedListing::isWhole(ranges));
    QCOMPARE(std::count_if(ranges.begin(), ranges.end(), [](const auto& range) { return !range.isComplete; }),
             1);
    const auto found = keysOf(listing->takeRows());
    auto again = order();
    again.resumed = ranges;
    auto rest = list(again);
    QVERIFY(rest->result().ok());
    QCOMPARE(rest->result()->keys, std::uint64_t(10'000));
    Keys all = found;
    for (const std::string& key : keysOf(rest->takeRows()))
        all.push_back(key);
    std::sort(all.begin(), all.end());
    QVERIFY(all == m_s3->keys("acme"));
}

void tst_RangedListing::deniedIsDeniedAtOnce()
{
    m_s3->manners.deniedBuckets = {"acme"};
    const auto listing = list(order());
    QVERIFY(!listing->result());
    QVERIFY(isAccessDenied(listing->result().error()));
    QCOMPARE(listing->requests(), 1);
}

void tst_RangedListing::goesOnFromWhereItStood()
{
    m_s3->putNumbered("acme", "key-", 8000);
    auto listing = makeOwned<RangedListing>(client(), order());
    listing->start();
    QTRY_VERIFY_WITH_TIMEOUT(listing->keys() >= 3000, 60'000);
    auto again = order();
    again.resumed = listing->ranges();
    Keys all = keysOf(listing->takeRows());
    listing.reset();
    const int before = m_s3->count("ListObjectsV2");
    auto rest = list(again);
    QVERIFY(rest->result().ok());
    QVERIFY(m_s3->count("ListObjectsV2") - before < 140);
    for (const std::string& key : keysOf(rest->takeRows()))
        all.push_back(key);
    std::sort(all.begin(), all.end());
    QVERIFY(all == m_s3->keys("acme"));
    KeySum sum;
    for (const std::string& key : all)
        sum.add(key);
    QVERIFY(rest->result()->sum == sum);
}

void tst_RangedListing::cancelLeavesWhatWasFound()
{
    m_s3->putNumbered("acme", "key-", 8000);
    m_s3->manners.pause = 10ms;
    auto listing = makeOwned<RangedListing>(client(), order());
    listing->start();
    QTRY_VERIFY_WITH_TIMEOUT(listing->keys() >= 1000, 60'000);
    QElapsedTimer timer;
    timer.start();
    listing->cancel();
    QTRY_VERIFY(listing->isFinished());
    QVERIFY2(timer.elapsed() < 100, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(listing->result().error().kind, ErrorKind::Cancelled);
    QVERIFY(!RangedListing::isWhole(listing->ranges()));
    const int asked = m_s3->count("ListObjectsV2");
    const ListedRows rows = listing->takeRows();
    QCOMPARE(rows.size(), std::size_t(listing->keys()));
    listing.reset();
    bool isLater = false;
    QTimer::singleShot(50, this, [&isLater] { isLater = true; });
    QTRY_VERIFY(isLater);
    QVERIFY(m_s3->count("ListObjectsV2") <= asked + 8); // those that were on their way
}

void tst_RangedListing::readyRowsComeInOrder()
{
    m_s3->putNumbered("acme", "key-", 8000);
    Keys keys;
    auto listing = makeOwned<RangedListing>(client(), order());
    connect(listing.get(), &RangedListing::progressed, this, [&] {
        for (const std::string& key : keysOf(listing->takeReadyRows()))
            keys.push_back(key);
    });
    listing->start();
    waitFor(*listing);
    for (const std::string& key : keysOf(listing->takeRows()))
        keys.push_back(key);
    QVERIFY(keys == m_s3->keys("acme"));
}

void tst_RangedListing::waitsForLeave()
{
    m_s3->putNumbered("acme", "key-", 2000);
    int allowed = 5;
    int refused = 0;
    auto wanted = order();
    wanted.mayAsk = [&] {
        if (allowed == 0)
            ++refused;
        return allowed > 0 && allowed-- > 0;
    };
    auto listing = makeOwned<RangedListing>(client(), wanted);
    listing->start();
    QTRY_VERIFY(refused > 0 && listing->keys() > 0);
    QTRY_COMPARE(m_s3->count("ListObjectsV2"), 5);
    QVERIFY(!listing->isFinished());
    allowed = 1000;
    listing->proceed();
    waitFor(*listing);
    compare(*listing, m_s3->keys("acme"));
}

/// A listing is no snapshot: what was there all the time is in it, once.
void tst_RangedListing::keysWrittenMeanwhileDoNoHarm()
{
    m_s3->putNumbered("acme", "key-", 5000);
    const Keys before = m_s3->keys("acme");
    m_s3->before = [this, number = 0](const S3Double::Request&) mutable {
        m_s3->put("acme", "key-" + paddedNumber(std::uint64_t(number++ * 37 % 5000), 9) + "-new");
    };
    const auto listing = list(order());
    m_s3->before = nullptr;
    QVERIFY(listing->result().ok());
    const Keys keys = keysOf(listing->takeRows());
    QVERIFY(std::is_sorted(keys.begin(), keys.end()));
    QVERIFY(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
    QVERIFY(std::includes(keys.begin(), keys.end(), before.begin(), before.end()));
}

void tst_RangedListing::wholeMeansWithoutGaps()
{
    using Range = RangedListing::Range;
    const auto range = [](const char* lo, std::optional<std::string> hi, bool isComplete = true) {
        return Range{lo, std::move(hi), {}, 0, {}, isComplete};
    };
    QVERIFY(RangedListing::isWhole({range("", "m"), range("m", {})}));
    QVERIFY(!RangedListing::isWhole({range("", "m"), range("n", {})}));
    QVERIFY(!RangedListing::isWhole({range("", "m"), range("m", {}, false)}));
    QVERIFY(!RangedListing::isWhole({range("a", "m"), range("m", {})}));
    QVERIFY(!RangedListing::isWhole({range("", "m"), range("m", "z")}));
    QVERIFY(!RangedListing::isWhole({}));
}

void tst_RangedListing::bucketsOfDirectories()
{
    const std::string bucket = "acme--use1-az4--x-s3";
    m_s3->addBucket(bucket);
    m_s3->manners.isUnsorted = true;
    for (int i = 0; i < 300; ++i)
        m_s3->put(bucket, std::string(i % 2 == 0 ? "a/" : i % 3 == 0 ? "b/c/" : "") + std::to_string(i));
    auto wanted = order();
    wanted.bucket = bucket;
    auto listing = makeOwned<RangedListing>(client(), wanted);
    listing->start();
    waitFor(*listing);
    QVERIFY2(listing->result().ok(), listing->result() ? "" : listing->result().error().message.c_str());
    Keys keys = keysOf(listing->takeRows());
    std::sort(keys.begin(), keys.end());
    QVERIFY(keys == m_s3->keys(bucket));
    for (const auto& request : m_s3->requests())
        QVERIFY(!request.query.contains("start-after"));
}

INIA_TEST_CLASS(tst_RangedListing, QCoreApplication)
#include "tst_rangedlisting.moc"
