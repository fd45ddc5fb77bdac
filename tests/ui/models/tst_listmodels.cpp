#include "tests/support/testmain.h"
#include "ui/models/profilemodels.h"
#include "ui/models/roles.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

using namespace inia::ui;

class TestListModels final : public QObject {
    Q_OBJECT

private slots:
    void profiles();
    void regions();
};

void TestListModels::profiles()
{
    ProfileListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProfiles({{QStringLiteral("default"), {}, false},
                       {QStringLiteral("acme-prod"), QStringLiteral("eu-west-1"), true}});
    QCOMPARE(model.rowCount(), 2);
    const auto production = model.index(1);
    QCOMPARE(production.data().toString(), QStringLiteral("acme-prod"));
    QCOMPARE(production.data(SuffixRole).toString(), QStringLiteral("eu-west-1"));
    QVERIFY(production.data(ProductionRole).toBool());
    QVERIFY(!model.index(0).data(ProductionRole).toBool());
    QCOMPARE(model.rowOf(QStringLiteral("acme-prod")), 1);
    QCOMPARE(model.rowOf(QStringLiteral("other")), -1);
    model.setProfiles({});
    QCOMPARE(model.rowCount(), 0);
}

void TestListModels::regions()
{
    RegionListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRegions({{QStringLiteral("us-west-2"), QStringLiteral("US West (Oregon)")},
                      {QStringLiteral("local"), QStringLiteral("Somewhere")}});
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("us-west-2"));
    QCOMPARE(model.index(0).data(SuffixRole).toString(), QStringLiteral("Oregon"));
    QCOMPARE(model.index(0).data(Qt::ToolTipRole).toString(), QStringLiteral("US West (Oregon)"));
    QCOMPARE(model.index(1).data(SuffixRole).toString(), QStringLiteral("Somewhere"));
    QCOMPARE(model.rowOf(QStringLiteral("local")), 1);
    QCOMPARE(model.rowOf(QStringLiteral("mars-1")), -1);
}

INIA_TEST_CLASS(TestListModels, QCoreApplication)
#include "tst_listmodels.moc"
