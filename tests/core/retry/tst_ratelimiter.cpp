#include "core/retry/retrypolicy.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using std::chrono::milliseconds;

class tst_RateLimiter final : public QObject {
    Q_OBJECT

private slots:
    void isFreeUntilThrottled();
    void followsTheCurve();
    void waitsForPermits();
    void adaptiveRetriesAsStandard();
};

namespace {

const RateLimiter::TimePoint start{std::chrono::seconds(1'000)};

RateLimiter::TimePoint at(double seconds)
{
    return start + milliseconds(std::lround(seconds * 1000));
}

/// An attempt that ends, and the rates afterwards, as botocore 1.44 computes them from the same times.
struct Step {
    double time;
    bool throttled;
    double measured;
    double allowed;
};

} // namespace

void tst_RateLimiter::isFreeUntilThrottled()
{
    RateLimiter limiter(start);
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(limiter.acquire(start), milliseconds(0));
        limiter.record(false, start);
    }
    QVERIFY(!limiter.isEnabled());
    limiter.record(true, start);
    QVERIFY(limiter.isEnabled());
    QVERIFY(limiter.acquire(start) > milliseconds(0));
}

void tst_RateLimiter::followsTheCurve()
{
    const std::vector<Step> steps{
        {0.1, false, 0, 0.5},
        {0.3, false, 0, 0.5},
        {0.6, false, 4.8, 0.5},
        {1.1, false, 2.56, 0.5324},
        {1.2, true, 2.56, 1.792},
        {1.7, false, 3.712, 2.396002},
        {2.3, false, 2.3424, 2.558833},
        {2.9, true, 2.06848, 1.447936},
        {3.4, false, 2.013696, 1.954714},
        {4.1, false, 1.202739, 2.06851},
        {5.0, false, 1.040548, 2.081096},
        {7.0, false, 0.60811, 1.216219},
        {9.5, false, 0.441622, 0.883244},
        {12.0, false, 0.408324, 0.816649},
    };
    RateLimiter limiter(start);
    for (const auto& step : steps) {
        limiter.record(step.throttled, at(step.time));
        QVERIFY2(std::fabs(limiter.measuredRate() - step.measured) < 1e-5, std::to_string(step.time).c_str());
        QVERIFY2(std::fabs(limiter.allowedRate() - step.allowed) < 1e-5, std::to_string(step.time).c_str());
    }
}

void tst_RateLimiter::waitsForPermits()
{
    RateLimiter limiter(start);
    limiter.record(true, start); // nothing measured yet: the lowest rate, one in two seconds
    QCOMPARE(limiter.allowedRate(), 0.5);
    QCOMPARE(limiter.acquire(start), milliseconds(2'000));
    QCOMPARE(limiter.acquire(start + milliseconds(500)), milliseconds(1'500));
    QCOMPARE(limiter.acquire(start + milliseconds(2'000)), milliseconds(0));
    QCOMPARE(limiter.acquire(start + milliseconds(2'000)), milliseconds(2'000));
    // However long nothing was sent, there is one permit and no more.
    QCOMPARE(limiter.acquire(start + milliseconds(60'000)), milliseconds(0));
    QCOMPARE(limiter.acquire(start + milliseconds(60'000)), milliseconds(2'000));
}

void tst_RateLimiter::adaptiveRetriesAsStandard()
{
    AdaptiveRetry retry(StandardRetry::settingsFor("kms", 0), start, [] { return 1.0; });
    QCOMPARE(retry.maxAttempts(), 3);
    QVERIFY(retry.announcesMaxAttempts(1));
    QCOMPARE(retry.waitToSend(start), milliseconds(0));
    const Error error = makeError(ErrorKind::Service, "ThrottlingException", "");
    AttemptOutcome outcome;
    outcome.error = &error;
    const auto decision = retry.decide(outcome, start);
    QVERIFY(decision.again);
    QCOMPARE(decision.delay, milliseconds(1'000));
    QCOMPARE(retry.waitToSend(start), milliseconds(2'000));
}

INIA_TEST_CLASS(tst_RateLimiter, QCoreApplication)
#include "tst_ratelimiter.moc"
