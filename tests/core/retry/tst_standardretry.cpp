#include "core/retry/standardretry.h"

#include <QtTest/QtTest>

using namespace inia;
using std::chrono::milliseconds;

class tst_StandardRetry final : public QObject {
    Q_OBJECT

private slots:
    void decides_data();
    void decides();
    void delaysGrowToTheCeiling();
    void retryAfterIsHeededWithinReason_data();
    void retryAfterIsHeededWithinReason();
    void quotaRunsOutAndComesBack();
};

namespace {

StandardRetry makeRetry(int maxAttempts = 3)
{
    StandardRetry::Settings settings;
    settings.maxAttempts = maxAttempts;
    return StandardRetry(settings, [] { return 1.0; });
}

Error serviceError(int status, std::string code)
{
    Error error = makeError(ErrorKind::Service, std::move(code), "");
    error.httpStatus = status;
    return error;
}

} // namespace

void tst_StandardRetry::decides_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("delay"); // -1: no retry
    const int service = static_cast<int>(ErrorKind::Service);
    QTest::newRow("500") << service << 500 << "InternalError" << 50;
    QTest::newRow("503 without code") << service << 503 << "503" << 50;
    QTest::newRow("throttled") << service << 400 << "Throttling" << 1000;
    QTest::newRow("slow down") << service << 503 << "SlowDown" << 1000;
    QTest::newRow("bare 429") << service << 429 << "429" << 1000;
    QTest::newRow("timeout of S3") << service << 400 << "RequestTimeout" << 50;
    QTest::newRow("denied") << service << 403 << "AccessDenied" << -1;
    QTest::newRow("not found") << service << 404 << "NoSuchKey" << -1;
    QTest::newRow("509") << service << 509 << "BandwidthLimit" << -1;
    QTest::newRow("reset") << static_cast<int>(ErrorKind::Transport) << 0 << "ConnectionClosed" << 50;
    QTest::newRow("no answer") << static_cast<int>(ErrorKind::Timeout) << 0 << "ReadTimeout" << 50;
    QTest::newRow("certificate") << static_cast<int>(ErrorKind::Tls) << 0 << "TlsFailed" << -1;
    QTest::newRow("parameters") << static_cast<int>(ErrorKind::Parameter) << 0 << "Invalid" << -1;
    QTest::newRow("cancelled") << static_cast<int>(ErrorKind::Cancelled) << 0 << "Cancelled" << -1;
}

void tst_StandardRetry::decides()
{
    QFETCH(const int, kind);
    QFETCH(const int, status);
    QFETCH(const QString, code);
    QFETCH(const int, delay);
    Error error = serviceError(status, code.toStdString());
    error.kind = static_cast<ErrorKind>(kind);
    auto retry = makeRetry();
    const auto decision = retry.decide(AttemptOutcome(error, 1));
    QCOMPARE(decision ? static_cast<int>(decision->delay.count()) : -1, delay);
    QVERIFY(!retry.decide(AttemptOutcome(error, 3))); // the third was the last
}

void tst_StandardRetry::delaysGrowToTheCeiling()
{
    auto retry = makeRetry(20);
    const Error error = serviceError(500, "InternalError");
    QCOMPARE(retry.decide(AttemptOutcome(error, 1))->delay, milliseconds(50));
    QCOMPARE(retry.decide(AttemptOutcome(error, 2))->delay, milliseconds(100));
    QCOMPARE(retry.decide(AttemptOutcome(error, 3))->delay, milliseconds(200));
    QCOMPARE(retry.decide(AttemptOutcome(error, 15))->delay, milliseconds(20'000));
}

void tst_StandardRetry::retryAfterIsHeededWithinReason_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<int>("delay");
    QTest::newRow("longer") << "700" << 700;
    QTest::newRow("shorter") << "10" << 50;
    QTest::newRow("unreasonable") << "60000" << 5050;
    QTest::newRow("negative") << "-5" << 50;
    QTest::newRow("words") << "soon" << 50;
    QTest::newRow("huge") << "99999999999999999999" << 50;
}

void tst_StandardRetry::retryAfterIsHeededWithinReason()
{
    QFETCH(const QString, header);
    QFETCH(const int, delay);
    auto retry = makeRetry();
    const Error error = serviceError(500, "InternalError");
    AttemptOutcome outcome(error, 1);
    outcome.retryAfter = header.toStdString();
    QCOMPARE(retry.decide(outcome)->delay, milliseconds(delay));
}

void tst_StandardRetry::quotaRunsOutAndComesBack()
{
    auto retry = makeRetry();
    const Error error = serviceError(500, "InternalError");
    int retries = 0;
    while (retry.decide(AttemptOutcome(error, 1)))
        ++retries;
    QCOMPARE(retries, 500 / 14);
    retry.succeeded(14);
    QVERIFY(retry.decide(AttemptOutcome(error, 1)));
    QVERIFY(!retry.decide(AttemptOutcome(error, 1)));
}

QTEST_GUILESS_MAIN(tst_StandardRetry)
#include "tst_standardretry.moc"
