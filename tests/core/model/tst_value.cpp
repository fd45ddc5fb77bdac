#include "core/model/value.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <atomic>
#include <thread>

using namespace inia;

class tst_Value final : public QObject {
    Q_OBJECT

private slots:
    void missingThingsAreNull();
    void copiesAreIndependent();
    void largeMapsStayCorrect();
    void ofEqualNamesTheFirstCounts();
    void namesStayFoundWhenOthersGo();
    void threadsMayReadOneMap_data();
    void threadsMayReadOneMap();
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
    const ValueMap before = map;
    map.insert("new", 1);
    QVERIFY(map.find("new"));
    QVERIFY(!before.find("new"));
    QVERIFY(map.remove("k0"));
    QVERIFY(!map.find("k0"));
    QCOMPARE(map.find("k199")->toInt(), 199);
    QCOMPARE(before.find("k0")->toInt(), 0);
}

void tst_Value::ofEqualNamesTheFirstCounts()
{
    for (const int others : {0, 10, 1000}) {
        ValueMap map;
        map.appendUnchecked("twice", 1);
        for (int i = 0; i < others; ++i)
            map.appendUnchecked("k" + std::to_string(i), i);
        map.appendUnchecked("twice", 2);
        QCOMPARE(map.find("twice")->toInt(), 1);
        QVERIFY(map.remove("twice"));
        QCOMPARE(map.find("twice")->toInt(), 2);
        QVERIFY(map.remove("twice"));
        QVERIFY(!map.find("twice"));
    }
}

// Maps on both sides of the size from which names are hashed, at every step between.
void tst_Value::namesStayFoundWhenOthersGo()
{
    constexpr int most = 400;
    ValueMap map;
    for (int i = 0; i < most; ++i)
        map.appendUnchecked("name" + std::to_string(i), i);
    for (int gone = 0; gone < most; ++gone) {
        QVERIFY(map.remove("name" + std::to_string(gone)));
        QVERIFY(!map.find("name" + std::to_string(gone)));
        for (int i = gone + 1; i < most; i += 7)
            QCOMPARE(map.find("name" + std::to_string(i))->toInt(), i);
    }
    QVERIFY(map.empty());
    map.insert("again", 1);
    QCOMPARE(map.find("again")->toInt(), 1);
}

void tst_Value::threadsMayReadOneMap_data()
{
    QTest::addColumn<int>("members");
    QTest::newRow("structure of 60") << 60;
    QTest::newRow("map of 300") << 300;
}

// As a table does that sorts in a worker while it paints. What is at stake only ThreadSanitizer sees each
// time.
void tst_Value::threadsMayReadOneMap()
{
    QFETCH(const int, members);
    constexpr int count = 200;
    Value::List rows;
    for (int row = 0; row < count; ++row) {
        ValueMap map;
        for (int i = 0; i < members; ++i)
            map.appendUnchecked("Member" + std::to_string(i), i); // as readers do
        rows.emplace_back(std::move(map));
    }
    std::atomic<int> ready = 0;
    const auto read = [&ready](const Value::List mine, std::int64_t& sum) { // a copy: the maps are shared
        ++ready;
        while (ready < 2)
            std::this_thread::yield();
        for (const auto& row : mine)
            sum += row["Member17"].toInt();
    };
    std::int64_t workers = 0;
    std::int64_t windows = 0;
    std::thread worker(read, rows, std::ref(workers));
    read(rows, windows);
    worker.join();
    QCOMPARE(workers, std::int64_t(17) * count);
    QCOMPARE(windows, workers);
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
