#include "core/objects/objectpreview.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

#include <chrono>
#include <memory>

using namespace inia;
using inia::test::S3Double;

// Windows of an object, at a server that counts and fails.
class tst_ObjectPreview final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void pinsWhatItReads();
    void pinsVersions();
    void aHugeObjectCostsAWindow();
    void emptyOnesAreNotAskedFor();
    void replacedObjectsAreNeverMixed_data();
    void replacedObjectsAreNeverMixed();
    void serversWithoutRangesAreLeftEarly();
    void brokenAnswersAreNoBytes();
    void failuresAreTheServers_data();
    void failuresAreTheServers();
    void cancelAndDropAskNothing();

private:
    [[nodiscard]] PreviewedObject object(const std::string& key, std::int64_t listed = -1) const
    {
        return {m_session->client("s3").value(), {"acme", key, {}}, listed};
    }
    static Result<QByteArray> read(const PreviewedObject& object, std::int64_t offset, std::int64_t size);
    [[nodiscard]] QByteArray header(std::size_t request, const std::string& name) const;

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
};

void tst_ObjectPreview::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
}

void tst_ObjectPreview::init()
{
    using namespace std::chrono_literals;
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("acme");
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
}

void tst_ObjectPreview::cleanup()
{
    m_session.reset();
    m_s3.reset();
}

Result<QByteArray> tst_ObjectPreview::read(const PreviewedObject& object, std::int64_t offset,
                                           std::int64_t size)
{
    const auto fetch = makeOwned<PreviewFetch>(object, offset, size, "test");
    fetch->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(fetch->isFinished(), 20'000); }();
    return fetch->result();
}

QByteArray tst_ObjectPreview::header(std::size_t request, const std::string& name) const
{
    const auto& headers = m_s3->requests().at(request).headers;
    const auto found = headers.find(name);
    return found == headers.end() ? QByteArray() : QByteArray::fromStdString(found->second);
}

void tst_ObjectPreview::pinsWhatItReads()
{
    auto& stored = m_s3->put("acme", "logs/a.txt", QByteArray("0123456789").repeated(10));
    stored.headers["content-type"] = "text/plain";
    const auto preview = object("logs/a.txt");
    const auto first = read(preview, 0, 16);
    QVERIFY2(first.ok(), first ? "" : first.error().message.c_str());
    QCOMPARE(*first, QByteArray("0123456789012345"));
    QCOMPARE(preview.facts().size, std::int64_t(100));
    QCOMPARE(QByteArray::fromStdString(preview.facts().contentType), QByteArray("text/plain"));
    QCOMPARE(read(preview, 90, 1000).value(), QByteArray("0123456789"));
    QCOMPARE(read(preview, 100, 1000).value(), QByteArray()); // beyond the end nothing is asked for
    QCOMPARE(m_s3->count("GetObject"), 2);
    QCOMPARE(m_s3->requests().size(), std::size_t(2));
    QCOMPARE(header(0, "range"), QByteArray("bytes=0-15"));
    QCOMPARE(header(0, "if-match"), QByteArray());
    QCOMPARE(header(1, "range"), QByteArray("bytes=90-99"));
    QCOMPARE(header(1, "if-match"), QByteArray::fromStdString(stored.etag));
    QCOMPARE(preview.meter(), (PreviewedObject::Meter{2, 26}));
}

void tst_ObjectPreview::pinsVersions()
{
    m_s3->setVersioning("acme", S3Double::Versioning::Enabled);
    const std::string id = m_s3->put("acme", "a", "old").id;
    const auto preview = object("a");
    QCOMPARE(read(preview, 0, 2).value(), QByteArray("ol"));
    m_s3->put("acme", "a", "new");
    QCOMPARE(read(preview, 2, 2).value(), QByteArray("d")); // the version that was begun with is still there
    QCOMPARE(m_s3->requests().at(1).query.at("versionId"), id);
}

void tst_ObjectPreview::aHugeObjectCostsAWindow()
{
    m_s3->putSynthetic("acme", "huge", std::int64_t(50) << 30);
    const auto preview = object("huge", std::int64_t(50) << 30);
    QCOMPARE(read(preview, 0, PreviewedObject::firstWindow).value().size(), PreviewedObject::firstWindow);
    QCOMPARE(preview.facts().size, std::int64_t(50) << 30);
    QCOMPARE(preview.meter(), (PreviewedObject::Meter{1, PreviewedObject::firstWindow}));
    QCOMPARE(read(preview, (std::int64_t(50) << 30) - 8, 8).value().size(), qsizetype(8));
}

void tst_ObjectPreview::emptyOnesAreNotAskedFor()
{
    m_s3->put("acme", "empty");
    QCOMPARE(read(object("empty", 0), 0, 100).value(), QByteArray());
    QVERIFY(m_s3->requests().empty());
    const auto unknown = object("empty"); // nobody has said so: there is no such range
    QCOMPARE(read(unknown, 0, 100).value(), QByteArray());
    QCOMPARE(unknown.facts().size, std::int64_t(0));
    QCOMPARE(read(unknown, 0, 100).value(), QByteArray());
    QCOMPARE(m_s3->count("GetObject"), 1);
}

void tst_ObjectPreview::replacedObjectsAreNeverMixed_data()
{
    QTest::addColumn<bool>("ignoresConditions");
    QTest::addColumn<QByteArray>("replacement");
    QTest::newRow("412") << false << QByteArray("b").repeated(100);
    QTest::newRow("condition ignored, of the same size") << true << QByteArray("b").repeated(100);
    QTest::newRow("condition ignored, shorter") << true << QByteArray("b");
}

void tst_ObjectPreview::replacedObjectsAreNeverMixed()
{
    QFETCH(const bool, ignoresConditions);
    QFETCH(const QByteArray, replacement);
    m_s3->put("acme", "a", QByteArray("a").repeated(100));
    m_s3->manners.ignoresConditions = ignoresConditions;
    const auto preview = object("a");
    QVERIFY(read(preview, 0, 50).ok());
    m_s3->put("acme", "a", replacement);
    const auto second = read(preview, 50, 50);
    QVERIFY(!second.ok());
    QCOMPARE(QByteArray::fromStdString(second.error().code), QByteArray("ChangedMeanwhile"));
}

void tst_ObjectPreview::serversWithoutRangesAreLeftEarly()
{
    const qsizetype size = qsizetype(64) << 20;
    QByteArray bytes(size, 'x');
    bytes.replace(0, 5, "begin");
    bytes.replace(1000, 3, "mid");
    m_s3->put("acme", "a", bytes);
    m_s3->manners.ignoresRanges = true;
    const auto preview = object("a");
    QCOMPARE(read(preview, 0, 5).value(), QByteArray("begin"));
    QCOMPARE(preview.facts().size, std::int64_t(size));
    QCOMPARE(read(preview, 1000, 3).value(), QByteArray("mid"));
    QVERIFY2(preview.meter().bytes < 2000, qPrintable(QString::number(preview.meter().bytes)));
    QCOMPARE(preview.meter().requests, 2);
}

void tst_ObjectPreview::brokenAnswersAreNoBytes()
{
    m_s3->put("acme", "a", QByteArray(1000, 'x'));
    m_s3->fail({"GetObject", {}, 10, 0, {}, 300});
    const auto cut = read(object("a"), 0, 1000);
    QVERIFY(!cut.ok());
}

void tst_ObjectPreview::failuresAreTheServers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("archived") << 403 << QByteArray("InvalidObjectState");
    QTest::newRow("denied") << 403 << QByteArray("AccessDenied");
    QTest::newRow("gone") << 404 << QByteArray("NoSuchKey");
}

void tst_ObjectPreview::failuresAreTheServers()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    m_s3->put("acme", "a", "x");
    m_s3->fail({"GetObject", {}, 10, status, code.toStdString()});
    const auto result = read(object("a"), 0, 1000);
    QVERIFY(!result.ok());
    QCOMPARE(QByteArray::fromStdString(result.error().code), code);
}

void tst_ObjectPreview::cancelAndDropAskNothing()
{
    m_s3->put("acme", "a", QByteArray(1000, 'x'));
    auto fetch = makeOwned<PreviewFetch>(object("a"), 0, 100, "test");
    QSignalSpy finished(fetch.get(), &Task::finished);
    fetch->start();
    fetch->cancel();
    QCOMPARE(finished.size(), 0); // by the event loop
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(fetch->result().error().kind == ErrorKind::Cancelled);
    auto dropped = makeOwned<PreviewFetch>(object("a"), 0, 100, "test");
    dropped->start();
    dropped.reset();
    // A later one still works, and comes after all that the others may have left behind.
    QCOMPARE(read(object("a"), 0, 10).value().size(), qsizetype(10));
}

INIA_TEST_CLASS(tst_ObjectPreview, QCoreApplication)
#include "tst_objectpreview.moc"
