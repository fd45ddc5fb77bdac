#include "core/async/background.h"
#include "tests/support/testmain.h"

#include <QtCore/QThread>
#include <QtTest/QtTest>

using namespace inia;

class tst_Background final : public QObject {
    Q_OBJECT

private slots:
    void resultsComeToTheThreadThatAsked_data();
    void resultsComeToTheThreadThatAsked();
    void resultsNeedNoCopies();
    void whatDoneHoldsDiesWhereItWasMade();
    void everyJobIsAnswered();
    void messagesToTheDeadAreDropped();
};

namespace {

/// Notes the thread in which it is destroyed.
class Held final {
public:
    explicit Held(QThread*& where) : m_where(where) {}
    ~Held() { m_where = QThread::currentThread(); }
    Q_DISABLE_COPY_MOVE(Held)

private:
    QThread*& m_where;
};

} // namespace

void tst_Background::resultsComeToTheThreadThatAsked_data()
{
    QTest::addColumn<bool>("ofItsOwn");
    QTest::newRow("thread of a pool") << false;
    QTest::newRow("thread of its own") << true;
}

void tst_Background::resultsComeToTheThreadThatAsked()
{
    QFETCH(const bool, ofItsOwn);
    QThreadPool pool;
    bool isDone = false;
    const auto work = [asker = QThread::currentThreadId()] { return QThread::currentThreadId() != asker; };
    const auto done = [&isDone, asker = QThread::currentThread()](bool workedElsewhere) {
        isDone = true;
        QVERIFY(workedElsewhere);
        QCOMPARE(QThread::currentThread(), asker);
    };
    if (ofItsOwn)
        runInOwnThread(work, done);
    else
        runInBackground(pool, work, done);
    pool.waitForDone();
    QVERIFY(!isDone); // not before control is back in the event loop
    QTRY_VERIFY(isDone);
}

void tst_Background::resultsNeedNoCopies()
{
    QThreadPool pool;
    std::vector<int> got;
    runInBackground(
        pool,
        [text = std::make_unique<std::string>("seven")] {
            return std::make_unique<std::vector<int>>(text->size(), 7);
        },
        [&got](std::unique_ptr<std::vector<int>> result) { got = std::move(*result); });
    QTRY_COMPARE(got, std::vector<int>(5, 7));
}

// Whoever asks hands `done` objects of its own thread, which must not be destroyed in another.
void tst_Background::whatDoneHoldsDiesWhereItWasMade()
{
    QThread* diedIn = nullptr;
    QThreadPool pool;
    auto held = std::make_shared<Held>(diedIn);
    runInBackground(
        pool, [] { return 1; }, [held = std::move(held)](int) {});
    pool.waitForDone();
    QVERIFY(diedIn == nullptr);
    QTRY_COMPARE(diedIn, QThread::currentThread());
}

void tst_Background::everyJobIsAnswered()
{
    constexpr int jobs = 500;
    QThreadPool pool;
    pool.setMaxThreadCount(4);
    std::vector<int> answers;
    for (int i = 0; i < jobs; ++i) {
        // What the worker reads was written here, and the other way round: ThreadSanitizer looks on.
        runInBackground(
            pool, [numbers = std::vector<int>(10, i)] { return std::vector<int>(numbers); },
            [&answers](const std::vector<int>& numbers) { answers.push_back(numbers.back()); });
    }
    QTRY_COMPARE(answers.size(), std::size_t(jobs));
    std::sort(answers.begin(), answers.end());
    for (int i = 0; i < jobs; ++i)
        QCOMPARE(answers[static_cast<std::size_t>(i)], i);
}

void tst_Background::messagesToTheDeadAreDropped()
{
    bool came = false;
    auto kept = std::make_shared<int>(1);
    auto receiver = std::make_unique<Mailbox>();
    std::thread([to = receiver.get(), &came, kept] { postTo(*to, [&came, kept] { came = true; }); }).join();
    QCOMPARE(kept.use_count(), 2L);
    receiver.reset();
    QCOMPARE(kept.use_count(), 1L);
    QCoreApplication::processEvents();
    QVERIFY(!came);
}

INIA_TEST_CLASS(tst_Background, QCoreApplication)
#include "tst_background.moc"
