#include "core/compare/comparison.h"
#include "core/compare/syncrun.h"
#include "core/jobs/job.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace inia;
using namespace std::chrono_literals;
using inia::test::S3Double;

/// A folder and a bucket compared, and the one made what the other is, before a small S3 that counts.
class tst_Compare final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void uploadsWhatIsNew();
    void downloadsWithTimes();
    void copiesBetweenPrefixes();
    void nothingToDo();
    void bothHaveChanged();
    void excludedIsNeverDeleted();
    void deletionsWaitForCopies();
    void whatComesMeanwhileStays();
    void deletionsOfObjectsAreJobs();
    void linksLeadNowhere();
    void brokenOffRunsGoOn();
    void faultyListingsDeleteNothing();
    void contents_data();
    void contents();
    void contentsOfObjects();
    void wrongPlaces();
    void endsWhenCancelled();
    void endsWhenTheConnectionDoes();

private:
    using Keys = std::vector<std::string>;
    [[nodiscard]] Client client() const { return m_session->client("s3").value(); }
    [[nodiscard]] QString path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    void write(const char* name, const QByteArray& bytes) const;
    [[nodiscard]] QByteArray read(const char* name) const;
    [[nodiscard]] ComparePlace local() const { return {m_folder->path(), {}, {}, {}}; }
    [[nodiscard]] ComparePlace remote(const char* bucket, const char* prefix) const
    {
        return {{}, client(), bucket, prefix};
    }
    [[nodiscard]] Comparison::Order order(ComparePlace source, ComparePlace target) const;
    Owned<Comparison> compare(Comparison::Order order) const;
    /// All that may be done, deletions too.
    Owned<SyncRun> run(const Comparison& comparison, bool deletes = true) const;
    static std::string text(const ComparedPairs& compared);

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QTemporaryDir> m_records;
};

void tst_Compare::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
}

void tst_Compare::init()
{
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("acme");
    m_s3->addBucket("other");
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 10s).value());
    m_folder = std::make_unique<QTemporaryDir>();
    m_records = std::make_unique<QTemporaryDir>();
}

void tst_Compare::write(const char* name, const QByteArray& bytes) const
{
    QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray tst_Compare::read(const char* name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

Comparison::Order tst_Compare::order(ComparePlace source, ComparePlace target) const
{
    Comparison::Order order;
    order.source = std::move(source);
    order.target = std::move(target);
    order.cause = "test";
    order.recordFolder = m_records->path();
    return order;
}

Owned<Comparison> tst_Compare::compare(Comparison::Order order) const
{
    auto comparison = makeOwned<Comparison>(std::move(order));
    comparison->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(comparison->isFinished(), 60'000); }();
    return comparison;
}

Owned<SyncRun> tst_Compare::run(const Comparison& comparison, bool deletes) const
{
    SyncRun::Order order;
    order.source = comparison.order().source;
    order.target = comparison.order().target;
    order.items = syncItems(comparison.compared(), deletes, false);
    order.mayDelete = comparison.compared().mayDelete();
    order.cause = "test";
    order.seen = comparison.seen();
    order.gone = comparison.compared().gone;
    auto run = makeOwned<SyncRun>(std::move(order));
    run->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(run->isFinished(), 60'000); }();
    return run;
}

/// "a new, b changed"
std::string tst_Compare::text(const ComparedPairs& compared)
{
    std::string text;
    for (const ComparedPair& pair : compared.pairs)
        text += (text.empty() ? "" : ", ") + pair.path + ' ' +
                std::string(pairStateNames[std::size_t(pair.state)]);
    return text;
}

void tst_Compare::uploadsWhatIsNew()
{
    write("a/b.html", "bee");
    write("a-b", "dash");
    write("a0", "zero");
    m_s3->put("acme", "pre/a0", "longer");
    m_s3->put("acme", "pre/old", "old");
    m_s3->put("acme", "elsewhere", "stays");
    auto first = compare(order(local(), remote("acme", "pre/")));
    QVERIFY(first->result());
    QCOMPARE(text(first->compared()), std::string("a-b new, a/b.html new, a0 changed, old only in target"));
    const auto done = run(*first);
    QVERIFY2(done->result(), done->result() ? "" : done->result().error().message.c_str());
    QCOMPARE(done->done(), std::size_t(4));
    QCOMPARE(m_s3->keys("acme"), (Keys{"elsewhere", "pre/a-b", "pre/a/b.html", "pre/a0"}));
    QCOMPARE(m_s3->current("acme", "pre/a0")->bytes, QByteArray("zero"));
    QCOMPARE(m_s3->current("acme", "pre/a/b.html")->headers.at("content-type"), std::string("text/html"));
    // From then on it is told by what was seen: one listing, and nothing else.
    m_s3->forgetRequests();
    auto second = compare(order(local(), remote("acme", "pre/")));
    QCOMPARE(text(second->compared()), std::string());
    QCOMPARE(second->compared().count(PairState::Same), std::size_t(3));
    QCOMPARE(second->compared().maybes, std::size_t(0));
    QCOMPARE(m_s3->requests().size(), std::size_t(1));
    // What has the same size and an older time is seen as well.
    write("a0", "nil!");
    QFile file(path("a0"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(
        file.setFileTime(QDateTime::fromSecsSinceEpoch(1'000'000'000), QFileDevice::FileModificationTime));
    file.close();
    auto third = compare(order(local(), remote("acme", "pre/")));
    QCOMPARE(text(third->compared()), std::string("a0 changed"));
    auto byTime = order(local(), remote("acme", "pre/"));
    byTime.way = CompareWay::SizeAndTime;
    auto blind = compare(byTime);
    QCOMPARE(text(blind->compared()), std::string("a-b changed, a/b.html changed")); // its clock is behind
    QCOMPARE(blind->compared().maybes, std::size_t(3));
}

void tst_Compare::downloadsWithTimes()
{
    const auto& there = m_s3->put("acme", "pre/a/b", "bee");
    const std::int64_t modified = there.modified;
    m_s3->put("acme", "pre/c", "cee");
    m_s3->put("acme", "pre/folder/", {});
    m_s3->put("acme", "pre/../up", "no");
    write("c", "other");
    write("mine", "goes");
    auto first = compare(order(remote("acme", "pre/"), local()));
    QCOMPARE(text(first->compared()), std::string("../up refused, a/b new, c changed, mine only in target"));
    QVERIFY(run(*first)->result());
    QCOMPARE(read("a/b"), QByteArray("bee"));
    QCOMPARE(read("c"), QByteArray("cee"));
    QVERIFY(!QFile::exists(path("mine")));
    QCOMPARE(QFileInfo(path("a/b")).lastModified().toSecsSinceEpoch(), modified);
    auto byTime = order(remote("acme", "pre/"), local());
    byTime.way = CompareWay::SizeAndTime;
    auto second = compare(byTime);
    QCOMPARE(text(second->compared()), std::string("../up refused"));
    QCOMPARE(second->compared().maybes, std::size_t(0));
}

void tst_Compare::copiesBetweenPrefixes()
{
    m_s3->put("acme", "from/a", "one");
    m_s3->put("acme", "from/b/c", "two");
    m_s3->put("other", "to/a", "other");
    m_s3->put("other", "to/z", "last");
    auto first = compare(order(remote("acme", "from/"), remote("other", "to/")));
    QCOMPARE(text(first->compared()), std::string("a changed, b/c new, z only in target"));
    QVERIFY(run(*first)->result());
    QCOMPARE(m_s3->keys("other"), (Keys{"to/a", "to/b/c"}));
    QCOMPARE(m_s3->count("CopyObject"), 2);
    QCOMPARE(m_s3->count("GetObject"), 0);
    auto second = compare(order(remote("acme", "from/"), remote("other", "to/")));
    QCOMPARE(text(second->compared()), std::string());
    QCOMPARE(second->compared().maybes, std::size_t(0)); // equal ETags
}

/// Two of a hundred thousand: a hundred pages, and not a byte of any file.
void tst_Compare::nothingToDo()
{
    constexpr int folders = 100;
    constexpr int files = 1000;
    const auto warm = client();
    SeenPairs seen(m_records->path(), local(), remote("acme", "pre/"));
    for (int folder = 0; folder < folders; ++folder) {
        const std::string name = "d" + std::to_string(folder + 100) + '/';
        m_s3->putNumbered("acme", "pre/" + name, files);
        QVERIFY(QDir(m_folder->path()).mkdir(QString::fromStdString(name)));
        for (int number = 0; number < files; ++number) {
            const QString digits = QStringLiteral("%1").arg(number, 9, 10, QLatin1Char('0'));
            const std::string path = name + digits.toStdString();
            QFile file(local().file(path));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("x");
            file.close();
            std::string etag = m_s3->current("acme", "pre/" + path)->etag;
            std::erase(etag, '"');
            seen.learn(path, fingerprintOf(*lookAtFile(file.fileName()), true), "1:" + etag);
        }
    }
    QVERIFY(seen.save());
    m_s3->forgetRequests();
    auto comparison = compare(order(local(), remote("acme", "pre/")));
    QVERIFY(comparison->result());
    QCOMPARE(comparison->compared().count(PairState::Same), std::size_t(folders * files));
    QCOMPARE(comparison->compared().maybes, std::size_t(0));
    QVERIFY(comparison->compared().pairs.empty());
    QCOMPARE(m_s3->count("ListObjectsV2"), 100);
    QCOMPARE(m_s3->requests().size(), std::size_t(100));
    QCOMPARE(comparison->bytesRead(), std::int64_t(0));
    // In ranges side by side: a tenth more at most, and two for each worker.
    m_s3->forgetRequests();
    auto wide = order(local(), remote("acme", "pre/"));
    wide.workers = 8;
    QCOMPARE(compare(wide)->compared().count(PairState::Same), std::size_t(folders * files));
    QVERIFY2(m_s3->requests().size() <= 100 + 10 + 16, std::to_string(m_s3->requests().size()).c_str());
}

void tst_Compare::bothHaveChanged()
{
    write("a", "one");
    write("b", "two");
    write("gone", "three");
    QVERIFY(run(*compare(order(local(), remote("acme", ""))))->result());
    write("a", "one, and more");
    m_s3->put("acme", "a", "theirs");
    m_s3->put("acme", "b", "theirs, too");
    QVERIFY(QFile::remove(path("gone")));
    m_s3->put("acme", "gone", "another");
    auto comparison = compare(order(local(), remote("acme", "")));
    QCOMPARE(text(comparison->compared()), std::string("a conflict, b changed, gone conflict"));
    QVERIFY(run(*comparison)->result());
    QCOMPARE(m_s3->current("acme", "a")->bytes, QByteArray("theirs"));
    QCOMPARE(m_s3->current("acme", "b")->bytes, QByteArray("two"));
    QCOMPARE(m_s3->current("acme", "gone")->bytes, QByteArray("another"));
    // And so it stays until somebody decides.
    QCOMPARE(text(compare(order(local(), remote("acme", "")))->compared()),
             std::string("a conflict, gone conflict"));
}

void tst_Compare::excludedIsNeverDeleted()
{
    write("a", "one");
    write("notes.tmp", "mine");
    for (const char* key : {"a", "b.tmp", "cache/x", "old"})
        m_s3->put("acme", key, "theirs");
    auto filtered = order(local(), remote("acme", ""));
    filtered.filter.addLines("*.tmp\ncache/\n");
    auto comparison = compare(filtered);
    QCOMPARE(text(comparison->compared()), std::string("a changed, old only in target"));
    QVERIFY(run(*comparison)->result());
    QCOMPARE(m_s3->keys("acme"), (Keys{"a", "b.tmp", "cache/x"}));
}

void tst_Compare::deletionsWaitForCopies()
{
    write("moved", "here now");
    m_s3->put("acme", "was", "here now");
    m_s3->fail({"PutObject", "moved", 100, 403, "AccessDenied"});
    auto failed = run(*compare(order(local(), remote("acme", ""))));
    QCOMPARE(failed->result().error().code, std::string("Unfinished"));
    QVERIFY(m_s3->current("acme", "was"));
    QCOMPARE(m_s3->count("DeleteObjects") + m_s3->count("DeleteObject"), 0);
    for (const SyncItem& item : failed->items())
        QVERIFY(item.error &&
                (item.action == SyncItem::Action::Copy) == (item.state == SyncItem::State::Failed));
}

void tst_Compare::whatComesMeanwhileStays()
{
    write("new", "mine");
    write("changed", "mine, longer");
    m_s3->put("acme", "changed", "theirs");
    m_s3->put("acme", "old", "old");
    auto comparison = compare(order(local(), remote("acme", "")));
    m_s3->put("acme", "new", "came meanwhile");
    m_s3->put("acme", "changed", "changed meanwhile");
    const auto done = run(*comparison);
    QCOMPARE(done->failed(), std::size_t(3));
    QCOMPARE(done->items().front().error->code, std::string("ChangedMeanwhile"));
    QCOMPARE(m_s3->current("acme", "new")->bytes, QByteArray("came meanwhile"));
    QCOMPARE(m_s3->current("acme", "changed")->bytes, QByteArray("changed meanwhile"));
    QVERIFY(m_s3->current("acme", "old"));
    // Files likewise.
    QVERIFY(QDir(m_folder->path()).removeRecursively() && QDir().mkpath(m_folder->path()));
    write("changed", "mine");
    write("goes", "mine");
    auto back = compare(order(remote("acme", ""), local()));
    write("changed", "mine, and newer");
    write("new", "came meanwhile");
    const auto kept = run(*back);
    QVERIFY(kept->failed() >= 2);
    QCOMPARE(read("changed"), QByteArray("mine, and newer"));
    QCOMPARE(read("goes"), QByteArray("mine"));
}

void tst_Compare::deletionsOfObjectsAreJobs()
{
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    m_s3->put("kept", "old", "old");
    write("a", "one");
    auto comparison = compare(order(local(), remote("kept", "")));
    const JobFolder jobs(m_records->filePath(QStringLiteral("jobs")));
    SyncRun::Order sync;
    sync.source = comparison->order().source;
    sync.target = comparison->order().target;
    sync.items = syncItems(comparison->compared(), true, false);
    sync.mayDelete = true;
    sync.jobs = jobs;
    auto run = makeOwned<SyncRun>(std::move(sync));
    run->start();
    QTRY_VERIFY(run->isFinished());
    QVERIFY(run->result());
    QVERIFY(!m_s3->current("kept", "old"));
    const auto job = jobs.read(run->deletionJob());
    QVERIFY(job);
    QVERIFY(undoOf(*job));
}

/// A link in the target leads out of it: nothing is written or deleted there.
void tst_Compare::linksLeadNowhere()
{
    const QTemporaryDir outside;
    QFile theirs(outside.filePath(QStringLiteral("theirs")));
    QVERIFY(theirs.open(QIODevice::WriteOnly));
    theirs.close();
    QVERIFY(QFile::link(outside.path(), path("link")));
    m_s3->put("acme", "a", "one");
    m_s3->put("acme", "link/new", "two");
    const auto done = run(*compare(order(remote("acme", ""), local())));
    QVERIFY(!done->result());
    QVERIFY(!QFile::exists(outside.filePath(QStringLiteral("new"))));
    QVERIFY(QFile::exists(outside.filePath(QStringLiteral("theirs"))));
    m_s3->forgetFaults();
}

void tst_Compare::brokenOffRunsGoOn()
{
    for (int i = 0; i < 40; ++i)
        write(("f" + std::to_string(100 + i)).c_str(), QByteArray::number(i));
    auto comparison = compare(order(local(), remote("acme", "")));
    {
        SyncRun::Order sync;
        sync.source = comparison->order().source;
        sync.target = comparison->order().target;
        sync.items = syncItems(comparison->compared(), false, false);
        sync.seen = comparison->seen();
        sync.filesAtOnce = 4;
        m_s3->manners.pause = std::chrono::milliseconds(20);
        auto run = makeOwned<SyncRun>(std::move(sync));
        run->start();
        QTRY_VERIFY(run->done() >= 10);
    } // dropped, as when the program ends
    // What it had sent by then is done when another listing is answered.
    static_cast<void>(compare(order(local(), remote("acme", ""))));
    m_s3->manners.pause = {};
    auto again = compare(order(local(), remote("acme", "")));
    const int before = m_s3->count("PutObject");
    const auto left = again->compared().count(PairState::New);
    QVERIFY(left > 0 && left <= 30);
    QCOMPARE(again->compared().count(PairState::Conflict), std::size_t(0));
    QVERIFY(run(*again)->result());
    QCOMPARE(m_s3->keys("acme").size(), std::size_t(40));
    // Nothing twice, but for those whose answers had not come.
    const int sent = m_s3->count("PutObject") - before;
    QVERIFY2(sent >= int(left) && sent <= int(left) + 4, std::to_string(sent).c_str());
}

/// Both places hold the same: whatever a listing does, nothing may ever be deleted.
void tst_Compare::faultyListingsDeleteNothing()
{
    m_s3->putNumbered("acme", "x/", 40);
    m_s3->putNumbered("other", "x/", 40);
    std::mt19937 random(5);
    const auto below = [&random](unsigned most) { return static_cast<int>(random() % most); };
    int incomplete = 0;
    // A thousand take two minutes, in which the client waits before it asks again.
    constexpr int rounds = 150;
    for (int round = 0; round < rounds; ++round) {
        m_s3->manners = {};
        m_s3->manners.mostKeys = 10;
        switch (below(6)) {
        case 0:
            m_s3->manners.ignoresStartAfter = true;
            break;
        case 1:
            m_s3->manners.isUnsorted = true;
            break;
        case 2:
            m_s3->manners.startAfterIsIncluded = true;
            break;
        default:
            break;
        }
        static constexpr std::pair<int, const char*> refusals[]{
            {403, "AccessDenied"}, {500, "InternalError"}, {503, "SlowDown"}, {404, "NoSuchBucket"}};
        int countdown = below(5);
        const std::string victim = below(2) == 0 ? "acme" : "other";
        const auto [status, code] = refusals[below(4)];
        S3Double::Fault fault{"ListObjectsV2", {}, 1 + below(12), status, code};
        if (below(20) == 0) { // half an answer, or none
            fault.status = 0;
            fault.cutAfter = below(900);
            fault.times = 1 + below(3);
        }
        m_s3->before = [&](const S3Double::Request& request) {
            if (request.operation == "ListObjectsV2" && request.bucket == victim && countdown-- == 0)
                m_s3->fail(fault);
        };
        auto faulty = order(remote("acme", "x/"), remote("other", "x/"));
        faulty.workers = 1 + below(4);
        auto comparison = compare(faulty);
        incomplete += comparison->compared().mayDelete() ? 0 : 1;
        QCOMPARE(comparison->compared().mayDelete(), bool(comparison->result()));
        QVERIFY2(comparison->compared().count(PairState::OnlyInTarget) == 0,
                 text(comparison->compared()).c_str());
        static_cast<void>(run(*comparison));
        m_s3->forgetFaults();
        m_s3->before = nullptr;
        QCOMPARE(m_s3->count("DeleteObjects") + m_s3->count("DeleteObject"), 0);
        m_s3->forgetRequests();
    }
    QCOMPARE(m_s3->keys("other").size(), std::size_t(40));
    QVERIFY2(incomplete > rounds / 5 && incomplete < rounds * 9 / 10, std::to_string(incomplete).c_str());
    // And who would delete all the same is refused.
    SyncRun::Order sync;
    sync.source = remote("acme", "x/");
    sync.target = remote("other", "x/");
    SyncItem item;
    item.action = SyncItem::Action::Delete;
    item.pair.path = "000000001";
    sync.items = {item};
    auto run = makeOwned<SyncRun>(std::move(sync));
    run->start();
    QTRY_VERIFY(run->isFinished());
    QCOMPARE(run->result().error().code, std::string("NotAllKnown"));
    QCOMPARE(m_s3->requests().size(), std::size_t(0));
}

namespace {

QByteArray hex(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex();
}

} // namespace

void tst_Compare::contents_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("isSame");
    QTest::addColumn<int>("reason"); ///< where it is not
    QTest::addColumn<int>("heads");
    const auto row = [](const char* kind, bool isSame, PairReason reason, int heads) {
        QTest::newRow(kind) << QString::fromLatin1(kind) << isSame << int(reason) << heads;
    };
    row("MD5", true, PairReason::None, 0);
    row("other MD5", false, PairReason::Content, 1);
    row("KMS", false, PairReason::NotProven, 1);
    row("KMS with checksum", true, PairReason::None, 1);
    row("parts", true, PairReason::None, 2);
    row("other parts", false, PairReason::NotProven, 2);
    row("parts of odd sizes with checksum", true, PairReason::None, 1);
    row("checksum of parts", true, PairReason::None, 2);
    row("checksum of parts, untold", true, PairReason::None, 2);
    row("other checksum", false, PairReason::Content, 1);
    row("no digest at all", false, PairReason::NotProven, 1);
}

void tst_Compare::contents()
{
    QFETCH(const QString, kind);
    QFETCH(const bool, isSame);
    QFETCH(const int, reason);
    QFETCH(const int, heads);
    constexpr qsizetype part = 5 * 1024 * 1024;
    const bool isLarge = kind.contains(QStringLiteral("part"));
    QByteArray bytes(isLarge ? part + 100 : 1000, 'x');
    write("f", bytes);
    bytes[500] = kind.startsWith(QStringLiteral("other")) ? 'y' : 'x';
    S3Double::Version& there = m_s3->put("acme", "f", bytes);
    const auto crc = [&] { return checksumOf(ChecksumAlgorithm::Crc64Nvme, bytesOf(bytes)); };
    if (kind.startsWith(QStringLiteral("KMS"))) {
        there.etag = '"' + std::string(32, 'a') + '"';
        there.headers["x-amz-server-side-encryption"] = "aws:kms";
    }
    const QByteArray parts =
        QByteArray::fromHex(hex(bytes.left(part))) + QByteArray::fromHex(hex(bytes.mid(part)));
    if (kind.endsWith(QStringLiteral("parts")))
        there.etag = '"' + hex(parts).toStdString() + "-2\"";
    if (kind.contains(QStringLiteral("odd")) || kind.startsWith(QStringLiteral("checksum of parts")))
        there.etag = '"' + std::string(32, 'b') + "-2\"";
    if (kind.contains(QStringLiteral("with checksum")) || kind == QStringLiteral("other checksum")) {
        there.headers["x-amz-checksum-crc64nvme"] = crc();
        there.headers["x-amz-checksum-type"] = "FULL_OBJECT";
        if (kind == QStringLiteral("other checksum"))
            there.etag = "\"opaque\"";
    }
    if (kind.startsWith(QStringLiteral("checksum of parts"))) {
        QByteArray digests;
        for (const QByteArray& one : {bytes.left(part), bytes.mid(part)}) {
            Checksum sha(ChecksumAlgorithm::Sha256);
            sha.update(bytesOf(one));
            digests += sha.digest();
        }
        there.headers["x-amz-checksum-sha256"] =
            checksumOf(ChecksumAlgorithm::Sha256, bytesOf(digests)) + "-2";
        there.headers["x-amz-checksum-type"] = "COMPOSITE";
        if (kind.endsWith(QStringLiteral("untold"))) { // as moto has it
            there.headers["x-amz-checksum-sha256"] = checksumOf(ChecksumAlgorithm::Sha256, bytesOf(digests));
            there.headers.erase("x-amz-checksum-type");
        }
    }
    if (kind == QStringLiteral("no digest at all"))
        there.etag = "\"opaque\"";
    auto byContent = order(local(), remote("acme", ""));
    byContent.way = CompareWay::Content;
    byContent.keepsSame = true;
    auto comparison = compare(byContent);
    QCOMPARE(comparison->compared().pairs.size(), std::size_t(1));
    const ComparedPair& pair = comparison->compared().pairs.front();
    QCOMPARE(pair.state == PairState::Same, isSame);
    QCOMPARE(int(pair.reason), reason);
    QCOMPARE(m_s3->count("HeadObject"), heads);
    QCOMPARE(comparison->compared().count(PairState::Same), std::size_t(isSame ? 1 : 0));
    // What is proven is known from then on.
    QVERIFY(run(*comparison)->result());
    QCOMPARE(text(compare(order(local(), remote("acme", "")))->compared()), std::string());
    QCOMPARE(compare(order(local(), remote("acme", "")))->compared().maybes, std::size_t(0));
}

void tst_Compare::contentsOfObjects()
{
    const auto store = [&](const char* bucket, const char* key, const QByteArray& bytes, bool isOpaque) {
        auto& there = m_s3->put(bucket, key, bytes);
        if (!isOpaque)
            return;
        there.etag = '"' + hex(bytes + bucket).toStdString() + "-3\"";
        there.headers["x-amz-checksum-crc32c"] = checksumOf(ChecksumAlgorithm::Crc32c, bytesOf(bytes));
        there.headers["x-amz-checksum-type"] = "FULL_OBJECT";
    };
    store("acme", "equal", "bytes", true);
    store("other", "equal", "bytes", true);
    store("acme", "differs", "bytes", true);
    store("other", "differs", "bites", true);
    store("acme", "md5", "bytes", false);
    store("other", "md5", "bites", false);
    store("acme", "unknown", "bytes", true);
    store("other", "unknown", "bytes", false);
    auto byContent = order(remote("acme", ""), remote("other", ""));
    byContent.way = CompareWay::Content;
    const auto comparison = compare(byContent);
    QCOMPARE(text(comparison->compared()), std::string("differs changed, md5 changed, unknown changed"));
    QVERIFY(comparison->compared().pairs[0].reason == PairReason::Content);
    QVERIFY(comparison->compared().pairs[1].reason == PairReason::Content);
    QVERIFY(comparison->compared().pairs[2].reason == PairReason::NotProven);
    QCOMPARE(m_s3->count("GetObject"), 0);
}

void tst_Compare::wrongPlaces()
{
    const auto codeOf = [&](ComparePlace source, ComparePlace target) {
        const auto comparison = compare(order(std::move(source), std::move(target)));
        return comparison->result() ? std::string() : comparison->result().error().code;
    };
    QCOMPARE(codeOf(local(), local()), std::string("TwoFolders"));
    QCOMPARE(codeOf(remote("acme", "a/"), remote("acme", "a/b/")), std::string("SamePlace"));
    QCOMPARE(codeOf(remote("acme", "a/"), remote("acme", "")), std::string("SamePlace"));
    QCOMPARE(codeOf(remote("acme", ""), remote("acme", "")), std::string("SamePlace"));
    QCOMPARE(codeOf(remote("acme", "a/"), remote("acme", "b/")), std::string());
    ComparePlace nowhere;
    nowhere.folder = path("nowhere");
    QCOMPARE(codeOf(nowhere, remote("acme", "")), std::string("NoSource"));
    QCOMPARE(codeOf(remote("acme", ""), nowhere), std::string());
    QCOMPARE(codeOf(remote("gone", ""), local()), std::string("NoSuchBucket"));
    QCOMPARE(codeOf(remote("acme", "no-folder"), local()), std::string("NoFolder"));
}

void tst_Compare::endsWhenCancelled()
{
    for (int i = 0; i < 60; ++i)
        write(("f" + std::to_string(i)).c_str(), "x");
    m_s3->put("acme", "old", "old");
    auto comparison = compare(order(local(), remote("acme", "")));
    SyncRun::Order sync;
    sync.source = comparison->order().source;
    sync.target = comparison->order().target;
    sync.items = syncItems(comparison->compared(), true, false);
    sync.mayDelete = true;
    sync.seen = comparison->seen();
    m_s3->manners.pause = std::chrono::milliseconds(20);
    auto run = makeOwned<SyncRun>(std::move(sync));
    run->start();
    QTRY_VERIFY(run->done() >= 5);
    QVERIFY(!run->isFinished());
    run->cancel();
    QTRY_VERIFY(run->isFinished());
    QVERIFY(run->result().error().kind == ErrorKind::Cancelled);
    QCOMPARE(run->done(), std::size_t(61));
    QVERIFY(m_s3->current("acme", "old"));
    QVERIFY(m_s3->keys("acme").size() < 61);
}

void tst_Compare::endsWhenTheConnectionDoes()
{
    for (int i = 0; i < 60; ++i)
        write(("f" + std::to_string(i)).c_str(), "x");
    m_s3->put("acme", "old", "old");
    auto comparison = compare(order(local(), remote("acme", "")));
    m_s3->fail({"PutObject", {}, 1000, 503, "ServiceUnavailable"});
    const auto done = run(*comparison);
    QVERIFY(!done->result());
    QCOMPARE(done->done(), std::size_t(61));
    QVERIFY(m_s3->count("PutObject") < 120); // of 180
    QVERIFY(m_s3->current("acme", "old"));
}

INIA_TEST_CLASS(tst_Compare, QCoreApplication)
#include "tst_compare.moc"
