#include "core/policy/effect.h"
#include "core/transfer/filetransfers.h"
#include "core/transfer/upload.h"
#include "tests/support/changedclient.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeuploads.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QBuffer>
#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <algorithm>

using namespace inia;
using namespace inia::tests;
using State = Transfer::State;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;
constexpr qint64 partSize = 5 * mebibyte;

QByteArray pattern(qint64 size, char seed = 0)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qint64 i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(seed + i * 7 + i / 251);
    return bytes;
}

/// Keys that are others each time they are asked for.
class ChangingKeys final : public CredentialsProvider {
public:
    void resolve(QObject*, Callback callback) override
    {
        Credentials credentials;
        credentials.accessKey = "KEY" + std::to_string(++m_count);
        credentials.secretKey = "secret";
        callback(credentials);
    }

private:
    int m_count = 0;
};

} // namespace

class tst_Upload final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void objectIsTheFile_data();
    void objectIsTheFile();
    void objectIsTheDevice();
    void refused_data();
    void refused();
    void failedPartAborts();
    void failedAbortNamesTheUpload();
    void goneUploadIsNoFailedAbort();
    void lockKeepsTheParts();
    void changedFileFails_data();
    void changedFileFails();
    void onlySoManyCalls();
    void everyPartIsSignedAnew();
    void pausedAndResumed();
    void pausedWhileCreating();
    void pausedPutBeginsAnew();
    void cancelled_data();
    void cancelled();
    void cancelIsTooLateForTheLastCall();
    void droppedStaysForResume();
    void wrongPartIsSentAgain();
    void uploadThatIsGoneBeginsAnew();
    void changedSourceBeginsAnew();
    void parametersThatDifferBeginAnew();
    void cancelledWhileTakenUp();
    void successNeedsProof_data();
    void successNeedsProof();
    void lostAnswerIsLookedUp_data();
    void lostAnswerIsLookedUp();
    void interruptedKeepsItsParts_data();
    void interruptedKeepsItsParts();
    void nothingIsReplaced_data();
    void nothingIsReplaced();
    void replacesWhenNotAskedNotTo();
    void serverWithoutConditions_data();
    void serverWithoutConditions();

private:
    static constexpr qint64 bigSize = 3 * partSize + 5; ///< four parts

    [[nodiscard]] QString write(const QByteArray& bytes, const QString& name = QStringLiteral("file")) const;
    [[nodiscard]] Owned<Upload> upload(std::unique_ptr<UploadSource> source,
                                       const Value& arguments = Value::emptyMap(),
                                       int concurrency = 10) const;
    [[nodiscard]] Owned<Upload> uploadFile() const { return upload(std::make_unique<FileSource>(m_path)); }
    static void wait(Transfer& transfer)
    {
        QSignalSpy spy(&transfer, &Transfer::finished);
        QVERIFY(spy.wait());
        QCOMPARE(spy.size(), 1);
    }
    /// Uploads, and dies when as many parts are there.
    [[nodiscard]] Value leftBehind(int parts);
    void resumed(const Value& point, int expectedParts);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::optional<TestSession> m_test;
    std::optional<Client> m_client;
    FakeUploads m_s3;
    QByteArray m_bytes;
    QString m_path;
};

void tst_Upload::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
    m_bytes = pattern(bigSize);
}

void tst_Upload::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
    m_client = m_test->session.client("s3").value();
    m_s3 = FakeUploads();
    m_test->transport->setHandler([this](const HttpRequest& request) { return m_s3.answer(request); });
    m_path = write(m_bytes);
}

QString tst_Upload::write(const QByteArray& bytes, const QString& name) const
{
    QFile file(m_dir->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("the test cannot write its file");
    return file.fileName();
}

Owned<Upload> tst_Upload::upload(std::unique_ptr<UploadSource> source, const Value& arguments,
                                 int concurrency) const
{
    TransferConfig config;
    config.partSize = partSize;
    config.maxConcurrency = concurrency;
    return makeOwned<Upload>(*m_client, UploadTarget{"bucket", "key", arguments}, std::move(source),
                             std::make_shared<TransferSlots>(concurrency), config);
}

void tst_Upload::objectIsTheFile_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<int>("parts");
    QTest::newRow("empty") << qint64(0) << 0;
    QTest::newRow("one byte") << qint64(1) << 0;
    QTest::newRow("below the threshold") << 8 * mebibyte - 1 << 0;
    QTest::newRow("at the threshold") << 8 * mebibyte << 2;
    QTest::newRow("odd") << bigSize << 4;
}

void tst_Upload::objectIsTheFile()
{
    QFETCH(qint64, size);
    QFETCH(int, parts);
    const QByteArray bytes = pattern(size);
    const auto upload = this->upload(std::make_unique<FileSource>(write(bytes)));
    QCOMPARE(upload->state(), State::Waiting);
    upload->start();
    wait(*upload);
    QVERIFY2(upload->result().ok(), upload->result() ? "" : upload->result().error().message.c_str());
    QCOMPARE(upload->state(), State::Succeeded);
    QVERIFY(m_s3.objects["/bucket/key"] == bytes);
    QCOMPARE(m_s3.count("UploadPart"), parts);
    QCOMPARE(m_s3.count("PutObject"), parts == 0 ? 1 : 0);
    QCOMPARE(upload->done(), size);
    QCOMPARE(upload->total(), size);
    QVERIFY(upload->resumePoint().isNull());
}

/// From its position on.
void tst_Upload::objectIsTheDevice()
{
    QByteArray bytes = m_bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::ReadOnly) && buffer.seek(7));
    const auto upload = this->upload(std::make_unique<DeviceSource>(&buffer));
    upload->start();
    wait(*upload);
    QVERIFY(upload->result().ok());
    QVERIFY(m_s3.objects["/bucket/key"] == m_bytes.mid(7));
    const auto second = this->upload(std::make_unique<BytesSource>(m_bytes));
    second->start();
    wait(*second);
    QVERIFY(m_s3.objects["/bucket/key"] == m_bytes);
    QVERIFY(second->resumePoint().isNull());
}

void tst_Upload::refused_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<Value>("arguments");
    QTest::addColumn<QString>("code");
    const Value none = Value::emptyMap();
    QTest::newRow("no file") << "gone"
                             << "bucket" << none << "UnreadableFile";
    QTest::newRow("a directory") << "."
                                 << "bucket" << none << "UnreadableFile";
    QTest::newRow("a device") << "/dev/null"
                              << "bucket" << none << "UnreadableFile";
    QTest::newRow("argument") << "file"
                              << "bucket" << Value::map({{"Body", "x"}}) << "UnknownArgument";
    QTest::newRow("Object Lambda") << "file"
                                   << "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/mine"
                                   << none << "UnsupportedBucket";
}

void tst_Upload::refused()
{
    QFETCH(QString, file);
    QFETCH(QString, bucket);
    QFETCH(Value, arguments);
    QFETCH(QString, code);
    Upload upload(*m_client, {bucket.toStdString(), "key", arguments},
                  std::make_unique<FileSource>(QDir(m_dir->path()).filePath(file)),
                  std::make_shared<TransferSlots>(1));
    upload.start();
    wait(upload);
    QCOMPARE(upload.state(), State::Failed);
    QCOMPARE(QString::fromStdString(upload.result().error().code), code);
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_Upload::failedPartAborts()
{
    m_s3.intercept = [](const std::string& operation, const HttpRequest& request) {
        const bool isThird = request.url.find("partNumber=3") != std::string::npos;
        return operation == "UploadPart" && isThird
                   ? std::optional<FakeTransport::Answer>(s3Error(403, "AccessDenied"))
                   : std::nullopt;
    };
    const auto upload = uploadFile();
    upload->start();
    wait(*upload);
    QCOMPARE(upload->state(), State::Failed);
    QCOMPARE(upload->result().error().code, std::string("AccessDenied"));
    QVERIFY(QString::fromStdString(upload->result().error().message).contains(m_path));
    QVERIFY(m_s3.uploads.empty());
    QVERIFY(m_s3.objects.empty());
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    QVERIFY(upload->resumePoint().isNull());
}

void tst_Upload::failedAbortNamesTheUpload()
{
    m_s3.intercept = [](const std::string& operation, const HttpRequest&) {
        return operation == "UploadPart" || operation == "AbortMultipartUpload"
                   ? std::optional<FakeTransport::Answer>(s3Error(403, "AccessDenied"))
                   : std::nullopt;
    };
    const auto upload = uploadFile();
    upload->start();
    wait(*upload);
    QVERIFY(QString::fromStdString(upload->result().error().message).contains(QStringLiteral("upload-1")));
    QCOMPARE(upload->resumePoint()["UploadId"].text(), std::string("upload-1"));
}

void tst_Upload::goneUploadIsNoFailedAbort()
{
    m_s3.intercept = [this](const std::string& operation, const HttpRequest&) {
        if (operation == "UploadPart")
            m_s3.uploads.clear();
        return std::optional<FakeTransport::Answer>();
    };
    const auto upload = uploadFile();
    upload->start();
    wait(*upload);
    QCOMPARE(upload->result().error().code, std::string("NoSuchUpload"));
    QVERIFY(!QString::fromStdString(upload->result().error().message).contains(QStringLiteral("remain")));
}

void tst_Upload::changedFileFails_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QString>("when");
    QTest::addColumn<QString>("how");
    QTest::newRow("longer, between parts") << bigSize << "CreateMultipartUpload"
                                           << "appended";
    QTest::newRow("longer, with the last parts") << bigSize << "UploadPart"
                                                 << "appended";
    QTest::newRow("longer, while it is put") << 3 * mebibyte << "PutObject"
                                             << "appended";
    for (const char* how : {"written", "written, time put back", "replaced, time put back"}) {
        QTest::addRow("%s, between parts", how) << bigSize << "CreateMultipartUpload" << how;
        QTest::addRow("%s, with the last parts", how) << bigSize << "UploadPart" << how;
        QTest::addRow("%s, little, while it is put", how) << qint64(1000) << "PutObject" << how;
    }
}

void tst_Upload::changedFileFails()
{
    QFETCH(qint64, size);
    QFETCH(QString, when);
    QFETCH(QString, how);
    const QString path = write(m_bytes.left(size));
    m_s3.intercept = [&](const std::string& operation, const HttpRequest&) {
        if (operation == when.toStdString()) {
            const QDateTime before = QFileInfo(path).lastModified();
            if (how.startsWith(u"replaced")) {
                QFile::copy(path, path + QStringLiteral(".new"));
                QFile::rename(path, path + QStringLiteral(".old"));
                QFile::rename(path + QStringLiteral(".new"), path);
            }
            QFile file(path);
            file.open(how == u"appended" ? QIODevice::Append : QIODevice::ReadWrite);
            file.write("x");
            file.flush();
            if (how.endsWith(u"put back"))
                file.setFileTime(before, QFileDevice::FileModificationTime);
        }
        return std::optional<FakeTransport::Answer>();
    };
    const auto upload = this->upload(std::make_unique<FileSource>(path));
    upload->start();
    wait(*upload);
    QCOMPARE(upload->state(), State::Failed);
    QVERIFY2(upload->result().error().code == "SourceChanged", upload->result().error().message.c_str());
    QVERIFY(m_s3.uploads.empty());
    QCOMPARE(m_s3.count("CompleteMultipartUpload"), 0);
}

void tst_Upload::onlySoManyCalls()
{
    const auto transferSlots = std::make_shared<TransferSlots>(2);
    TransferConfig config;
    config.partSize = partSize;
    int most = 0;
    m_s3.intercept = [&](const std::string&, const HttpRequest&) {
        most = std::max(most, m_test->transport->openCount() + 1);
        return std::optional<FakeTransport::Answer>();
    };
    Upload first(*m_client, {"bucket", "one", {}}, std::make_unique<FileSource>(m_path), transferSlots,
                 config);
    Upload second(*m_client, {"bucket", "two", {}}, std::make_unique<FileSource>(m_path), transferSlots,
                  config);
    first.start();
    second.start();
    QTRY_VERIFY(first.isFinished() && second.isFinished());
    QVERIFY(first.result().ok() && second.result().ok());
    QCOMPARE(most, 2);
    QVERIFY(m_s3.objects["/bucket/one"] == m_bytes && m_s3.objects["/bucket/two"] == m_bytes);
}

/// Credentials that change under way are used by the next call.
void tst_Upload::everyPartIsSignedAnew()
{
    m_client = changed(
        *m_client, [](ClientContext& context) { context.credentials = std::make_shared<ChangingKeys>(); });
    QStringList keys;
    m_s3.intercept = [&keys](const std::string&, const HttpRequest& request) {
        const auto authorization =
            QString::fromStdString(std::string(request.headers.value("Authorization")));
        keys << authorization.section(u'/', 0, 0).section(u'=', 1);
        return std::optional<FakeTransport::Answer>();
    };
    const auto upload = uploadFile();
    upload->start();
    wait(*upload);
    QVERIFY(upload->result().ok());
    keys.sort();
    QCOMPARE(keys, (QStringList{QStringLiteral("KEY1"), QStringLiteral("KEY2"), QStringLiteral("KEY3"),
                                QStringLiteral("KEY4"), QStringLiteral("KEY5"), QStringLiteral("KEY6")}));
}

void tst_Upload::pausedAndResumed()
{
    const auto upload = this->upload(std::make_unique<FileSource>(m_path), Value::emptyMap(), 2);
    m_s3.intercept = [this](const std::string& operation, const HttpRequest&) {
        if (operation == "UploadPart" && m_s3.count("UploadPart") == 2)
            m_test->transport->hold();
        return std::optional<FakeTransport::Answer>();
    };
    upload->start();
    QTRY_COMPARE(m_test->transport->openCount(), 2); // the other two
    upload->pause();
    QCOMPARE(upload->state(), State::Paused);
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    QCOMPARE(upload->done(), 2 * partSize);
    QVERIFY(!upload->isFinished());
    m_test->transport->release();
    upload->resume();
    QCOMPARE(upload->state(), State::Running);
    wait(*upload);
    QVERIFY(upload->result().ok());
    QVERIFY(m_s3.objects["/bucket/key"] == m_bytes);
    QCOMPARE(m_s3.count("CreateMultipartUpload"), 1);
    QCOMPARE(m_s3.count("UploadPart"), 4);
}

/// The upload that is being created must not be lost.
void tst_Upload::pausedWhileCreating()
{
    m_test->transport->hold();
    const auto upload = uploadFile();
    upload->start();
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    upload->pause();
    m_test->transport->release();
    QTRY_COMPARE(upload->state(), State::Paused);
    QCOMPARE(m_s3.uploads.size(), std::size_t(1));
    upload->resume();
    wait(*upload);
    QVERIFY(upload->result().ok());
    QCOMPARE(m_s3.count("CreateMultipartUpload"), 1);
}

void tst_Upload::pausedPutBeginsAnew()
{
    m_test->transport->hold();
    const auto upload = this->upload(std::make_unique<FileSource>(write("small")));
    upload->start();
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    upload->pause();
    QCOMPARE(upload->state(), State::Paused);
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    m_test->transport->release();
    upload->resume();
    wait(*upload);
    QVERIFY(m_s3.objects["/bucket/key"] == "small");
}

void tst_Upload::cancelled_data()
{
    QTest::addColumn<QString>("when");
    QTest::newRow("before the start") << "";
    QTest::newRow("before the first call") << "start";
    QTest::newRow("creating") << "CreateMultipartUpload";
    QTest::newRow("sending") << "UploadPart";
    QTest::newRow("paused") << "pause";
}

void tst_Upload::cancelled()
{
    QFETCH(QString, when);
    const auto upload = this->upload(std::make_unique<FileSource>(m_path), Value::emptyMap(), 2);
    const std::string operation = when == QStringLiteral("pause") ? "UploadPart" : when.toStdString();
    m_s3.intercept = [&](const std::string& asked, const HttpRequest&) {
        if (asked == operation && asked == "UploadPart")
            m_test->transport->hold();
        return std::optional<FakeTransport::Answer>();
    };
    if (!when.isEmpty())
        upload->start();
    if (operation == "CreateMultipartUpload") {
        m_test->transport->hold();
        QTRY_COMPARE(m_test->transport->openCount(), 1);
    } else if (operation == "UploadPart") {
        QTRY_VERIFY(m_s3.count("UploadPart") > 0 && m_test->transport->openCount() == 2);
    }
    if (when == QStringLiteral("pause"))
        upload->pause();
    QSignalSpy spy(upload.get(), &Transfer::finished);
    upload->cancel();
    upload->cancel();
    QCOMPARE(spy.size(), 0); // never during a call
    m_test->transport->release();
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(upload->state(), State::Cancelled);
    QCOMPARE(upload->result().error().kind, ErrorKind::Cancelled);
    QVERIFY(m_s3.uploads.empty());
    QVERIFY(m_s3.objects.empty());
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    upload->resume();
    upload->pause();
    QCOMPARE(upload->state(), State::Cancelled);
}

/// To abort would be refused as the parts are, and they are good for when the lock is open again.
void tst_Upload::lockKeepsTheParts()
{
    ChangePolicy& policy = m_test->session.policy();
    m_s3.intercept = [&](const std::string& operation, const HttpRequest&) {
        if (operation == "UploadPart" && m_s3.count("UploadPart") == 2)
            policy.lock("Open it again.");
        return std::optional<FakeTransport::Answer>();
    };
    const auto upload = this->upload(std::make_unique<FileSource>(m_path), Value::emptyMap(), 1);
    upload->start();
    wait(*upload);
    QCOMPARE(upload->result().error().kind, ErrorKind::ReadOnly);
    QVERIFY(upload->result().error().message.find("Open it again.") != std::string::npos);
    QCOMPARE(m_s3.count("AbortMultipartUpload"), 0);
    QCOMPARE(m_s3.count("UploadPart"), 2);
    const Value point = upload->resumePoint();
    QVERIFY(!point.isNull());
    policy.unlock();
    m_s3.intercept = {};
    m_s3.operations.clear();
    resumed(point, 2);
    QCOMPARE(m_s3.count("CreateMultipartUpload"), 0);
}

void tst_Upload::cancelIsTooLateForTheLastCall()
{
    const auto upload = uploadFile();
    m_s3.intercept = [&upload](const std::string& operation, const HttpRequest&) {
        if (operation == "CompleteMultipartUpload") {
            upload->pause();
            upload->cancel();
        }
        return std::optional<FakeTransport::Answer>();
    };
    upload->start();
    wait(*upload);
    QCOMPARE(upload->state(), State::Succeeded);
    QVERIFY(m_s3.objects["/bucket/key"] == m_bytes);
}

Value tst_Upload::leftBehind(int parts)
{
    auto upload = this->upload(std::make_unique<FileSource>(m_path), Value::emptyMap(), 1);
    upload->start();
    const bool came = QTest::qWaitFor([this, parts] { return m_s3.count("UploadPart") == parts; });
    const Value point = upload->resumePoint();
    upload.reset();
    QCoreApplication::processEvents();
    m_s3.operations.clear();
    return came ? point : Value();
}

void tst_Upload::resumed(const Value& point, int expectedParts)
{
    auto upload = uploadFile();
    upload->setResumePoint(point);
    upload->start();
    wait(*upload);
    QVERIFY2(upload->result().ok(), upload->result() ? "" : upload->result().error().message.c_str());
    QVERIFY(m_s3.objects["/bucket/key"] == m_bytes);
    QCOMPARE(m_s3.count("UploadPart"), expectedParts);
    QCOMPARE(upload->done(), bigSize);
    QVERIFY(m_s3.uploads.empty());
}

void tst_Upload::droppedStaysForResume()
{
    const Value point = leftBehind(3);
    QCOMPARE(point["UploadId"].text(), std::string("upload-1"));
    QCOMPARE(m_s3.uploads.size(), std::size_t(1));
    m_s3.partsPerPage = 2;
    resumed(point, 1);
    QCOMPARE(m_s3.count("ListParts"), 2);
    QCOMPARE(m_s3.count("CreateMultipartUpload"), 0);
}

void tst_Upload::wrongPartIsSentAgain()
{
    const Value point = leftBehind(3);
    m_s3.uploads["upload-1"].parts[2] = pattern(partSize, 9);
    m_s3.uploads["upload-1"].parts[1].chop(1);
    resumed(point, 3);
}

void tst_Upload::uploadThatIsGoneBeginsAnew()
{
    const Value point = leftBehind(3);
    m_s3.uploads.clear();
    resumed(point, 4);
    QCOMPARE(m_s3.count("CreateMultipartUpload"), 1);
}

void tst_Upload::changedSourceBeginsAnew()
{
    const Value point = leftBehind(3);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-5), QFileDevice::FileModificationTime));
    file.close();
    resumed(point, 4);
    QCOMPARE(m_s3.operations.at(0), std::string("AbortMultipartUpload"));
}

void tst_Upload::parametersThatDifferBeginAnew()
{
    Value point = leftBehind(3);
    point.insert("PartSize", 6 * mebibyte);
    resumed(point, 4);
    QCOMPARE(m_s3.operations.at(0), std::string("AbortMultipartUpload"));
}

void tst_Upload::cancelledWhileTakenUp()
{
    const Value point = leftBehind(3);
    auto upload = uploadFile();
    upload->setResumePoint(point);
    m_test->transport->hold();
    upload->start();
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    upload->cancel();
    m_test->transport->release();
    wait(*upload);
    QCOMPARE(upload->state(), State::Cancelled);
    QVERIFY(m_s3.uploads.empty());
}

void tst_Upload::successNeedsProof_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("etag");
    QTest::addColumn<QByteArray>("checksum");
    QTest::addColumn<QString>("code");
    for (const char* operation : {"PutObject", "UploadPart"}) {
        QTest::addRow("%s, nothing", operation)
            << operation << QByteArray() << QByteArray() << QByteArray() << "NoProof";
        QTest::addRow("%s, other checksum", operation) << operation << QByteArray() << QByteArray("\"e\"")
                                                       << QByteArray("AAAAAA==") << "StoredChecksumMismatch";
    }
    QTest::newRow("create, no upload")
        << "CreateMultipartUpload" << QByteArray("<InitiateMultipartUploadResult/>") << QByteArray()
        << QByteArray() << "NoProof";
    QTest::newRow("complete, no ETag") << "CompleteMultipartUpload"
                                       << QByteArray("<CompleteMultipartUploadResult><Key>key</Key>"
                                                     "</CompleteMultipartUploadResult>")
                                       << QByteArray() << QByteArray() << "NoProof";
    QTest::newRow("complete, other checksum")
        << "CompleteMultipartUpload"
        << QByteArray("<CompleteMultipartUploadResult><ETag>\"e\"</ETag><ChecksumCRC32>AAAAAA==-4"
                      "</ChecksumCRC32></CompleteMultipartUploadResult>")
        << QByteArray() << QByteArray() << "StoredChecksumMismatch";
    QTest::newRow("complete, other checksum of the whole")
        << "CompleteMultipartUpload"
        << QByteArray("<CompleteMultipartUploadResult><ETag>\"e\"</ETag><ChecksumCRC32>AAAAAA=="
                      "</ChecksumCRC32></CompleteMultipartUploadResult>")
        << QByteArray() << QByteArray() << "StoredChecksumMismatch";
}

void tst_Upload::successNeedsProof()
{
    QFETCH(QString, operation);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, etag);
    QFETCH(QByteArray, checksum);
    QFETCH(QString, code);
    m_s3.intercept = [&](const std::string& asked, const HttpRequest& request) {
        if (asked != operation.toStdString())
            return std::optional<FakeTransport::Answer>();
        static_cast<void>(bodyOf(request)); // as what was sent
        HttpResponse response = makeResponse(200, body);
        if (!etag.isEmpty())
            response.headers.set("ETag", etag.toStdString());
        if (!checksum.isEmpty())
            response.headers.set("x-amz-checksum-crc32", checksum.toStdString());
        return std::optional<FakeTransport::Answer>(response);
    };
    const bool isSmall = operation == QStringLiteral("PutObject");
    const auto upload = this->upload(
        std::make_unique<FileSource>(isSmall ? write("small", QStringLiteral("small")) : m_path));
    upload->start();
    wait(*upload);
    QCOMPARE(upload->state(), State::Failed);
    QCOMPARE(QString::fromStdString(upload->result().error().code), code);
    QVERIFY(m_s3.objects.empty());
}

void tst_Upload::lostAnswerIsLookedUp_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<bool>("isDone");
    QTest::addColumn<bool>("isOther");
    QTest::addColumn<bool>("hasChecksums");
    QTest::addColumn<bool>("succeeds");
    for (const char* operation : {"PutObject", "CompleteMultipartUpload"}) {
        QTest::addRow("%s, done", operation) << operation << true << false << true << true;
        QTest::addRow("%s, done, ETag alone", operation) << operation << true << false << false << true;
        QTest::addRow("%s, not done", operation) << operation << false << false << true << false;
        QTest::addRow("%s, another object", operation) << operation << false << true << true << false;
        QTest::addRow("%s, another, ETag alone", operation) << operation << false << true << false << false;
    }
}

/// The call may have done what it should though nobody heard of it.
void tst_Upload::lostAnswerIsLookedUp()
{
    QFETCH(QString, operation);
    QFETCH(bool, isDone);
    QFETCH(bool, isOther);
    QFETCH(bool, hasChecksums);
    QFETCH(bool, succeeds);
    m_s3.hasChecksums = hasChecksums;
    const bool isSmall = operation == QStringLiteral("PutObject");
    const QByteArray bytes = isSmall ? pattern(1000) : m_bytes;
    const QString path = write(bytes, QStringLiteral("lost"));
    bool isInside = false;
    m_s3.intercept = [&](const std::string& asked, const HttpRequest& request) {
        if (asked != operation.toStdString() || isInside)
            return std::optional<FakeTransport::Answer>();
        isInside = true;
        if (isDone)
            static_cast<void>(m_s3.answer(request));
        if (isOther) {
            m_s3.objects["/bucket/key"] = pattern(bytes.size(), 5);
            m_s3.etags["/bucket/key"] = "\"0123456789abcdef0123456789abcdef\"";
        }
        return std::optional<FakeTransport::Answer>(
            makeError(ErrorKind::Transport, "ConnectionClosed", "gone"));
    };
    const auto upload = this->upload(std::make_unique<FileSource>(path));
    upload->start();
    wait(*upload);
    QCOMPARE(upload->result().ok(), succeeds);
    QCOMPARE(m_s3.count("HeadObject"), 1);
    if (succeeds)
        QVERIFY(!(*upload->result())["ETag"].text().empty());
    else
        QCOMPARE(upload->result().error().code, std::string("ConnectionClosed"));
    QVERIFY(m_s3.uploads.empty());
}

void tst_Upload::interruptedKeepsItsParts_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isKept");
    const auto row = [](const char* code, ErrorKind kind, int status, bool isKept) {
        QTest::newRow(code) << code << static_cast<int>(kind) << status << isKept;
    };
    row("ConnectionClosed", ErrorKind::Transport, 0, true);
    row("ReadTimeout", ErrorKind::Timeout, 0, true);
    row("ExpiredToken", ErrorKind::Service, 400, true);
    row("InternalError", ErrorKind::Service, 500, true);
    row("AccessDenied", ErrorKind::Service, 403, false);
}

void tst_Upload::interruptedKeepsItsParts()
{
    QFETCH(QString, code);
    QFETCH(int, kind);
    QFETCH(int, status);
    QFETCH(bool, isKept);
    m_s3.intercept = [&](const std::string& operation, const HttpRequest& request) {
        if (operation != "UploadPart" || request.url.find("partNumber=3") == std::string::npos)
            return std::optional<FakeTransport::Answer>();
        if (status > 0)
            return std::optional<FakeTransport::Answer>(s3Error(status, code.toStdString()));
        return std::optional<FakeTransport::Answer>(
            makeError(static_cast<ErrorKind>(kind), code.toStdString(), "gone"));
    };
    const auto upload = this->upload(std::make_unique<FileSource>(m_path), Value::emptyMap(), 1);
    upload->keepWhenInterrupted();
    upload->start();
    wait(*upload);
    QCOMPARE(QString::fromStdString(upload->result().error().code), code);
    QCOMPARE(m_s3.uploads.size(), std::size_t(isKept ? 1 : 0));
    QCOMPARE(upload->resumePoint().isNull(), !isKept);
    if (!isKept)
        return;
    m_s3.intercept = nullptr;
    m_s3.operations.clear();
    resumed(upload->resumePoint(), 2);
}

void tst_Upload::nothingIsReplaced_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<int>("headStatus");
    QTest::addColumn<QString>("comes"); // before which call another object comes
    QTest::addColumn<QString>("code");
    for (const qint64 size : {qint64(10), bigSize}) {
        const char* last = size == bigSize ? "CompleteMultipartUpload" : "PutObject";
        QTest::addRow("free, %lld", size) << size << 0 << ""
                                          << "";
        QTest::addRow("taken, %lld", size) << size << 0 << "HeadObject"
                                           << "TargetExists";
        QTest::addRow("comes meanwhile, %lld", size) << size << 0 << last << "TargetExists";
        QTest::addRow("may not ask, free, %lld", size) << size << 403 << ""
                                                       << "";
        QTest::addRow("may not ask, taken, %lld", size) << size << 403 << "HeadObject"
                                                        << "TargetExists";
        QTest::addRow("asked badly, free, %lld", size) << size << 400 << ""
                                                       << "";
        QTest::addRow("asked badly, taken, %lld", size) << size << 400 << "HeadObject"
                                                        << "TargetExists";
    }
    QTest::addRow("no service") << qint64(10) << 503 << ""
                                << "503";
}

void tst_Upload::nothingIsReplaced()
{
    QFETCH(qint64, size);
    QFETCH(int, headStatus);
    QFETCH(QString, comes);
    QFETCH(QString, code);
    m_s3.intercept = [&](const std::string& operation, const HttpRequest&) {
        if (operation == comes.toStdString()) {
            m_s3.objects["/bucket/key"] = "theirs";
            m_s3.etags["/bucket/key"] = "\"theirs\"";
        }
        return operation == "HeadObject" && headStatus != 0
                   ? std::optional<FakeTransport::Answer>(makeResponse(headStatus, {}))
                   : std::nullopt;
    };
    NewObjectUpload upload(*m_client, "bucket", "key",
                           this->upload(std::make_unique<FileSource>(write(m_bytes.left(size)))),
                           std::make_shared<TransferSlots>(4));
    upload.start();
    wait(upload);
    QCOMPARE(upload.result() ? QString() : QString::fromStdString(upload.result().error().code), code);
    QVERIFY(m_s3.uploads.empty());
    if (code.isEmpty())
        QVERIFY(m_s3.objects["/bucket/key"] == m_bytes.left(size));
    else if (!comes.isEmpty())
        QVERIFY(m_s3.objects["/bucket/key"] == "theirs");
}

void tst_Upload::replacesWhenNotAskedNotTo()
{
    m_s3.objects["/bucket/key"] = "old";
    const auto upload = uploadFile();
    upload->start();
    wait(*upload);
    QVERIFY(upload->result().ok());
    QVERIFY(m_s3.objects["/bucket/key"] == m_bytes);
    for (const HttpRequest& request : m_test->transport->requests())
        QVERIFY(!request.headers.contains("If-None-Match"));
}

void tst_Upload::serverWithoutConditions_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("isKnownFree");
    for (const qint64 size : {qint64(10), bigSize}) {
        QTest::addRow("looked, %lld", size) << size << true;
        QTest::addRow("could not look, %lld", size) << size << false;
    }
}

/// It refuses what it does not know; where nobody has looked that is the last word.
void tst_Upload::serverWithoutConditions()
{
    QFETCH(qint64, size);
    QFETCH(bool, isKnownFree);
    m_s3.intercept = [](const std::string&, const HttpRequest& request) {
        return request.headers.contains("If-None-Match")
                   ? std::optional<FakeTransport::Answer>(s3Error(501, "NotImplemented"))
                   : std::nullopt;
    };
    const auto upload = this->upload(std::make_unique<FileSource>(write(m_bytes.left(size))));
    upload->replaceNothing(isKnownFree);
    upload->start();
    wait(*upload);
    QCOMPARE(upload->result().ok(), isKnownFree);
    QCOMPARE(m_s3.objects.size(), std::size_t(isKnownFree ? 1 : 0));
    QVERIFY(m_s3.uploads.empty());
}

INIA_TEST_CLASS(tst_Upload, QCoreApplication)
#include "tst_upload.moc"
