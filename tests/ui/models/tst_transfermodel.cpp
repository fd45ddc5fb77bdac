#include "tests/support/fakeclock.h"
#include "tests/support/handtransfers.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/models/transfermodel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

/// The rows of the transfers panel while jobs come, go on and end.
class tst_TransferModel final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void rowsFollowTheQueue();
    void progressIsTold();
    void changesAreGathered();
    void failuresAreFacts();
    void texts_data();
    void texts();

private:
    [[nodiscard]] QString text(int column, int row = 0) const
    {
        return m_model->index(row, column).data().toString();
    }

    std::optional<TestSession> m_session;
    Made m_made;
    std::shared_ptr<FakeClock> m_clock;
    std::unique_ptr<TransferQueue> m_queue;
    std::unique_ptr<TransferModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void tst_TransferModel::init()
{
    if (!hasModelPack())
        QSKIP("no model pack");
    auto session = makeTestSession();
    QVERIFY(session);
    m_session.emplace(std::move(session).value());
    m_tester.reset();
    m_model.reset();
    m_queue.reset();
    m_made = {};
    m_clock = std::make_shared<FakeClock>();
    m_queue = std::make_unique<TransferQueue>(
        [this](const TransferSession&) { return m_session->session.client("s3"); },
        std::make_unique<HandTransfers>(m_made), m_clock, nullptr, 2);
    m_model = std::make_unique<TransferModel>(*m_queue, m_clock);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void tst_TransferModel::rowsFollowTheQueue()
{
    const quint64 first = m_queue->add(jobOf({"a"}));
    m_queue->add(jobOf({"b"}));
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(text(TransferModel::NameColumn), QStringLiteral("files"));
    QCOMPARE(text(TransferModel::SessionColumn), QStringLiteral("west \u00B7 us-west-2"));
    QCOMPARE(m_model->index(0, 0).data(IconNameRole).toString(), QStringLiteral("download"));
    m_queue->remove(first);
    QCOMPARE(m_model->rowCount(), 1);
    m_queue->cancel(m_queue->at(0).id);
    QCOMPARE(text(TransferModel::StateColumn), QStringLiteral("Cancelled"));
    m_queue->clearFinished();
    QCOMPARE(m_model->rowCount(), 0);
}

void tst_TransferModel::progressIsTold()
{
    m_queue->add(jobOf({"a"}));
    QTRY_COMPARE(m_made.transfers.size(), 1U);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_made.last()->advance(0);
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(text(TransferModel::SpeedColumn), QString());
    m_clock->setNow(m_clock->now() + std::chrono::seconds(2));
    m_made.last()->advance(50);
    changed.clear();
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(m_model->index(0, TransferModel::ProgressColumn).data(TransferModel::FractionRole).toDouble(),
             0.5);
    QCOMPARE(text(TransferModel::SizeColumn), QStringLiteral("50 B of 100 B"));
    QCOMPARE(text(TransferModel::SpeedColumn), QStringLiteral("25 B/s"));
    QCOMPARE(text(TransferModel::TimeLeftColumn), QStringLiteral("2 s"));
    QCOMPARE(text(TransferModel::StateColumn), QStringLiteral("Downloading"));
    m_made.last()->succeed();
    QTRY_COMPARE(text(TransferModel::StateColumn), QStringLiteral("Done"));
    QCOMPARE(text(TransferModel::TimeLeftColumn), QString());
}

void tst_TransferModel::changesAreGathered()
{
    m_queue->add(jobOf({"a"}));
    QTRY_COMPARE(m_made.transfers.size(), 1U);
    m_made.last()->advance(1);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QTRY_VERIFY(!changed.isEmpty());
    changed.clear();
    for (int bytes = 2; bytes < 100; ++bytes)
        m_made.last()->advance(bytes);
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(changed.size(), 1);
}

void tst_TransferModel::failuresAreFacts()
{
    m_queue->add(jobOf({"a", "b"}));
    QTRY_COMPARE(m_made.transfers.size(), 2U);
    m_made.transfers[0]->failWith("AccessDenied");
    m_made.transfers[1]->succeed();
    QTRY_COMPARE(text(TransferModel::StateColumn), QStringLiteral("1 failed"));
    QCOMPARE(m_model->index(0, TransferModel::StateColumn).data(ErrorTextRole).toString(),
             QStringLiteral("It is AccessDenied"));
    const auto facts = transferFacts(m_model->job(0));
    QCOMPARE(facts.size(), 2U);
    QCOMPARE(facts[1].rows.front().key, QStringLiteral("a"));
    QCOMPARE(facts[1].rows.front().value, QStringLiteral("It is AccessDenied"));
}

void tst_TransferModel::texts_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nearly") << qint64(0) << "1 s";
    QTest::newRow("seconds") << qint64(59) << "59 s";
    QTest::newRow("minutes") << qint64(170) << "3 min";
    QTest::newRow("hours") << qint64(3900) << "1 h 05 min";
    QTest::newRow("days") << qint64(300'000) << "3 days";
}

void tst_TransferModel::texts()
{
    QFETCH(const qint64, seconds);
    QTEST(remainingText(seconds), "text");
}

INIA_TEST_CLASS(tst_TransferModel, QCoreApplication)
#include "tst_transfermodel.moc"
