#include "core/retry/retrypolicy.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using std::chrono::milliseconds;

class tst_LegacyRetry final : public QObject {
    Q_OBJECT

private slots:
    void decides_data();
    void decides();
    void delaysDoubleWithoutCeiling();
    void attemptsAreCounted();
    void damagedBodiesAreAskedForAgain();
};

namespace {

RetryDecision decide(const std::string& endpointPrefix, const AttemptOutcome& outcome)
{
    LegacyRetry retry(endpointPrefix, 0, [] { return 1.0; });
    return retry.decide(outcome, {});
}

} // namespace

void tst_LegacyRetry::decides_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("again");
    const auto row = [](const char* service, int status, const char* code, bool again) {
        QTest::addRow("%s %d %s", service, status, code)
            << service << static_cast<int>(ErrorKind::Service) << status << code << again;
    };
    for (const int status : {500, 502, 503, 504, 509, 429})
        row("kms", status, "Anything", true);
    row("kms", 501, "Anything", false);
    row("kms", 400, "Throttling", true);
    row("kms", 400, "ThrottlingException", true);
    row("kms", 400, "ThrottledException", true);
    row("kms", 400, "RequestThrottledException", true);
    row("kms", 400, "ProvisionedThroughputExceededException", true);
    row("kms", 403, "Throttling", false);
    row("kms", 400, "TooManyRequestsException", false);
    row("kms", 400, "RequestTimeout", false);
    row("organizations", 400, "TooManyRequestsException", true);
    row("organizations", 429, "Anything", false);
    row("dynamodb", 409, "ReplicatedWriteConflictException", true);
    row("dynamodb", 400, "TransactionInProgressException", true);
    row("kinesis", 400, "LimitExceededException", true);
    row("sqs", 403, "RequestThrottled", true);
    row("s3", 400, "RequestTimeout", true);
    row("s3", 400, "BadDigest", true);
    row("glacier", 408, "RequestTimeoutException", true);
    row("route53", 400, "PriorRequestNotComplete", true);
    row("sts", 400, "IDPCommunicationError", true);
    row("kms", 400, "IDPCommunicationError", false);
    const auto other = [](const char* name, ErrorKind kind, bool again) {
        QTest::newRow(name) << "kms" << static_cast<int>(kind) << 0 << "X" << again;
    };
    other("connection", ErrorKind::Transport, true);
    other("timeout", ErrorKind::Timeout, true);
    other("certificate", ErrorKind::Tls, true);
    other("unreadable", ErrorKind::Parse, false);
    other("cancelled", ErrorKind::Cancelled, false);
}

void tst_LegacyRetry::decides()
{
    QFETCH(const QString, service);
    QFETCH(const int, kind);
    QFETCH(const int, status);
    QFETCH(const QString, code);
    QFETCH(const bool, again);
    Error error = makeError(static_cast<ErrorKind>(kind), code.toStdString(), "");
    error.httpStatus = status;
    AttemptOutcome outcome;
    outcome.error = &error;
    const auto decision = decide(service.toStdString(), outcome);
    QCOMPARE(decision.again, again);
    QCOMPARE(decision.cost, 0);
    QVERIFY(!decision.reachedMaxAttempts);
}

void tst_LegacyRetry::delaysDoubleWithoutCeiling()
{
    const Error error = makeError(ErrorKind::Transport, "X", "");
    AttemptOutcome outcome;
    outcome.error = &error;
    outcome.attempt = 4;
    QCOMPARE(decide("kms", outcome).delay, milliseconds(8'000));
    QCOMPARE(decide("dynamodb", outcome).delay, milliseconds(400));
    LegacyRetry patient("kms", 2'000, [] { return 1.0; });
    outcome.attempt = 10;
    QCOMPARE(patient.decide(outcome, {}).delay, milliseconds(512'000));
    outcome.attempt = 1'500;
    QVERIFY(patient.decide(outcome, {}).delay > milliseconds(0));
}

void tst_LegacyRetry::attemptsAreCounted()
{
    const LegacyRetry usual("kms", 0);
    QCOMPARE(usual.maxAttempts(), 5);
    QVERIFY(!usual.announcesMaxAttempts(1));
    QVERIFY(usual.announcesMaxAttempts(2));
    QCOMPARE(LegacyRetry("dynamodb", 0).maxAttempts(), 10);
    QCOMPARE(LegacyRetry("dynamodb", 3).maxAttempts(), 3);
    const Error error = makeError(ErrorKind::Transport, "X", "");
    AttemptOutcome outcome;
    outcome.error = &error;
    outcome.attempt = 5;
    const auto last = decide("kms", outcome);
    QVERIFY(!last.again && last.reachedMaxAttempts);
}

void tst_LegacyRetry::damagedBodiesAreAskedForAgain()
{
    AttemptOutcome outcome;
    QVERIFY(!decide("dynamodb", outcome).again); // nothing is wrong
    Error damaged = makeError(ErrorKind::Checksum, "CRC32CheckFailed", "");
    outcome.error = &damaged;
    QVERIFY(!decide("dynamodb", outcome).again);
    damaged.retryable = true;
    QVERIFY(decide("dynamodb", outcome).again);
}

INIA_TEST_CLASS(tst_LegacyRetry, QCoreApplication)
#include "tst_legacyretry.moc"
