#include "core/transfer/multiparttransfer.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

namespace {

constexpr qint64 mebi = 1024 * 1024;
constexpr qint64 gibi = 1024 * mebi;

} // namespace

class tst_PartPlan final : public QObject {
    Q_OBJECT

private slots:
    void fittingPartSize_data();
    void fittingPartSize();
    void partsCoverTheObject();
    void partsAreHandedOutOnce();
    void entriesAreInOrder();
};

void tst_PartPlan::fittingPartSize_data()
{
    QTest::addColumn<qint64>("wanted");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("as wanted") << 8 * mebi << 100 * mebi << 8 * mebi;
    QTest::newRow("10,000 parts") << 8 * mebi << 80'000 * mebi << 8 * mebi;
    QTest::newRow("a byte too many") << 8 * mebi << 80'000 * mebi + 1 << 16 * mebi;
    QTest::newRow("5 TiB") << 8 * mebi << 5 * 1024 * gibi << 1024 * mebi;
    QTest::newRow("too small") << qint64(1) << qint64(100) << 5 * mebi;
    QTest::newRow("nothing") << qint64(0) << qint64(0) << 5 * mebi;
    QTest::newRow("too large") << 6 * gibi << 7 * gibi << 5 * gibi;
}

void tst_PartPlan::fittingPartSize()
{
    QFETCH(qint64, wanted);
    QFETCH(qint64, size);
    QFETCH(qint64, expected);
    QCOMPARE(PartPlan::fittingPartSize(wanted, size), expected);
}

void tst_PartPlan::partsCoverTheObject()
{
    const PartPlan plan(11, 5);
    QCOMPARE(plan.count(), 3);
    QCOMPARE(plan.part(1).offset, qint64(0));
    QCOMPARE(plan.part(1).size, qint64(5));
    QCOMPARE(plan.part(3).offset, qint64(10));
    QCOMPARE(plan.part(3).size, qint64(1));
}

void tst_PartPlan::partsAreHandedOutOnce()
{
    PartPlan plan(11, 5);
    plan.setDone(2, 2);
    QCOMPARE(plan.takeNext()->number, 1);
    QCOMPARE(plan.takeNext()->number, 3);
    QVERIFY(!plan.hasNext());
    QVERIFY(!plan.takeNext());
    plan.setDone(3, 3);
    plan.takeBack();
    QCOMPARE(plan.takeNext()->number, 1);
    QVERIFY(!plan.takeNext());
}

void tst_PartPlan::entriesAreInOrder()
{
    PartPlan plan(11, 5);
    plan.setDone(3, "three");
    plan.setDone(1, "one");
    plan.setDone(1, "one again");
    QCOMPARE(plan.doneBytes(), qint64(6));
    QVERIFY(!plan.isComplete());
    plan.setDone(2, "two");
    QVERIFY(plan.isComplete());
    QVERIFY(plan.entries() == Value::list({"one", "two", "three"}));
}

INIA_TEST_CLASS(tst_PartPlan, QCoreApplication)
#include "tst_partplan.moc"
