#include "tests/support/testmain.h"
#include "ui/models/roles.h"
#include "ui/models/valuetreemodel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;
using inia::dynamodb::NativeValue;

namespace {

NativeValue item()
{
    return NativeValue::map({{"id", "o-1"},
                             {"lines", NativeValue::list({NativeValue::map({{"sku", "a"}, {"n", 2}}), true})},
                             {"tags", NativeValue::set({"x", "y"})}});
}

QString cell(const QModelIndex& index, int column)
{
    return index.siblingAtColumn(column).data().toString();
}

} // namespace

class TestItemTreeModel final : public QObject {
    Q_OBJECT

private slots:
    void showsAnItem();
    void knowsPaths();
    void showsNothingButItems();
};

void TestItemTreeModel::showsAnItem()
{
    ItemTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setItem(item());
    QCOMPARE(model.rowCount(), 3);
    const QModelIndex id = model.index(0, 0);
    QCOMPARE(cell(id, ItemTreeModel::KeyColumn), QStringLiteral("id"));
    QCOMPARE(cell(id, ItemTreeModel::ValueColumn), QStringLiteral("\"o-1\""));
    QCOMPARE(cell(id, ItemTreeModel::TypeColumn), QStringLiteral("S"));
    QVERIFY(!model.hasChildren(id));
    const QModelIndex lines = model.index(1, 0);
    QCOMPARE(cell(lines, ItemTreeModel::ValueColumn), QStringLiteral("[ 2 items ]"));
    const QModelIndex first = model.index(0, 0, lines);
    QCOMPARE(cell(first, ItemTreeModel::KeyColumn), QStringLiteral("0"));
    QCOMPARE(cell(first, ItemTreeModel::ValueColumn), QStringLiteral("{ 2 attributes }"));
    QCOMPARE(cell(model.index(1, 0, first), ItemTreeModel::ValueColumn), QStringLiteral("2"));
    const QModelIndex tags = model.index(2, 0);
    QCOMPARE(cell(tags, ItemTreeModel::TypeColumn), QStringLiteral("SS"));
    QCOMPARE(cell(model.index(0, 0, tags), ItemTreeModel::KeyColumn), QString());
    QCOMPARE(model.parent(first), lines);
}

void TestItemTreeModel::knowsPaths()
{
    ItemTreeModel model;
    model.setItem(item());
    const QModelIndex lines = model.index(1, 0);
    const QModelIndex number = model.index(1, 0, model.index(0, 0, lines));
    QCOMPARE(model.path(number), QStringLiteral("lines[0].n"));
    QCOMPARE(number.data(CopyRole).toString(), QStringLiteral("lines[0].n"));
    QCOMPARE(number.siblingAtColumn(ItemTreeModel::ValueColumn).data(CopyRole).toString(),
             QStringLiteral("2"));
    QCOMPARE(model.path(model.index(0, 0, model.index(2, 0))), QString());
}

void TestItemTreeModel::showsNothingButItems()
{
    ItemTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setItem(item());
    model.setItem("text");
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.item().isNull());
}

INIA_TEST_CLASS(TestItemTreeModel, QCoreApplication)
#include "tst_itemtreemodel.moc"
