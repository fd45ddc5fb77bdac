#include "core/observe/exchangelog.h"
#include "tests/support/testmain.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;

class tst_ExchangeLog final : public QObject {
    Q_OBJECT

private slots:
    void forgetsTheOldestFinishedCalls();
    void boundsTheBytesOfBodies();
    void countsParametersAndResults();
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
    ExchangeLog log({100, 10000});
    const auto first = addFinished(log, 6000);
    const auto second = addFinished(log, 6000);
    QVERIFY(!log.find(first));
    QVERIFY(log.find(second));
    const auto kept = log.find(second);
    addFinished(log, 50000);
    QVERIFY(!log.find(second));
    QCOMPARE(kept->receivedBytes(), 6000); // a view may hold on to it
}

/// An answer takes many times the bytes of its body once it is values.
void tst_ExchangeLog::countsParametersAndResults()
{
    const Value large(Value::List(1000, Value::map({{"Name", "a"}})));
    for (const bool isResult : {false, true}) {
        ExchangeLog log({100, 200'000});
        const auto first = addFinished(log);
        log.change(first, [&](ExchangeCall& call) { (isResult ? call.result : call.params) = large; });
        QVERIFY(log.find(first));
        const auto second = addFinished(log);
        log.change(second, [&](ExchangeCall& call) { (isResult ? call.result : call.params) = large; });
        QVERIFY(!log.find(first));
        QVERIFY(log.find(second));
        log.change(second, [&](ExchangeCall& call) { (isResult ? call.result : call.params) = Value(); });
        addFinished(log);
        QVERIFY(log.find(second)); // what is gone counts no more
    }
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
