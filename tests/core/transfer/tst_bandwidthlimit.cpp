#include "core/checksum/httpchecksum.h"
#include "core/http/httpmessage.h"
#include "core/transfer/bandwidthlimit.h"
#include "tests/support/testmain.h"

#include <QtCore/QTemporaryFile>
#include <QtTest/QtTest>

#include <vector>

using namespace inia;

namespace {

/// Time goes on when it is told to.
class HandClock final : public Clock {
public:
    [[nodiscard]] std::chrono::system_clock::time_point now() const override { return m_now; }
    void after(std::chrono::milliseconds delay, QObject*, std::function<void()> callback) override
    {
        m_due.emplace_back(m_now + delay, std::move(callback));
    }
    void pass(std::chrono::milliseconds time)
    {
        m_now += time;
        auto due = std::move(m_due);
        m_due.clear();
        for (auto& [at, callback] : due) {
            if (at <= m_now)
                callback();
            else
                m_due.emplace_back(at, std::move(callback));
        }
    }

private:
    std::chrono::system_clock::time_point m_now;
    std::vector<std::pair<std::chrono::system_clock::time_point, std::function<void()>>> m_due;
};

using std::chrono::milliseconds;
constexpr qint64 rate = 1'000'000;

} // namespace

class tst_BandwidthLimit final : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_clock = std::make_shared<HandClock>();
        m_limit = std::make_shared<BandwidthLimit>(m_clock, rate);
    }
    void noneLetsEverythingPass();
    void rateIsKept();
    void sharesAreTaken();
    void changeCountsAtOnce();
    void deadWaitersAreForgotten();
    void clockSetBackIsHarmless();
    void bodyIsSlowedDown();
    void chunkedBodyIsSlowedDown();

private:
    std::shared_ptr<HandClock> m_clock;
    std::shared_ptr<BandwidthLimit> m_limit;
};

void tst_BandwidthLimit::noneLetsEverythingPass()
{
    m_limit->setRate(0);
    QCOMPARE(m_limit->take(qint64(1) << 40), qint64(1) << 40);
}

void tst_BandwidthLimit::rateIsKept()
{
    qint64 passed = m_limit->take(10'000'000);
    for (int i = 0; i < 200; ++i) {
        m_clock->pass(milliseconds(50));
        passed += m_limit->take(10'000'000);
    }
    QVERIFY2(passed >= 9'900'000 && passed <= 10'100'000, qPrintable(QString::number(passed)));
    m_clock->pass(milliseconds(60'000)); // what was not used is not saved up
    QVERIFY(m_limit->take(10'000'000) <= rate / 10);
}

void tst_BandwidthLimit::sharesAreTaken()
{
    static_cast<void>(m_limit->take(rate));
    std::vector<qint64> taken(3);
    const std::function<void(std::size_t)> go = [&](std::size_t who) {
        taken[who] += m_limit->take(20'000);
        m_limit->wait(this, [&go, who] { go(who); });
    };
    for (std::size_t who = 0; who < taken.size(); ++who)
        go(who);
    for (int i = 0; i < 300; ++i)
        m_clock->pass(milliseconds(50));
    for (const qint64 bytes : taken)
        QVERIFY2(bytes >= 3'000'000, qPrintable(QString::number(bytes)));
}

void tst_BandwidthLimit::changeCountsAtOnce()
{
    static_cast<void>(m_limit->take(rate));
    int woken = 0;
    m_limit->wait(this, [&] { ++woken; });
    m_limit->setRate(0);
    m_clock->pass(milliseconds(50));
    QCOMPARE(woken, 1);
    m_limit->setRate(2 * rate);
    static_cast<void>(m_limit->take(rate));
    m_clock->pass(milliseconds(50));
    QCOMPARE(m_limit->take(rate), 2 * rate / 20);
}

void tst_BandwidthLimit::deadWaitersAreForgotten()
{
    static_cast<void>(m_limit->take(rate));
    bool called = false;
    {
        QObject context;
        m_limit->wait(&context, [&] { called = true; });
    }
    m_clock->pass(milliseconds(100));
    QVERIFY(!called);
}

void tst_BandwidthLimit::clockSetBackIsHarmless()
{
    static_cast<void>(m_limit->take(rate));
    m_clock->pass(milliseconds(-3'600'000));
    QCOMPARE(m_limit->take(rate), 0);
    m_clock->pass(milliseconds(50));
    QCOMPARE(m_limit->take(rate), rate / 20);
}

void tst_BandwidthLimit::bodyIsSlowedDown()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    const QByteArray bytes(300'000, 'x');
    file.write(bytes);
    file.flush();
    const auto whole = FileBody::of(file.fileName());
    QVERIFY(whole);
    QCOMPARE(BandwidthLimit::limited(*whole, nullptr), std::shared_ptr<const RequestBody>(*whole));
    const auto body = BandwidthLimit::limited(*whole, m_limit);
    QCOMPARE(body->size(), 300'000);
    const auto device = body->open();
    QVERIFY(device);
    QVERIFY(!(*device)->isSequential());
    QSignalSpy ready(device->get(), &QIODevice::readyRead);
    static_cast<void>(m_limit->take(rate));
    QByteArray read;
    QCOMPARE((*device)->read(1000).size(), 0);
    QVERIFY(!(*device)->atEnd());
    int turns = 0;
    for (; read.size() < bytes.size() && turns < 100; ++turns) {
        m_clock->pass(milliseconds(50));
        QCOMPARE(ready.size(), turns + 1);
        for (QByteArray piece = (*device)->read(16'384); !piece.isEmpty(); piece = (*device)->read(16'384))
            read += piece;
    }
    QCOMPARE(read, bytes);
    QCOMPARE(turns, 6);
    QVERIFY((*device)->atEnd());
}

/// The chunks and with them the announced size stay the same, however the bytes trickle.
void tst_BandwidthLimit::chunkedBodyIsSlowedDown()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(QByteArray(2'500'000, 'x'));
    file.flush();
    const auto whole = FileBody::of(file.fileName());
    QVERIFY(whole);
    const auto expected = AwsChunkedBody(*whole, ChecksumAlgorithm::Crc32).open();
    QVERIFY(expected);
    const AwsChunkedBody slow(BandwidthLimit::limited(*whole, m_limit), ChecksumAlgorithm::Crc32);
    const auto device = slow.open();
    QVERIFY(device);
    QSignalSpy ready(device->get(), &QIODevice::readyRead);
    QByteArray read;
    for (int turns = 0; read.size() < slow.size() && turns < 200; ++turns) {
        for (QByteArray piece = (*device)->read(16'384); !piece.isEmpty(); piece = (*device)->read(16'384))
            read += piece;
        m_clock->pass(milliseconds(50));
    }
    QVERIFY(ready.size() > 10);
    QVERIFY(read == (*expected)->readAll());
    const auto digest = BandwidthLimit::limited(*whole, m_limit)->openForDigest();
    QVERIFY(digest);
    QCOMPARE((*digest)->readAll().size(), 2'500'000);
}

INIA_TEST_CLASS(tst_BandwidthLimit, QCoreApplication)
#include "tst_bandwidthlimit.moc"
