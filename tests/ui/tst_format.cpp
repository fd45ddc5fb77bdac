#include "tests/support/testmain.h"
#include "ui/models/displaytext.h"

#include <QtCore/QTimeZone>
#include <QtTest/QTest>

#include <limits>

using namespace inia::ui;

class TestFormat final : public QObject {
    Q_OBJECT

private slots:
    void size_data();
    void size();
    void exactSize();
    void duration_data();
    void duration();
    void elapsed_data();
    void elapsed();
    void count();
    void dates();
};

void TestFormat::size_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 bytes, const char* text) {
        QTest::newRow(QByteArray::number(bytes).constData()) << bytes << QString::fromLatin1(text);
    };
    row(-1, "");
    row(0, "0 B");
    row(1, "1 B");
    row(812, "812 B");
    row(1023, "1,023 B");
    row(1024, "1.0 KB");
    row(4198, "4.1 KB");
    row(10'240, "10.0 KB");
    row(102'400, "100 KB");
    row(326'656, "319 KB");
    row(1'023'487, "999 KB");
    row(1'023'489, "1,000 KB");
    row(1'048'063, "1,023 KB");
    row(1'048'065, "1.00 MB");
    row(1'048'576, "1.00 MB");
    row(50'524'971, "48.2 MB");
    row(104'857'599, "100 MB");
    row(218'103'808, "208 MB");
    row(1'299'227'607, "1.21 GB");
    row(Q_INT64_C(1) << 40, "1.00 TB");
    row(Q_INT64_C(53'656'665'712'230), "48.8 TB");
    row(Q_INT64_C(1) << 50, "1.00 PB");
    row(std::numeric_limits<qint64>::max(), "8.00 EB");
}

void TestFormat::size()
{
    QFETCH(qint64, bytes);
    QTEST(sizeText(bytes), "text");
}

void TestFormat::exactSize()
{
    QCOMPARE(exactSizeText(50'524'971), QStringLiteral("50,524,971 bytes"));
    QCOMPARE(exactSizeText(1), QStringLiteral("1 byte"));
    QCOMPARE(exactSizeText(0), QStringLiteral("0 bytes"));
}

void TestFormat::duration_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 us, const char* text) {
        QTest::newRow(QByteArray::number(us).constData()) << us << QString::fromLatin1(text);
    };
    row(-1, "");
    row(0, "0 ms");
    row(420, "0.4 ms");
    row(949, "0.9 ms");
    row(951, "1 ms");
    row(61'400, "61 ms");
    row(418'000, "418 ms");
    row(999'400, "999 ms");
    row(999'600, "1.00 s");
    row(1'020'000, "1.02 s");
    row(12'400'000, "12.4 s");
    row(59'900'000, "59.9 s");
    row(59'960'000, "1 min 00 s");
    row(125'000'000, "2 min 05 s");
    row(3'600'000'000, "1 h");
    row(5'400'000'000, "1 h 30 min");
    row(86'400'000'000, "1 d");
    row(1'209'600'000'000, "14 d");
    row(94'000'000'000, "1 d 2 h");
}

void TestFormat::duration()
{
    QFETCH(qint64, us);
    QTEST(durationText(us), "text");
}

void TestFormat::elapsed_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64(-1) << QString();
    QTest::newRow("nothing yet") << qint64(0) << QStringLiteral("0.0 s");
    QTest::newRow("tenths") << qint64(640'000) << QStringLiteral("0.6 s");
    QTest::newRow("whole") << qint64(12'400'000) << QStringLiteral("12 s");
    QTest::newRow("minutes") << qint64(125'000'000) << QStringLiteral("2 min 05 s");
}

void TestFormat::elapsed()
{
    QFETCH(qint64, us);
    QTEST(elapsedText(us), "text");
}

void TestFormat::count()
{
    QCOMPARE(countText(0), QStringLiteral("0"));
    QCOMPARE(countText(3000), QStringLiteral("3,000"));
    QCOMPARE(countText(1'204'551), QStringLiteral("1,204,551"));
}

void TestFormat::dates()
{
    const qint64 ms = 1'784'016'003'000; // 14 Jul 2026, 08:00:03 UTC
    const QTimeZone east(2 * 3600);
    const QTimeZone west(-(3 * 3600 + 1800));
    QCOMPARE(dateText(ms, east), QStringLiteral("14 Jul 2026, 10:00"));
    QCOMPARE(exactDateText(ms, east), QStringLiteral("14 Jul 2026, 10:00:03 +02:00"));
    QCOMPARE(exactDateText(ms, west), QStringLiteral("14 Jul 2026, 04:30:03 -03:30"));
    QCOMPARE(dateText(0, QTimeZone::utc()), QStringLiteral("1 Jan 1970, 00:00"));
}

INIA_TEST_CLASS(TestFormat, inia::tests::NoApplication)
#include "tst_format.moc"
