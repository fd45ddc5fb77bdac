#include "core/model/value.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_Value final : public QObject {
    Q_OBJECT

private slots:
    void missingThingsAreNull();
    void copiesAreIndependent();
    void largeMapsStayCorrect();
    void numbersCompareByValue();
};

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

QTEST_GUILESS_MAIN(tst_Value)
#include "tst_value.moc"
