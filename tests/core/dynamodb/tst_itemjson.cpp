#include "core/dynamodb/itemtext.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::dynamodb;

namespace {

constexpr char exactNumber[] = "-1234567890.1234567890123456789012345678";

NativeValue item()
{
    return NativeValue::map(
        {{"id", "a\"b"},
         {"n", Decimal::parse(exactNumber).value()},
         {"on", true},
         {"none", NativeValue()},
         {"raw", QByteArray("\x00\xff", 2)},
         {"tags", NativeValue::set({"x", "ü"})},
         {"sizes", NativeValue::set({1, Decimal::parse("2.50").value()})},
         {"deep", NativeValue::map({{"list", NativeValue::list({1, NativeValue::map({})})}})}});
}

} // namespace

class tst_ItemJson final : public QObject {
    Q_OBJECT

private slots:
    void writesPlainData();
    void writesTypes();
    void writesWhatJsonHasNoWordFor();
    void refusesFloats();
};

void tst_ItemJson::writesPlainData()
{
    QCOMPARE(QString::fromStdString(toPlainJson(item())), QStringLiteral(R"({
    "id": "a\"b",
    "n": -1234567890.1234567890123456789012345678,
    "on": true,
    "none": null,
    "raw": "AP8=",
    "tags": [
        "x",
        "ü"
    ],
    "sizes": [
        1,
        2.50
    ],
    "deep": {
        "list": [
            1,
            {}
        ]
    }
})"));
}

void tst_ItemJson::writesTypes()
{
    const auto small = NativeValue::map({{"n", Decimal::parse(exactNumber).value()},
                                         {"tags", NativeValue::set({"x"})},
                                         {"raw", QByteArray("\x00\xff", 2)}});
    QCOMPARE(QString::fromStdString(toDynamoDbJson(small).value()), QStringLiteral(R"({
    "n": {
        "N": "-1234567890.1234567890123456789012345678"
    },
    "tags": {
        "SS": [
            "x"
        ]
    },
    "raw": {
        "B": "AP8="
    }
})"));
    QCOMPARE(toDynamoDbJson("x").value(), std::string("{\n    \"S\": \"x\"\n}"));
}

void tst_ItemJson::writesWhatJsonHasNoWordFor()
{
    QCOMPARE(toPlainJson(Decimal::notANumber()), std::string("\"NaN\""));
    QCOMPARE(toPlainJson(NativeValue::list({})), std::string("[]"));
}

void tst_ItemJson::refusesFloats()
{
    QCOMPARE(toDynamoDbJson(NativeValue::map({{"f", 0.1}})).error().kind, ErrorKind::Parameter);
}

INIA_TEST_CLASS(tst_ItemJson, QCoreApplication)
#include "tst_itemjson.moc"
