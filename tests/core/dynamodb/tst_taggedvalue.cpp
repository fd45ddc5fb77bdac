#include "core/dynamodb/taggedvalue.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::dynamodb;

/// Native values as JSON has them.
class tst_TaggedValue final : public QObject {
    Q_OBJECT

private slots:
    void tagsAreRead();
    void mapsThatLookLikeTagsComeBack();
    void wrongTags_data();
    void wrongTags();
    void longNumbers_data();
    void longNumbers();
    void wrongTrees_data();
    void wrongTrees();
};

void tst_TaggedValue::tagsAreRead()
{
    const auto json = parseJson(R"({"n": {"$decimal": "1.50"}, "f": {"$float": "0.5"}, "b": {"$blob": "AP8="},
        "c": {"$bytes": "AP8="}, "s": {"$set": [1, 2]}, "whole": 3, "bare": 0.5, "two": {"$set": 1, "x": 2}})");
    const auto native = nativeFromTagged(*json);
    QVERIFY(native.ok());
    QCOMPARE((*native)["n"].number().text(), std::string("1.50"));
    QCOMPARE((*native)["f"].kind(), NativeValue::Kind::Float);
    QCOMPARE((*native)["b"].binary(), QByteArray("\x00\xff", 2));
    QVERIFY((*native)["c"] == (*native)["b"]);
    QVERIFY((*native)["s"] == NativeValue::set({2, 1}));
    QVERIFY((*native)["whole"] == NativeValue(3));
    QCOMPARE((*native)["bare"].kind(), NativeValue::Kind::Float);
    QVERIFY((*native)["two"].isMap());
}

void tst_TaggedValue::mapsThatLookLikeTagsComeBack()
{
    const auto map = NativeValue::map({{"$set", NativeValue::list({1})}});
    const auto back = nativeFromTagged(taggedFromNative(map));
    QVERIFY(back.ok());
    QVERIFY(*back == map);
}

void tst_TaggedValue::wrongTags_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("decimal") << QByteArray(R"({"$decimal": "1,5"})");
    QTest::newRow("decimal as number") << QByteArray(R"({"$decimal": 1})");
    QTest::newRow("float") << QByteArray(R"({"$float": "x"})");
    QTest::newRow("base64") << QByteArray(R"({"$blob": "!"})");
    QTest::newRow("set") << QByteArray(R"({"$set": {"a": 1}})");
    QTest::newRow("map") << QByteArray(R"({"$map": [1]})");
    QTest::newRow("deep") << QByteArray(R"([{"a": {"$set": [{"$decimal": ""}]}}])");
}

void tst_TaggedValue::wrongTags()
{
    QFETCH(QByteArray, json);
    const auto native = nativeFromTagged(parseJson(json.toStdString()).value());
    QVERIFY(!native);
    QCOMPARE(native.error().kind, ErrorKind::Parameter);
    QCOMPARE(native.error().code, std::string("InvalidTag"));
}

void tst_TaggedValue::longNumbers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("tagged");
    const auto row = [](const char* name, const char* json, const char* tagged) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(tagged);
    };
    row("short", "[123456789012345678]", "[123456789012345678]");
    row("long", "[1234567890123456789]", R"([{"$decimal": "1234567890123456789"}])");
    row("negative", "{\"a\":-12345678901234567890}", R"({"a":{"$decimal": "-12345678901234567890"}})");
    row("fraction", "[1234567890123456789.5]", "[1234567890123456789.5]");
    row("exponent", "[1234567890123456789E2]", "[1234567890123456789E2]");
    row("digits of a fraction", "[0.12345678901234567890]", "[0.12345678901234567890]");
    row("in a text", R"(["a \" 12345678901234567890"])", R"(["a \" 12345678901234567890"])");
}

void tst_TaggedValue::longNumbers()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, tagged);
    QCOMPARE(withTaggedLongNumbers(json.toStdString()), tagged.toStdString());
}

void tst_TaggedValue::wrongTrees_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char* name, const char* json, const char* told) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(told);
    };
    row("text", R"("a = 1")", "begins with");
    row("empty", "[]", "begins with");
    row("unknown kind", R"(["xor", ["attr", "a", "exists"], ["attr", "b", "exists"]])", "begins with");
    row("one side", R"(["and", ["attr", "a", "exists"]])", "joins two");
    row("three sides", R"(["not", ["attr", "a", "exists"], ["attr", "a", "exists"]])", "joins one");
    row("no name", R"(["attr", 1, "exists"])", "names an attribute");
    row("unknown operator", R"(["attr", "a", "equals", 1])", "'equals'");
    row("a key has no ne", R"(["key", "a", "ne", 1])", "'ne'");
    row("a size has no contains", R"(["attr", "a", "size", "contains", 1])", "'contains'");
    row("no value", R"(["attr", "a", "eq"])", "one value");
    row("two values", R"(["attr", "a", "eq", 1, 2])", "one value");
    row("one of two values", R"(["key", "a", "between", 1])", "two values");
    row("exists with a value", R"(["attr", "a", "exists", 1])", "no value");
    row("in no list", R"(["attr", "a", "is_in", 1])", "one list");
}

void tst_TaggedValue::wrongTrees()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, told);
    const auto condition = conditionFromTree(parseJson(json.toStdString()).value());
    QVERIFY(!condition);
    QCOMPARE(condition.error().code, std::string("InvalidCondition"));
    QVERIFY2(condition.error().message.find(told.toStdString()) != std::string::npos,
             condition.error().message.c_str());
}

INIA_TEST_CLASS(tst_TaggedValue, QCoreApplication)
#include "tst_taggedvalue.moc"
