#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <limits>

using namespace inia;

class tst_Json final : public QObject {
    Q_OBJECT

private slots:
    void pythonStyle_data();
    void pythonStyle();
    void otherStyles();
    void valuesOutsideJson();
    void broken_data();
    void broken();
    void readsWhatItWrote();
};

void tst_Json::pythonStyle_data()
{
    QTest::addColumn<QByteArray>("json");
    // Each is what Python's json.dumps(json.loads(text)) gives.
    for (const auto* json : {"{}", "[]", "{\"a\": 1, \"b\": [true, false, null], \"c\": {\"d\": 1.5}}",
                             "[0.1, 1e-05, 1e+16, -0.0, 100.0, -5]", "\"\\u00e4\\ud83d\\ude00\\u007f\"",
                             "\"a\\\"\\\\\\n\\r\\t\\b\\f\\u0001/<&>\"", "{\"\": \"\"}"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_Json::pythonStyle()
{
    QFETCH(QByteArray, json);
    const auto value = parseJson(json.toStdString());
    QVERIFY(value);
    QCOMPARE(QByteArray::fromStdString(toJson(*value)), json);
}

void tst_Json::otherStyles()
{
    const auto value =
        Value::map({{"a", Value::list({1, "ä"})}, {"e", Value::emptyList()}, {"m", Value::emptyMap()}});
    QCOMPARE(toJson(value, JsonStyle::compact()), std::string("{\"a\":[1,\"\\u00e4\"],\"e\":[],\"m\":{}}"));
    QCOMPARE(
        toJson(value, JsonStyle::indented()),
        std::string("{\n    \"a\": [\n        1,\n        \"ä\"\n    ],\n    \"e\": [],\n    \"m\": {}\n}"));
}

void tst_Json::valuesOutsideJson()
{
    QCOMPARE(toJson(QByteArray("bin\0", 4)), std::string("\"YmluAA==\""));
    QCOMPARE(toJson(Timestamp{1704164645, 0}), std::string("\"2024-01-02T03:04:05+00:00\""));
    QCOMPARE(toJson(Timestamp{1704164645, 500'000'000}), std::string("\"2024-01-02T03:04:05.500000+00:00\""));
    QCOMPARE(toJson(Timestamp{999'999'999'999'999, 0}), std::string("\"999999999999999\""));
    QCOMPARE(toJson(std::numeric_limits<double>::quiet_NaN()), std::string("\"NaN\""));
    QCOMPARE(toJson(Value("\xFF\xC3(\xED\xA0\x80")), std::string("\"\\ufffd\\ufffd(\\ufffd\\ufffd\\ufffd\""));
    QCOMPARE(toJson(Value("\xFF"), JsonStyle::indented()), std::string("\"\xEF\xBF\xBD\""));
}

void tst_Json::broken_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const auto* json :
         {"", " ", "{", "[1,]", "{\"a\" 1}", "nul", "\"\\x\"", "{\"a\":1}}", "\"\xFF\"", "<html>"})
        QTest::newRow(qPrintable(QString::fromLatin1(json))) << QByteArray(json);
    QTest::newRow("deep") << QByteArray(100'000, '[');
    QTest::newRow("deep and closed") << QByteArray(1000, '[') + QByteArray(1000, ']');
}

void tst_Json::broken()
{
    QFETCH(QByteArray, json);
    const auto value = parseJson(json.toStdString());
    QVERIFY(!value);
    QCOMPARE(value.error().kind, ErrorKind::Parse);
}

void tst_Json::readsWhatItWrote()
{
    const auto value =
        parseJson("{\"a\": 1, \"b\": 2, \"a\": 3, \"big\": 18446744073709551615, "
                  "\"huge\": [-123456789012345678901234567890, 1], \"text\": \"\\\"99999999999999999999\"}");
    QVERIFY(value);
    QCOMPARE((*value)["a"].toInt(), std::int64_t{3});
    QCOMPARE((*value)["big"].toDouble(), 18446744073709551615.0);
    QCOMPARE((*value)["huge"][0].toDouble(), -123456789012345678901234567890.0);
    QCOMPARE((*value)["text"].text(), std::string("\"99999999999999999999"));
    const auto again = parseJson(toJson(*value));
    QVERIFY(again);
    QVERIFY(*again == *value);
}

INIA_TEST_CLASS(tst_Json, QCoreApplication)
#include "tst_json.moc"
