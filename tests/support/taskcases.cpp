#include "tests/support/taskcases.h"

#include "tests/support/testsession.h"

#include <QtCore/QMetaMethod>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

namespace inia::tests {

namespace {

/// How far a task has come when something happens to it: so many turns of the event loop.
constexpr int mostTurns = 12;

} // namespace

void TaskCases::kinds() const
{
    QTest::addColumn<int>("kind");
    for (std::size_t i = 0; i < m_table.size(); ++i)
        QTest::newRow(m_table[i].name) << static_cast<int>(i);
}

void TaskCases::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
}

Owned<Task> TaskCases::start()
{
    QFETCH(const int, kind);
    renew();
    return m_table.at(static_cast<std::size_t>(kind)).begin();
}

/// Not before the call has returned that started it, once, and to both who listen.
void TaskCases::endsOnceForAllListeners()
{
    const auto task = start();
    QSignalSpy first(task.get(), &Task::finished);
    QSignalSpy second(task.get(), &Task::finished);
    QCOMPARE(first.count(), 0);
    QVERIFY(first.wait());
    QVERIFY(task->isFinished());
    task->cancel();
    for (int i = 0; i < mostTurns; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(first.count(), 1);
    QCOMPARE(second.count(), 1);
}

void TaskCases::cancelledAtEachStep()
{
    for (int turns = 0; turns < mostTurns; ++turns) {
        const auto task = start();
        QSignalSpy finished(task.get(), &Task::finished);
        for (int i = 0; i < turns; ++i)
            QCoreApplication::processEvents();
        const auto before = finished.count();
        task->cancel();
        QCOMPARE(finished.count(), before);
        QTRY_COMPARE(finished.count(), 1);
        for (int i = 0; i < mostTurns; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(finished.count(), 1);
        QTRY_COMPARE(transport().openCount(), 0);
    }
}

void TaskCases::droppedInEachOfItsSignals()
{
    const auto slot = metaObject()->method(metaObject()->indexOfSlot("drop()"));
    const auto methods = start()->metaObject()->methodCount();
    int signalsHeard = 0;
    for (int i = 0; i < methods; ++i) {
        m_task = start();
        m_heard = 0;
        const auto signal = m_task->metaObject()->method(i);
        if (signal.methodType() != QMetaMethod::Signal || signal.name().startsWith("destroyed") ||
            signal.name() == "objectNameChanged")
            continue;
        QSignalSpy finished(m_task.get(), &Task::finished);
        connect(m_task.get(), signal, this, slot);
        QTRY_VERIFY(!m_task || m_task->isFinished());
        for (int turn = 0; turn < mostTurns; ++turn)
            QCoreApplication::processEvents();
        if (m_heard == 0)
            continue; // it does not come on this way
        ++signalsHeard;
        QCOMPARE(m_heard, 1);
        QTRY_COMPARE(transport().openCount(), 0);
        if (signal.name() != "finished")
            QCOMPARE(finished.count(), 0);
    }
    m_task.reset();
    QVERIFY(signalsHeard > 0); // finished() at least
}

void TaskCases::droppedAtEachStep()
{
    for (int turns = 0; turns < mostTurns; ++turns) {
        auto task = start();
        QSignalSpy finished(task.get(), &Task::finished);
        for (int i = 0; i < turns; ++i)
            QCoreApplication::processEvents();
        const auto told = finished.count();
        const int asked = transport().requestCount();
        task.reset();
        for (int i = 0; i < mostTurns; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(finished.count(), told);
        QCOMPARE(transport().requestCount(), asked);
        QTRY_COMPARE(transport().openCount(), 0);
    }
}

} // namespace inia::tests
