#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/filetransfers.h"
#include "core/transfer/transfer.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::tests;

/// Files to MinIO and back through the queue, byte for byte.
class tst_MinioTransfers final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void thereAndBack_data();
    void thereAndBack();
    void folderAndPrefix();
    void existingObjectIsKept();
    void resumedAfterDestruction();

private:
    [[nodiscard]] std::unique_ptr<TransferQueue> queue(const QString& journal = {});
    [[nodiscard]] TransferJob job(TransferKind kind) const;
    void wait(const TransferQueue& queue, int index = 0) const;
    [[nodiscard]] QString put(const QString& name, qint64 size) const;
    [[nodiscard]] QByteArray read(const QString& path) const;
    [[nodiscard]] Value call(const char* operation, Value params) const;

    std::optional<TestServer> m_server;
    std::optional<Client> m_client;
    std::shared_ptr<BandwidthLimit> m_bandwidth;
    QTemporaryDir m_folder;
    const std::string m_bucket = "inia-transfers-test";
};

void tst_MinioTransfers::initTestCase()
{
    auto server = minioServer();
    if (!server && server.error().code == "NoServer")
        QSKIP(server.error().message.c_str());
    QVERIFY2(server.ok(), server ? "" : server.error().message.c_str());
    m_server = std::move(server).value();
    m_client.emplace(*m_server->session()->client("s3"));
    m_bandwidth = std::make_shared<BandwidthLimit>(m_server->runtime.clock);
    static_cast<void>(call("CreateBucket", Value::map({{"Bucket", m_bucket}})));
}

void tst_MinioTransfers::cleanupTestCase()
{
    if (!m_client)
        return;
    const Value uploads = call("ListMultipartUploads", Value::map({{"Bucket", m_bucket}}));
    QCOMPARE(uploads["Uploads"].size(), 0U);
    for (const Value& object : call("ListObjectsV2", Value::map({{"Bucket", m_bucket}}))["Contents"].items())
        static_cast<void>(call("DeleteObject", Value::map({{"Bucket", m_bucket}, {"Key", object["Key"]}})));
    static_cast<void>(call("DeleteBucket", Value::map({{"Bucket", m_bucket}})));
}

Value tst_MinioTransfers::call(const char* operation, Value params) const
{
    const ReplyPtr reply = m_client->call(operation, std::move(params));
    QSignalSpy finished(reply.get(), &Reply::finished);
    if (!reply->isFinished())
        finished.wait(20'000);
    return reply->result() ? *reply->result() : Value();
}

std::unique_ptr<TransferQueue> tst_MinioTransfers::queue(const QString& journal)
{
    std::unique_ptr<TransferJournal> kept;
    if (!journal.isEmpty())
        kept = std::move(*TransferJournal::open(journal));
    return std::make_unique<TransferQueue>(
        [this](const TransferSession&) { return Result<Client>(*m_client); },
        std::make_unique<FileTransfers>(std::make_shared<TransferSlots>(10), m_bandwidth),
        m_server->runtime.clock, std::move(kept));
}

TransferJob tst_MinioTransfers::job(TransferKind kind) const
{
    TransferJob job;
    job.kind = kind;
    job.bucket = m_bucket;
    return job;
}

void tst_MinioTransfers::wait(const TransferQueue& queue, int index) const
{
    QTRY_VERIFY_WITH_TIMEOUT(
        queue.at(index).isFinished() || queue.at(index).state == TransferJob::State::Interrupted, 120'000);
    const TransferJob& job = queue.at(index);
    QVERIFY2(job.state == TransferJob::State::Succeeded, job.error ? job.error->message.c_str() : "");
}

QString tst_MinioTransfers::put(const QString& name, qint64 size) const
{
    const QString path = m_folder.filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    QByteArray block(1 << 20, Qt::Uninitialized);
    std::uint32_t state = static_cast<std::uint32_t>(size) + 1;
    for (qint64 left = size; left > 0; left -= block.size()) {
        for (char& byte : block) {
            state = state * 1'664'525U + 1'013'904'223U;
            byte = static_cast<char>(state >> 24U);
        }
        file.write(block.constData(), std::min<qint64>(left, block.size()));
    }
    return path;
}

QByteArray tst_MinioTransfers::read(const QString& path) const
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void tst_MinioTransfers::thereAndBack_data()
{
    QTest::addColumn<qint64>("size");
    constexpr qint64 mega = 1 << 20;
    for (const qint64 size : {qint64(0), qint64(1), qint64(1000), 5 * mega, 8 * mega - 1, 8 * mega,
                              8 * mega + 1, 16 * mega, 100 * mega})
        QTest::addRow("%lld", size) << size;
}

void tst_MinioTransfers::thereAndBack()
{
    QFETCH(const qint64, size);
    const QString source = put(QStringLiteral("source"), size);
    const QString target = m_folder.filePath(QStringLiteral("target"));
    const auto transfers = queue();
    for (const TransferKind kind : {TransferKind::Upload, TransferKind::Download}) {
        TransferJob one = job(kind);
        one.existing = ExistingPolicy::Overwrite;
        TransferItem item;
        item.key = "sizes/" + std::to_string(size);
        item.path = kind == TransferKind::Upload ? source : target;
        item.size = size;
        one.add(std::move(item));
        transfers->add(std::move(one));
        wait(*transfers, transfers->count() - 1);
    }
    QVERIFY(read(source) == read(target));
    // Of what came in parts the server has a checksum of the parts' checksums alone.
    const bool isInParts = size >= TransferConfig().multipartThreshold;
    QCOMPARE(transfers->at(1).counts.unverifiedFiles, isInParts ? 1 : 0);
}

void tst_MinioTransfers::folderAndPrefix()
{
    TransferJob upload = job(TransferKind::Upload);
    for (int i = 0; i < 50; ++i) {
        TransferItem item;
        const QString name = QStringLiteral("folder/%1/file %2").arg(i % 5).arg(i);
        item.key = name.toStdString();
        item.path = put(name, i * 1000);
        item.size = i * 1000;
        upload.add(std::move(item));
    }
    const auto transfers = queue();
    transfers->add(std::move(upload));
    wait(*transfers);
    TransferJob download = job(TransferKind::Download);
    download.prefix = "folder/";
    download.isListing = true;
    download.folder = m_folder.filePath(QStringLiteral("back"));
    QVERIFY(QDir().mkpath(download.folder));
    transfers->add(std::move(download));
    wait(*transfers, 1);
    QCOMPARE(transfers->at(1).counts.doneFiles, 50);
    for (int i = 0; i < 50; ++i) {
        const QString name = QStringLiteral("folder/%1/file %2").arg(i % 5).arg(i);
        QVERIFY2(read(m_folder.filePath(name)) == read(m_folder.filePath(QStringLiteral("back/") + name)),
                 qPrintable(name));
    }
}

void tst_MinioTransfers::existingObjectIsKept()
{
    const auto transfers = queue();
    for (const ExistingPolicy policy :
         {ExistingPolicy::Overwrite, ExistingPolicy::Skip, ExistingPolicy::KeepBoth}) {
        TransferJob upload = job(TransferKind::Upload);
        upload.existing = policy;
        TransferItem item;
        item.key = "kept/a.txt";
        item.path = put(QStringLiteral("a.txt"), 10 + static_cast<int>(policy));
        item.size = 10 + static_cast<int>(policy);
        upload.add(std::move(item));
        transfers->add(std::move(upload));
        wait(*transfers, transfers->count() - 1);
    }
    QCOMPARE(transfers->at(1).counts.skippedFiles, 1);
    const Value listed =
        call("ListObjectsV2", Value::map({{"Bucket", m_bucket}, {"Prefix", "kept/"}}))["Contents"];
    QCOMPARE(listed.size(), 2U);
    QCOMPARE(listed[0]["Key"].text(), std::string("kept/a (1).txt"));
    QCOMPARE(listed[0]["Size"].toInt(), 12);
    QCOMPARE(listed[1]["Size"].toInt(), 10);
}

/// The queue dies in the middle, as with the program; the next one goes on.
void tst_MinioTransfers::resumedAfterDestruction()
{
    constexpr qint64 size = 48 << 20;
    const QString journal = m_folder.filePath(QStringLiteral("journal"));
    const QString source = put(QStringLiteral("big"), size);
    const QString target = m_folder.filePath(QStringLiteral("big back"));
    for (const TransferKind kind : {TransferKind::Upload, TransferKind::Download}) {
        QFile::remove(journal);
        auto transfers = queue(journal);
        TransferJob one = job(kind);
        one.existing = ExistingPolicy::Overwrite;
        TransferItem item;
        item.key = "big";
        item.path = kind == TransferKind::Upload ? source : target;
        item.size = size;
        one.add(std::move(item));
        m_bandwidth->setRate(40 << 20);
        const quint64 id = transfers->add(std::move(one));
        const auto isUnderWay = [&] {
            const Value& point = transfers->at(0).items.at(0).resumePoint;
            return kind == TransferKind::Upload ? !point.isNull() : !point["plan"].isNull();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isUnderWay(), 60'000);
        transfers.reset();
        m_bandwidth->setRate(0);
        transfers = queue(journal);
        QCOMPARE(transfers->at(0).state, TransferJob::State::Interrupted);
        transfers->resume(id);
        wait(*transfers);
    }
    QVERIFY(read(source) == read(target));
    QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("big back.*")}).size(), 0);
}

INIA_TEST_CLASS(tst_MinioTransfers, QCoreApplication)
#include "tst_miniotransfers.moc"
