#include "core/retry/retrypolicy.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using std::chrono::milliseconds;

class tst_StandardRetry final : public QObject {
    Q_OBJECT

private slots:
    void decides_data();
    void decides();
    void modelsDecideToo_data();
    void modelsDecideToo();
    void servicesHaveTheirOwnRules();
    void delaysGrowToTheCeiling();
    void retryAfterIsHeededWithinReason_data();
    void retryAfterIsHeededWithinReason();
    void quotaRunsOutAndComesBack();
    void throttlingCostsLess();
    void longPollingWaitsWithoutQuota();
    void successIsJudgedToo();
};

namespace {

StandardRetry makeRetry(int maxAttempts = 3)
{
    return StandardRetry(StandardRetry::settingsFor("kms", maxAttempts), [] { return 1.0; });
}

Error serviceError(int status, std::string code)
{
    Error error = makeError(ErrorKind::Service, std::move(code), "");
    error.httpStatus = status;
    return error;
}

AttemptOutcome failed(const Error& error, int attempt = 1)
{
    AttemptOutcome outcome;
    outcome.error = &error;
    outcome.attempt = attempt;
    return outcome;
}

/// The delay before another attempt; -1 when there is none.
int delayOf(const RetryDecision& decision)
{
    return decision.again ? static_cast<int>(decision.delay.count()) : -1;
}

RetryDecision decide(RetryPolicy& retry, const AttemptOutcome& outcome)
{
    return retry.decide(outcome, {});
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
    QTest::newRow("both kinds") << service << 400 << "PriorRequestNotComplete" << 1000;
    QTest::newRow("denied") << service << 403 << "AccessDenied" << -1;
    QTest::newRow("not found") << service << 404 << "NoSuchKey" << -1;
    QTest::newRow("509") << service << 509 << "BandwidthLimit" << -1;
    QTest::newRow("identity provider, elsewhere") << service << 400 << "IDPCommunicationError" << -1;
    QTest::newRow("reset") << static_cast<int>(ErrorKind::Transport) << 0 << "ConnectionClosed" << 50;
    QTest::newRow("no answer") << static_cast<int>(ErrorKind::Timeout) << 0 << "ReadTimeout" << 50;
    QTest::newRow("certificate") << static_cast<int>(ErrorKind::Tls) << 0 << "TlsFailed" << 50;
    QTest::newRow("unreadable") << static_cast<int>(ErrorKind::Parse) << 500 << "Malformed" << -1;
    QTest::newRow("checksum") << static_cast<int>(ErrorKind::Checksum) << 200 << "FlexibleChecksumError"
                              << -1;
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
    const auto decision = decide(retry, failed(error));
    QCOMPARE(delayOf(decision), delay);
    QVERIFY(!decision.reachedMaxAttempts);
    const auto last = decide(retry, failed(error, 3));
    QVERIFY(!last.again && last.reachedMaxAttempts);
}

void tst_StandardRetry::modelsDecideToo_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("retryable");
    QTest::addColumn<bool>("throttling");
    QTest::addColumn<int>("delay");
    QTest::newRow("modelled 429") << 429 << false << false << -1;
    QTest::newRow("retryable 429") << 429 << true << false << 50;
    QTest::newRow("throttling 429") << 429 << true << true << 1000;
    QTest::newRow("retryable") << 400 << true << false << 50;
    QTest::newRow("throttling 500") << 500 << true << true << 1000;
    QTest::newRow("modelled") << 400 << false << false << -1;
}

void tst_StandardRetry::modelsDecideToo()
{
    QFETCH(const int, status);
    QFETCH(const bool, retryable);
    QFETCH(const bool, throttling);
    QFETCH(const int, delay);
    const Error error = serviceError(status, "SomethingModelled");
    auto outcome = failed(error);
    outcome.modelledError = true;
    outcome.modelledRetryable = retryable;
    outcome.modelledThrottling = throttling;
    auto retry = makeRetry();
    QCOMPARE(delayOf(decide(retry, outcome)), delay);
}

void tst_StandardRetry::servicesHaveTheirOwnRules()
{
    const Error internal = serviceError(500, "InternalError");
    for (const auto* service : {"dynamodb", "dynamodbstreams"}) {
        StandardRetry retry(StandardRetry::settingsFor(service, 0), [] { return 1.0; });
        QCOMPARE(retry.maxAttempts(), 4);
        QCOMPARE(delayOf(decide(retry, failed(internal))), 25);
    }
    QCOMPARE(StandardRetry::settingsFor("dynamodb", 2).maxAttempts, 2);
    const Error unreachable = serviceError(400, "IDPCommunicationError");
    auto outcome = failed(unreachable);
    outcome.service = "sts";
    auto retry = makeRetry();
    QCOMPARE(delayOf(decide(retry, outcome)), 50);
    Error damaged = makeError(ErrorKind::Checksum, "CRC32CheckFailed", "");
    damaged.retryable = true;
    QCOMPARE(delayOf(decide(retry, failed(damaged))), 50);
}

void tst_StandardRetry::delaysGrowToTheCeiling()
{
    auto retry = makeRetry(20);
    const Error error = serviceError(500, "InternalError");
    QCOMPARE(delayOf(decide(retry, failed(error, 1))), 50);
    QCOMPARE(delayOf(decide(retry, failed(error, 2))), 100);
    QCOMPARE(delayOf(decide(retry, failed(error, 3))), 200);
    QCOMPARE(delayOf(decide(retry, failed(error, 15))), 20'000);
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
    QTest::newRow("fraction") << "700.5" << 50;
    QTest::newRow("empty") << "" << 50;
    QTest::newRow("huge") << "99999999999999999999" << 5050;
    QTest::newRow("huge, negative") << "-99999999999999999999" << 50;
}

void tst_StandardRetry::retryAfterIsHeededWithinReason()
{
    QFETCH(const QString, header);
    QFETCH(const int, delay);
    auto retry = makeRetry();
    const Error error = serviceError(500, "InternalError");
    HttpResponse response;
    response.headers.set("x-amz-retry-after", header.toStdString());
    response.headers.set("Retry-After", "3");
    auto outcome = failed(error);
    outcome.response = &response;
    QCOMPARE(delayOf(decide(retry, outcome)), delay);
}

void tst_StandardRetry::quotaRunsOutAndComesBack()
{
    auto retry = makeRetry();
    const Error error = serviceError(500, "InternalError");
    int retries = 0;
    while (decide(retry, failed(error)).again)
        ++retries;
    QCOMPARE(retries, 500 / 14);
    QVERIFY(decide(retry, failed(error)).reachedQuota);
    retry.succeeded(14);
    QCOMPARE(decide(retry, failed(error)).cost, 14);
    const auto refused = decide(retry, failed(error));
    QVERIFY(!refused.again && refused.reachedQuota && !refused.reachedMaxAttempts);
    QCOMPARE(refused.delay, milliseconds(0));
    const int left = retry.quota();
    retry.succeeded(0); // a call without retries gives one back
    QCOMPARE(retry.quota(), left + 1);
    retry.succeeded(1'000);
    QCOMPARE(retry.quota(), 500);
}

void tst_StandardRetry::throttlingCostsLess()
{
    auto retry = makeRetry();
    const Error error = serviceError(400, "Throttling");
    QCOMPARE(decide(retry, failed(error)).cost, 5);
    QCOMPARE(retry.quota(), 495);
}

void tst_StandardRetry::longPollingWaitsWithoutQuota()
{
    auto retry = makeRetry();
    const Error error = serviceError(500, "InternalError");
    while (decide(retry, failed(error)).again) {
    }
    auto outcome = failed(error, 2);
    outcome.service = "sqs";
    outcome.operation = "ReceiveMessage";
    const auto decision = decide(retry, outcome);
    QVERIFY(!decision.again && decision.reachedQuota);
    QCOMPARE(decision.delay, milliseconds(100));
    outcome.operation = "SendMessage";
    QCOMPARE(decide(retry, outcome).delay, milliseconds(0));
}

void tst_StandardRetry::successIsJudgedToo()
{
    auto retry = makeRetry();
    AttemptOutcome outcome;
    QVERIFY(!decide(retry, outcome).again);
    outcome.attempt = 3;
    QVERIFY(decide(retry, outcome).reachedMaxAttempts);
}

INIA_TEST_CLASS(tst_StandardRetry, QCoreApplication)
#include "tst_standardretry.moc"
