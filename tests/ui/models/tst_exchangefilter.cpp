#include "tests/support/testmain.h"
#include "ui/models/exchangefilter.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;
using namespace std::chrono_literals;

namespace {

ExchangeCall denied()
{
    ExchangeCall call;
    call.service = "s3";
    call.serviceId = "S3";
    call.operation = "ListObjectsV2";
    call.target = "logs/ page 2";
    call.cause = "Load more";
    call.state = ExchangeCall::State::Failed;
    call.duration = 250ms;
    call.error = makeError(ErrorKind::Service, "AccessDenied", "Not authorized.");
    ExchangeAttempt attempt;
    attempt.response.status = 403;
    call.attempts.push_back(attempt);
    return call;
}

} // namespace

class TestExchangeFilter final : public QObject {
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void refusesBadTimes_data();
    void refusesBadTimes();
    void runningCallsGrowSlower();
};

void TestExchangeFilter::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* text, bool expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << expected;
    };
    row("", true);
    row("   ", true);
    row("list", true);
    row("logs/", true);
    row("more", true);
    row("bucket", false);
    row("-bucket", true);
    row("list logs/", true);
    row("list bucket", false);
    row("service:S3", true);
    row("service:sqs", false);
    row("-service:s3", false);
    row("operation:objects", true);
    row("operation:load", false);
    row("cause:load", true);
    row("cause:\"load more\"", true);
    row("cause:\"more load\"", false);
    row("status:403", true);
    row("status:4xx", true);
    row("status:4XX", true);
    row("status:40", false);
    row("status:5xx", false);
    row("error:denied", true);
    row("error:authorized", true);
    row("error:", true);
    row("error:slow", false);
    row("slower-than:200ms", true);
    row("slower-than:200", true);
    row("slower-than:0.2s", true);
    row("slower-than:1s", false);
    row("-slower-than:1s", true);
    row("SERVICE:s3 -status:2xx slower-than:100ms", true);
    row("unknown:key", false);
}

void TestExchangeFilter::matches()
{
    QFETCH(QString, text);
    const auto filter = ExchangeFilter::parse(text);
    QVERIFY(filter.ok());
    QCOMPARE(filter->isEmpty(), text.trimmed().isEmpty());
    QTEST(filter->matches(denied(), {}), "expected");
}

void TestExchangeFilter::refusesBadTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("word") << QStringLiteral("slower-than:soon");
    QTest::newRow("nothing") << QStringLiteral("list slower-than:");
    QTest::newRow("negative") << QStringLiteral("slower-than:-1s");
    QTest::newRow("not a number") << QStringLiteral("slower-than:nan");
}

void TestExchangeFilter::refusesBadTimes()
{
    QFETCH(QString, text);
    const auto filter = ExchangeFilter::parse(text);
    QVERIFY(!filter.ok());
    QVERIFY(filter.error().message.find("slower-than:200ms") != std::string::npos);
}

void TestExchangeFilter::runningCallsGrowSlower()
{
    auto call = denied();
    call.state = ExchangeCall::State::Running;
    call.duration = {};
    const auto filter = ExchangeFilter::parse(QStringLiteral("slower-than:1s"));
    QVERIFY(filter.ok());
    QVERIFY(!filter->matches(call, call.started + 900ms));
    QVERIFY(filter->matches(call, call.started + 1100ms));
}

INIA_TEST_CLASS(TestExchangeFilter, QCoreApplication)
#include "tst_exchangefilter.moc"
