#include "core/dynamodb/decimal.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::dynamodb;

namespace {

Decimal decimal(const char* text)
{
    return Decimal::parse(text).value();
}

} // namespace

class tst_Decimal final : public QObject {
    Q_OBJECT

private slots:
    void writesWhatPythonWrites_data();
    void writesWhatPythonWrites();
    void refusesWhatIsNoNumber_data();
    void refusesWhatIsNoNumber();
    void knowsWhatCanBeStored_data();
    void knowsWhatCanBeStored();
    void comparesByValue();
    void holdsIntegersWhole();
};

void tst_Decimal::writesWhatPythonWrites_data()
{
    QTest::addColumn<QString>("written");
    QTest::newRow("0") << "0";
    QTest::newRow("-0") << "-0";
    QTest::newRow("0.00") << "0.00";
    QTest::newRow("0E-8") << "0E-8";
    QTest::newRow("1.50") << "1.50";
    QTest::newRow("+007") << "7";
    QTest::newRow(".5") << "0.5";
    QTest::newRow("5.") << "5";
    QTest::newRow("1e2") << "1E+2";
    QTest::newRow("1.0e2") << "1.0E+2";
    QTest::newRow("12E-1") << "1.2";
    QTest::newRow("0.000001") << "0.000001";
    QTest::newRow("0.0000001") << "1E-7";
    QTest::newRow("-123E-9") << "-1.23E-7";
    QTest::newRow("12345678901234567890123456789012345678") << "12345678901234567890123456789012345678";
    QTest::newRow("inf") << "Infinity";
    QTest::newRow("-Infinity") << "-Infinity";
    QTest::newRow("sNaN") << "NaN";
}

void tst_Decimal::writesWhatPythonWrites()
{
    QFETCH(QString, written);
    QCOMPARE(QString::fromStdString(decimal(QTest::currentDataTag()).text()), written);
}

void tst_Decimal::refusesWhatIsNoNumber_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", " 1", "1 ", "1_0", "abc", "-", ".", "E1", "1E", "1E+", "1E5x", "1.2.3",
                             "0x1", "infinit", "nanx", "--1"})
        QTest::addRow("'%s'", text) << text;
}

void tst_Decimal::refusesWhatIsNoNumber()
{
    QFETCH(QString, text);
    const auto number = Decimal::parse(text.toStdString());
    QVERIFY(!number);
    QCOMPARE(number.error().kind, ErrorKind::Parameter);
    QCOMPARE(number.error().code, std::string("InvalidNumber"));
}

void tst_Decimal::knowsWhatCanBeStored_data()
{
    QTest::addColumn<QString>("code");
    const QString fine;
    QTest::newRow("9.9999999999999999999999999999999999999E+126") << fine;
    QTest::newRow("1E+127") << "Overflow";
    QTest::newRow("1E+99999999999999999999999999999999") << "Overflow";
    QTest::newRow("1E-165") << fine;
    QTest::newRow("1E-166") << "Underflow";
    QTest::newRow("1.5E-165") << "Underflow";
    QTest::newRow("1E-99999999999999999999999999999999") << "Underflow";
    QTest::newRow("1.0E-165") << "Rounded";
    QTest::newRow("0E+126") << fine;
    QTest::newRow("0E+127") << "Clamped";
    QTest::newRow("0E-165") << fine;
    QTest::newRow("0E-166") << "Clamped";
    QTest::newRow("1.2345678901234567890123456789012345678") << fine;
    QTest::newRow("1.23456789012345678901234567890123456789") << "Inexact";
    QTest::newRow("100000000000000000000000000000000000000") << "Rounded";
    QTest::newRow("00000000000000000000000000000000000000000000000001") << fine;
    QTest::newRow("NaN") << "NotFinite";
    QTest::newRow("Infinity") << "NotFinite";
    QTest::newRow("-Infinity") << "NotFinite";
}

void tst_Decimal::knowsWhatCanBeStored()
{
    QFETCH(QString, code);
    const auto storable = decimal(QTest::currentDataTag()).checkStorable();
    QCOMPARE(storable ? QString() : QString::fromStdString(storable.error().code), code);
}

void tst_Decimal::comparesByValue()
{
    QCOMPARE(decimal("1.50"), decimal("1.5"));
    QCOMPARE(decimal("1E+2"), decimal("100"));
    QCOMPARE(decimal("0E+5"), decimal("-0"));
    QVERIFY(decimal("0.1") != decimal("-0.1"));
    QVERIFY(decimal("0.1") != decimal("0.10000000000000000000000000000000000001"));
    QCOMPARE(decimal("inf"), decimal("Infinity"));
    QVERIFY(decimal("inf") != decimal("-inf"));
    QVERIFY(Decimal::notANumber() != Decimal::notANumber());
}

void tst_Decimal::holdsIntegersWhole()
{
    const auto least = std::numeric_limits<std::int64_t>::min();
    QCOMPARE(Decimal(least).text(), std::string("-9223372036854775808"));
    QCOMPARE(Decimal(least).toInt(), std::optional(least));
    QCOMPARE(Decimal(std::numeric_limits<std::uint64_t>::max()).text(), std::string("18446744073709551615"));
    QVERIFY(!Decimal(std::numeric_limits<std::uint64_t>::max()).toInt());
    QVERIFY(!decimal("1.0").toInt());
    QCOMPARE(decimal("-2.5").toDouble(), -2.5);
    QCOMPARE(decimal("-1E+400").toDouble(), -std::numeric_limits<double>::infinity());
    QCOMPARE(decimal("1E-400").toDouble(), 0.0);
}

INIA_TEST_CLASS(tst_Decimal, QCoreApplication)
#include "tst_decimal.moc"
