#include "core/dynamodb/itemtext.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::dynamodb;

namespace {

Decimal decimalOf(const char* text)
{
    return Decimal::parse(text).value();
}

NativeValue shownItem()
{
    return NativeValue::map(
        {{"id", "a\"b\\\n\u00fc"},
         {"n", decimalOf("-1234567890.1234567890123456789012345678")},
         {"small", decimalOf("1E-130")},
         {"on", true},
         {"none", NativeValue()},
         {"raw", QByteArray("\x00\xff", 2)},
         {"tags", NativeValue::set({"x", "y"})},
         {"sizes", NativeValue::set({1, decimalOf("2.50")})},
         {"blobs", NativeValue::set({QByteArray("a"), QByteArray("b")})},
         {"like", NativeValue::map({{"$set", NativeValue::list({1})}})},
         {"deep", NativeValue::map({{"list", NativeValue::list({1, NativeValue::map({})})}})}});
}

TableSchema orders()
{
    TableSchema schema;
    schema.table.partition = {{"id", TypedKind::Text}};
    schema.table.sort = {{"day", TypedKind::Number}};
    schema.indexes = {{"by-total", {{"total", TypedKind::Number}}, {}, true, "ALL"}};
    return schema;
}

} // namespace

class tst_ItemText final : public QObject {
    Q_OBJECT

private slots:
    void keepsEverything_data();
    void keepsEverything();
    void writesPlainValues();
    void saysWhereAndWhat_data();
    void saysWhereAndWhat();
    void countsCharacters();
    void checksKeys_data();
    void checksKeys();
};

void tst_ItemText::keepsEverything_data()
{
    QTest::addColumn<int>("form");
    QTest::newRow("plain") << int(ItemForm::Plain);
    QTest::newRow("typed") << int(ItemForm::Typed);
}

void tst_ItemText::keepsEverything()
{
    QFETCH(int, form);
    const auto text = itemToText(shownItem(), ItemForm(form));
    QVERIFY(text.ok());
    TextProblem problem;
    const auto read = itemFromText(*text, ItemForm(form), problem);
    QVERIFY2(read, problem.message.c_str());
    QVERIFY(*read == shownItem());
    QCOMPARE((*read)["n"].number().text(), std::string("-1234567890.1234567890123456789012345678"));
}

void tst_ItemText::writesPlainValues()
{
    const auto text = itemToText(NativeValue::map({{"a", decimalOf("1.50")}, {"b", NativeValue::set({1})}}),
                                 ItemForm::Plain);
    QCOMPARE(*text, std::string("{\n    \"a\": 1.50,\n    \"b\": {\n        \"$set\": [\n            1\n"
                                "        ]\n    }\n}"));
}

void tst_ItemText::saysWhereAndWhat_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("message");
    const auto plain = [](const char* name, const char* text, int line, int column, const char* message) {
        QTest::newRow(name) << int(ItemForm::Plain) << QByteArray(text) << line << column
                            << QString::fromUtf8(message);
    };
    const auto typed = [](const char* name, const char* text, int column, const char* message) {
        QTest::newRow(name) << int(ItemForm::Typed) << QByteArray(text) << 1 << column
                            << QString::fromUtf8(message);
    };
    plain("nothing", "", 1, 1, "there is the end of the text");
    plain("list", "[1]", 1, 1, "An item is an object");
    plain("no comma", "{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "A comma or } is expected here; there is '\"'");
    plain("comma too many", "{\"a\": 1,\n}", 1, 8, "one too many");
    plain("open object", "{\"a\": 1", 1, 8, "} is missing");
    plain("open list", "{\"a\": [1, 2", 1, 12, "] is missing");
    plain("open text", "{\"a\": \"x", 1, 7, "closing quote");
    plain("line break in text", "{\"a\": \"x\n\"}", 1, 9, "\\n");
    plain("single quotes", "{'a': 1}", 1, 2, "A name in double quotes");
    plain("bare word", "{\"a\": yes}", 1, 7, "'yes' is no value");
    plain("no colon", "{\"a\" 1}", 1, 6, "A colon is expected");
    plain("twice", "{\"a\": 1, \"a\": 2}", 1, 10, "\"a\" is given twice");
    plain("leading zero", "{\"a\": 007}", 1, 7, "does not begin with 0");
    plain("point alone", "{\"a\": 1.}", 1, 9, "after the point");
    plain("escape", "{\"a\": \"\\q\"}", 1, 9, "There is no escape");
    plain("half a pair", "{\"a\": \"\\ud83d\"}", 1, 8, "second half");
    plain("behind the end", "{} x", 1, 4, "too many");
    plain("39 digits", "{\"a\": {\"b\": [0,\n 0.123456789012345678901234567890123456789]}}", 2, 2,
          "in a.b[1]");
    plain("empty set", "{\"a\": {\"$set\": []}}", 1, 16,
          "A set cannot be empty; leave the attribute out in a");
    plain("mixed set", "{\"a\": {\"$set\": [1, \"x\"]}}", 1, 16, "not several of them in a");
    plain("twice in a set", "{\"a\": {\"$set\": [1, 1.0]}}", 1, 16, "twice in this set in a");
    plain("bad base64", "{\"a\": {\"$blob\": \"%\"}}", 1, 7, "base64");
    plain("condition", "{\"a\": {\"$condition\": []}}", 1, 7, "no place in an item in a");
    typed("untyped", "{\"a\": 1}", 7, "stands with its type here");
    typed("unknown type", "{\"a\": {\"X\": 1}}", 13, "There is no type \"X\" in a");
    typed("no number", "{\"a\": {\"N\": \"12x\"}}", 13, "'12x' is no number in a");
    typed("NaN", "{\"a\": {\"N\": \"NaN\"}}", 13, "'NaN' is no number in a");
    typed("no text", "{\"a\": {\"S\": 1}}", 13, "\"S\" has to hold a text");
    typed("no map", "{\"a\": {\"M\": []}}", 13, "\"M\" has to hold an object");
    typed("null", "{\"a\": {\"NULL\": false}}", 16, "\"NULL\" has to hold true");
    typed("deep", "{\"a\": {\"L\": [{\"N\": \"x\"}]}}", 20, "in a[0]");
    typed("empty set", "{\"a\": {\"SS\": []}}", 14, "A set cannot be empty");
}

void tst_ItemText::saysWhereAndWhat()
{
    QFETCH(int, form);
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    TextProblem problem;
    QVERIFY(!itemFromText(text.toStdString(), ItemForm(form), problem));
    const auto position = positionAt(text.toStdString(), problem.offset);
    QVERIFY2(QString::fromStdString(problem.message).contains(message), problem.message.c_str());
    QTEST(position.line, "line");
    QTEST(position.column, "column");
}

void tst_ItemText::countsCharacters()
{
    TextProblem problem;
    const std::string text = "{\"\u00fc\U0001f600\": x}";
    QVERIFY(!itemFromText(text, ItemForm::Plain, problem));
    QCOMPARE(positionAt(text, problem.offset).column, 8);
    const auto escaped = itemFromText(R"({"a": "\ud83d\ude00\u00fc"})", ItemForm::Plain, problem);
    QVERIFY(escaped);
    QCOMPARE((*escaped)["a"].text(), std::string("\U0001f600\u00fc"));
}

void tst_ItemText::checksKeys_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const char* text, const char* message) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(message);
    };
    row("good", R"({"id": "a", "day": 1})", "");
    row("good with index", R"({"id": "a", "day": 1, "total": 2})", "");
    row("missing", R"({"day": 1})", "The partition key 'id' is missing");
    row("missing sort", R"({"id": "a"})", "The sort key 'day' is missing");
    row("type", R"({"id": 1, "day": 1})", "has to be of type S; it is a number");
    row("empty", R"({"id": "", "day": 1})", "cannot be empty");
    row("index", R"({"id": "a", "day": 1, "total": "2"})", "the index by-total and has to be of type N");
}

void tst_ItemText::checksKeys()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    TextProblem problem;
    const auto read = itemFromText(text.toStdString(), ItemForm::Plain, problem);
    QVERIFY(read);
    const auto checked = checkItemKeys(*read, orders());
    QCOMPARE(checked.ok(), message.isEmpty());
    if (!checked)
        QVERIFY2(QString::fromStdString(checked.error().message).contains(message),
                 checked.error().message.c_str());
    QVERIFY(checkItemKeys(*read, {}).ok());
}

INIA_TEST_CLASS(tst_ItemText, QCoreApplication)
#include "tst_itemtext.moc"
