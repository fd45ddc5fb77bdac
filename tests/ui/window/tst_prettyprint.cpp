#include "tests/support/testmain.h"
#include "ui/panels/bodyview.h"

#include <QtTest/QTest>

using namespace inia::ui;

class TestPrettyPrint final : public QObject {
    Q_OBJECT

private slots:
    void laysOutXml_data();
    void laysOutXml();
    void laysOutJson_data();
    void laysOutJson();
    void guessesTheKind();
    void knowsReadableText();
    void dumpsBytes();
};

void TestPrettyPrint::laysOutXml_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pretty");
    const auto row = [](const char* name, const char* text, const char* pretty) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(pretty);
    };
    row("nested", "<a><b>1</b><c/></a>", "<a>\n  <b>1</b>\n  <c/>\n</a>");
    row("declaration", "<?xml version=\"1.0\"?><a>x</a>", "<?xml version=\"1.0\"?>\n<a>x</a>");
    row("empty element", "<a><b></b></a>", "<a>\n  <b></b>\n</a>");
    row("laid out already", "<a>\n    <b>1</b>\n</a>\n", "<a>\n  <b>1</b>\n</a>");
    row("spaces are data", "<a><b> </b></a>", "<a>\n  <b> </b>\n</a>");
    row("entities stay", "<a>&lt;&amp;</a>", "<a>&lt;&amp;</a>");
    row("comment", "<a><!-- x > y --><b/></a>", "<a>\n  <!-- x > y -->\n  <b/>\n</a>");
    row("cut short", "<a><b>1</b><c", "<a>\n  <b>1</b>\n  <c");
    row("too many ends", "</a></b>", "</a>\n</b>");
    row("nothing", "", "");
}

void TestPrettyPrint::laysOutXml()
{
    QFETCH(QString, text);
    QFETCH(QString, pretty);
    QCOMPARE(prettyXml(text), pretty);
}

void TestPrettyPrint::laysOutJson_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pretty");
    const auto row = [](const char* name, const char* text, const char* pretty) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(pretty);
    };
    row("nested", R"({"a":[1,{"b":null}]})",
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ]\n}");
    row("empty", R"({"a":{},"b":[ ]})", "{\n  \"a\": {},\n  \"b\": []\n}");
    row("brackets in text", R"({"a":"{\"x\":[1,2]}"})", "{\n  \"a\": \"{\\\"x\\\":[1,2]}\"\n}");
    row("big numbers stay", "[12345678901234567890.10]", "[\n  12345678901234567890.10\n]");
    row("cut short", R"({"a":"b)", "{\n  \"a\": \"b");
}

void TestPrettyPrint::laysOutJson()
{
    QFETCH(QString, text);
    QFETCH(QString, pretty);
    QCOMPARE(prettyJson(text), pretty);
}

void TestPrettyPrint::guessesTheKind()
{
    QCOMPARE(prettyBody(QStringLiteral("<a><b/></a>"), {}), QStringLiteral("<a>\n  <b/>\n</a>"));
    QCOMPARE(prettyBody(QStringLiteral("[1]"), QStringLiteral("application/x-amz-json-1.0")),
             QStringLiteral("[\n  1\n]"));
    QCOMPARE(prettyBody(QStringLiteral("Action=ListUsers&Version=1"), QStringLiteral("text/plain")),
             QStringLiteral("Action=ListUsers&Version=1"));
}

void TestPrettyPrint::knowsReadableText()
{
    QVERIFY(isReadableText("plain\n\ttext"));
    QVERIFY(isReadableText(QByteArray("caf\xC3\xA9")));
    QVERIFY(!isReadableText(QByteArray("caf\xE9")));
    QVERIFY(!isReadableText(QByteArray("a\0b", 3)));
}

void TestPrettyPrint::dumpsBytes()
{
    const QString dump = hexDump(QByteArray("0123456789abcdef\x01z"));
    QCOMPARE(dump,
             QStringLiteral("00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef\n"
                            "00000010  01 7a                                            .z"));
}

INIA_TEST_CLASS(TestPrettyPrint, inia::tests::NoApplication)
#include "tst_prettyprint.moc"
