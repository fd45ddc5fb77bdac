#include "core/exchange/exchangelog.h"
#include "tests/support/testmain.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;

class tst_ExchangeLog final : public QObject {
    Q_OBJECT

private slots:
    void forgetsTheOldestFinishedCalls();
    void boundsTheBytesOfBodies();
    void clearKeepsWhatRuns();
    void recordsNothingWhenOff();
};

namespace {

quint64 addFinished(ExchangeLog& log, qsizetype bytes = 0)
{
    const auto id = log.begin({});
    log.change(id, [bytes](ExchangeCall& call) {
        call.state = ExchangeCall::State::Succeeded;
        call.attempts.emplace_back();
        call.attempts.back().response.body = QByteArray(bytes, 'x');
    });
    return id;
}

} // namespace

void tst_ExchangeLog::forgetsTheOldestFinishedCalls()
{
    ExchangeLog log({3, 1'000'000});
    QSignalSpy removed(&log, &ExchangeLog::removedOldest);
    const auto first = addFinished(log);
    for (int i = 0; i < 4; ++i)
        addFinished(log);
    QCOMPARE(log.size(), std::size_t{3});
    QVERIFY(!log.find(first));
    QCOMPARE(removed.count(), 2);
    QCOMPARE(log.at(2).id, quint64{5});
}

void tst_ExchangeLog::boundsTheBytesOfBodies()
{
    ExchangeLog log({100, 1000});
    const auto first = addFinished(log, 600);
    const auto second = addFinished(log, 600);
    QVERIFY(!log.find(first));
    QVERIFY(log.find(second));
    const auto kept = log.find(second);
    addFinished(log, 5000);
    QVERIFY(!log.find(second));
    QCOMPARE(kept->receivedBytes(), 600); // a view may hold on to it
}

void tst_ExchangeLog::clearKeepsWhatRuns()
{
    ExchangeLog log;
    addFinished(log);
    const auto running = log.begin({});
    log.clear();
    QCOMPARE(log.size(), std::size_t{1});
    QVERIFY(log.find(running));
}

void tst_ExchangeLog::recordsNothingWhenOff()
{
    ExchangeLog log;
    log.setRecording(false);
    const auto id = log.begin({});
    log.change(id, [](ExchangeCall&) { QFAIL("there is nothing to change"); });
    QCOMPARE(log.size(), std::size_t{0});
}

INIA_TEST_CLASS(tst_ExchangeLog, QCoreApplication)
#include "tst_exchangelog.moc"
