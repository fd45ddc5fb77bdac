#include "core/dynamodb/calltransform.h"
#include "core/dynamodb/nativevalue.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::dynamodb;

namespace {

Value typed(std::string_view type, Value value)
{
    return Value::map({{type, std::move(value)}});
}

NativeValue decimal(const char* text)
{
    return Decimal::parse(text).value();
}

/// One of everything, nested.
NativeValue everything()
{
    return NativeValue::map({{"null", nullptr},
                             {"yes", true},
                             {"count", 7},
                             {"price", decimal("12.50")},
                             {"text", "ünïcode"},
                             {"empty", ""},
                             {"bytes", QByteArray("\x00\xff", 2)},
                             {"list", NativeValue::list({1, NativeValue::map({{"a", "b"}})})},
                             {"numbers", NativeValue::set({1, decimal("2.5")})},
                             {"texts", NativeValue::set({"a", "b"})},
                             {"binaries", NativeValue::set({QByteArray("x")})}});
}

} // namespace

class tst_AttributeValue final : public QObject {
    Q_OBJECT

private slots:
    void serializes();
    void comesBackEqual();
    void setsAreSetsOfOneKind();
    void refusals_data();
    void refusals();
    void saysWhere();
    void badAttributeValues_data();
    void badAttributeValues();
    void textThatIsNoNumber();
    void isShown();
    void copiesAreApart();
};

void tst_AttributeValue::serializes()
{
    const auto made = toAttributeValue(everything());
    QVERIFY(made.ok());
    const Value& item = (*made)["M"];
    QCOMPARE(item["null"], typed("NULL", true));
    QCOMPARE(item["yes"], typed("BOOL", true));
    QCOMPARE(item["count"], typed("N", "7"));
    QCOMPARE(item["price"], typed("N", "12.50"));
    QCOMPARE(item["text"], typed("S", "ünïcode"));
    QCOMPARE(item["empty"], typed("S", ""));
    QCOMPARE(item["bytes"], typed("B", QByteArray("\x00\xff", 2)));
    QCOMPARE(item["list"],
             typed("L", Value::list({typed("N", "1"), typed("M", Value::map({{"a", typed("S", "b")}}))})));
    QCOMPARE(item["numbers"], typed("NS", Value::list({"1", "2.5"})));
    QCOMPARE(item["texts"], typed("SS", Value::list({"a", "b"})));
    QCOMPARE(item["binaries"], typed("BS", Value::list({QByteArray("x")})));
}

void tst_AttributeValue::comesBackEqual()
{
    const auto back = fromAttributeValue(toAttributeValue(everything()).value());
    QVERIFY(back.ok());
    QCOMPARE(*back, everything());
    QCOMPARE((*back)["price"].number().text(), std::string("12.50"));
}

void tst_AttributeValue::setsAreSetsOfOneKind()
{
    QCOMPARE(toAttributeValue(NativeValue::set({})).value(), typed("NS", Value::emptyList()));
    QCOMPARE(toAttributeValue(NativeValue::set({1, decimal("1.0"), true, 2})).value(),
             typed("NS", Value::list({"1", "2"})));
    QCOMPARE(NativeValue::set({1, 2}), NativeValue::set({2, decimal("1.0")}));
    QVERIFY(NativeValue::set({1, 2}) != NativeValue::set({1, 3}));
    QVERIFY(NativeValue::set({1}) != NativeValue::list({1}));
}

void tst_AttributeValue::refusals_data()
{
    QTest::addColumn<NativeValue>("value");
    QTest::addColumn<QString>("code");
    QTest::newRow("float") << NativeValue(1.5) << "FloatNotSupported";
    QTest::newRow("float in a set") << NativeValue::set({1, 1.5}) << "FloatNotSupported";
    QTest::newRow("mixed set") << NativeValue::set({1, "a"}) << "MixedSet";
    QTest::newRow("null in a set") << NativeValue::set({nullptr}) << "MixedSet";
    QTest::newRow("list in a set") << NativeValue::set({NativeValue::list({})}) << "MixedSet";
    QTest::newRow("not a number") << NativeValue(Decimal::notANumber()) << "NotFinite";
    QTest::newRow("too long in a set") << NativeValue::set({decimal("1E+127")}) << "Overflow";
    QTest::newRow("time") << NativeValue(Timestamp{}) << "UnsupportedType";
    QTest::newRow("condition") << NativeValue(Attr("a").exists()) << "UnsupportedType";
}

void tst_AttributeValue::refusals()
{
    QFETCH(NativeValue, value);
    QFETCH(QString, code);
    const auto made = toAttributeValue(value);
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Parameter);
    QCOMPARE(QString::fromStdString(made.error().code), code);
}

void tst_AttributeValue::saysWhere()
{
    const auto item =
        NativeValue::map({{"fine", 1}, {"prices", NativeValue::list({1, NativeValue::map({{"net", 0.5}})})}});
    const auto made = toAttributeValue(item);
    QVERIFY(!made);
    QVERIFY2(made.error().message.ends_with("in prices[1].net"), made.error().message.c_str());
}

void tst_AttributeValue::badAttributeValues_data()
{
    QTest::addColumn<Value>("value");
    QTest::newRow("empty") << Value::emptyMap();
    QTest::newRow("no map") << Value("text");
    QTest::newRow("unknown type") << typed("X", "1");
    QTest::newRow("39 digits") << typed("N", "123456789012345678901234567890123456789");
    QTest::newRow("number as number") << typed("N", 1.5);
    QTest::newRow("text that is a list") << typed("S", Value::emptyList());
    QTest::newRow("list that is text") << typed("L", "a");
    QTest::newRow("map that is a list") << typed("M", Value::emptyList());
    QTest::newRow("set that is text") << typed("SS", "a");
    QTest::newRow("unknown inside") << typed("L", Value::list({typed("X", 1)}));
}

void tst_AttributeValue::badAttributeValues()
{
    QFETCH(Value, value);
    const auto made = fromAttributeValue(value);
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Parse);
}

void tst_AttributeValue::textThatIsNoNumber()
{
    const auto made = fromAttributeValue(typed("N", "abc"));
    QVERIFY(made.ok());
    QVERIFY(!made->number().isFinite());
    QVERIFY(fromAttributeValue(typed("NULL", false)).value().isNull());
    QCOMPARE(fromAttributeValue(typed("ns", Value::list({"1", "1.0"}))).value(), NativeValue::set({1}));
}

void tst_AttributeValue::isShown()
{
    QCOMPARE(displayText("plain \"text\""), std::string("plain \"text\""));
    QCOMPARE(displayText(decimal("1.50")), std::string("1.50"));
    QCOMPARE(displayText(QByteArray("bin")), std::string("Ymlu"));
    QCOMPARE(displayText(NativeValue::map(
                 {{"a", NativeValue::list({nullptr, true, "ü"})}, {"s", NativeValue::set({1, 2})}})),
             std::string("{\"a\": [null, true, \"ü\"], \"s\": {1, 2}}"));
}

void tst_AttributeValue::copiesAreApart()
{
    auto original = NativeValue::map({{"a", 1}});
    auto copy = original;
    copy.insert("a", 2);
    copy.insert("b", 3);
    QCOMPARE(original, NativeValue::map({{"a", 1}}));
    QCOMPARE(copy, NativeValue::map({{"b", 3}, {"a", 2}}));
    auto list = NativeValue::list({1});
    auto longer = list;
    longer.append(2);
    QCOMPARE(list.size(), std::size_t{1});
    QCOMPARE(longer[std::size_t{1}], NativeValue(2));
}

INIA_TEST_CLASS(tst_AttributeValue, QCoreApplication)
#include "tst_attributevalue.moc"
