#include "core/checksum/checksum.h"
#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/download.h"
#include "core/transfer/downloadfile.h"
#include "core/transfer/filetransfers.h"
#include "core/transfer/transferjob.h"
#include "tests/core/transfer/objectserver.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QBuffer>
#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::tests;

namespace {

constexpr TransferConfig smallParts{.multipartThreshold = 5000, .partSize = 2000};

/// A disk that is full after some bytes.
class FullOutput final : public DownloadOutput {
public:
    explicit FullOutput(bool& isDiscarded) : m_isDiscarded(isDiscarded) {}
    [[nodiscard]] bool isSequential() const override { return false; }
    [[nodiscard]] Result<void> open(qint64) override { return {}; }
    [[nodiscard]] Result<void> write(qint64 offset, std::string_view) override
    {
        if (offset < 3000)
            return {};
        return makeError(ErrorKind::Parameter, "DiskFull", "The disk is full.");
    }
    void commit(QObject*, std::function<void(Result<void>)>) override { qFatal("never whole"); }
    void discard() override { m_isDiscarded = true; }

private:
    bool& m_isDiscarded;
};

/// What arrives at a device that cannot seek.
class Pipe final : public QIODevice {
public:
    explicit Pipe(QByteArray& bytes) : m_bytes(bytes) { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }
    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char* data, qint64 size) override
    {
        m_bytes.append(data, size);
        return size;
    }

private:
    QByteArray& m_bytes;
};

} // namespace

/// Downloads over a transport without network: what is asked for, and what is left when things go wrong.
class tst_Download final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void arrives_data();
    void arrives();
    void asksAsBoto3_data();
    void asksAsBoto3();
    void knownSizeSparesHeadObject_data();
    void knownSizeSparesHeadObject();
    void callsAreBounded();
    void brokenPartIsAskedAgain();
    void attemptsAreCounted();
    void failureLeavesNothing_data();
    void failureLeavesNothing();
    void changeBeforeTheOnlyGetIsFine();
    void writeErrorEndsIt();
    void unknownArgumentIsRefused();
    void cancelLeavesNothing();
    void pauseKeepsWhatIsThere();
    void destroyedOneIsTakenUp();
    void changedObjectIsBegunAnew();
    void otherBootIsNotTrusted();
    void pipeGetsBytesInOrder();
    void limitMakesFewerCalls();
    void lengthIsReachedAndNotPassed_data();
    void lengthIsReachedAndNotPassed();
    void listedLengthIsReachedAndNotPassed_data();
    void listedLengthIsReachedAndNotPassed();
    void progressNeverGoesBeyondTheTotal();
    void partThatBringsTooMuchIsRefused();
    void partsAreComparedWithTheWhole_data();
    void partsAreComparedWithTheWhole();
    void isComparedWithItsETag_data();
    void isComparedWithItsETag();
    void isNotComparedWithoutLength();
    void takenUpOneIsComparedToo();
    void partsNeedTheirETag();
    void weakETagIsNoCondition();
    void refusedHeadIsAskedForItsReason();
    void impossibleLengthIsRefused();

private:
    [[nodiscard]] Client client() const { return *m_session->session.client("s3"); }
    [[nodiscard]] Owned<Download> toFile(TransferConfig config = smallParts) const
    {
        return to(std::make_unique<DownloadFile>(target(), ExistingTarget::Fail), config);
    }
    [[nodiscard]] Owned<Download> to(std::unique_ptr<DownloadOutput> output,
                                     TransferConfig config = smallParts) const
    {
        return makeOwned<Download>(client(), DownloadSource{"b", "k", {}}, std::move(output),
                                   std::make_shared<TransferSlots>(config.maxConcurrency), config);
    }
    [[nodiscard]] QString target() const { return m_folder->filePath(QStringLiteral("file")); }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    }
    [[nodiscard]] QByteArray arrived() const
    {
        QFile file(target());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Method, Range and If-Match of the requests so far.
    [[nodiscard]] QStringList requests() const;
    static void finish(Download& download);
    /// Requests after so many stay unanswered.
    void stopServerAfter(int requests)
    {
        m_server.before = [this, requests] {
            if (m_session->transport->requestCount() >= requests)
                m_session->transport->hold();
        };
    }
    /// What a download of two calls at a time leaves that is destroyed in the middle.
    [[nodiscard]] Value destroyInTheMiddle();

    ObjectServer m_server;
    std::optional<TestSession> m_session;
    std::optional<QTemporaryDir> m_folder;
};

void tst_Download::init()
{
    if (!hasModelPack())
        QSKIP("no model pack");
    auto session = makeTestSession();
    QVERIFY(session);
    m_session.emplace(std::move(session).value());
    m_folder.emplace();
    m_server = ObjectServer();
    m_session->transport->setHandler([this](const HttpRequest& request) { return m_server.answer(request); });
}

QStringList tst_Download::requests() const
{
    QStringList result;
    for (const HttpRequest& request : m_session->transport->requests()) {
        QString text = QString::fromStdString(request.method);
        for (const char* header : {"Range", "If-Match"}) {
            const auto value = request.headers.value(header);
            if (!value.empty())
                text += u' ' + QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
        }
        result.append(text);
    }
    return result;
}

void tst_Download::finish(Download& download)
{
    QSignalSpy finished(&download, &Transfer::finished);
    if (download.state() == Transfer::State::Waiting)
        download.start();
    QVERIFY(!download.isFinished() || finished.isEmpty());
    QTRY_COMPARE(finished.size(), 1);
}

void tst_Download::arrives_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("validation");
    for (const std::string validation : {"when_supported", "when_required"}) {
        for (const int size : {0, 1, 1999, 2000, 2001, 4999, 5000, 5001, 6000, 123'456})
            QTest::newRow((std::to_string(size) + ", " + validation).c_str())
                << size << QString::fromStdString(validation);
    }
}

void tst_Download::arrives()
{
    QFETCH(const int, size);
    QFETCH(const QString, validation);
    auto session = makeTestSession({{"AWS_RESPONSE_CHECKSUM_VALIDATION", validation.toStdString()}});
    QVERIFY(session);
    m_session.emplace(std::move(session).value());
    m_session->transport->setHandler([this](const HttpRequest& request) { return m_server.answer(request); });
    m_server.content = testBytes(size);
    const auto download = toFile();
    finish(*download);
    QVERIFY2(download->result(), download->result() ? "" : download->result().error().message.c_str());
    QCOMPARE(download->state(), Transfer::State::Succeeded);
    QCOMPARE(arrived(), m_server.content);
    QCOMPARE(files(), QStringList{QStringLiteral("file")});
    QCOMPARE(download->done(), size);
    QCOMPARE(download->total(), size);
}

void tst_Download::asksAsBoto3_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("validation");
    QTest::addColumn<QStringList>("expected");
    const QStringList first{QStringLiteral("GET bytes=0-1999")};
    const QStringList ranges{QStringLiteral("GET bytes=2000-3999 \"first\""),
                             QStringLiteral("GET bytes=4000- \"first\"")};
    QTest::newRow("below the threshold")
        << 4999 << "when_supported" << QStringList{QStringLiteral("HEAD"), QStringLiteral("GET")};
    QTest::newRow("at the threshold")
        << 5000 << "when_supported"
        << QStringList{QStringLiteral("HEAD"), QStringLiteral("GET bytes=0-1999 \"first\"")} + ranges;
    QTest::newRow("without HeadObject") << 5000 << "when_required" << first + ranges;
    QTest::newRow("threshold is ignored") << 4500 << "when_required" << first + ranges;
    QTest::newRow("one part") << 2000 << "when_required" << first;
    QTest::newRow("empty") << 0 << "when_required" << first;
}

void tst_Download::asksAsBoto3()
{
    QFETCH(const int, size);
    QFETCH(const QString, validation);
    auto session = makeTestSession({{"AWS_RESPONSE_CHECKSUM_VALIDATION", validation.toStdString()}});
    QVERIFY(session);
    m_session.emplace(std::move(session).value());
    m_session->transport->setHandler([this](const HttpRequest& request) { return m_server.answer(request); });
    m_server.content = testBytes(size);
    const auto download = toFile();
    finish(*download);
    QVERIFY(download->result());
    QTEST(requests(), "expected");
}

void tst_Download::knownSizeSparesHeadObject_data()
{
    QTest::addColumn<int>("listed");
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("first");
    for (const int size : {0, 1, 4999, 20'000}) {
        QTest::addRow("none, now %d", size) << 0 << size << QStringLiteral("GET");
        QTest::addRow("just below the threshold, now %d", size) << 4999 << size << QStringLiteral("GET");
        QTest::addRow("at the threshold, now %d", size) << 5000 << size << QStringLiteral("HEAD");
        QTest::addRow("unknown, now %d", size) << -1 << size << QStringLiteral("HEAD");
    }
}

void tst_Download::knownSizeSparesHeadObject()
{
    QFETCH(const int, listed);
    QFETCH(const int, size);
    QFETCH(const QString, first);
    m_server.content = testBytes(size);
    const auto download = toFile();
    download->setExpectedSize(listed);
    finish(*download);
    QVERIFY2(download->result(), download->result() ? "" : download->result().error().message.c_str());
    QCOMPARE(arrived(), m_server.content);
    QCOMPARE(download->total(), size);
    QCOMPARE(requests().first(), first);
    if (first == QLatin1String("GET"))
        QCOMPARE(requests().size(), 1);
}

void tst_Download::callsAreBounded()
{
    m_server.content = testBytes(100'000);
    const auto download = toFile({.multipartThreshold = 5000, .partSize = 2000, .maxConcurrency = 3});
    stopServerAfter(1);
    download->start();
    QTRY_COMPARE(m_session->transport->openCount(), 3);
    QTest::qWait(0);
    QCOMPARE(m_session->transport->requestCount(), 1 + 3);
    m_server.before = nullptr;
    m_session->transport->release();
    finish(*download);
    QVERIFY(download->result());
    QCOMPARE(arrived(), m_server.content);
}

void tst_Download::brokenPartIsAskedAgain()
{
    m_server.content = testBytes(20'000);
    m_server.shortAnswers = 4;
    const auto download = toFile();
    qint64 before = 0;
    int backwards = 0;
    connect(download.get(), &Transfer::progressed, this, [&](qint64 done, qint64) {
        backwards += done < before ? 1 : 0;
        before = done;
    });
    finish(*download);
    QVERIFY(download->result());
    QCOMPARE(arrived(), m_server.content);
    QCOMPARE(backwards, 4);
    QCOMPARE(m_session->transport->requestCount(), 1 + 10 + 4);
}

void tst_Download::attemptsAreCounted()
{
    m_server.content = testBytes(1000);
    m_server.shortAnswers = 100;
    const auto download = toFile();
    finish(*download);
    QVERIFY(!download->result());
    QCOMPARE(download->result().error().code, std::string("TruncatedBody"));
    QCOMPARE(m_session->transport->requestCount(), 1 + smallParts.downloadAttempts);
    QVERIFY(files().isEmpty());
}

void tst_Download::failureLeavesNothing_data()
{
    QTest::addColumn<QString>("contentRange");
    QTest::addColumn<bool>("ignoresRange");
    QTest::addColumn<bool>("ignoresIfMatch");
    QTest::addColumn<bool>("changes");
    QTest::addColumn<QString>("code");
    QTest::newRow("range from elsewhere")
        << "bytes 0-1999/20000" << false << false << false << "BadContentRange";
    QTest::newRow("no Content-Range") << "-" << false << false << false << "BadContentRange";
    QTest::newRow("range ignored") << "" << true << false << false << "BadContentRange";
    QTest::newRow("object changed") << "" << false << false << true << "ObjectChanged";
    QTest::newRow("changed, If-Match ignored") << "" << false << true << true << "ObjectChanged";
}

void tst_Download::failureLeavesNothing()
{
    QFETCH(const QString, contentRange);
    QFETCH(const bool, ignoresRange);
    QFETCH(const bool, ignoresIfMatch);
    QFETCH(const bool, changes);
    m_server.content = testBytes(20'000);
    m_server.contentRange = contentRange.toStdString();
    m_server.ignoresRange = ignoresRange;
    m_server.ignoresIfMatch = ignoresIfMatch;
    m_server.before = [this, changes] {
        if (changes && m_session->transport->requestCount() > 6)
            m_server.etag = "\"second\"";
    };
    const auto download = toFile({.multipartThreshold = 5000, .partSize = 2000, .maxConcurrency = 2});
    finish(*download);
    QVERIFY(!download->result());
    QTEST(QString::fromStdString(download->result().error().code), "code");
    QCOMPARE(download->state(), Transfer::State::Failed);
    QVERIFY2(files().isEmpty(), qPrintable(files().join(u' ')));
    QCOMPARE(m_session->transport->openCount(), 0);
}

void tst_Download::changeBeforeTheOnlyGetIsFine()
{
    m_server.content = testBytes(100);
    m_server.before = [this] {
        if (m_session->transport->requestCount() > 1) {
            m_server.content = testBytes(300);
            m_server.etag = "\"second\"";
        }
    };
    const auto download = toFile();
    finish(*download);
    QVERIFY(download->result());
    QCOMPARE(arrived(), testBytes(300));
    QCOMPARE(download->total(), 300);
}

void tst_Download::writeErrorEndsIt()
{
    m_server.content = testBytes(20'000);
    bool isDiscarded = false;
    const auto download = to(std::make_unique<FullOutput>(isDiscarded));
    finish(*download);
    QVERIFY(!download->result());
    QCOMPARE(download->result().error().code, std::string("DiskFull"));
    QVERIFY(isDiscarded);
}

void tst_Download::unknownArgumentIsRefused()
{
    Download download(client(), {"b", "k", Value::map({{"ACL", "private"}})},
                      std::make_unique<DownloadFile>(target(), ExistingTarget::Fail),
                      std::make_shared<TransferSlots>(1));
    finish(download);
    QVERIFY(!download.result());
    QCOMPARE(download.result().error().code, std::string("UnknownArgument"));
    QCOMPARE(m_session->transport->requestCount(), 0);
}

void tst_Download::cancelLeavesNothing()
{
    m_server.content = testBytes(50'000);
    const auto download = toFile({.multipartThreshold = 5000, .partSize = 2000, .maxConcurrency = 2});
    QSignalSpy finished(download.get(), &Transfer::finished);
    connect(download.get(), &Transfer::progressed, this, [&](qint64 done, qint64) {
        if (done > 9000)
            download->cancel();
    });
    download->start();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(download->state(), Transfer::State::Cancelled);
    QCOMPARE(download->result().error().kind, ErrorKind::Cancelled);
    QVERIFY(files().isEmpty());
    download->cancel();
    QCoreApplication::processEvents();
    QCOMPARE(finished.size(), 1);
    QCOMPARE(m_session->transport->openCount(), 0);
}

void tst_Download::pauseKeepsWhatIsThere()
{
    m_server.content = testBytes(50'000);
    const auto download = toFile({.multipartThreshold = 5000, .partSize = 2000, .maxConcurrency = 2});
    connect(download.get(), &Transfer::progressed, this, [&](qint64 done, qint64) {
        if (done > 9000 && m_session->transport->requestCount() < 20)
            download->pause();
    });
    download->start();
    QTRY_COMPARE(download->state(), Transfer::State::Paused);
    const int asked = m_session->transport->requestCount();
    QVERIFY(download->done() >= 6000 && download->done() % 2000 == 0);
    QTest::qWait(0);
    QCOMPARE(m_session->transport->requestCount(), asked);
    QCOMPARE(m_session->transport->openCount(), 0);
    download->disconnect(this);
    const auto missing = static_cast<int>((50'000 - download->done()) / 2000);
    download->resume();
    finish(*download);
    QVERIFY(download->result());
    QCOMPARE(arrived(), m_server.content);
    QCOMPARE(m_session->transport->requestCount(), asked + missing);
}

Value tst_Download::destroyInTheMiddle()
{
    Value point;
    stopServerAfter(12);
    const auto download = toFile({.multipartThreshold = 5000, .partSize = 2000, .maxConcurrency = 2});
    connect(download.get(), &Transfer::resumePointChanged, this, [&] { point = download->resumePoint(); });
    download->start();
    [&] { QTRY_VERIFY(download->done() >= 20'000); }();
    m_server.before = nullptr;
    return point;
}

void tst_Download::destroyedOneIsTakenUp()
{
    m_server.content = testBytes(50'000);
    const Value point = destroyInTheMiddle();
    QCOMPARE(files().size(), 1);
    QVERIFY(!point.isNull());
    m_session->transport->forgetRequests();
    m_session->transport->release();
    const auto download = toFile();
    download->setResumePoint(point);
    finish(*download);
    QVERIFY2(download->result(), download->result() ? "" : download->result().error().message.c_str());
    QCOMPARE(arrived(), m_server.content);
    QCOMPARE(files(), QStringList{QStringLiteral("file")});
    std::int64_t kept = 0;
    for (const Value& run : point["plan"]["parts"].items())
        kept += run[1].toInt() - run[0].toInt();
    QVERIFY(kept >= 8);
    QCOMPARE(m_session->transport->requestCount(), 25 - static_cast<int>(kept));
    for (const QString& request : requests())
        QVERIFY2(request.endsWith(QStringLiteral(" \"first\"")), qPrintable(request));
}

void tst_Download::changedObjectIsBegunAnew()
{
    m_server.content = testBytes(50'000);
    const Value point = destroyInTheMiddle();
    m_server.content = testBytes(30'001);
    m_server.etag = "\"second\"";
    m_session->transport->release();
    const auto download = toFile();
    download->setResumePoint(point);
    finish(*download);
    QVERIFY2(download->result(), download->result() ? "" : download->result().error().message.c_str());
    QCOMPARE(arrived(), m_server.content);
    QCOMPARE(files(), QStringList{QStringLiteral("file")});
}

void tst_Download::otherBootIsNotTrusted()
{
    m_server.content = testBytes(50'000);
    Value point = destroyInTheMiddle();
    QVERIFY(!point.isNull());
    point.insert("boot", "another one");
    m_session->transport->forgetRequests();
    m_session->transport->release();
    const auto download = toFile();
    download->setResumePoint(point);
    finish(*download);
    QCOMPARE(arrived(), m_server.content);
    QCOMPARE(m_session->transport->requestCount(), 1 + 25);
    QCOMPARE(files(), QStringList{QStringLiteral("file")}); // what was there before is gone
}

void tst_Download::pipeGetsBytesInOrder()
{
    m_server.content = testBytes(20'001);
    m_server.shortAnswers = 3;
    QByteArray bytes;
    Pipe pipe(bytes);
    const auto download = to(std::make_unique<DownloadDevice>(&pipe));
    finish(*download);
    QVERIFY(download->result());
    QCOMPARE(bytes, m_server.content);
}

/// Under a limit parts should end one after the other, not all at the same far time.
void tst_Download::limitMakesFewerCalls()
{
    m_server.content = testBytes(50'000);
    stopServerAfter(1);
    const auto limit = std::make_shared<BandwidthLimit>(std::make_shared<FakeClock>(), 3 * 1024 * 1024);
    FileTransfers transfers(std::make_shared<TransferSlots>(10), limit, smallParts);
    TransferJob job;
    job.bucket = "b";
    TransferItem item;
    item.key = "k";
    item.path = target();
    const auto made = transfers.make(job, item, client());
    QVERIFY(made);
    (*made)->start();
    QTRY_COMPARE(m_session->transport->openCount(), 3);
    QTest::qWait(0);
    QCOMPARE(m_session->transport->requestCount(), 1 + 3);
}

void tst_Download::lengthIsReachedAndNotPassed_data()
{
    using Framing = ObjectServer::Framing;
    QTest::addColumn<int>("framing");
    QTest::addColumn<qint64>("said"); // by HeadObject of 3000 bytes
    QTest::addColumn<int>("shortAnswers");
    QTest::addColumn<int>("added");
    QTest::addColumn<QString>("code"); // empty: it arrives
    const auto row = [](const char* name, Framing framing, qint64 said, int shortAnswers, int added,
                        const char* code) {
        QTest::newRow(name) << static_cast<int>(framing) << said << shortAnswers << added << code;
    };
    row("no end, all", Framing::None, 3000, 0, 0, "");
    row("no end, half once", Framing::None, 3000, 1, 0, "");
    row("no end, half always", Framing::None, 3000, 100, 0, "TruncatedBody");
    row("no end, too much", Framing::None, 3000, 0, 1, "BodyTooLong");
    row("no end, nobody knows", Framing::None, -1, 0, 0, "LengthUnknown");
    row("chunks, all", Framing::Chunks, 3000, 0, 0, "");
    row("chunks, half always", Framing::Chunks, 3000, 100, 0, "TruncatedBody");
    row("chunks, more than was said", Framing::Chunks, 100, 0, 0, "");
    row("chunks, nobody knows", Framing::Chunks, -1, 0, 0, "");
    row("length, half always", Framing::Length, 3000, 100, 0, "TruncatedBody");
    row("length, more than was said", Framing::Length, 100, 0, 0, "");
    row("length, nothing was said", Framing::Length, -1, 0, 0, "");
}

void tst_Download::lengthIsReachedAndNotPassed()
{
    QFETCH(const int, framing);
    QFETCH(const qint64, said);
    QFETCH(const int, shortAnswers);
    QFETCH(const int, added);
    QFETCH(const QString, code);
    m_server.content = testBytes(3000);
    m_server.framing = static_cast<ObjectServer::Framing>(framing);
    m_server.headLength = said;
    m_server.shortAnswers = shortAnswers;
    m_server.added = added;
    const auto download = toFile();
    finish(*download);
    QCOMPARE(download->result() ? QString() : QString::fromStdString(download->result().error().code), code);
    if (code.isEmpty()) {
        QCOMPARE(arrived(), m_server.content);
        QCOMPARE(download->total(), 3000);
        QCOMPARE(download->done(), 3000);
    } else {
        QVERIFY2(files().isEmpty(), qPrintable(files().join(u' ')));
    }
}

void tst_Download::listedLengthIsReachedAndNotPassed_data()
{
    QTest::addColumn<int>("listed");
    QTest::addColumn<QString>("code");
    QTest::newRow("right") << 3000 << "";
    QTest::newRow("more was listed") << 3001 << "TruncatedBody";
    QTest::newRow("less was listed") << 2999 << "BodyTooLong";
}

/// Without HeadObject, and without a word of the answer itself.
void tst_Download::listedLengthIsReachedAndNotPassed()
{
    QFETCH(const int, listed);
    m_server.content = testBytes(3000);
    m_server.framing = ObjectServer::Framing::None;
    const auto download = toFile();
    download->setExpectedSize(listed);
    finish(*download);
    QTEST(download->result() ? QString() : QString::fromStdString(download->result().error().code), "code");
    QCOMPARE(files().isEmpty(), !download->result().ok());
    QCOMPARE(requests().first(), QStringLiteral("GET"));
}

void tst_Download::progressNeverGoesBeyondTheTotal()
{
    m_server.content = testBytes(880);
    m_server.framing = ObjectServer::Framing::Chunks;
    m_server.headLength = 100;
    const auto download = toFile();
    int beyond = 0;
    connect(download.get(), &Transfer::progressed, this,
            [&](qint64 done, qint64 total) { beyond += total >= 0 && done > total ? 1 : 0; });
    finish(*download);
    QVERIFY(download->result());
    QCOMPARE(beyond, 0);
    QCOMPARE(arrived().size(), 880);
}

/// It would be written over the part behind it.
void tst_Download::partThatBringsTooMuchIsRefused()
{
    m_server.content = testBytes(20'000);
    m_server.framing = ObjectServer::Framing::Chunks;
    m_server.added = 1;
    const auto download = toFile();
    finish(*download);
    QVERIFY(!download->result());
    QCOMPARE(download->result().error().code, std::string("BodyTooLong"));
    QVERIFY(files().isEmpty());
}

void tst_Download::partsAreComparedWithTheWhole_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("flipped");
    QTest::addColumn<bool>("arrives");
    QTest::addColumn<bool>("isVerified");
    for (const char* name : {"crc32", "crc32c", "crc64nvme"}) {
        QTest::addRow("%s, well", name) << name << "FULL_OBJECT" << -1 << true << true;
        QTest::addRow("%s, no type", name) << name << "" << -1 << true << true;
        QTest::addRow("%s, first byte", name) << name << "FULL_OBJECT" << 0 << false << false;
        QTest::addRow("%s, last byte", name) << name << "FULL_OBJECT" << 20'000 << false << false;
    }
    QTest::newRow("of parts") << "crc32"
                              << "COMPOSITE" << 7 << true << false;
    QTest::newRow("a hash") << "sha256"
                            << "FULL_OBJECT" << 7 << true << false;
    QTest::newRow("none") << ""
                          << "" << 7 << true << false;
}

void tst_Download::partsAreComparedWithTheWhole()
{
    QFETCH(const QString, algorithm);
    QFETCH(const QString, type);
    QFETCH(const int, flipped);
    QFETCH(const bool, arrives);
    QFETCH(const bool, isVerified);
    m_server.content = testBytes(20'001);
    m_server.flipped = flipped;
    if (const auto known = checksumByName(algorithm.toStdString()))
        m_server.headHeaders.emplace_back(
            checksumHeader(*known), checksumOf(*known, {m_server.content.constData(),
                                                        static_cast<std::size_t>(m_server.content.size())}));
    if (!type.isEmpty())
        m_server.headHeaders.emplace_back("x-amz-checksum-type", type.toStdString());
    const auto download = toFile();
    finish(*download);
    QCOMPARE(download->result().ok(), arrives);
    QCOMPARE(files().isEmpty(), !arrives);
    if (arrives)
        QCOMPARE(download->isVerified(), isVerified);
    else
        QCOMPARE(download->result().error().kind, ErrorKind::Checksum);
    QCOMPARE(m_session->transport->requests().front().headers.value("x-amz-checksum-mode"),
             std::string_view("ENABLED"));
}

void tst_Download::isComparedWithItsETag_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("etag");
    QTest::addColumn<int>("flipped");
    QTest::addColumn<bool>("arrives");
    QTest::addColumn<bool>("isVerified");
    const QString md5 = QStringLiteral("\"%1\"");
    for (const int size : {0, 900, 20'001}) {
        const auto row = [size](const char* what, const QByteArray& header, const QString& etag, int flipped,
                                bool arrives, bool isVerified) {
            QTest::addRow("%s, %d bytes", what, size)
                << size << header << etag << flipped << arrives << isVerified;
        };
        row("well", "", md5, -1, true, true);
        row("S3's own key", "x-amz-server-side-encryption: AES256", md5, -1, true, true);
        if (size == 0)
            continue;
        row("first byte", "", md5, 0, false, false);
        row("last byte", "", md5, size - 1, false, false);
        row("of parts", "", QStringLiteral("\"%1-3\""), 0, true, false);
        row("weak", "", QStringLiteral("W/\"%1\""), 0, true, false);
        row("no MD5", "", QStringLiteral("\"first\""), 0, true, false);
        row("a key of KMS", "x-amz-server-side-encryption: aws:kms", md5, 0, true, false);
        row("a customer's key", "x-amz-server-side-encryption-customer-algorithm: AES256", md5, 0, true,
            false);
        row("directory bucket", "x-amz-storage-class: EXPRESS_ONEZONE", md5, 0, true, false);
    }
}

void tst_Download::isComparedWithItsETag()
{
    QFETCH(const int, size);
    QFETCH(const QByteArray, header);
    QFETCH(const QString, etag);
    QFETCH(const int, flipped);
    m_server.content = testBytes(size);
    m_server.etag =
        etag.arg(QLatin1String(QCryptographicHash::hash(m_server.content, QCryptographicHash::Md5).toHex()))
            .toStdString();
    m_server.flipped = flipped;
    if (!header.isEmpty())
        m_server.objectHeaders.emplace_back(header.left(header.indexOf(':')).toStdString(),
                                            header.mid(header.indexOf(':') + 2).toStdString());
    const auto download = toFile();
    finish(*download);
    QTEST(download->result().ok(), "arrives");
    QTEST(!files().isEmpty(), "arrives");
    if (download->result())
        QTEST(download->isVerified(), "isVerified");
    else
        QCOMPARE(download->result().error().code, std::string("ETagMismatch"));
}

/// What a server has unpacked on its way is something else than what its ETag is of.
void tst_Download::isNotComparedWithoutLength()
{
    m_server.content = testBytes(900);
    m_server.etag = "\"00000000000000000000000000000000\"";
    m_server.framing = ObjectServer::Framing::Chunks;
    const auto download = toFile();
    finish(*download);
    QVERIFY(download->result().ok());
    QVERIFY(!download->isVerified());
}

/// What the process before has brought counts, though nobody reads it again.
void tst_Download::takenUpOneIsComparedToo()
{
    for (const int flipped : {-1, 30, 49'000}) {
        m_server = ObjectServer();
        m_server.content = testBytes(50'000);
        m_server.headHeaders.emplace_back(
            "x-amz-checksum-crc64nvme",
            checksumOf(ChecksumAlgorithm::Crc64Nvme, {m_server.content.constData(), 50'000}));
        m_server.flipped = flipped == 30 ? flipped : -1;
        m_session->transport->forgetRequests();
        const Value point = destroyInTheMiddle();
        QVERIFY(!point["plan"]["checksum"].isNull());
        m_server.flipped = flipped == 30 ? -1 : flipped;
        m_session->transport->release();
        const auto download = toFile();
        download->setResumePoint(point);
        finish(*download);
        QCOMPARE(download->result().ok(), flipped < 0);
        if (flipped < 0)
            QVERIFY(download->isVerified());
        QFile::remove(target());
    }
}

void tst_Download::partsNeedTheirETag()
{
    m_server.content = testBytes(20'000);
    m_server.partsHaveETag = false;
    const auto download = toFile();
    finish(*download);
    QVERIFY(!download->result());
    QCOMPARE(download->result().error().code, std::string("MissingETag"));
    QVERIFY(files().isEmpty());
}

void tst_Download::weakETagIsNoCondition()
{
    m_server.content = testBytes(20'000);
    m_server.headETag = "W/\"first\"";
    const auto download = toFile();
    finish(*download);
    QVERIFY2(download->result(), download->result() ? "" : download->result().error().message.c_str());
    QCOMPARE(arrived(), m_server.content);
    QCOMPARE(requests().at(1), QStringLiteral("GET bytes=0-1999"));
    // What the parts say is compared all the same.
    QFile::remove(target());
    m_session->transport->forgetRequests();
    m_server.before = [this] {
        if (m_session->transport->requestCount() > 4)
            m_server.etag = "\"second\"";
    };
    const auto changed = toFile();
    finish(*changed);
    QVERIFY(!changed->result());
    QCOMPARE(changed->result().error().code, std::string("ObjectChanged"));
}

/// HeadObject has no body that would tell credentials that have run out from other mistakes. A 400 may also
/// mean another region, which HeadBucket is asked for first.
void tst_Download::refusedHeadIsAskedForItsReason()
{
    m_session->transport->setHandler([](const HttpRequest& request) {
        return makeResponse(400, request.method == "HEAD" ? "" : "<Error><Code>ExpiredToken</Code></Error>");
    });
    const auto download = toFile();
    finish(*download);
    QVERIFY(!download->result());
    QCOMPARE(download->result().error().code, std::string("ExpiredToken"));
    QVERIFY(isCredentialsLapse(download->result().error()));
    QCOMPARE(requests(), (QStringList{QStringLiteral("HEAD"), QStringLiteral("HEAD"),
                                      QStringLiteral("GET bytes=0-1999")}));
}

void tst_Download::impossibleLengthIsRefused()
{
    m_server.headLength = 1'000'000'000'000'000'000;
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    const auto download = to(std::make_unique<DownloadDevice>(&buffer));
    finish(*download);
    QVERIFY(!download->result());
    QCOMPARE(download->result().error().code, std::string("BadLength"));
}

INIA_TEST_CLASS(tst_Download, QCoreApplication)
#include "tst_download.moc"
