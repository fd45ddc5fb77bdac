#include "core/protocol/cbor.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <limits>

using namespace inia;

class tst_Cbor final : public QObject {
    Q_OBJECT

private slots:
    void writes();
};

namespace {

QByteArray hexOf(CborWriter writer)
{
    return writer.take().toHex();
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

INIA_TEST_CLASS(tst_Cbor, QCoreApplication)
#include "tst_cbor.moc"
