#include "core/jobs/job.h"
#include "core/jobs/joblist.h"
#include "core/jobs/jobrunner.h"
#include "core/objects/objectplan.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace inia;
using inia::test::S3Double;

namespace {

/// No file may get larger, as on a disk that is full.
class SmallDisk final {
public:
    explicit SmallDisk(qint64 most)
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = static_cast<rlim_t>(most);
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

private:
    rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

} // namespace

// Jobs of deletions, copies and moves: what they ask for, when they stop, what is written down, and the way
// back. At a server that counts and fails.
class tst_Jobs final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void deletesWithAsFewCallsAsPossible();
    void saysWhatHasComeMeanwhile();
    void renames500Objects();
    void whatPassesIsTriedAgain();
    void leavesWhatChangedSincePlanned();
    void looksFirstWhereConditionsAreIgnored();
    void stopsByItself_data();
    void stopsByItself();
    void goesOnWithNewKeys();
    void stopsAfterSoManyCalls();
    void pausesAndGoesOn();
    void cancelCountsWhatIsDone();
    void copiesMoreAtATimeWhileItGoesWell();
    void neverDeletesTwice();
    void undoesDeletionsExactly();
    void undoesMovesAndWhatTheyReplaced();
    void undoLeavesWhatIsNewer();
    void whatCannotBeUndone();
    void undeletes();
    void makesAnOlderVersionCurrent();
    void changesTagsAndBack();
    void editsMetadataAndBack();
    void changesClasses();
    void changesAreMadeAgainAfterACrash();
    void journalTellsEverything();
    void damagedJournals();
    void oneProgramAtATime();
    void keepsJobsForAWhile();
    void saysWhyNothingCanBeWrittenDown();
    void fullDiskStopsWhatDestroys();
    void copiesGoOnWithoutAJournal();
    void canBeInterruptedDuringTheLastLook();
    void tellsOnceThatItStandsStill();
    void listsWhatRunsAndWhatIsWrittenDown();
    void reports();
    void manyItemsTakeLittleMemory();

private:
    struct Ran {
        Job job;
        std::size_t copiesAtOnce = 0;
    };
    [[nodiscard]] Client client() const { return m_session->client("s3").value(); }
    [[nodiscard]] JobFolder folder() const { return JobFolder(m_folder->path()); }
    [[nodiscard]] Job deletion(const std::string& bucket, const std::string& below);
    [[nodiscard]] Job move(ObjectPlan::Wish wish, bool overwrites = false);
    /// Until it has ended or stands still.
    Ran run(Job job);
    [[nodiscard]] Owned<JobRunner> begin(Job job);
    static void await(const JobRunner& runner);
    /// What a bucket shows, with the bytes.
    [[nodiscard]] std::map<std::string, QByteArray> content(const std::string& bucket) const;

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_Jobs::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
}

void tst_Jobs::init()
{
    using namespace std::chrono_literals;
    m_folder = std::make_unique<QTemporaryDir>();
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("plain");
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
}

void tst_Jobs::cleanup()
{
    m_session.reset();
    m_s3.reset();
    m_folder.reset();
}

Job tst_Jobs::deletion(const std::string& bucket, const std::string& below)
{
    auto survey = makeOwned<ObjectSurvey>(client(), bucket, std::vector<std::string>{below}, "test");
    survey->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(survey->isFinished(), 60'000); }();
    return deletionJob(bucket, survey->result().value(), below, "test");
}

Job tst_Jobs::move(ObjectPlan::Wish wish, bool overwrites)
{
    auto plan = makeOwned<ObjectPlan>(client(), std::move(wish), "test");
    plan->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(plan->isFinished(), 60'000); }();
    ObjectMove::Order order = plan->result().value();
    order.overwrites = overwrites;
    return moveJob(order);
}

Owned<JobRunner> tst_Jobs::begin(Job job)
{
    auto journal = folder().create(job);
    auto runner = makeOwned<JobRunner>(client(), std::move(job), std::move(journal).value());
    runner->start();
    return runner;
}

void tst_Jobs::await(const JobRunner& runner)
{
    QTRY_VERIFY_WITH_TIMEOUT(
        runner.isFinished() || (runner.job().state != Job::State::Running && runner.isAtRest()), 120'000);
}

tst_Jobs::Ran tst_Jobs::run(Job job)
{
    const auto runner = begin(std::move(job));
    await(*runner);
    return {runner->job(), runner->copiesAtOnce()};
}

std::map<std::string, QByteArray> tst_Jobs::content(const std::string& bucket) const
{
    std::map<std::string, QByteArray> all;
    for (const std::string& key : m_s3->keys(bucket))
        all[key] = m_s3->current(bucket, key)->bytes;
    return all;
}

// ---- what is asked for ------------------------------------------------------------------------------------

void tst_Jobs::deletesWithAsFewCallsAsPossible()
{
    m_s3->putNumbered("plain", "many/", 10'000);
    m_s3->put("plain", "stays");
    const Ran ran = run(deletion("plain", "many/"));
    QCOMPARE(ran.job.state, Job::State::Done);
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(10'000));
    QVERIFY(!ran.job.isMoreThere);
    QCOMPARE(m_s3->keys("plain"), std::vector<std::string>{"stays"});
    QCOMPARE(m_s3->count("ListObjectsV2"), 10 + 1);
    QCOMPARE(m_s3->count("DeleteObjects"), 10);
    QCOMPARE(m_s3->requests().size(), std::size_t(21));
}

void tst_Jobs::saysWhatHasComeMeanwhile()
{
    m_s3->putNumbered("plain", "many/", 10);
    m_s3->before = [this](const S3Double::Request& request) {
        if (request.operation == "DeleteObjects")
            m_s3->put("plain", "many/late", "x");
    };
    const Ran ran = run(deletion("plain", "many/"));
    QCOMPARE(ran.job.state, Job::State::Done);
    QVERIFY(ran.job.isMoreThere);
    QVERIFY(folder().read(ran.job.id)->isMoreThere);
}

void tst_Jobs::renames500Objects()
{
    for (int i = 0; i < 500; ++i)
        m_s3->put("plain", "old/" + std::to_string(i), QByteArray::number(i));
    m_s3->manners.pause = std::chrono::milliseconds(20);
    QElapsedTimer time;
    time.start();
    const Ran ran = run(move({"plain", {"old/"}, "plain", {}, "new/", true}));
    const qint64 took = time.elapsed();
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(500));
    QVERIFY2(took <= 5000, qPrintable(QString::number(took)));
    QCOMPARE(m_s3->count("CopyObject"), 500);
    QCOMPARE(m_s3->count("DeleteObjects"), 1);
    QVERIFY(m_s3->count("ListObjectsV2") <= 3);
    QCOMPARE(m_s3->count("HeadObject"), 0);
    QVERIFY(m_s3->requests().size() <= 504);
    QCOMPARE(m_s3->keys("plain").size(), std::size_t(500));
    QCOMPARE(m_s3->current("plain", "new/77")->bytes, QByteArray("77"));
}

void tst_Jobs::whatPassesIsTriedAgain()
{
    m_s3->putNumbered("plain", "many/", 2000);
    for (int i = 0; i < 200; ++i)
        m_s3->fail(
            {"DeleteObjects", m_s3->keys("plain").at(static_cast<std::size_t>(i * 10)), 2, 200, "SlowDown"});
    const Ran ran = run(deletion("plain", "many/"));
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(2000));
    QVERIFY(m_s3->keys("plain").empty());

    m_s3->put("plain", "a", "text");
    m_s3->fail({"CopyObject", {}, 4, 503, "SlowDown"}); // more than the client tries
    const Ran copied = run(move({"plain", {"a"}, "plain", "to/", {}, false}));
    QCOMPARE(copied.job.items.count(JobItemState::Done), std::size_t(1));
    QVERIFY(copied.copiesAtOnce < 16);
    QVERIFY(m_s3->current("plain", "to/a"));
}

void tst_Jobs::leavesWhatChangedSincePlanned()
{
    for (const char* key : {"x/a", "x/b", "x/c"})
        m_s3->put("kept", key, "planned");
    Job job = deletion("kept", "x/");
    m_s3->put("kept", "x/b", "changed");
    const Ran ran = run(std::move(job));
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(2));
    QCOMPARE(ran.job.items.count(JobItemState::Skipped), std::size_t(1));
    QCOMPARE(content("kept"), (std::map<std::string, QByteArray>{{"x/b", "changed"}}));

    m_s3->put("plain", "a", "planned");
    job = move({"plain", {"a"}, "plain", "to/", {}, true});
    m_s3->before = [this](const S3Double::Request& request) {
        if (request.operation == "DeleteObject")
            m_s3->put("plain", "a", "changed before it goes");
    };
    const Ran moved = run(std::move(job));
    QCOMPARE(moved.job.items.state(0), JobItemState::Kept);
    QCOMPARE(moved.job.items.outcome(0).code, std::string("PreconditionFailed"));
    QCOMPARE(content("plain").size(), std::size_t(2));
}

/// At servers that take no conditions with deletions.
void tst_Jobs::looksFirstWhereConditionsAreIgnored()
{
    m_s3->manners.ignoresConditions = true;
    for (int i = 0; i < 10; ++i)
        m_s3->put("kept", "x/" + std::to_string(i), "planned");
    Job job = deletion("kept", "x/");
    job.looksFirst = true;
    m_s3->put("kept", "x/5", "changed");
    m_s3->forgetRequests();
    const Ran ran = run(std::move(job));
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(9));
    QCOMPARE(ran.job.items.count(JobItemState::Skipped), std::size_t(1));
    QCOMPARE(content("kept"), (std::map<std::string, QByteArray>{{"x/5", "changed"}}));
    QCOMPARE(m_s3->requests().size(), std::size_t(3)); // two lists and a deletion

    for (int i = 0; i < 10; ++i)
        m_s3->put("plain", "y/" + std::to_string(i), "planned");
    job = move({"plain", {"y/"}, "plain", {}, "z/", true});
    job.looksFirst = true;
    m_s3->before = [this](const S3Double::Request& request) {
        if (request.operation == "CopyObject" && request.key == "z/9")
            m_s3->put("plain", "y/0", "changed since it was copied");
    };
    const Ran moved = run(std::move(job));
    QCOMPARE(moved.job.items.count(JobItemState::Done), std::size_t(9));
    QCOMPARE(moved.job.items.state(0), JobItemState::Kept);
    QCOMPARE(m_s3->current("plain", "y/0")->bytes, QByteArray("changed since it was copied"));
}

// ---- when it stops ----------------------------------------------------------------------------------------

void tst_Jobs::stopsByItself_data()
{
    QTest::addColumn<std::string>("code");
    QTest::addColumn<int>("times");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::newRow("twenty of a kind") << std::string("AccessDenied") << 1000 << 403 << 20 << 20 + 64;
    QTest::newRow("no bucket") << std::string("NoSuchBucket") << 1000 << 404 << 1 << 64;
    QTest::newRow("half of the last ones") << std::string("EntityTooLarge") << 1000 << 400 << 200 << 200 + 64;
}

void tst_Jobs::stopsByItself()
{
    QFETCH(std::string, code);
    QFETCH(int, times);
    QFETCH(int, status);
    QFETCH(int, least);
    QFETCH(int, most);
    m_s3->putNumbered("plain", "many/", 600);
    Job job = move({"plain", {"many/"}, "kept", {}, {}, false});
    m_s3->fail({"CopyObject", {}, times, status, code});
    const auto runner = begin(std::move(job));
    await(*runner);
    QCOMPARE(runner->job().state, Job::State::Stopped);
    QCOMPARE(runner->job().why->code, code);
    const int asked = m_s3->count("CopyObject");
    QVERIFY2(asked >= least && asked <= most, qPrintable(QString::number(asked)));
    QCOMPARE(folder().read(runner->job().id)->state, Job::State::Running); // it has it still
    QTest::qWait(0);
    QCOMPARE(m_s3->count("CopyObject"), asked);
    runner->cancel();
    QTRY_VERIFY(runner->isFinished());
    QCOMPARE(runner->job().state, Job::State::Cancelled);
}

void tst_Jobs::goesOnWithNewKeys()
{
    m_s3->putNumbered("plain", "many/", 100);
    Job job = move({"plain", {"many/"}, "kept", {}, {}, true});
    m_s3->fail({"CopyObject", "50", 1000, 400, "ExpiredToken"});
    const auto runner = begin(std::move(job));
    await(*runner);
    QCOMPARE(runner->job().state, Job::State::Interrupted);
    QCOMPARE(runner->job().items.count(JobItemState::Failed), std::size_t(0));
    const auto before = content("plain").size() + content("kept").size();
    QVERIFY(before >= 100);
    // Other keys.
    m_s3->forgetFaults();
    runner->resume();
    await(*runner);
    QCOMPARE(runner->job().state, Job::State::Done);
    QCOMPARE(runner->job().items.count(JobItemState::Done), std::size_t(100));
    QCOMPARE(content("kept").size(), std::size_t(100));
    QVERIFY(content("plain").empty());
}

void tst_Jobs::stopsAfterSoManyCalls()
{
    m_s3->putNumbered("plain", "many/", 100);
    const auto runner = begin(move({"plain", {"many/"}, "kept", {}, {}, false}));
    runner->setMostCalls(30);
    await(*runner);
    QCOMPARE(runner->job().state, Job::State::Stopped);
    QCOMPARE(runner->job().why->code, std::string("MostCalls"));
    QVERIFY(m_s3->count("CopyObject") < 30 + 64);
    QVERIFY(content("kept").size() < 100);
    runner->setMostCalls(0);
    runner->resume();
    await(*runner);
    QCOMPARE(content("kept").size(), std::size_t(100));
}

void tst_Jobs::pausesAndGoesOn()
{
    m_s3->putNumbered("plain", "many/", 300);
    const auto runner = begin(move({"plain", {"many/"}, "kept", {}, {}, true}));
    m_s3->before = [&](const S3Double::Request&) {
        if (m_s3->count("CopyObject") == 40)
            runner->pause();
    };
    QTRY_COMPARE(runner->job().state, Job::State::Paused);
    QTRY_VERIFY(runner->isAtRest());
    const auto asked = m_s3->requests().size();
    for (int turn = 0; turn < 100; ++turn)
        QCoreApplication::processEvents();
    QCOMPARE(m_s3->requests().size(), asked);
    QCOMPARE(m_s3->count("DeleteObjects"), 0);
    m_s3->before = nullptr;
    runner->resume();
    await(*runner);
    QCOMPARE(runner->job().state, Job::State::Done);
    QCOMPARE(m_s3->count("CopyObject"), 300); // none twice
    QCOMPARE(m_s3->count("HeadObject"), 0);
    QVERIFY(content("plain").empty());
}

void tst_Jobs::cancelCountsWhatIsDone()
{
    m_s3->putNumbered("plain", "many/", 5000);
    const auto runner = begin(deletion("plain", "many/"));
    m_s3->before = [&](const S3Double::Request& request) {
        if (request.operation == "DeleteObjects")
            runner->cancel();
    };
    QTRY_VERIFY(runner->isFinished());
    QCOMPARE(runner->job().state, Job::State::Cancelled);
    const std::size_t done = runner->job().items.count(JobItemState::Done);
    QVERIFY(done >= 1000 && done <= 4000);
    QCOMPARE(m_s3->keys("plain").size(), 5000 - done);
    QCOMPARE(folder().read(runner->job().id)->items.count(JobItemState::Done), done);
}

void tst_Jobs::copiesMoreAtATimeWhileItGoesWell()
{
    m_s3->putNumbered("plain", "many/", 500);
    const Ran ran = run(move({"plain", {"many/"}, "kept", {}, {}, false}));
    QCOMPARE(ran.job.state, Job::State::Done);
    QCOMPARE(ran.copiesAtOnce, std::size_t(16 + 10));
}

/// The answer is lost: the service has deleted, and nobody was told.
void tst_Jobs::neverDeletesTwice()
{
    m_s3->putNumbered("kept", "many/", 20);
    Job job = deletion("kept", "many/");
    m_s3->fail({"DeleteObjects", {}, 1, 0, {}, 0});
    const Ran ran = run(std::move(job));
    QCOMPARE(ran.job.state, Job::State::Done);
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(20));
    QCOMPARE(m_s3->count("DeleteObjects"), 1);
    for (const char* key : {"many/000000000", "many/000000019"})
        QCOMPARE(m_s3->versions("kept", key).size(), std::size_t(2));
    QCOMPARE(notUndoable(ran.job), std::size_t(20)); // whose markers they are nobody knows
}

// ---- the way back -----------------------------------------------------------------------------------------

void tst_Jobs::undoesDeletionsExactly()
{
    for (int i = 0; i < 1000; ++i)
        m_s3->put("kept", "many/" + std::to_string(i), QByteArray::number(i));
    m_s3->put("kept", "many/7", "seven");
    const auto before = content("kept");
    const Ran deleted = run(deletion("kept", "many/"));
    QVERIFY(content("kept").empty());
    m_s3->forgetRequests();
    const auto undo = undoOf(folder().read(deleted.job.id).value());
    QVERIFY(undo);
    const Ran undone = run(*undo);
    QCOMPARE(undone.job.items.count(JobItemState::Done), std::size_t(1000));
    QCOMPARE(content("kept"), before);
    QCOMPARE(m_s3->versions("kept", "many/7").size(), std::size_t(2));
    QCOMPARE(m_s3->count("DeleteObjects"), 1);
    QCOMPARE(m_s3->count("ListObjectVersions"), 3); // 2,001 versions and markers
    QCOMPARE(m_s3->requests().size(), std::size_t(4));
    QCOMPARE(undoOf(undone.job).error().code, std::string("NotUndoable"));
}

void tst_Jobs::undoesMovesAndWhatTheyReplaced()
{
    m_s3->addBucket("archive", S3Double::Versioning::Enabled);
    for (int i = 0; i < 60; ++i)
        m_s3->put("kept", "from/" + std::to_string(i), QByteArray::number(i));
    m_s3->put("archive", "from/3", "was there");
    const auto before = content("kept");
    const auto archived = content("archive");
    const Ran moved = run(move({"kept", {"from/"}, "archive", {}, {}, true}, true));
    QCOMPARE(moved.job.items.count(JobItemState::Done), std::size_t(60));
    QVERIFY(content("kept").empty());
    const Ran undone = run(undoOf(folder().read(moved.job.id).value()).value());
    QCOMPARE(undone.job.items.count(JobItemState::Done), std::size_t(60));
    QCOMPARE(content("kept"), before);
    QCOMPARE(content("archive"), archived);

    const Ran copied = run(move({"kept", {"from/"}, "archive", {}, {}, false}, true));
    QCOMPARE(content("archive").size(), std::size_t(60));
    run(undoOf(copied.job).value());
    QCOMPARE(content("archive"), archived);
}

void tst_Jobs::undoLeavesWhatIsNewer()
{
    for (const char* key : {"x/a", "x/b", "x/c", "x/d"})
        m_s3->put("kept", key, key);
    const Ran deleted = run(deletion("kept", "x/"));
    m_s3->put("kept", "x/b", "newer");
    const Ran undone = run(undoOf(deleted.job).value());
    QCOMPARE(undone.job.items.count(JobItemState::Done), std::size_t(3));
    QCOMPARE(undone.job.items.count(JobItemState::Skipped), std::size_t(1));
    QCOMPARE(m_s3->current("kept", "x/b")->bytes, QByteArray("newer"));
    QCOMPARE(m_s3->versions("kept", "x/b").size(), std::size_t(3));
    // Once more: there is nothing left to do.
    m_s3->forgetRequests();
    const Ran again = run(undoOf(deleted.job).value());
    QCOMPARE(again.job.items.count(JobItemState::Done), std::size_t(3));
    QCOMPARE(m_s3->count("DeleteObjects") + m_s3->count("DeleteObject"), 0);
}

void tst_Jobs::whatCannotBeUndone()
{
    m_s3->put("plain", "a", "text");
    Ran ran = run(deletion("plain", "a"));
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(undoOf(ran.job).error().code, std::string("NotUndoable"));

    m_s3->put("kept", "a", "text");
    m_s3->setVersioning("kept", S3Double::Versioning::Suspended);
    ran = run(deletion("kept", "a"));
    QCOMPARE(undoOf(ran.job).error().code, std::string("NotUndoable")); // its marker has no id of its own
}

void tst_Jobs::undeletes()
{
    for (const char* key : {"x/a", "x/b", "x/c"})
        m_s3->put("kept", key, key);
    const auto before = content("kept");
    run(deletion("kept", "x/"));
    run(deletionJob("kept", {{"x/a", {}, {}, 0, {}}}, {}, "a second marker"));
    QCOMPARE(m_s3->versions("kept", "x/a").size(), std::size_t(3));
    auto versions = makeOwned<ObjectVersions>(client(), "kept", std::vector<std::string>{"x/"}, "test");
    versions->start();
    QTRY_VERIFY(versions->isFinished());
    const Ran ran =
        run(versionsJob(JobAction::Undelete, "kept", markersAbove(versions->result().value()), "undelete"));
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(4));
    QCOMPARE(content("kept"), before);
    QCOMPARE(m_s3->versions("kept", "x/a").size(), std::size_t(1));
}

void tst_Jobs::makesAnOlderVersionCurrent()
{
    m_s3->put("kept", "a", "old").tags = {{"team", "red"}};
    m_s3->put("kept", "a", "new");
    auto versions = makeOwned<ObjectVersions>(client(), "kept", std::vector<std::string>{"a"}, "test");
    versions->start();
    QTRY_VERIFY(versions->isFinished());
    const Job job = restoreJob("kept", versions->result().value(), "restore");
    QCOMPARE(job.items.size(), std::size_t(1));
    const Ran ran = run(job);
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(m_s3->current("kept", "a")->bytes, QByteArray("old"));
    QCOMPARE(m_s3->current("kept", "a")->tags.at("team"), std::string("red"));
    QCOMPARE(m_s3->versions("kept", "a").size(), std::size_t(3));
    run(undoOf(ran.job).value());
    QCOMPARE(m_s3->current("kept", "a")->bytes, QByteArray("new"));
}

/// Two calls each, and what they had is known afterwards.
void tst_Jobs::changesTagsAndBack()
{
    std::vector<ListedObject> objects;
    for (int i = 0; i < 40; ++i) {
        const std::string key = "t/" + std::to_string(i);
        m_s3->put("plain", key, "x").tags = {{"own", std::to_string(i)}, {"old", "1"}};
        objects.push_back({key, {}, {}, 1, {}});
    }
    ObjectChange change;
    change.set = {{"team", "blue + green"}};
    change.remove = {"old"};
    m_s3->fail({"PutObjectTagging", "t/7", 1, 503, "SlowDown"});
    const Ran ran = run(changeJob("plain", objects, change, "tags"));
    QCOMPARE(ran.job.items.count(JobItemState::Done), objects.size());
    QCOMPARE(m_s3->count("GetObjectTagging"), 40);
    QVERIFY(m_s3->count("PutObjectTagging") <= 41);
    QCOMPARE(m_s3->requests().size(), static_cast<std::size_t>(40 + m_s3->count("PutObjectTagging")));
    QCOMPARE(m_s3->current("plain", "t/7")->tags, (Tags{{"own", "7"}, {"team", "blue + green"}}));
    // By its journal: another program takes it back.
    const Job read = folder().read(ran.job.id).value();
    QCOMPARE(read.change, change);
    m_s3->forgetRequests();
    QVERIFY(isUndoable(read));
    const Ran undone = run(undoOf(read).value());
    QCOMPARE(undone.job.items.count(JobItemState::Done), objects.size());
    QCOMPARE(m_s3->count("PutObjectTagging"), 40);
    QCOMPARE(m_s3->requests().size(), std::size_t(40));
    QCOMPARE(m_s3->current("plain", "t/7")->tags, (Tags{{"old", "1"}, {"own", "7"}}));
}

void tst_Jobs::editsMetadataAndBack()
{
    std::vector<ListedObject> objects;
    for (int i = 0; i < 20; ++i) {
        const std::string key = "m/" + std::to_string(i);
        const auto& version = m_s3->put("kept", key, QByteArray::number(i));
        objects.push_back({key, version.etag, {}, 1, {}});
    }
    m_s3->put("kept", "m/3", "changed since");
    ObjectChange change;
    change.kind = ObjectChange::Kind::Metadata;
    change.set = {{"checked", "yes"}};
    const Ran ran = run(changeJob("kept", objects, change, "metadata"));
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(19));
    QCOMPARE(ran.job.items.count(JobItemState::Skipped), std::size_t(1));
    QCOMPARE(m_s3->count("HeadObject"), 20);
    QCOMPARE(m_s3->count("CopyObject"), 19);
    QCOMPARE(m_s3->current("kept", "m/4")->headers.at("x-amz-meta-checked"), std::string("yes"));
    QVERIFY(!m_s3->current("kept", "m/3")->headers.contains("x-amz-meta-checked"));
    run(undoOf(ran.job).value());
    QVERIFY(!m_s3->current("kept", "m/4")->headers.contains("x-amz-meta-checked"));
    QCOMPARE(m_s3->versions("kept", "m/4").size(), std::size_t(1));
}

/// One call each; those that have it already are not asked for.
void tst_Jobs::changesClasses()
{
    std::vector<ListedObject> objects;
    for (int i = 0; i < 30; ++i) {
        const std::string key = "c/" + std::to_string(i);
        auto& version = m_s3->put("kept", key, QByteArray::number(i));
        version.tags = {{"team", "red"}};
        version.headers["x-amz-meta-k"] = "v";
        const bool isThere = i < 10;
        if (isThere)
            version.headers["x-amz-storage-class"] = "STANDARD_IA";
        objects.push_back({key, version.etag, isThere ? "STANDARD_IA" : "STANDARD", 1, {}});
    }
    const Job job = classJob("kept", objects, "STANDARD_IA", "class");
    QCOMPARE(job.items.size(), std::size_t(20));
    const Ran ran = run(job);
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(20));
    QCOMPARE(m_s3->count("CopyObject"), 20);
    QCOMPARE(m_s3->requests().size(), std::size_t(20));
    const auto* now = m_s3->current("kept", "c/20");
    QCOMPARE(now->headers.at("x-amz-storage-class"), std::string("STANDARD_IA"));
    QCOMPARE(now->headers.at("x-amz-meta-k"), std::string("v"));
    QCOMPARE(now->tags.at("team"), std::string("red"));
    // The usual class has to be sent: without it S3 takes it for a copy that changes nothing.
    const Ran back = run(classJob("kept", {{"c/20", now->etag, "STANDARD_IA", 1, {}}}, "STANDARD", "class"));
    QCOMPARE(back.job.items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(m_s3->current("kept", "c/20")->headers.at("x-amz-storage-class"), std::string("STANDARD"));
}

/// What was sent and never answered is looked at, and no second version is made.
void tst_Jobs::changesAreMadeAgainAfterACrash()
{
    const auto& version = m_s3->put("kept", "a", "x");
    ObjectChange change;
    change.kind = ObjectChange::Kind::Metadata;
    change.set = {{"k", "v"}};
    Job job = changeJob("kept", {{"a", {}, {}, 1, {}}}, change, "metadata");
    const Ran ran = run(job);
    QCOMPARE(ran.job.items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(m_s3->versions("kept", "a").size(), std::size_t(2));
    job.items.setState(0, JobItemState::Sent);
    QCOMPARE(run(job).job.items.count(JobItemState::Done), std::size_t(1));
    QCOMPARE(m_s3->versions("kept", "a").size(), std::size_t(2));
    QVERIFY(version.id != m_s3->current("kept", "a")->id);
}

// ---- what is written down ---------------------------------------------------------------------------------

void tst_Jobs::journalTellsEverything()
{
    for (int i = 0; i < 30; ++i)
        m_s3->put("kept", "from/\u00fc \"" + std::to_string(i), QByteArray::number(i));
    Job job = move({"kept", {"from/"}, "plain", {}, {}, true});
    job.session = {"dev", "eu-central-1", "http://127.0.0.1:1"};
    m_s3->fail({"CopyObject", "17", 1, 403, "AccessDenied"});
    const Ran ran = run(std::move(job));
    const Job read = folder().read(ran.job.id).value();
    QCOMPARE(read.state, Job::State::Done);
    QCOMPARE(read.session.profile, std::string("dev"));
    QCOMPARE(read.session.endpointUrl, std::string("http://127.0.0.1:1"));
    QCOMPARE(read.items.size(), ran.job.items.size());
    for (std::size_t i = 0; i < read.items.size(); ++i) {
        QCOMPARE(read.items.at(i).key, ran.job.items.at(i).key);
        QCOMPARE(read.items.at(i).etag, ran.job.items.at(i).etag);
        QCOMPARE(read.items.at(i).target, ran.job.items.at(i).target);
        QCOMPARE(read.items.state(i), ran.job.items.state(i));
        QCOMPARE(read.items.outcome(i).marker, ran.job.items.outcome(i).marker);
        QCOMPARE(read.items.outcome(i).code, ran.job.items.outcome(i).code);
        QCOMPARE(read.items.outcome(i).requestId, ran.job.items.outcome(i).requestId);
    }
    QCOMPARE(read.items.count(JobItemState::Failed), std::size_t(1));
    const Job again = failedOf(read);
    QCOMPARE(again.items.size(), std::size_t(1));
    QCOMPARE(run(again).job.items.count(JobItemState::Done), std::size_t(1));
    QVERIFY(content("kept").empty());
    QCOMPARE(QFile::permissions(m_folder->filePath(QStringLiteral("1.jsonl"))) &
                 (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
}

void tst_Jobs::damagedJournals()
{
    m_s3->putNumbered("kept", "many/", 5);
    const quint64 id = run(deletion("kept", "many/")).job.id;
    QFile file(m_folder->filePath(QStringLiteral("%1.jsonl").arg(id)));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().split('\n');
    file.close();
    const auto write = [&file](const QByteArrayList& changed) {
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(changed.join('\n'));
        file.close();
    };
    // A line in the middle, and the last one cut off.
    QByteArrayList changed = lines;
    changed.insert(2, "{\"do\":\"ended\",\"done\":[[0,");
    changed.append("{\"do\":\"sta");
    write(changed);
    QCOMPARE(folder().read(id)->items.count(JobItemState::Done), std::size_t(5));
    {
        auto opened = folder().open(id);
        QVERIFY(opened);
        opened->journal->noteState(opened->job);
    }
    QCOMPARE(folder().read(id)->state, Job::State::Done); // what came behind the cut line is read
    for (int damaged : {0, 1}) {                          // the header, the plan
        changed = lines;
        changed[damaged].chop(5);
        write(changed);
        QCOMPARE(folder().read(id).error().code, std::string("UnreadableJob"));
        QVERIFY(!folder().open(id));
        QCOMPARE(folder().list().front().state, Job::State::Unreadable);
    }
    QCOMPARE(folder().open(77).error().code, std::string("UnknownJob"));
}

void tst_Jobs::oneProgramAtATime()
{
    m_s3->putNumbered("kept", "many/", 5);
    Job job = deletion("kept", "many/");
    auto journal = folder().create(job);
    QVERIFY(journal);
    QCOMPARE(folder().open(job.id).error().code, std::string("JournalInUse"));
    QCOMPARE(folder().read(job.id)->state, Job::State::Running);
    Job second = deletion("kept", "many/");
    QVERIFY(folder().create(second));
    QVERIFY(second.id != job.id);
    *journal = nullptr;
    QVERIFY(folder().open(job.id));
    QCOMPARE(JobFolder(QStringLiteral("/proc/none")).create(second).error().code,
             std::string("UnwritableJournal"));
}

void tst_Jobs::keepsJobsForAWhile()
{
    constexpr qint64 day = 24 * 3600;
    for (int i = 1; i <= 3; ++i) {
        Job job = deletionJob("kept", {{"a", {}, {}, 0, {}}}, {}, "test");
        const auto journal = folder().create(job).value().release();
        job.state = i == 2 ? Job::State::Stopped : Job::State::Done;
        job.ended = i * 20 * day;
        journal->noteState(job);
        delete journal;
    }
    folder().tidy(65 * day);
    std::vector<quint64> left;
    for (const Job& job : folder().list())
        left.push_back(job.id);
    QCOMPARE(left, (std::vector<quint64>{3, 2})); // the second has not ended

    const QString damaged = m_folder->filePath(QStringLiteral("9.jsonl"));
    QFile file(damaged);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no journal\n");
    QVERIFY(file.flush());
    QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(day), QFileDevice::FileModificationTime));
    file.close();
    folder().tidy(20 * day);
    QVERIFY(QFile::exists(damaged));
    folder().tidy(40 * day);
    QVERIFY(!QFile::exists(damaged));
}

void tst_Jobs::saysWhyNothingCanBeWrittenDown()
{
    const QString path = m_folder->filePath(QStringLiteral("file"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    Job job = deletionJob("kept", {{"a", {}, {}, 0, {}}}, {}, "test");
    const auto journal = JobFolder(path + QStringLiteral("/jobs")).create(job);
    QVERIFY(!journal);
    QCOMPARE(journal.error().code, std::string("UnwritableJournal"));
    QVERIFY(journal.error().message.find("the folder cannot be made") != std::string::npos);
}

void tst_Jobs::fullDiskStopsWhatDestroys()
{
    m_s3->putNumbered("kept", "many/", 3000);
    Job job = deletion("kept", "many/");
    auto journal = folder().create(job);
    QVERIFY(journal);
    const qint64 size = QFileInfo(m_folder->filePath(QStringLiteral("1.jsonl"))).size();
    auto runner = makeOwned<JobRunner>(client(), std::move(job), std::move(journal).value());
    {
        const SmallDisk small(size + 60);
        runner->start();
        await(*runner);
    }
    QCOMPARE(runner->job().state, Job::State::Stopped);
    QCOMPARE(runner->job().why->code, std::string("JournalFull"));
    QCOMPARE(m_s3->count("DeleteObjects"), 0);
    QCOMPARE(m_s3->keys("kept").size(), std::size_t(3000));
    runner->resume(); // there is room again
    await(*runner);
    QCOMPARE(runner->job().state, Job::State::Done);
    QVERIFY(m_s3->keys("kept").empty());
    const Job read = folder().read(1).value();
    QCOMPARE(read.state, Job::State::Done);
    QCOMPARE(read.items.count(JobItemState::Done), std::size_t(3000));
}

/// What replaces nothing does not wait for a journal that cannot be written.
void tst_Jobs::copiesGoOnWithoutAJournal()
{
    m_s3->putNumbered("plain", "few/", 40);
    Job job = move({"plain", {"few/"}, "kept", {}, {}, false});
    auto journal = folder().create(job);
    QVERIFY(journal);
    const qint64 size = QFileInfo(m_folder->filePath(QStringLiteral("1.jsonl"))).size();
    const SmallDisk small(size + 60);
    auto runner = makeOwned<JobRunner>(client(), std::move(job), std::move(journal).value());
    runner->start();
    await(*runner);
    QCOMPARE(runner->job().state, Job::State::Done);
    QCOMPARE(m_s3->keys("kept").size(), std::size_t(40));
}

void tst_Jobs::canBeInterruptedDuringTheLastLook()
{
    m_s3->putNumbered("plain", "few/", 3);
    const auto runner = begin(deletion("plain", "few/"));
    m_s3->before = [&](const S3Double::Request& request) {
        if (request.operation == "ListObjectsV2")
            runner->interrupt();
    };
    bool isHeard = false;
    connect(runner.get(), &JobRunner::stateChanged, this,
            [&] { isHeard = runner->isAtRest() && runner->job().state == Job::State::Interrupted; });
    QTRY_VERIFY(isHeard);
    m_s3->before = nullptr;
    runner->resume();
    await(*runner);
    QCOMPARE(runner->job().state, Job::State::Done);
}

void tst_Jobs::tellsOnceThatItStandsStill()
{
    m_s3->putNumbered("plain", "few/", 3);
    Job job = deletion("plain", "few/");
    auto journal = folder().create(job);
    auto runner = makeOwned<JobRunner>(client(), std::move(job), std::move(journal).value());
    runner->start();
    int rests = 0; // nothing is under way before the first turn of the event loop
    connect(runner.get(), &JobRunner::stateChanged, this, [&] { rests += runner->isAtRest(); });
    runner->interrupt();
    QCOMPARE(runner->job().state, Job::State::Interrupted);
    QCOMPARE(rests, 1);
}

/// What a panel of jobs has to know.
void tst_Jobs::listsWhatRunsAndWhatIsWrittenDown()
{
    const TransferSession session{"dev", "us-east-1", {}};
    const auto clients = [this](const TransferSession& asked) -> Result<Client> {
        if (asked.profile != "dev")
            return makeError(ErrorKind::Configuration, "NotOpen", "That session is not open.");
        return client();
    };
    for (int i = 0; i < 2500; ++i)
        m_s3->put("kept", "many/" + std::to_string(i), "x");
    const auto before = content("kept");
    Job job = deletion("kept", "many/");
    job.session = session;
    {
        JobList list(folder(), clients);
        QVERIFY(!list.newestUndoable(session));
        m_s3->before = [&list, this](const S3Double::Request& request) {
            if (request.operation == "DeleteObjects" && m_s3->count("DeleteObjects") == 1)
                list.pause(1);
        };
        list.start(std::move(job));
        QTRY_VERIFY(list.find(1) && list.find(1)->state == Job::State::Paused);
        QVERIFY(list.find(1)->isRunningHere);
        QCOMPARE(list.find(1)->items, std::size_t(2500));
        QTRY_VERIFY(list.find(1)->isAtRest); // what was under way is done
        QVERIFY(list.find(1)->done >= 1000);
        QVERIFY(!list.newestUndoable(session)); // it has not ended
        m_s3->before = nullptr;
    } // the program ends
    JobList list(folder(), clients);
    QSignalSpy loaded(&list, &JobList::loaded);
    QSignalSpy problems(&list, &JobList::problem);
    list.load();
    QVERIFY(loaded.wait());
    QCOMPARE(list.ids(), std::vector<quint64>{1});
    QCOMPARE(list.find(1)->state, Job::State::Paused);
    QVERIFY(!list.find(1)->isRunningHere);
    list.resume(1);
    QTRY_COMPARE_WITH_TIMEOUT(list.find(1)->state, Job::State::Done, 60'000);
    QTRY_VERIFY(!list.find(1)->isRunningHere);
    QCOMPARE(list.find(1)->done, std::size_t(2500));
    QVERIFY(content("kept").empty());
    QCOMPARE(list.newestUndoable(session), std::optional<quint64>(1));
    QVERIFY(!list.newestUndoable({"other", "us-east-1", {}}));

    list.read(1, this, [&list](const Result<Job>& read) { list.start(undoOf(*read).value()); });
    QTRY_VERIFY_WITH_TIMEOUT(list.find(2) && list.find(2)->state == Job::State::Done, 60'000);
    QTRY_VERIFY(!list.newestUndoable(session)); // it has been
    QCOMPARE(list.ids(), (std::vector<quint64>{2, 1}));
    QCOMPARE(content("kept"), before);

    QCOMPARE(problems.count(), 0);
    list.start(deletionJob("kept", {{"a", {}, {}, 0, {}}}, {}, "of nobody's session"));
    QCOMPARE(problems.count(), 1);
    list.resume(77);
    QTRY_COMPARE(problems.count(), 2);
}

void tst_Jobs::reports()
{
    for (const char* key : {"x/=a", "x/b,\"c\"", "x/d"})
        m_s3->put("plain", key, "text");
    Job job = move({"plain", {"x/"}, "kept", {}, {}, true});
    m_s3->fail({"CopyObject", "d", 1, 403, "AccessDenied"});
    const Job ran = run(std::move(job)).job;
    const auto written = [&ran](std::optional<JobItemState> state, ReportFormat format) {
        QByteArray all;
        writeReport(ran, state, format, [&all](const QByteArray& piece) {
            all += piece;
            return true;
        });
        return all;
    };
    const auto rows = QJsonDocument::fromJson(written({}, ReportFormat::Json)).array();
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[2].toObject()[QLatin1String("outcome")].toString(), QStringLiteral("failed"));
    QCOMPARE(rows[2].toObject()[QLatin1String("code")].toString(), QStringLiteral("AccessDenied"));
    QCOMPARE(written(JobItemState::Failed, ReportFormat::NdJson).count('\n'), 1);
    QCOMPARE(QJsonDocument::fromJson(written(JobItemState::Skipped, ReportFormat::Json)).array().size(), 0);
    const auto csv = written({}, ReportFormat::Csv).split('\n');
    QCOMPARE(csv.size(), 5);
    QVERIFY(csv[0].startsWith("number,bucket,key,"));
    QVERIFY2(csv[2].startsWith("1,plain,\"x/b,\"\"c\"\"\","), csv[2].constData());
}

void tst_Jobs::manyItemsTakeLittleMemory()
{
    JobItems items;
    constexpr std::size_t many = 200'000;
    for (std::size_t i = 0; i < many; ++i)
        items.add({"logs/2026/11/30/" + std::to_string(i) + ".gz",
                   "\"0123456789abcdef0123456789abcdef\"",
                   {},
                   "STANDARD",
                   1,
                   {},
                   {}});
    QVERIFY2(items.bytesUsed() / many <= 150, qPrintable(QString::number(items.bytesUsed() / many)));
    QCOMPARE(items.at(many - 1).key, std::string("logs/2026/11/30/199999.gz"));
    items.setState(7, JobItemState::Failed);
    items.setOutcome(7, {"v", {}, {}, "Code", std::string(70'000, 'x'), "id"});
    QCOMPARE(items.outcome(7).requestId, std::string("id"));
    QCOMPARE(items.outcome(7).message.size(), std::size_t(65'535));
    QCOMPARE(items.count(JobItemState::Queued), many - 1);
}

INIA_TEST_CLASS(tst_Jobs, QCoreApplication)
#include "tst_jobs.moc"
