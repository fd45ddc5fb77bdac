#include "core/policy/effect.h"
#include "core/transfer/download.h"
#include "core/transfer/downloadfile.h"
#include "core/transfer/filetransfers.h"
#include "core/transfer/folderwalk.h"
#include "core/transfer/transferjob.h"
#include "core/transfer/transferqueue.h"
#include "tests/support/fakeclock.h"
#include "tests/support/handtransfers.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QDir>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrlQuery>
#include <QtTest/QtTest>

#include <fcntl.h>
#include <unistd.h>

#include <optional>

using namespace inia;
using namespace inia::tests;

/// The queue with transfers that a test holds in its hand, and what is left of it when the program dies.
class tst_TransferQueue final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void takesTurns();
    void countsAndProgress();
    void failureIsToldAndTriedAgain();
    void pausedLeavesItsPlace();
    void cancelTakesBack();
    void expiredTokenIsNoFailure();
    void missingSessionInterrupts();
    void lostConnectionInterrupts();
    void existingIsSkippedOrRenamed();
    void lockPausesUploads();
    void lockedUploadsDoNotBegin();
    void lockedUploadsWaitAfterARestart();
    void refusedUploadIsNoFailure();
    void downloadsDoNotMindTheLock();
    void crashIsSurvived();
    void tornLineIsHarmless();
    void cancelAfterCrashDiscards();
    void secondProgramIsRefused();
    void journalHoldsNoSecret();
    void journalIsForItsOwnerAlone();
    void recordsAreRedacted();
    void prefixIsListedAsNeeded();
    void tenThousandFilesStayFluent();
    void folderIsWalked();
    void foreignNamesAreLeftOutByName();
    void listIsFollowed_data();
    void listIsFollowed();
    void oldTokenIsGivenUp();
    void restartGoesOnByKey();
    void brokenFileWaitsForItsNextTurn();
    void journalIsItsOwners();
    void journalKeepsWhatIsSaid();
    void contentTypeGoesByTheName_data();
    void contentTypeGoesByTheName();
    void contentOfAFolderBecomesAFile();

private:
    /// Answers lists with these bodies, one after the other, then with the last.
    void serveLists(const QByteArrayList& pages);
    using Job = TransferJob::State;
    void open(int filesAtOnce = 2);
    [[nodiscard]] const TransferJob& job(int index = 0) const { return m_queue->at(index); }
    [[nodiscard]] QString journalPath() const
    {
        return m_folder->filePath(QStringLiteral("kept/transfers.jsonl"));
    }
    void turn() const { QTest::qWait(0); }
    void lock() const { m_session->session.policy().lock("Open it again."); }
    [[nodiscard]] static TransferJob uploadOf(const std::vector<const char*>& keys)
    {
        TransferJob job = jobOf(keys);
        job.kind = TransferKind::Upload;
        return job;
    }

    std::optional<TestSession> m_session;
    std::optional<QTemporaryDir> m_folder;
    std::optional<Error> m_noClient;
    Made m_made;
    std::unique_ptr<TransferQueue> m_queue;
};

void tst_TransferQueue::initTestCase()
{
    if (!hasModelPack())
        QSKIP("no model pack");
}

void tst_TransferQueue::init()
{
    auto session = makeTestSession();
    QVERIFY(session);
    m_session.emplace(std::move(session).value());
    m_queue.reset();
    m_folder.emplace();
    m_noClient.reset();
    m_made = {};
    open();
}

/// The program begins: nothing of the queue before is told to stop.
void tst_TransferQueue::open(int filesAtOnce)
{
    m_queue.reset();
    auto journal = TransferJournal::open(journalPath());
    QVERIFY2(journal, journal ? "" : journal.error().message.c_str());
    const auto clients = [this](const TransferSession&) -> Result<Client> {
        return m_noClient ? Result<Client>(*m_noClient) : m_session->session.client("s3");
    };
    m_queue = std::make_unique<TransferQueue>(clients, std::make_unique<HandTransfers>(m_made),
                                              std::make_shared<FakeClock>(), std::move(journal).value(),
                                              filesAtOnce);
}

void tst_TransferQueue::takesTurns()
{
    m_queue->add(jobOf({"a", "b", "c"}));
    m_queue->add(jobOf({"d"}));
    turn();
    QCOMPARE(m_made.transfers.size(), 2U);
    QCOMPARE(m_queue->runningFiles(job()), 2);
    m_made.transfers[1]->succeed();
    QTRY_COMPARE(m_made.transfers.size(), 3U);
    QCOMPARE(m_made.last()->name(), QStringLiteral("c"));
    m_made.transfers[0]->succeed();
    QTRY_COMPARE(m_made.transfers.size(), 4U);
    m_made.transfers[2]->succeed();
    m_made.last()->succeed();
    QTRY_COMPARE(job(1).state, Job::Succeeded);
    QCOMPARE(job(0).state, Job::Succeeded);
    QCOMPARE(m_queue->unfinished(), 0);
    QTRY_COMPARE(m_made.alive(), 0);
}

void tst_TransferQueue::countsAndProgress()
{
    QSignalSpy changed(m_queue.get(), &TransferQueue::changed);
    m_queue->add(jobOf({"a", "b", "c"}));
    turn();
    m_made.transfers[0]->advance(40);
    m_made.transfers[1]->advance(60);
    QCOMPARE(m_queue->doneBytes(job()), 100);
    m_made.transfers[1]->advance(0); // a part is sent again
    QCOMPARE(m_queue->doneBytes(job()), 40);
    m_made.transfers[0]->succeed();
    QTRY_COMPARE(job().counts.doneFiles, 1);
    QCOMPARE(m_queue->doneBytes(job()), 100);
    QCOMPARE(job().counts.bytes, 300);
    QVERIFY(!changed.isEmpty());
}

void tst_TransferQueue::failureIsToldAndTriedAgain()
{
    const quint64 id = m_queue->add(jobOf({"a", "b"}));
    turn();
    m_made.transfers[0]->failWith("AccessDenied");
    m_made.transfers[1]->succeed();
    QTRY_COMPARE(job().state, Job::Failed);
    QCOMPARE(job().counts.failedFiles, 1);
    QCOMPARE(job().error->code, std::string("AccessDenied"));
    QCOMPARE(job().items.begin()->second.error, std::string("It is AccessDenied"));
    m_queue->resume(id);
    QTRY_COMPARE(m_made.transfers.size(), 3U);
    QCOMPARE(m_made.last()->name(), QStringLiteral("a"));
    QCOMPARE(job().counts.failedFiles, 0);
    m_made.last()->succeed();
    QTRY_COMPARE(job().state, Job::Succeeded);
    QVERIFY(job().items.empty());
}

void tst_TransferQueue::pausedLeavesItsPlace()
{
    const quint64 first = m_queue->add(jobOf({"a", "b", "c"}));
    m_queue->add(jobOf({"d"}));
    turn();
    m_queue->pause(first);
    QCOMPARE(job().state, Job::Paused);
    QCOMPARE(m_made.transfers[0]->state(), Transfer::State::Paused);
    m_queue->resume(first);
    m_queue->pause(first);
    QTRY_COMPARE(m_made.transfers.size(), 3U);
    QCOMPARE(m_made.last()->name(), QStringLiteral("d"));
    m_made.last()->succeed();
    QTRY_COMPARE(job(1).state, Job::Succeeded);
    m_queue->resume(first);
    QCOMPARE(m_made.transfers[0]->state(), Transfer::State::Running);
}

void tst_TransferQueue::cancelTakesBack()
{
    const quint64 id = m_queue->add(jobOf({"a", "b", "c"}));
    turn();
    m_queue->cancel(id);
    QCOMPARE(job().state, Job::Cancelled);
    QCOMPARE(m_queue->runningFiles(job()), 0);
    QCOMPARE(m_made.alive(), 2); // they take back what they began
    QTRY_COMPARE(m_made.alive(), 0);
    QCOMPARE(m_made.transfers.size(), 2U);
    m_queue->add(jobOf({"d"}));
    turn();
    QSignalSpy removed(m_queue.get(), &TransferQueue::removed);
    m_queue->clearFinished();
    QCOMPARE(removed.size(), 1);
    QCOMPARE(m_queue->count(), 1);
    m_queue->remove(job().id); // while it runs
    QCOMPARE(m_queue->count(), 0);
    QTRY_COMPARE(m_made.alive(), 0);
}

void tst_TransferQueue::expiredTokenIsNoFailure()
{
    m_queue->add(jobOf({"a", "b"}));
    turn();
    m_made.transfers[0]->keep(Value::map({{"part", 3}}));
    m_made.transfers[0]->failWith("ExpiredToken");
    QTRY_COMPARE(job().state, Job::Interrupted);
    QCOMPARE(job().counts.failedFiles, 0);
    m_made.transfers[1]->failWith("ExpiredToken");
    QTRY_COMPARE(m_queue->runningFiles(job()), 0);
    QCOMPARE(job().counts.failedFiles, 0);
    m_queue->sessionAvailable({"east", "us-east-1", {}});
    turn();
    QCOMPARE(m_made.transfers.size(), 2U);
    m_queue->sessionAvailable(job().session);
    QTRY_COMPARE(m_made.transfers.size(), 4U);
    QCOMPARE(job().state, Job::Running);
}

void tst_TransferQueue::missingSessionInterrupts()
{
    m_noClient = makeError(ErrorKind::Credentials, "NoSession", "Open the session west.");
    m_queue->add(jobOf({"a"}));
    QTRY_COMPARE(job().state, Job::Interrupted);
    QCOMPARE(job().error->message, std::string("Open the session west."));
    m_noClient.reset();
    m_queue->sessionAvailable(job().session);
    QTRY_COMPARE(m_made.transfers.size(), 1U);
}

void tst_TransferQueue::lostConnectionInterrupts()
{
    const quint64 id = m_queue->add(jobOf({"a", "b", "c", "d", "e"}));
    for (std::size_t next = 0; next < 3; ++next) {
        QTRY_VERIFY(m_made.transfers.size() > next);
        m_made.transfers[next]->failWith("ConnectionRefused", ErrorKind::Transport);
    }
    QTRY_COMPARE(job().state, Job::Interrupted);
    QCOMPARE(job().error->code, std::string("ConnectionRefused"));
    QCOMPARE(job().counts.failedFiles, 0); // it is no fault of theirs
    m_made.succeedAtOnce = true;
    m_made.last()->succeed();
    m_queue->resume(id);
    QTRY_COMPARE(job().state, Job::Succeeded);
    QCOMPARE(job().counts.doneFiles, 5);
}

void tst_TransferQueue::existingIsSkippedOrRenamed()
{
    TransferJob skips = jobOf({"a"});
    skips.existing = ExistingPolicy::Skip;
    m_queue->add(std::move(skips));
    turn();
    m_made.last()->failWith("TargetExists");
    QTRY_COMPARE(job().state, Job::Succeeded);
    QCOMPARE(job().counts.skippedFiles, 1);
    TransferJob keeps = jobOf({"b"});
    keeps.existing = ExistingPolicy::KeepBoth;
    m_queue->add(std::move(keeps));
    QTRY_COMPARE(m_made.transfers.size(), 2U);
    m_made.last()->failWith("TargetExists");
    QTRY_COMPARE(m_made.transfers.size(), 3U);
    QCOMPARE(m_made.last()->name(), QStringLiteral("b1"));
    m_made.last()->succeed();
    QTRY_COMPARE(job(1).state, Job::Succeeded);
}

/// What is under way stops at once and says why; what is there stays for later.
void tst_TransferQueue::lockPausesUploads()
{
    const quint64 id = m_queue->add(uploadOf({"a", "b", "c"}));
    turn();
    QCOMPARE(m_queue->runningFiles(job()), 2);
    lock();
    QCOMPARE(job().state, Job::Paused);
    QVERIFY(job().error && job().error->kind == ErrorKind::ReadOnly);
    QVERIFY(job().error->message.find("Open it again.") != std::string::npos);
    for (const auto& transfer : m_made.transfers)
        QCOMPARE(transfer->state(), Transfer::State::Paused);
    m_queue->resume(id);
    m_queue->cancel(id); // to abort what has begun would be refused
    turn();
    QCOMPARE(job().state, Job::Paused);
    QCOMPARE(m_made.transfers[0]->state(), Transfer::State::Paused);
    QCOMPARE(m_made.transfers.size(), 2U);
    m_session->session.policy().unlock();
    turn();
    QCOMPARE(job().state, Job::Paused); // going on is for the user to say
    m_queue->resume(id);
    QCOMPARE(job().state, Job::Running);
    QVERIFY(!job().error);
    QCOMPARE(m_made.transfers[0]->state(), Transfer::State::Running);
}

void tst_TransferQueue::lockedUploadsDoNotBegin()
{
    lock();
    const quint64 id = m_queue->add(uploadOf({"a"}));
    QTRY_COMPARE(job().state, Job::Paused);
    QVERIFY(job().error && job().error->kind == ErrorKind::ReadOnly);
    QVERIFY(m_made.transfers.empty());
    m_queue->sessionAvailable(job().session);
    m_queue->resume(id);
    turn();
    QVERIFY(m_made.transfers.empty());
    m_queue->cancel(id); // nothing was begun
    QCOMPARE(job().state, Job::Cancelled);
}

/// The program ends in the middle of an upload and begins again with its session locked.
void tst_TransferQueue::lockedUploadsWaitAfterARestart()
{
    m_queue->add(uploadOf({"a"}));
    turn();
    m_made.last()->keep(Value::map({{"part", 3}}));
    lock();
    m_session->session.policy().unlock();
    m_queue->resume(job().id);
    open();
    lock();
    QCOMPARE(m_queue->count(), 1);
    m_queue->resume(job().id);
    turn();
    QCOMPARE(m_made.transfers.size(), 1U);
    QCOMPARE(job().state, Job::Paused);
    open(); // what was written says so as well
    QCOMPARE(job().error->code, std::string(sessionIsReadOnly));
    m_session->session.policy().unlock();
    m_queue->resume(job().id);
    QTRY_COMPARE(m_made.transfers.size(), 2U);
    QCOMPARE(m_made.resumePoints.back()["part"].toInt(), 3);
}

/// A call of the upload was refused before the queue has heard of the lock, or that of a tab that is gone.
void tst_TransferQueue::refusedUploadIsNoFailure()
{
    m_queue->add(uploadOf({"a"}));
    turn();
    m_made.last()->keep(Value::map({{"part", 3}}));
    m_made.last()->failWith("SessionIsReadOnly", ErrorKind::ReadOnly);
    QTRY_COMPARE(m_made.transfers.size(), 2U); // the session that is open now allows it
    QCOMPARE(m_made.resumePoints.back()["part"].toInt(), 3);
    QCOMPARE(job().counts.failedFiles, 0);
    lock();
    m_made.last()->failWith("SessionIsReadOnly", ErrorKind::ReadOnly);
    QTRY_COMPARE(m_queue->runningFiles(job()), 0);
    QCOMPARE(job().state, Job::Paused);
    QCOMPARE(job().counts.failedFiles, 0);
}

void tst_TransferQueue::downloadsDoNotMindTheLock()
{
    lock();
    m_queue->add(jobOf({"a"}));
    QTRY_COMPARE(m_made.transfers.size(), 1U);
    m_session->session.policy().unlock();
    lock();
    QCOMPARE(job().state, Job::Running);
    m_made.last()->succeed();
    QTRY_COMPARE(job().state, Job::Succeeded);
}

void tst_TransferQueue::crashIsSurvived()
{
    TransferJob first = jobOf({"a", "b", "c", "d"});
    first.existing = ExistingPolicy::KeepBoth;
    first.folder = QStringLiteral("/home/me/Downloads");
    first.prefix = "photos/";
    const quint64 id = m_queue->add(std::move(first));
    const quint64 done = m_queue->add(jobOf({"e"}));
    const quint64 gone = m_queue->add(jobOf({"f"}));
    m_queue->remove(gone);
    turn();
    m_made.transfers[0]->succeed();
    m_made.transfers[1]->failWith("AccessDenied");
    QTRY_COMPARE(m_made.transfers.size(), 4U);
    const Value point = Value::map(
        {{"etag", "\"e\""}, {"parts", Value::list({Value::list({0, 3})})}, {"size", qint64(1) << 42}});
    m_made.transfers[2]->keep(point);
    for (int round = 0; round < 2; ++round) { // the second reads what the first has written anew
        m_made = {};
        open();
        QCOMPARE(m_queue->count(), 2);
        QCOMPARE(job().id, id);
        QCOMPARE(job().state, Job::Interrupted);
        QCOMPARE(job().counts.files, 4);
        QCOMPARE(job().counts.doneFiles, 1);
        QCOMPARE(job().counts.failedFiles, 1);
        QCOMPARE(job().counts.doneBytes, 100);
        QCOMPARE(job().existing, ExistingPolicy::KeepBoth);
        QCOMPARE(job().folder, QStringLiteral("/home/me/Downloads"));
        QCOMPARE(job().session.region, std::string("us-west-2"));
        QCOMPARE(job(1).id, done);
    }
    turn();
    QVERIFY(m_made.transfers.empty()); // nothing goes on unasked
    m_queue->resume(id);
    QTRY_COMPARE(m_made.transfers.size(), 2U);
    QCOMPARE(m_made.transfers[0]->name(), QStringLiteral("c"));
    QVERIFY(m_made.resumePoints[0] == point);
    QVERIFY(m_queue->add(jobOf({"g"})) > done);
}

void tst_TransferQueue::tornLineIsHarmless()
{
    m_queue->add(jobOf({"a", "b"}));
    turn();
    m_queue.reset();
    QFile file(journalPath());
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"do\":\"done\",\"job\":1,\"it");
    file.close();
    open();
    QCOMPARE(m_queue->count(), 1);
    QCOMPARE(job().items.size(), 2U);
}

void tst_TransferQueue::cancelAfterCrashDiscards()
{
    const quint64 id = m_queue->add(jobOf({"a", "b"}));
    turn();
    m_made.transfers[0]->keep(Value::map({{"UploadId", "u"}}));
    open();
    m_queue->cancel(id);
    QCOMPARE(m_made.discarded, QStringList{QStringLiteral("a")});
    QCOMPARE(job().state, Job::Cancelled);
}

void tst_TransferQueue::secondProgramIsRefused()
{
    const auto second = TransferJournal::open(journalPath());
    QVERIFY(!second);
    QCOMPARE(second.error().code, std::string("JournalInUse"));
}

void tst_TransferQueue::journalHoldsNoSecret()
{
    m_queue->add(jobOf({"a"}));
    turn();
    m_made.last()->failWith("ExpiredToken");
    turn();
    QFile file(journalPath());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("ExpiredToken"));
    QVERIFY(!text.contains("AKIDEXAMPLE") && !text.contains("an invented secret"));
}

void tst_TransferQueue::journalIsForItsOwnerAlone()
{
    constexpr auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(!(QFile::permissions(journalPath()) & others));
    // One of an older version was for everybody.
    m_queue.reset();
    QVERIFY(QFile::setPermissions(journalPath(), QFile::permissions(journalPath()) | QFileDevice::ReadOther));
    open();
    m_queue->add(jobOf({"a"}));
    turn();
    QVERIFY(!(QFile::permissions(journalPath()) & others));
    QVERIFY(QFile::permissions(journalPath()) & QFileDevice::ReadOwner);
}

void tst_TransferQueue::recordsAreRedacted()
{
    TransferJob job = jobOf({"a"});
    job.session.endpointUrl = "http://anna:Winter2026@127.0.0.1:9000";
    job.error =
        makeError(ErrorKind::Service, "SignatureDoesNotMatch", "host:h\nx-amz-security-token:hidden\n");
    job.items.begin()->second.error = "no answer from https://h/?X-Amz-Signature=hidden";
    QByteArray all;
    for (const auto& record : {journal::jobRecord(job), journal::itemRecord(job, job.items.begin()->first)})
        all += QJsonDocument(record).toJson();
    QVERIFY2(!all.contains("hidden") && !all.contains("Winter2026"), all.constData());
    QVERIFY(all.contains("SignatureDoesNotMatch") && all.contains("127.0.0.1:9000"));
}

void tst_TransferQueue::prefixIsListedAsNeeded()
{
    FakeS3 s3;
    s3.addNumberedBucket("b", 2500, "photos/");
    m_session->serve(s3);
    m_made.succeedAtOnce = false;
    TransferJob folder = jobOf({});
    folder.prefix = "photos/";
    folder.isListing = true;
    const quint64 id = m_queue->add(std::move(folder));
    QTRY_COMPARE(m_made.transfers.size(), 2U);
    turn();
    QCOMPARE(m_session->transport->requestCount(), 1); // a page is enough for now
    QCOMPARE(job().counts.files, 1000);
    QVERIFY(job().isListing);
    open(); // the list is gone on with where it was
    m_made.succeedAtOnce = true;
    m_queue->resume(id);
    QTRY_COMPARE_WITH_TIMEOUT(job().state, Job::Succeeded, 20'000);
    QCOMPARE(job().counts.doneFiles, 2500);
    QCOMPARE(m_session->transport->requestCount(), 3);
    s3.deny("b");
    TransferJob denied = jobOf({});
    denied.isListing = true;
    m_queue->add(std::move(denied));
    QTRY_COMPARE(job(1).state, Job::Interrupted);
    QCOMPARE(job(1).error->code, std::string("AccessDenied"));
}

void tst_TransferQueue::tenThousandFilesStayFluent()
{
    m_made.succeedAtOnce = true;
    TransferJob many = jobOf({});
    for (int i = 0; i < 10'000; ++i) {
        TransferItem item;
        item.key = "folder/file-" + std::to_string(i);
        item.size = 10;
        many.add(std::move(item));
    }
    qint64 longestTurn = 0;
    m_queue->add(std::move(many));
    while (!job().isFinished()) {
        QElapsedTimer timer;
        timer.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 0);
        longestTurn = std::max(longestTurn, timer.elapsed());
    }
    QCOMPARE(job().counts.doneFiles, 10'000);
    QVERIFY(job().items.empty());
    qInfo("longest turn %lld ms", longestTurn);
}

void tst_TransferQueue::folderIsWalked()
{
    const QDir base(m_folder->path());
    QVERIFY(base.mkpath(QStringLiteral("photos/2026")));
    const auto put = [&base](const char* name, const QByteArray& text) {
        QFile file(base.filePath(QString::fromUtf8(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    put("photos/a.jpg", "1234");
    put("photos/.hidden", "12");
    put("photos/2026/b.jpg", "123456");
    put("single", "1");
    QVERIFY(QFile::link(base.filePath(QStringLiteral("photos")),
                        base.filePath(QStringLiteral("photos/2026/circle"))));
    QVERIFY(QFile::link(QStringLiteral("/dev/null"), base.filePath(QStringLiteral("photos/device"))));
    QVERIFY(QFile::link(QStringLiteral("/nowhere"), base.filePath(QStringLiteral("photos/broken"))));
    FolderWalk walk({base.filePath(QStringLiteral("photos/")), base.filePath(QStringLiteral("single"))});
    QSignalSpy finished(&walk, &FolderWalk::finished);
    walk.start();
    QTRY_COMPARE(finished.size(), 1);
    QStringList names;
    for (const FolderWalk::File& file : walk.found().files)
        names.append(file.name);
    std::sort(names.begin(), names.end());
    QCOMPARE(names, (QStringList{QStringLiteral("photos/.hidden"), QStringLiteral("photos/2026/b.jpg"),
                                 QStringLiteral("photos/a.jpg"), QStringLiteral("single")}));
    QCOMPARE(walk.found().bytes, 13);
    QCOMPARE(walk.found().leftOutCount, 3);
}

void tst_TransferQueue::foreignNamesAreLeftOutByName()
{
    const QDir base(m_folder->path());
    QVERIFY(base.mkpath(QStringLiteral("photos")));
    QFile good(base.filePath(QStringLiteral("photos/caf\u00E9.txt")));
    QVERIFY(good.open(QIODevice::WriteOnly));
    const QByteArray foreign = QFile::encodeName(base.filePath(QStringLiteral("photos/"))) + "caf\xE9.txt";
    const int descriptor = ::open(foreign.constData(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0)
        QSKIP("this file system takes no such names");
    ::close(descriptor);
    FolderWalk walk({base.filePath(QStringLiteral("photos"))});
    QSignalSpy finished(&walk, &FolderWalk::finished);
    walk.start();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(walk.found().files.size(), 1U);
    QCOMPARE(walk.found().leftOutCount, 1);
    QVERIFY2(walk.found().leftOut.first().endsWith(QStringLiteral("photos/caf\\xE9.txt")),
             qPrintable(walk.found().leftOut.first()));
}

void tst_TransferQueue::serveLists(const QByteArrayList& pages)
{
    m_session->transport->setHandler([pages, next = 0](const HttpRequest&) mutable {
        const QByteArray& page = pages.at(std::min<qsizetype>(next++, pages.size() - 1));
        return makeResponse(200, "<ListBucketResult>" + page + "</ListBucketResult>");
    });
}

namespace {

/// A page of a list; the last one when `token` is "-", without a token when it is empty.
QByteArray listPage(const QByteArrayList& keys, const QByteArray& token)
{
    QByteArray page;
    for (const QByteArray& key : keys)
        page += "<Contents><Key>" + key + "</Key><Size>1</Size></Contents>";
    if (token == "-")
        return page + "<IsTruncated>false</IsTruncated>";
    page += "<IsTruncated>true</IsTruncated>";
    return token.isEmpty() ? page : page + "<NextContinuationToken>" + token + "</NextContinuationToken>";
}

} // namespace

void tst_TransferQueue::listIsFollowed_data()
{
    QTest::addColumn<QByteArrayList>("pages");
    QTest::addColumn<int>("files");
    QTest::addColumn<QString>("code"); // empty: it ends well
    using Pages = QByteArrayList;
    QTest::newRow("tokens") << Pages{listPage({"a", "b"}, "1"), listPage({"c"}, "-")} << 3 << "";
    QTest::newRow("empty page in the middle")
        << Pages{listPage({"a"}, "1"), listPage({}, "2"), listPage({"b"}, "-")} << 2 << "";
    QTest::newRow("empty page at the beginning") << Pages{listPage({}, "1"), listPage({"b"}, "-")} << 1 << "";
    QTest::newRow("keys alone") << Pages{listPage({"a"}, ""), listPage({"b"}, "-")} << 2 << "";
    QTest::newRow("keys alone, not followed")
        << Pages{listPage({"a", "b"}, ""), listPage({"a", "b"}, "")} << 2 << "UnorderedList";
    QTest::newRow("key repeats") << Pages{listPage({"a"}, "1"), listPage({"a"}, "2")} << 1 << "UnorderedList";
    QTest::newRow("keys go back") << Pages{listPage({"a", "m"}, "1"), listPage({"b"}, "2")} << 2
                                  << "UnorderedList";
    QTest::newRow("keys go back in a page") << Pages{listPage({"b", "a"}, "-")} << 0 << "UnorderedList";
    QTest::newRow("bytes are compared")
        << Pages{listPage({"Z", "a", "\xC3\xA9"}, "1"), listPage({"\xF0\x9F\x98\x80"}, "-")} << 4 << "";
    QTest::newRow("token repeats") << Pages{listPage({"a"}, "1"), listPage({"b"}, "1"), listPage({"c"}, "1")}
                                   << 1 << "RepeatedToken";
    QTest::newRow("nothing says where") << Pages{listPage({}, "")} << 0 << "MissingToken";
}

void tst_TransferQueue::listIsFollowed()
{
    QFETCH(const QByteArrayList, pages);
    QFETCH(const int, files);
    QFETCH(const QString, code);
    serveLists(pages);
    m_made.succeedAtOnce = true;
    TransferJob folder = jobOf({});
    folder.isListing = true;
    m_queue->add(std::move(folder));
    QTRY_VERIFY(job().isFinished() || job().state == Job::Interrupted);
    QCOMPARE(job().error ? QString::fromStdString(job().error->code) : QString(), code);
    QCOMPARE(job().counts.files, files);
    QVERIFY(m_session->transport->requestCount() <= pages.size());
}

void tst_TransferQueue::oldTokenIsGivenUp()
{
    QStringList asked;
    m_session->transport->setHandler([&asked](const HttpRequest& request) {
        const QUrlQuery query{QUrl(QString::fromStdString(request.url))};
        const QString token = query.queryItemValue(QStringLiteral("continuation-token"));
        asked.append(token.isEmpty() ? query.queryItemValue(QStringLiteral("start-after")) : token);
        if (asked.size() == 1)
            return makeResponse(200, "<ListBucketResult>" + listPage({"a"}, "old") + "</ListBucketResult>");
        if (!token.isEmpty())
            return makeResponse(400, "<Error><Code>InvalidArgument</Code></Error>");
        return makeResponse(200, "<ListBucketResult>" + listPage({"b"}, "-") + "</ListBucketResult>");
    });
    m_made.succeedAtOnce = true;
    TransferJob folder = jobOf({});
    folder.isListing = true;
    m_queue->add(std::move(folder));
    QTRY_COMPARE(job().state, Job::Succeeded);
    QCOMPARE(asked, (QStringList{QString(), QStringLiteral("old"), QStringLiteral("a")}));
}

/// The service's token is for the running program alone.
void tst_TransferQueue::restartGoesOnByKey()
{
    QByteArrayList many;
    for (int i = 100; i < 700; ++i)
        many.append("k" + QByteArray::number(i));
    serveLists({listPage(many, "t")});
    TransferJob folder = jobOf({});
    folder.isListing = true;
    const quint64 id = m_queue->add(std::move(folder));
    QTRY_COMPARE(job().counts.files, 600);
    open();
    serveLists({listPage({"z"}, "-")});
    m_session->transport->forgetRequests();
    m_made.succeedAtOnce = true;
    m_queue->resume(id);
    QTRY_COMPARE(job().state, Job::Succeeded);
    QCOMPARE(m_session->transport->requestCount(), 1);
    const std::string& url = m_session->transport->requests().front().url;
    QVERIFY2(url.find("start-after=k699") != std::string::npos, url.c_str());
    QVERIFY(url.find("continuation-token") == std::string::npos);
}

/// It does not fail at once, nor keep others waiting; one that fails again and again does in the end.
void tst_TransferQueue::brokenFileWaitsForItsNextTurn()
{
    open(1);
    m_queue->add(jobOf({"a", "b", "c", "d"}));
    QStringList order;
    for (int round = 0; round < 6; ++round) {
        QTRY_COMPARE(m_made.transfers.size(), std::size_t(round + 1));
        const QString name = m_made.last()->name();
        order.append(name);
        if (name == QStringLiteral("a")) {
            m_made.last()->keep(Value::map({{"UploadId", "u"}}));
            m_made.last()->failWith("ConnectionClosed", ErrorKind::Transport);
        } else {
            m_made.last()->succeed();
        }
    }
    QCOMPARE(order.join(QString()), QStringLiteral("abcdaa"));
    QTRY_COMPARE(job().state, Job::Failed);
    QCOMPARE(job().counts.doneFiles, 3);
    QCOMPARE(m_made.resumePoints.back()["UploadId"].text(), std::string("u"));
}

void tst_TransferQueue::journalIsItsOwners()
{
    m_queue->add(jobOf({"a"}));
    turn();
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QCOMPARE(QFile::permissions(journalPath()) & others, QFileDevice::Permissions());
    m_queue.reset();
    // One that an older program has written.
    QVERIFY(QFile::setPermissions(journalPath(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | others));
    open();
    QCOMPARE(QFile::permissions(journalPath()) & others, QFileDevice::Permissions());
}

void tst_TransferQueue::journalKeepsWhatIsSaid()
{
    TransferJob first = jobOf({"a", "b"});
    first.contentType = "image/png";
    m_queue->add(std::move(first));
    turn();
    m_made.transfers[0]->isChecked = false;
    m_made.transfers[0]->succeed();
    QTRY_COMPARE(job().counts.unverifiedFiles, 1);
    for (int round = 0; round < 2; ++round) {
        open();
        QCOMPARE(job().contentType, std::string("image/png"));
        QCOMPARE(job().counts.unverifiedFiles, 1);
    }
}

void tst_TransferQueue::contentTypeGoesByTheName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("sent");
    QTest::newRow("page") << "page.html"
                          << ""
                          << "text/html";
    QTest::newRow("picture") << "a picture.PNG"
                             << ""
                             << "image/png";
    QTest::newRow("nobody knows") << "what.isthis-7"
                                  << ""
                                  << "binary/octet-stream";
    QTest::newRow("no suffix") << "no-suffix"
                               << ""
                               << "binary/octet-stream";
    QTest::newRow("said") << "page.html"
                          << "text/plain"
                          << "text/plain";
}

void tst_TransferQueue::contentTypeGoesByTheName()
{
    QFETCH(const QString, name);
    QFETCH(const QString, said);
    QFETCH(const QString, sent);
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
    file.close();
    std::string found;
    m_session->transport->setHandler([&found](const HttpRequest& request) {
        found = request.headers.value("Content-Type");
        HttpResponse response = makeResponse(200, {});
        response.headers.set("ETag", "\"e\"");
        return response;
    });
    FileTransfers transfers(std::make_shared<TransferSlots>(1), nullptr);
    TransferJob job;
    job.kind = TransferKind::Upload;
    job.bucket = "b";
    job.existing = ExistingPolicy::Overwrite;
    job.contentType = said.toStdString();
    TransferItem item;
    item.key = "k";
    item.path = file.fileName();
    const auto made = transfers.make(job, item, *m_session->session.client("s3"));
    QVERIFY(made);
    QSignalSpy finished((*made).get(), &Transfer::finished);
    (*made)->start();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY((*made)->result());
    QCOMPARE(QString::fromStdString(found), sent);
}

void tst_TransferQueue::contentOfAFolderBecomesAFile()
{
    FileTransfers transfers(std::make_shared<TransferSlots>(1), nullptr);
    TransferJob job;
    job.bucket = "b";
    job.folder = m_folder->path();
    job.prefix = "top/";
    TransferItem item;
    item.key = "top/bar/";
    item.size = 0;
    const auto folder = transfers.make(job, item, *m_session->session.client("s3"));
    QVERIFY(folder && !*folder);
    item.size = 6;
    const auto content = transfers.make(job, item, *m_session->session.client("s3"));
    QVERIFY(content && *content);
    QCOMPARE(dynamic_cast<const DownloadFile&>(dynamic_cast<const Download&>(**content).output()).path(),
             m_folder->filePath(QStringLiteral("top/bar/%2F")));
}

INIA_TEST_CLASS(tst_TransferQueue, QCoreApplication)
#include "tst_transferqueue.moc"
