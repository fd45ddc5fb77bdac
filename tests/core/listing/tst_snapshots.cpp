#include "core/listing/objectsearch.h"
#include "core/listing/snapshot.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <map>
#include <memory>
#include <random>
#include <set>

using namespace inia;
using namespace std::chrono_literals;
using inia::test::S3Double;

// Listings that are kept, and what changed between two; searches that go on where another stopped.
class tst_Snapshots final : public QObject {
    Q_OBJECT

private slots:
    void rowsComeBackAsTheyWere();
    void brokenFilesAreRefused();
    void changesAreThoseOfTheTwoSets();
    void keepsAListing();
    void keepsNothingOfHalfAListing();
    void goesOnWhereItStopped();

private:
    using Objects = std::map<std::string, std::array<std::int64_t, 3>>; // size, time, number of the ETag
    static ListedRows rowsOf(const Objects& objects);
    static std::set<std::string> keysOf(const ListedRows& rows);
    static SnapshotFacts facts();
};

ListedRows tst_Snapshots::rowsOf(const Objects& objects)
{
    ListedRows rows;
    for (const auto& [key, object] : objects) {
        const auto [size, time, etag] = object;
        const std::string digest =
            etag < 0 ? std::string() : '"' + std::string(24, 'a') + std::to_string(10'000'000 + etag) + '"';
        rows.append({key, digest, etag % 2 != 0 ? "GLACIER" : "STANDARD", size, time});
    }
    return rows;
}

std::set<std::string> tst_Snapshots::keysOf(const ListedRows& rows)
{
    std::set<std::string> keys;
    ListedRows::Cursor cursor(rows);
    while (cursor.next())
        keys.insert(std::string(cursor.row().key));
    return keys;
}

SnapshotFacts tst_Snapshots::facts()
{
    SnapshotFacts facts;
    facts.bucket = "acme";
    facts.prefix = "logs/\xC3\xA4/";
    facts.server = "http://127.0.0.1:9000";
    facts.taken = 1'700'000'000'123;
    facts.bytes = std::int64_t(1) << 60;
    facts.sum = {0xFFFFFFFFFFFFFFFFU, 0x8000000000000001U};
    facts.ranges = 8;
    return facts;
}

void tst_Snapshots::rowsComeBackAsTheyWere()
{
    const QTemporaryDir folder;
    ListedRows rows;
    for (int i = 0; i < 5000; ++i) {
        const std::string key = "logs/" + std::to_string(i * 7919 % 100'000) + "/\xF0\x9F\x98\x80 " +
                                std::string(static_cast<std::size_t>(i % 90), 'x');
        const std::string etag = i % 5 == 0 ? "" : i % 5 == 1 ? "\"odd\"" : '"' + std::string(32, 'b') + '"';
        rows.append({key, etag, i % 7 == 0 ? "CLASS_OF_TOMORROW" : "STANDARD_IA", i * 1'000'003LL,
                     i % 11 == 0 ? ListedRow::noTime : 1'700'000'000'000 + i});
    }
    Snapshot snapshot{facts(), rows};
    snapshot.facts.keys = rows.size();
    QVERIFY(snapshot.write(folder.filePath(QStringLiteral("kept")).toStdString()).ok());
    const QFileInfo file(QString::fromStdString(snapshot.facts.file));
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());

    const auto all = snapshotsIn(folder.filePath(QStringLiteral("kept")).toStdString());
    QCOMPARE(all.size(), std::size_t(1));
    QCOMPARE(all[0].bucket, std::string("acme"));
    QCOMPARE(all[0].prefix, facts().prefix);
    QCOMPARE(all[0].server, facts().server);
    QCOMPARE(all[0].taken, facts().taken);
    QCOMPARE(all[0].bytes, facts().bytes);
    QVERIFY(all[0].sum == facts().sum);
    QVERIFY(all[0].isOf(facts().server, "acme", facts().prefix));
    QVERIFY(!all[0].isOf({}, "acme", facts().prefix));

    const auto again = Snapshot::read(all[0].file);
    QVERIFY(again.ok());
    QCOMPARE(again->rows.size(), rows.size());
    ListedRows::Cursor before(rows);
    ListedRows::Cursor after(again->rows);
    while (before.next()) {
        QVERIFY(after.next());
        QCOMPARE(after.row().key, before.row().key);
        QCOMPARE(after.row().etag, before.row().etag);
        QCOMPARE(after.row().storageClass, before.row().storageClass);
        QCOMPARE(after.row().size, before.row().size);
        QCOMPARE(after.row().modified, before.row().modified);
    }
    QVERIFY(!after.next());
}

void tst_Snapshots::brokenFilesAreRefused()
{
    const QTemporaryDir folder;
    Snapshot snapshot{facts(), rowsOf({{"a", {1, 2, 3}}, {"b/c", {4, 5, 6}}, {"b/d", {7, 8, -1}}})};
    snapshot.facts.keys = 3;
    QVERIFY(snapshot.write(folder.path().toStdString()).ok());
    QFile file(QString::fromStdString(snapshot.facts.file));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    file.close();
    QVERIFY(Snapshot::read(snapshot.facts.file).ok());
    const QString broken = folder.filePath(QStringLiteral("broken.snapshot"));
    const auto reads = [&broken](const QByteArray& bytes) {
        QFile out(broken);
        return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.flush() &&
               Snapshot::read(broken.toStdString()).ok();
    };
    for (qsizetype at = 0; at < good.size(); ++at) {
        QByteArray bytes = good;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
        QVERIFY2(!reads(bytes), qPrintable(QString::number(at)));
        QVERIFY2(!reads(good.left(at)), qPrintable(QString::number(at)));
    }
    QVERIFY(!reads(good + 'x'));
    QVERIFY(!Snapshot::read(folder.filePath(QStringLiteral("none")).toStdString()).ok());
}

void tst_Snapshots::changesAreThoseOfTheTwoSets()
{
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        Objects before;
        Objects after;
        std::set<std::string> added;
        std::set<std::string> gone;
        std::set<std::string> changed;
        std::int64_t bytes = 0;
        const int count = static_cast<int>(random() % 200);
        for (int i = 0; i < count; ++i) {
            // Bytes, not characters, say the order.
            const std::string key =
                std::string(1, "aZ/\xC3\xEF\xF0"[random() % 6]) + std::to_string(random() % 500);
            const std::int64_t etag = static_cast<std::int64_t>(random() % 9) - 2;
            const std::array<std::int64_t, 3> object{std::int64_t(random() % 5), std::int64_t(random() % 3),
                                                     etag};
            if (random() % 3 != 0)
                before[key] = object;
            if (random() % 3 != 0)
                after[key] = random() % 2 == 0
                                 ? object
                                 : std::array<std::int64_t, 3>{std::int64_t(random() % 5),
                                                               object[1] + std::int64_t(random() % 2), etag};
        }
        for (const auto& [key, object] : before) {
            bytes -= object[0];
            if (!after.contains(key))
                gone.insert(key);
        }
        for (const auto& [key, object] : after) {
            bytes += object[0];
            const auto old = before.find(key);
            if (old == before.end())
                added.insert(key);
            else if (old->second[0] != object[0] || old->second[2] % 2 != object[2] % 2 ||
                     (object[2] >= 0 && old->second[2] >= 0 ? old->second[2] != object[2]
                                                            : old->second[1] != object[1]))
                changed.insert(key);
        }
        const auto found = changesBetween(rowsOf(before), rowsOf(after), [] { return false; });
        QCOMPARE(keysOf(found.added), added);
        QCOMPARE(keysOf(found.gone), gone);
        QCOMPARE(keysOf(found.changed), changed);
        QCOMPARE(found.bytes, bytes);
        QCOMPARE(found.same + changed.size() + added.size(), after.size());
    }
}

void tst_Snapshots::keepsAListing()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    S3Double s3;
    s3.addBucket("acme");
    s3.putNumbered("acme", "logs/", 3000);
    s3.putNumbered("acme", "other/", 10);
    const auto session = tests::makeNetworkSession(s3.url(), 20s);
    const QTemporaryDir folder;
    SnapshotTaking::Order order;
    order.bucket = "acme";
    order.prefix = "logs/";
    order.folder = folder.path().toStdString();
    const auto take = [&] {
        auto taking = makeOwned<SnapshotTaking>(session->client("s3").value(), order);
        taking->start();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(taking->isFinished(), 30'000); }();
        return taking;
    };
    const auto first = take();
    QVERIFY(first->result().ok());
    const Snapshot& kept = **first->result();
    QCOMPARE(kept.facts.keys, std::uint64_t(3000));
    QCOMPARE(kept.facts.bytes, std::int64_t(3000));
    QCOMPARE(kept.facts.server, s3.url());

    s3.forgetRequests();
    const auto again = Snapshot::read(kept.facts.file); // of which nobody is asked
    QVERIFY(again.ok());
    QVERIFY(s3.requests().empty());
    s3.put("acme", "logs/new", "new");
    s3.put("acme", "logs/000000007", "more bytes");
    const auto second = take();
    QVERIFY(second->result().ok());
    const auto changes = changesBetween(again->rows, (*second->result())->rows, [] { return false; });
    QCOMPARE(keysOf(changes.added), std::set<std::string>{"logs/new"});
    QCOMPARE(keysOf(changes.changed), std::set<std::string>{"logs/000000007"});
    QVERIFY(changes.gone.empty());
    QCOMPARE(snapshotsIn(order.folder).size(), std::size_t(2));
}

void tst_Snapshots::keepsNothingOfHalfAListing()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    S3Double s3;
    s3.addBucket("acme");
    s3.putNumbered("acme", "logs/", 5000);
    const auto session = tests::makeNetworkSession(s3.url(), 20s);
    const QTemporaryDir folder;
    SnapshotTaking::Order order;
    order.bucket = "acme";
    order.folder = folder.path().toStdString();
    order.workers = 1;
    auto cancelled = makeOwned<SnapshotTaking>(session->client("s3").value(), order);
    cancelled->start();
    QTRY_VERIFY(cancelled->keys() > 0);
    cancelled->cancel();
    QTRY_VERIFY(cancelled->isFinished());
    QVERIFY(cancelled->result().error().kind == ErrorKind::Cancelled);
    s3.manners.deniedBuckets = {"acme"};
    auto denied = makeOwned<SnapshotTaking>(session->client("s3").value(), order);
    denied->start();
    QTRY_VERIFY(denied->isFinished());
    QVERIFY(isAccessDenied(denied->result().error()));
    QVERIFY(snapshotsIn(order.folder).empty());
}

void tst_Snapshots::goesOnWhereItStopped()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    S3Double s3;
    s3.addBucket("acme");
    s3.putNumbered("acme", "logs/", 6000);
    s3.addBucket("other");
    s3.putNumbered("other", "logs/", 100);
    const auto session = tests::makeNetworkSession(s3.url(), 20s);
    ObjectSearch::Order order;
    order.places = {{"acme", "", {}}, {"other", "", {}}};
    order.workers = 2;
    std::multiset<std::string> found;
    const auto search = [&] {
        auto task = makeOwned<ObjectSearch>(session->client("s3").value(), order);
        connect(task.get(), &ObjectSearch::found, this, [&found, task = task.get()](std::size_t scope) {
            const ListedRows rows = task->takeRows(scope);
            ListedRows::Cursor cursor(rows);
            while (cursor.next())
                found.insert(std::string(cursor.row().key));
        });
        task->start();
        return task;
    };
    // After two pages, the bucket fails for good.
    int pages = 0;
    s3.before = [&](const S3Double::Request& request) {
        if (request.bucket == "acme" && ++pages == 3)
            s3.fail({"ListObjectsV2", {}, 1000, 400, "Broken"});
    };
    auto first = search();
    QTRY_VERIFY_WITH_TIMEOUT(first->isFinished(), 30'000);
    QVERIFY(!first->result());
    std::vector<ObjectSearch::Place> rest;
    for (const auto& scope : first->scopes()) {
        QVERIFY(scope.rows.empty());
        for (const auto& left : scope.left)
            QVERIFY(left.isExact());
        if (!scope.left.empty())
            rest.push_back({scope.place.bucket, scope.place.prefix, scope.left});
    }
    QVERIFY(!rest.empty());
    QVERIFY(found.size() >= 1000);
    QVERIFY(found.size() < 6100);
    const std::size_t before = found.size();
    s3.forgetFaults();
    s3.before = {};
    s3.forgetRequests();
    order.places = rest;
    auto second = search();
    QTRY_VERIFY_WITH_TIMEOUT(second->isFinished(), 30'000);
    QVERIFY(second->result().ok());
    QCOMPARE(found.size(), std::size_t(6100));
    QCOMPARE(std::set<std::string>(found.begin(), found.end()).size(), std::size_t(6000));
    QCOMPARE(second->hits(), std::uint64_t(6100 - before));
}

INIA_TEST_CLASS(tst_Snapshots, QCoreApplication)
#include "tst_snapshots.moc"
