#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

class tst_Timestamps final : public QObject {
    Q_OBJECT

private slots:
    void wireFormat_data();
    void wireFormat();
    void parse_data();
    void parse();
    void numbers();
    void conformance_data();
    void conformance();
};

Q_DECLARE_METATYPE(inia::TimestampFormat)

void tst_Timestamps::wireFormat_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<int>("nanoseconds");
    QTest::addColumn<TimestampFormat>("format");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, qint64 seconds, int nanoseconds, TimestampFormat format,
                        const char* text) {
        QTest::newRow(name) << seconds << nanoseconds << format << QByteArray(text);
    };
    row("iso", 1704164645, 0, TimestampFormat::Iso8601, "2024-01-02T03:04:05Z");
    row("iso fraction", 1704164645, 500'000'000, TimestampFormat::Iso8601, "2024-01-02T03:04:05.500000Z");
    row("iso below microseconds", 1704164645, 999, TimestampFormat::Iso8601, "2024-01-02T03:04:05Z");
    row("iso first", -62135596800, 0, TimestampFormat::Iso8601, "0001-01-01T00:00:00Z");
    row("iso leap day", 951782399, 0, TimestampFormat::Iso8601, "2000-02-28T23:59:59Z");
    row("http", 784111777, 0, TimestampFormat::HttpDate, "Sun, 06 Nov 1994 08:49:37 GMT");
    row("http fraction", 784111777, 900'000'000, TimestampFormat::HttpDate, "Sun, 06 Nov 1994 08:49:37 GMT");
    row("unix", 1704164645, 0, TimestampFormat::UnixSeconds, "1704164645");
    row("unix fraction", 1704164645, 678'901'000, TimestampFormat::UnixSeconds, "1704164645.678901");
    row("unix negative", -2, 500'000'000, TimestampFormat::UnixSeconds, "-1.5");
}

void tst_Timestamps::wireFormat()
{
    QFETCH(qint64, seconds);
    QFETCH(int, nanoseconds);
    QFETCH(TimestampFormat, format);
    QFETCH(QByteArray, text);
    const auto result = formatTimestamp({seconds, nanoseconds}, format);
    QVERIFY(result);
    QCOMPARE(QByteArray::fromStdString(*result), text);
}

void tst_Timestamps::parse_data()
{
    QTest::addColumn<bool>("valid");
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<int>("nanoseconds");
    const auto good = [](const char* text, qint64 seconds, int nanoseconds = 0) {
        QTest::newRow(text) << true << seconds << nanoseconds;
    };
    good("2024-01-02T03:04:05Z", 1704164645);
    good("2024-01-02T03:04:05.678Z", 1704164645, 678'000'000);
    good("2024-01-02T03:04:05,5Z", 1704164645, 500'000'000);
    good("2024-01-02 03:04:05", 1704164645);
    good(" 2024-01-02T03:04:05+00:00 ", 1704164645);
    good("2024-01-02T04:04:05+0100", 1704164645);
    good("2024-01-01T22:34:05-04:30", 1704164645);
    good("2024-01-02T03:04:05.123456789+00:00", 1704164645, 123'456'789);
    good("20240102T030405Z", 1704164645);
    good("2024-01-02T03:04Z", 1704164640);
    good("2024-01-02", 1704153600);
    good("2024/01/02", 1704153600);
    good("0", 0);
    good("1704164645", 1704164645);
    good("1704164645.5", 1704164645, 500'000'000);
    good("-1.5", -2, 500'000'000);
    good("1.7041646456789e9", 1704164645, 678'900'000);
    good("1.1e-05", 0, 11'000);
    good("1e-3", 0, 1'000'000);
    good("Sun, 06 Nov 1994 08:49:37 GMT", 784111777);
    good("Sunday, 06-Nov-94 08:49:37 GMT", 784111777);
    good("Sun Nov  6 08:49:37 1994", 784111777);
    good("06 Nov 1994 08:49:37 +0000", 784111777);
    good("Sun, 06 Nov 1994 08:49:37.25 GMT", 784111777, 250'000'000);
    for (const auto* text :
         {"", " ", "yesterday", "2024-13-01", "2024-02-30", "2024-01-02T25:00:00Z", "2024-1",
          "2024-01-02T03:04:05Zebra", "NaN", "Infinity", "1e300", "06 Nov", "--", "2024-01-02T",
          "Sun, 06 Nov 1994 08:49:37 GMT tomorrow", "99999999999999999999999999"})
        QTest::newRow(text[0] != '\0' ? text : "empty") << false << qint64(0) << 0;
}

void tst_Timestamps::parse()
{
    QFETCH(bool, valid);
    QFETCH(qint64, seconds);
    QFETCH(int, nanoseconds);
    const std::string tag = QTest::currentDataTag();
    const auto time = parseTimestamp(tag == "empty" ? std::string() : tag);
    QCOMPARE(time.has_value(), valid);
    if (time)
        QCOMPARE(*time, (Timestamp{seconds, nanoseconds}));
}

void tst_Timestamps::numbers()
{
    QCOMPARE(doubleText(1.0), std::string("1.0"));
    QCOMPARE(doubleText(0.1), std::string("0.1"));
    QCOMPARE(doubleText(-0.0001), std::string("-0.0001"));
    QCOMPARE(doubleText(0.00001), std::string("1e-05"));
    QCOMPARE(doubleText(1e15), std::string("1000000000000000.0"));
    QCOMPARE(doubleText(1e16), std::string("1e+16"));
    QCOMPARE(doubleText(1.5e300), std::string("1.5e+300"));
    QCOMPARE(doubleText(0), std::string("0.0"));
    QCOMPARE(parseInteger(" 42 "), std::optional<std::int64_t>(42));
    QVERIFY(!parseInteger("4 2"));
    QVERIFY(!parseInteger(""));
    QVERIFY(!parseInteger("9223372036854775808"));
}

namespace {

struct Suite {
    const char* name;
    TimestampFormat format;
    bool parses;
};

constexpr Suite suites[] = {
    {"format_epoch_seconds", TimestampFormat::UnixSeconds, false},
    {"format_http_date", TimestampFormat::HttpDate, false},
    {"format_date_time", TimestampFormat::Iso8601, false},
    {"parse_epoch_seconds", TimestampFormat::UnixSeconds, true},
    {"parse_http_date", TimestampFormat::HttpDate, true},
    {"parse_date_time", TimestampFormat::Iso8601, true},
};

} // namespace

void tst_Timestamps::conformance_data()
{
    QTest::addColumn<int>("suite");
    QTest::addColumn<int>("index");
    const auto file = readJsonFile(conformancePath(QStringLiteral("timestamps/date-time-format.json")));
    if (file.isNull())
        QSKIP("no conformance data beside the project (../shared/conformance/timestamps)");
    for (int s = 0; s < 6; ++s) {
        const auto& cases = file[suites[s].name];
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::addRow("%s/%d %s", suites[s].name, int(i), cases[i]["iso8601"].text().c_str())
                << s << int(i);
    }
}

void tst_Timestamps::conformance()
{
    static const auto file =
        readJsonFile(conformancePath(QStringLiteral("timestamps/date-time-format.json")));
    QFETCH(int, suite);
    QFETCH(int, index);
    const auto& test = file[suites[suite].name][index];
    const Timestamp time{parseInteger(test["canonical_seconds"].text()).value_or(0),
                         static_cast<std::int32_t>(test["canonical_nanos"].toInt())};
    const auto& text = test["smithy_format_value"].text();
    const bool isUnix = suites[suite].format == TimestampFormat::UnixSeconds;
    if (isUnix && time.seconds < 0 && time.nanoseconds > 0)
        QSKIP(
            "the suite writes -2 s + 0.5 s as -2.5; as a number it is -1.5, which is what we write and read");
    if (suites[suite].parses) {
        const auto parsed = parseTimestamp(text);
        QCOMPARE(parsed.has_value(), !test["error"].toBool());
        QCOMPARE(*parsed, time);
        return;
    }
    const auto formatted = formatTimestamp(time, suites[suite].format, FractionStyle::Shortest);
    QCOMPARE(formatted.ok(), !test["error"].toBool());
    if (formatted)
        QCOMPARE(*formatted, text);
}

INIA_TEST_CLASS(tst_Timestamps, QCoreApplication)
#include "tst_timestamps.moc"
