#include "core/model/recordlist.h"
#include "core/model/value.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_Value final : public QObject {
    Q_OBJECT

private slots:
    void missingThingsAreNull();
    void copiesAreIndependent();
    void largeMapsStayCorrect();
    void numbersCompareByValue();
    void recordsAreAList();
    void copiesOfRecordsAreIndependent();
    void anyListCanBeReadAsRecords();
};

namespace {

/// {"n": 0}, {"n": 1}, ...; counts how often it is asked.
class Numbers final : public RecordList {
public:
    explicit Numbers(std::size_t count) : m_count(count) {}
    [[nodiscard]] std::size_t size() const override { return m_count; }
    [[nodiscard]] const std::vector<std::string>& columns() const override { return m_columns; }
    [[nodiscard]] Value cell(std::size_t row, std::size_t column) const override
    {
        ++asked;
        return column == 0 ? Value(row) : Value();
    }
    [[nodiscard]] std::string_view text(std::size_t, std::size_t, std::string&) const override { return {}; }

    mutable int asked = 0;

private:
    std::size_t m_count;
    std::vector<std::string> m_columns{"n", "absent"};
};

} // namespace

void tst_Value::missingThingsAreNull()
{
    const Value value = Value::map({{"a", 1}});
    QVERIFY(value["b"].isNull());
    QVERIFY(value["a"]["deeper"].isNull());
    QVERIFY(value[3].isNull());
    QCOMPARE(value["a"].text(), std::string());
    QCOMPARE(Value("x").toInt(7), 7);
}

void tst_Value::copiesAreIndependent()
{
    Value original = Value::map({{"list", Value::list({1, 2})}});
    Value copy = original;
    Value list = copy["list"];
    list.append(3);
    copy.insert("list", list);
    QCOMPARE(original["list"].size(), std::size_t{2});
    QCOMPARE(copy["list"].size(), std::size_t{3});
}

void tst_Value::largeMapsStayCorrect()
{
    ValueMap map;
    for (int i = 0; i < 200; ++i)
        map.insert("k" + std::to_string(i), i);
    QCOMPARE(map.find("k150")->toInt(), 150);
    const ValueMap before = map; // shares the look-up index
    map.insert("new", 1);
    QVERIFY(map.find("new"));
    QVERIFY(!before.find("new"));
    QVERIFY(map.remove("k0"));
    QVERIFY(!map.find("k0"));
    QCOMPARE(map.find("k199")->toInt(), 199);
    QCOMPARE(before.find("k0")->toInt(), 0);
}

void tst_Value::numbersCompareByValue()
{
    QVERIFY(Value(1) == Value(1.0));
    QVERIFY(!(Value(1) == Value("1")));
    QVERIFY(Value::map({{"a", 1}, {"b", 2}}) == Value::map({{"b", 2}, {"a", 1}}));
    QVERIFY(!(Value::list({1, 2}) == Value::list({2, 1})));
}

void tst_Value::recordsAreAList()
{
    const auto numbers = std::make_shared<const Numbers>(3);
    const Value list = std::shared_ptr<const RecordList>(numbers);
    QVERIFY(list.isList());
    QCOMPARE(list.size(), std::size_t(3));
    QCOMPARE(list.records().get(), numbers.get());
    QCOMPARE(numbers->asked, 0);
    const Value expected =
        Value::list({Value::map({{"n", 0}}), Value::map({{"n", 1}}), Value::map({{"n", 2}})});
    QVERIFY(!expected.records());
    QVERIFY(list == expected);
    QVERIFY(expected == list);
    QCOMPARE(list[1]["n"].toInt(), 1);
    QVERIFY(!list[1].contains("absent"));
    const int once = numbers->asked;
    QCOMPARE(Value(list).items().size(), std::size_t(3)); // a copy shares the items
    QCOMPARE(numbers->asked, once);
}

void tst_Value::copiesOfRecordsAreIndependent()
{
    const Value list = std::shared_ptr<const RecordList>(std::make_shared<const Numbers>(2));
    Value copy = list;
    copy.append("more");
    QCOMPARE(copy.size(), std::size_t(3));
    QVERIFY(!copy.records());
    QCOMPARE(copy[1]["n"].toInt(), 1);
    QCOMPARE(list.size(), std::size_t(2));
    QVERIFY(list.records());
}

void tst_Value::anyListCanBeReadAsRecords()
{
    const Value list = Value::list({Value::map({{"a", "x"}, {"b", 2}}), Value(), Value::map({{"b", 3}})});
    const auto records = recordsOf(list, {"b", "a"});
    QCOMPARE(records->size(), std::size_t(3));
    QCOMPARE(records->cell(2, records->columnOf("b")).toInt(), 3);
    std::string buffer;
    QCOMPARE(records->text(0, records->columnOf("a"), buffer), std::string_view("x"));
    QVERIFY(records->cell(1, 0).isNull());
    QVERIFY(records->cell(0, records->columnOf("c")).isNull());
    QCOMPARE(recordsOf(Value(), {"a"})->size(), std::size_t(0));
    const Value own = std::shared_ptr<const RecordList>(std::make_shared<const Numbers>(2));
    QCOMPARE(recordsOf(own, {"a"}).get(), own.records().get());
}

INIA_TEST_CLASS(tst_Value, QCoreApplication)
#include "tst_value.moc"
