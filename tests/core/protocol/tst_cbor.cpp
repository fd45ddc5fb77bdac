#include "core/protocol/cbor.h"
#include "core/protocol/jsonwriter.h"
#include "tests/support/jsonfile.h"

#include <QtTest/QtTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace inia;
using namespace inia::tests;

class tst_Cbor final : public QObject {
    Q_OBJECT

private slots:
    void writes();
    void decodes_data();
    void decodes();
    void refuses_data();
    void refuses();
};

namespace {

QByteArray hexOf(CborWriter writer)
{
    return writer.take().toHex();
}

double fromBits(const Value& bits, bool isFloat32)
{
    if (isFloat32) {
        const auto word = static_cast<std::uint32_t>(bits.toInt());
        float value = 0;
        std::memcpy(&value, &word, sizeof(value));
        return static_cast<double>(value);
    }
    // The patterns above 2^63 are written as big numbers.
    const auto word = bits.isDouble() ? static_cast<std::uint64_t>(bits.toDouble())
                                      : static_cast<std::uint64_t>(bits.toInt());
    double value = 0;
    std::memcpy(&value, &word, sizeof(value));
    return value;
}

bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// `expected` is one tagged value, as in {"uint": 5} or {"list": [{"bool": true}]}.
bool matches(const Value& actual, const Value& expected)
{
    if (expected.isText()) // "null", "undefined"
        return actual.isNull();
    const auto& [tag, value] = *expected.members().begin();
    if (tag == "uint" || tag == "negint")
        return actual == value;
    if (tag == "bool" || tag == "string")
        return actual == value;
    if (tag == "null" || tag == "undefined")
        return actual.isNull();
    if (tag == "float32" || tag == "float64")
        return sameNumber(actual.toDouble(), fromBits(value, tag == "float32"));
    if (tag == "bytestring") {
        QByteArray bytes;
        for (const auto& octet : value.items())
            bytes.append(static_cast<char>(octet.toInt()));
        return actual.blob() == bytes;
    }
    if (tag == "list") {
        return std::equal(actual.items().begin(), actual.items().end(), value.items().begin(),
                          value.items().end(), matches);
    }
    if (tag != "map")
        return false;
    for (const auto& [name, member] : value.members()) {
        if (!matches(actual[name], member))
            return false;
    }
    return actual.isMap();
}

} // namespace

void tst_Cbor::writes()
{
    const auto integer = [](std::int64_t value) {
        CborWriter writer;
        writer.integer(value);
        return hexOf(std::move(writer));
    };
    QCOMPARE(integer(23), QByteArray("17"));
    QCOMPARE(integer(24), QByteArray("1818"));
    QCOMPARE(integer(65536), QByteArray("1a00010000"));
    QCOMPARE(integer(-1), QByteArray("20"));
    QCOMPARE(integer(std::numeric_limits<std::int64_t>::min()), QByteArray("3b7fffffffffffffff"));
    CborWriter writer;
    writer.beginMap(2);
    writer.text("t");
    writer.timestamp({1, 500'000'000});
    writer.text("f");
    writer.float64(std::numeric_limits<double>::infinity());
    QCOMPARE(hexOf(std::move(writer)), QByteArray("a26174c1fb3ff80000000000006166f97c00"));
}

void tst_Cbor::decodes_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("index");
    const auto cases = readJsonFile(conformancePath(QStringLiteral("cbor/decode-success-tests.json")));
    if (cases.isNull())
        QSKIP("no conformance data beside the project (../shared/conformance/cbor)");
    for (std::size_t i = 0; i < cases.size(); ++i) {
        QTest::addRow("%d %s", int(i), cases[i]["description"].text().c_str())
            << QByteArray::fromStdString(cases[i]["input"].text()) << int(i);
    }
}

void tst_Cbor::decodes()
{
    static const auto cases = readJsonFile(conformancePath(QStringLiteral("cbor/decode-success-tests.json")));
    QFETCH(QByteArray, input);
    QFETCH(int, index);
    if (cases[index]["description"].text().starts_with("tag - "))
        QSKIP("AWS sends no tag but that of timestamps, and others are refused");
    const auto value = parseCbor(QByteArray::fromHex(input));
    QVERIFY2(value, value ? "" : value.error().message.c_str());
    QVERIFY2(matches(*value, cases[index]["expect"]),
             (toJson(*value) + " is not " + toJson(cases[index]["expect"])).c_str());
}

void tst_Cbor::refuses_data()
{
    QTest::addColumn<QByteArray>("input");
    const auto cases = readJsonFile(conformancePath(QStringLiteral("cbor/decode-error-tests.json")));
    if (cases.isNull())
        QSKIP("no conformance data beside the project (../shared/conformance/cbor)");
    for (std::size_t i = 0; i < cases.size(); ++i) {
        QTest::addRow("%d %s", int(i), cases[i]["description"].text().c_str())
            << QByteArray::fromStdString(cases[i]["input"].text());
    }
}

void tst_Cbor::refuses()
{
    QFETCH(QByteArray, input);
    const auto value = parseCbor(QByteArray::fromHex(input));
    QVERIFY(!value);
    QCOMPARE(value.error().kind, ErrorKind::Parse);
}

QTEST_GUILESS_MAIN(tst_Cbor)
#include "tst_cbor.moc"
