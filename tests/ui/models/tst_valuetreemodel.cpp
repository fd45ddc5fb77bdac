#include "tests/support/testmain.h"
#include "ui/models/valuetreemodel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;

namespace {

Value numbers(int count)
{
    Value::List list;
    for (int i = 0; i < count; ++i)
        list.emplace_back(i);
    return list;
}

QString line(const QModelIndex& index)
{
    return index.siblingAtColumn(ValueTreeModel::ValueColumn).data().toString();
}

/// Leaves fetching to the test: the tester would fetch in the middle of a reset.
struct Watch {
    explicit Watch(QAbstractItemModel* model)
        : tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        tester.setUseFetchMore(false);
    }
    QAbstractItemModelTester tester;
};

} // namespace

Q_DECLARE_METATYPE(inia::Value)

class TestValueTreeModel final : public QObject {
    Q_OBJECT

private slots:
    void showsValues_data();
    void showsValues();
    void expandsLazily();
    void knowsPaths();
    void showsLongListsInSteps();
    void showsAScalar();
    void forgetsTheOldValue();
    void tellsWhatLeadsSomewhere();
};

void TestValueTreeModel::tellsWhatLeadsSomewhere()
{
    ValueTreeModel model;
    const Value value = Value::map({{"Name", "web"}, {"VpcId", "vpc-01234567"}});
    const auto vpc = [&] { return model.index(1, ValueTreeModel::ValueColumn); };
    model.setValue(value);
    model.fetchMore({});
    QVERIFY(!vpc().data(LinkRole).toBool()); // nobody would follow it
    model.setTellsLinks(true);
    QVERIFY(vpc().data(LinkRole).toBool());
    QCOMPARE(model.link(vpc()), QStringLiteral("vpc-01234567"));
    QCOMPARE(model.link(model.index(1, ValueTreeModel::KeyColumn)), QStringLiteral("vpc-01234567"));
    QVERIFY(!model.index(1, ValueTreeModel::KeyColumn).data(LinkRole).toBool());
    QVERIFY(model.link(model.index(0, ValueTreeModel::ValueColumn)).isEmpty());
}

void TestValueTreeModel::showsValues_data()
{
    QTest::addColumn<Value>("value");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("copied");
    const auto row = [](const char* name, Value value, const char* shown, const char* type,
                        const char* copied) {
        QTest::newRow(name) << std::move(value) << QString::fromUtf8(shown) << QString::fromUtf8(type)
                            << QString::fromUtf8(copied);
    };
    row("null", nullptr, "null", "null", "null");
    row("true", true, "true", "boolean", "true");
    row("integer", std::int64_t(9'007'199'254'740'993), "9007199254740993", "integer", "9007199254740993");
    row("float", 0.1, "0.1", "float", "0.1");
    row("text", "a\nb",
        "\"a\xE2\x90\x8A"
        "b\"",
        "string", "a\nb");
    row("blob", QByteArray("\0\1", 2), "2 bytes", "blob", "AAE=");
    row("time", Timestamp{0, 0}, "1970-01-01T00:00:00Z", "timestamp", "1970-01-01T00:00:00Z");
    row("fraction", Timestamp{1, 5'000'000}, "1970-01-01T00:00:01.005Z", "timestamp",
        "1970-01-01T00:00:01.005Z");
    row("list", numbers(1000), "[ 1,000 items ]", "list", "");
    row("empty list", Value::emptyList(), "[ ]", "list", "");
    row("map", Value::map({{"Key", 1}, {"Size", 2}}), "{ Key, Size }", "map", "");
    row("big map", Value::map({{"A", 1}, {"B", 1}, {"C", 1}, {"D", 1}, {"E", 1}}),
        "{ A, B, C, D, \xE2\x80\xA6 }", "map", "");
}

void TestValueTreeModel::showsValues()
{
    QFETCH(Value, value);
    ValueTreeModel model;
    const Watch watch(&model);
    model.setValue(Value::map({{"Member", value}}));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, ValueTreeModel::KeyColumn).data().toString(), QStringLiteral("Member"));
    QTEST(line(model.index(0, 0)), "shown");
    QTEST(model.index(0, ValueTreeModel::TypeColumn).data().toString(), "type");
    QTEST(model.index(0, ValueTreeModel::ValueColumn).data(CopyRole).toString(), "copied");
    QCOMPARE(model.hasChildren(model.index(0, 0)), value.size() > 0);
}

void TestValueTreeModel::expandsLazily()
{
    ValueTreeModel model;
    model.setValue(Value::map({{"Contents", Value::list({Value::map({{"Key", "a"}})})}}));
    const auto contents = model.index(0, 0);
    QCOMPARE(model.rowCount(contents), 0);
    QVERIFY(model.canFetchMore(contents));
    model.fetchMore(contents);
    model.fetchMore(contents); // as views do
    QCOMPARE(model.rowCount(contents), 1);
    QCOMPARE(model.index(0, 0, contents).data().toString(), QStringLiteral("0"));
}

void TestValueTreeModel::knowsPaths()
{
    ValueTreeModel model;
    const Watch watch(&model);
    model.setValue(Value::map(
        {{"Contents", Value::list({Value::map({{"Key", "a"}, {"Grid", Value::list({numbers(2)})}})})}}));
    const auto child = [&model](const QModelIndex& parent, int row) {
        if (model.canFetchMore(parent))
            model.fetchMore(parent);
        return model.index(row, 0, parent);
    };
    const auto item = child(child({}, 0), 0);
    QCOMPARE(model.path(item), QStringLiteral("Contents[0]"));
    QCOMPARE(model.path(child(item, 0)), QStringLiteral("Contents[0].Key"));
    QCOMPARE(model.path(child(child(child(item, 1), 0), 1)), QStringLiteral("Contents[0].Grid[0][1]"));
    QCOMPARE(model.valueAt(child(item, 0)).text(), std::string("a"));
    QCOMPARE(model.path({}), QString());
}

void TestValueTreeModel::showsLongListsInSteps()
{
    ValueTreeModel model;
    const Watch watch(&model);
    model.setValue(Value::map({{"Items", numbers(2500)}}));
    const auto items = model.index(0, 0);
    model.fetchMore(items);
    QCOMPARE(model.rowCount(items), 1001);
    QVERIFY(!model.canFetchMore(items));
    auto more = model.index(1000, 0, items);
    QCOMPARE(more.data(StateRole).value<RowState>(), RowState::LoadMore);
    QCOMPARE(more.data(CountRole).toLongLong(), 1000);
    QCOMPARE(line(more), QStringLiteral("Show 1,000 more"));
    QVERIFY(model.path(more).isEmpty());
    QVERIFY(!model.activate(model.index(0, 0, items)));

    QVERIFY(model.activate(more));
    QCOMPARE(model.rowCount(items), 2001);
    QCOMPARE(line(model.index(1000, 0, items)), QStringLiteral("1000"));
    more = model.index(2000, 0, items);
    QCOMPARE(line(more), QStringLiteral("Show 500 more"));
    QVERIFY(model.activate(more));
    QCOMPARE(model.rowCount(items), 2500);
    QCOMPARE(model.path(model.index(2499, 0, items)), QStringLiteral("Items[2499]"));
    QVERIFY(!model.index(2499, 0, items).data(StateRole).isValid());
}

void TestValueTreeModel::showsAScalar()
{
    ValueTreeModel model;
    const Watch watch(&model);
    model.setValue("alone");
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(line(model.index(0, 0)), QStringLiteral("\"alone\""));
    QVERIFY(!model.index(0, 0).data().isValid());
    QCOMPARE(model.value(), Value("alone"));
}

void TestValueTreeModel::forgetsTheOldValue()
{
    ValueTreeModel model;
    const Watch watch(&model);
    model.setValue(numbers(1500));
    QCOMPARE(model.rowCount(), 1001);
    model.setValue(Value());
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.canFetchMore({}));
}

INIA_TEST_CLASS(TestValueTreeModel, QCoreApplication)
#include "tst_valuetreemodel.moc"
