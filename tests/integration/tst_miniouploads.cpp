#include "core/observe/exchangelog.h"
#include "core/protocol/jsonreader.h"
#include "core/s3/s3transfers.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QProcess>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUuid>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::tests;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;
constexpr qint64 partSize = 8 * mebibyte;
constexpr int longestUpload = 120'000;

QByteArray randomBytes(qint64 size)
{
    QRandomGenerator random(42);
    QByteArray bytes(size + 3, Qt::Uninitialized);
    random.fillRange(reinterpret_cast<quint32*>(bytes.data()), bytes.size() / 4);
    bytes.resize(size);
    return bytes;
}

QByteArray md5(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Md5);
}

/// As S3 makes it: the MD5, or that of the parts' MD5s with their number.
std::string etagOf(const QByteArray& bytes)
{
    if (bytes.size() < partSize)
        return '"' + md5(bytes).toHex().toStdString() + '"';
    QByteArray all;
    int parts = 0;
    for (qint64 at = 0; at < bytes.size(); at += partSize, ++parts)
        all += md5(bytes.mid(at, partSize));
    return '"' + md5(all).toHex().toStdString() + '-' + std::to_string(parts) + '"';
}

} // namespace

/// Uploads to a server that checks signatures and checksums, beside boto3's of the same files.
class tst_MinioUploads final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void objectIsTheFile_data();
    void objectIsTheFile();
    void sameAsBoto3_data();
    void sameAsBoto3();
    void objectIsCopiedInParts();
    void cancelLeavesNothing();
    void killedAndResumed();

private:
    [[nodiscard]] Result<Value> call(const char* operation, Value params) const;
    [[nodiscard]] Value object(const std::string& key) const
    {
        return Value::map({{"Bucket", m_bucket}, {"Key", key}});
    }
    [[nodiscard]] QString write(const QByteArray& bytes) const;
    [[nodiscard]] static Result<Value> finished(Transfer& transfer);
    void compareObject(const std::string& key, const QByteArray& bytes) const;
    [[nodiscard]] QProcessEnvironment environment() const;
    [[nodiscard]] std::size_t uploadCount() const
    {
        const auto listed = call("ListMultipartUploads", Value::map({{"Bucket", m_bucket}}));
        return listed ? (*listed)["Uploads"].size() : 999;
    }

    std::optional<TestServer> m_server;
    std::optional<Session> m_session;
    std::optional<Client> m_client;
    std::string m_bucket = "inia-up-" + QUuid::createUuid().toString(QUuid::Id128).left(12).toStdString();
    QTemporaryDir m_dir;
};

Result<Value> tst_MinioUploads::call(const char* operation, Value params) const
{
    const auto reply = m_client->call(operation, std::move(params));
    QSignalSpy spy(reply.get(), &Reply::finished);
    spy.wait(30'000);
    return reply->result();
}

void tst_MinioUploads::initTestCase()
{
    auto server = minioServer();
    if (!server && server.error().code == "NoServer")
        QSKIP(server.error().message.c_str());
    QVERIFY2(server.ok(), server ? "" : server.error().message.c_str());
    m_server = std::move(server).value();
    m_session = m_server->session().value();
    m_client = m_session->client("s3").value();
    const auto made = call("CreateBucket", Value::map({{"Bucket", m_bucket}}));
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
}

void tst_MinioUploads::cleanupTestCase()
{
    if (!m_client)
        return;
    const auto listed = call("ListObjectsV2", Value::map({{"Bucket", m_bucket}}));
    for (const auto& entry : (*listed)["Contents"].items())
        QVERIFY(call("DeleteObject", object(entry["Key"].text())).ok());
    QVERIFY(call("DeleteBucket", Value::map({{"Bucket", m_bucket}})).ok());
}

QString tst_MinioUploads::write(const QByteArray& bytes) const
{
    QFile file(m_dir.filePath(QStringLiteral("file")));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("the test cannot write its file");
    return file.fileName();
}

Result<Value> tst_MinioUploads::finished(Transfer& transfer)
{
    QSignalSpy done(&transfer, &Transfer::finished);
    transfer.start();
    done.wait(longestUpload);
    return transfer.result();
}

void tst_MinioUploads::compareObject(const std::string& key, const QByteArray& bytes) const
{
    const auto got = call("GetObject", object(key));
    QVERIFY2(got.ok(), got ? "" : got.error().message.c_str());
    QVERIFY((*got)["Body"].blob() == bytes);
    QCOMPARE((*got)["ETag"].text(), etagOf(bytes));
}

void tst_MinioUploads::objectIsTheFile_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QString>("key");
    QTest::newRow("0 B") << qint64(0) << "empty";
    QTest::newRow("1 B") << qint64(1) << "one";
    QTest::newRow("8 MiB - 1") << partSize - 1 << "below";
    QTest::newRow("8 MiB") << partSize << "at";
    QTest::newRow("100 MiB and some") << 100 * mebibyte + 12'345 << "large";
    QTest::newRow("key with spaces") << qint64(10) << "a folder/b c +%&=.txt";
    QTest::newRow("key in other scripts") << partSize + 1 << QStringLiteral("Überraschung/日本語/😀");
}

void tst_MinioUploads::objectIsTheFile()
{
    QFETCH(qint64, size);
    QFETCH(QString, key);
    const QByteArray bytes = randomBytes(size);
    const S3Transfers transfers(*m_client);
    const auto upload =
        transfers.upload(write(bytes), {m_bucket, key.toStdString(),
                                        Value::map({{"Metadata", Value::map({{"made", "here"}})}})});
    const auto result = finished(*upload);
    QVERIFY2(result.ok(), result ? "" : result.error().message.c_str());
    QCOMPARE((*result)["ETag"].text(), etagOf(bytes));
    compareObject(key.toStdString(), bytes);
    QCOMPARE(upload->done(), size);
}

QProcessEnvironment tst_MinioUploads::environment() const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("AWS_ENDPOINT_URL"), QString::fromStdString(m_server->endpoint));
    environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"),
                       qEnvironmentVariable("INIA_TEST_MINIO_ACCESS_KEY"));
    environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"),
                       qEnvironmentVariable("INIA_TEST_MINIO_SECRET_KEY"));
    environment.insert(QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("us-east-1"));
    environment.insert(QStringLiteral("AWS_REGION"), QStringLiteral("us-east-1"));
    environment.insert(QStringLiteral("AWS_CONFIG_FILE"), QStringLiteral("/dev/null"));
    environment.insert(QStringLiteral("AWS_SHARED_CREDENTIALS_FILE"), QStringLiteral("/dev/null"));
    return environment;
}

void tst_MinioUploads::sameAsBoto3_data()
{
    QTest::addColumn<qint64>("size");
    QTest::newRow("one call") << qint64(1000);
    QTest::newRow("parts") << 3 * partSize + 17;
}

/// What S3 says of the object, but for when it was made and which request asked.
void tst_MinioUploads::sameAsBoto3()
{
    QFETCH(qint64, size);
    const QByteArray bytes = randomBytes(size);
    const QString path = write(bytes);
    QProcess python;
    python.setProcessEnvironment(environment());
    python.start(qEnvironmentVariable("INIA_TEST_PYTHON"),
                 {QStringLiteral("-c"),
                  QStringLiteral("import boto3, sys; boto3.client('s3').upload_file(*sys.argv[1:])"), path,
                  QString::fromStdString(m_bucket), QStringLiteral("theirs")});
    QVERIFY(python.waitForFinished(longestUpload));
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    const S3Transfers transfers(*m_client);
    const auto upload = transfers.upload(path, {m_bucket, "ours", {}});
    QVERIFY(finished(*upload).ok());
    const auto described = [this](const char* key) {
        Value params = object(key);
        params.insert("ChecksumMode", "ENABLED");
        auto head = call("HeadObject", std::move(params));
        if (!head)
            return Value();
        head->mutableMap().remove("ResponseMetadata");
        head->mutableMap().remove("LastModified");
        return std::move(head).value();
    };
    const Value theirs = described("theirs");
    QVERIFY(!theirs["ETag"].isNull());
    QVERIFY(!theirs["ChecksumCRC32"].isNull());
    QVERIFY(described("ours") == theirs);
}

void tst_MinioUploads::objectIsCopiedInParts()
{
    const QByteArray bytes = randomBytes(2 * partSize + 5);
    const S3Transfers transfers(*m_client);
    const auto upload = transfers.upload(
        write(bytes), {m_bucket, "a source", Value::map({{"ContentType", "image/png"}, {"Tagging", "a=1"}})});
    QVERIFY(finished(*upload).ok());
    Value arguments = Value::map({{"TaggingDirective", "COPY"}});
    const auto copy = transfers.copy({object("a source"), m_bucket, "a copy", arguments});
    const auto result = finished(*copy);
    QVERIFY2(result.ok(), result ? "" : result.error().message.c_str());
    compareObject("a copy", bytes);
    const auto head = call("HeadObject", object("a copy"));
    QCOMPARE((*head)["ContentType"].text(), std::string("image/png"));
    const auto tags = call("GetObjectTagging", object("a copy"));
    QCOMPARE((*tags)["TagSet"][0]["Value"].text(), std::string("1"));
}

void tst_MinioUploads::cancelLeavesNothing()
{
    const S3Transfers transfers(*m_client);
    const auto upload = transfers.upload(randomBytes(6 * partSize), {m_bucket, "cancelled", {}});
    QSignalSpy progress(upload.get(), &Transfer::resumePointChanged);
    QSignalSpy done(upload.get(), &Transfer::finished);
    upload->start();
    QVERIFY(progress.wait());
    upload->cancel();
    QVERIFY(done.wait(longestUpload));
    QCOMPARE(upload->state(), Transfer::State::Cancelled);
    QCOMPARE(uploadCount(), std::size_t(0));
    QVERIFY(!call("HeadObject", object("cancelled")));
}

/// Twenty times: a process that uploads is killed anywhere in the middle, another one goes on.
void tst_MinioUploads::killedAndResumed()
{
    const QByteArray bytes = randomBytes(6 * partSize + 99);
    const QString path = write(bytes);
    const QString point = m_dir.filePath(QStringLiteral("point"));
    QRandomGenerator random(7);
    for (int round = 0; round < 20; ++round) {
        const QString key = QStringLiteral("killed-%1").arg(round);
        const QStringList arguments{path, QString::fromStdString(m_bucket), key, point};
        QProcess first;
        first.setProcessEnvironment(environment());
        first.start(QStringLiteral(INIA_UPLOADER), arguments);
        const int lines = random.bounded(1, 6); // the first comes when the upload was created
        for (int line = 0; line < lines && first.waitForReadyRead(30'000);)
            line += static_cast<int>(first.readAllStandardOutput().count('\n'));
        first.kill();
        first.waitForFinished();
        QProcess second;
        second.setProcessEnvironment(environment());
        second.start(QStringLiteral(INIA_UPLOADER), arguments);
        QVERIFY(second.waitForFinished(longestUpload));
        QVERIFY2(second.exitCode() == 0, second.readAllStandardOutput().constData());
        compareObject(key.toStdString(), bytes);
        QVERIFY(call("DeleteObject", object(key.toStdString())).ok());
    }
    QCOMPARE(uploadCount(), std::size_t(0));
}

INIA_TEST_CLASS(tst_MinioUploads, QCoreApplication)
#include "tst_miniouploads.moc"
