#include "core/checksum/checksum.h"
#include "core/common/clock.h"
#include "core/model/catalog.h"
#include "core/s3/s3transfers.h"
#include "core/session/session.h"
#include "core/transfer/filetransfers.h"
#include "core/transfer/transfer.h"
#include "core/transfer/transferqueue.h"
#include "tests/core/transfer/objectserver.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtCore/QUrlQuery>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <map>
#include <set>

using namespace inia;
using inia::test::RawAnswer;
using inia::test::RawHttpServer;
using inia::test::RawRequest;

namespace {

using Objects = std::map<QByteArray, QByteArray>;

QByteArray crcOf(const QByteArray& bytes)
{
    return QByteArray::fromStdString(
        checksumOf(ChecksumAlgorithm::Crc32, {bytes.constData(), static_cast<std::size_t>(bytes.size())}));
}

/// A bucket "b" whose answers are spoiled where a test wants it.
class Bucket final {
public:
    /// "create", "part", "put", "complete", "abort", "list", or the method.
    [[nodiscard]] static QByteArray stepOf(const RawRequest& request);
    [[nodiscard]] RawAnswer answer(const RawRequest& request);

    Objects objects;
    std::map<QByteArray, std::map<int, QByteArray>> uploads;

private:
    [[nodiscard]] RawAnswer get(const QByteArray& key, const RawRequest& request) const;
    [[nodiscard]] RawAnswer list() const;
    [[nodiscard]] RawAnswer part(const QUrlQuery& query, const RawRequest& request);
    [[nodiscard]] RawAnswer complete(const QByteArray& key, const QByteArray& upload);
    [[nodiscard]] QByteArray sentTo(const RawRequest& request) const;
};

QUrl urlOf(const RawRequest& request)
{
    return QUrl::fromEncoded(request.target());
}

QByteArray keyOf(const RawRequest& request)
{
    return urlOf(request).path().mid(3).toUtf8();
}

QByteArray Bucket::stepOf(const RawRequest& request)
{
    const QUrlQuery query(urlOf(request));
    const bool isOfUpload = query.hasQueryItem(QStringLiteral("uploadId"));
    if (request.method() == "POST")
        return isOfUpload ? "complete" : "create";
    if (request.method() == "PUT")
        return isOfUpload ? "part" : "put";
    if (request.method() == "DELETE")
        return "abort";
    return keyOf(request).isEmpty() ? QByteArray("list") : request.method();
}

RawAnswer Bucket::answer(const RawRequest& request)
{
    const QUrlQuery query(urlOf(request));
    const QByteArray step = stepOf(request);
    const QByteArray key = keyOf(request);
    const QByteArray upload = query.queryItemValue(QStringLiteral("uploadId")).toLatin1();
    if (step == "create") {
        const QByteArray name = "upload-" + QByteArray::number(uploads.size() + 1);
        uploads[name];
        return RawAnswer::ok("<InitiateMultipartUploadResult><UploadId>" + name +
                             "</UploadId></InitiateMultipartUploadResult>");
    }
    if (!upload.isEmpty() && !uploads.contains(upload))
        return RawAnswer::status(404, "<Error><Code>NoSuchUpload</Code><Message>gone</Message></Error>");
    if (step == "part")
        return part(query, request);
    if (step == "complete")
        return complete(key, upload);
    if (step == "abort") {
        uploads.erase(upload);
        return {"HTTP/1.1 204 No Content\r\n\r\n"};
    }
    if (step == "list")
        return list();
    if (step != "put")
        return get(key, request);
    objects[key] = sentTo(request);
    if (!request.header("x-amz-copy-source").isEmpty())
        return RawAnswer::ok("<CopyObjectResult><ETag>\"copied\"</ETag></CopyObjectResult>");
    return RawAnswer::ok({}, {"ETag: \"stored\"", "x-amz-checksum-crc32: " + crcOf(objects[key])});
}

/// What the request brings, or the object that is to be copied.
QByteArray Bucket::sentTo(const RawRequest& request) const
{
    const QByteArray source = request.header("x-amz-copy-source");
    if (source.isEmpty())
        return request.body;
    const QByteArray whole = objects.at(source.mid(2));
    const QByteArray range = request.header("x-amz-copy-source-range").mid(6);
    const qsizetype first = range.left(range.indexOf('-')).toLongLong();
    return range.isEmpty() ? whole
                           : whole.mid(first, range.mid(range.indexOf('-') + 1).toLongLong() - first + 1);
}

RawAnswer Bucket::part(const QUrlQuery& query, const RawRequest& request)
{
    const QByteArray bytes = sentTo(request);
    const auto upload = query.queryItemValue(QStringLiteral("uploadId")).toLatin1();
    uploads[upload][query.queryItemValue(QStringLiteral("partNumber")).toInt()] = bytes;
    if (!request.header("x-amz-copy-source").isEmpty())
        return RawAnswer::ok("<CopyPartResult><ETag>\"part\"</ETag></CopyPartResult>");
    return RawAnswer::ok({}, {"ETag: \"part\"", "x-amz-checksum-crc32: " + crcOf(bytes)});
}

RawAnswer Bucket::complete(const QByteArray& key, const QByteArray& upload)
{
    QByteArray whole;
    for (const auto& [number, bytes] : uploads[upload])
        whole += bytes;
    objects[key] = whole;
    uploads.erase(upload);
    return RawAnswer::ok("<CompleteMultipartUploadResult><ETag>\"whole-2\"</ETag>"
                         "</CompleteMultipartUploadResult>");
}

RawAnswer Bucket::get(const QByteArray& key, const RawRequest& request) const
{
    if (!objects.contains(key))
        return RawAnswer::status(404, request.method() == "HEAD" ? QByteArray()
                                                                 : "<Error><Code>NoSuchKey</Code></Error>");
    const QByteArray& whole = objects.at(key);
    QByteArrayList headers{"ETag: \"e\""};
    const QByteArray range = request.header("Range").mid(6);
    if (range.isEmpty())
        headers << "x-amz-checksum-type: FULL_OBJECT"
                << "x-amz-checksum-crc32: " + crcOf(whole);
    if (request.method() == "HEAD") {
        headers << "Content-Length: " + QByteArray::number(whole.size());
        return {"HTTP/1.1 200 OK\r\n" + headers.join("\r\n") + "\r\n\r\n"};
    }
    if (range.isEmpty())
        return RawAnswer::ok(whole, headers);
    const qsizetype first = range.left(range.indexOf('-')).toLongLong();
    const QByteArray end = range.mid(range.indexOf('-') + 1);
    const qsizetype last = end.isEmpty() ? whole.size() - 1 : std::min(end.toLongLong(), whole.size() - 1);
    headers << "Content-Range: bytes " + QByteArray::number(first) + '-' + QByteArray::number(last) + '/' +
                   QByteArray::number(whole.size());
    return RawAnswer::status(206, whole.mid(first, last - first + 1), headers);
}

RawAnswer Bucket::list() const
{
    QByteArray rows;
    for (const auto& [key, bytes] : objects)
        rows += "<Contents><Key>" + key + "</Key><Size>" + QByteArray::number(bytes.size()) +
                "</Size></Contents>";
    return RawAnswer::ok("<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated>" + rows +
                         "</ListBucketResult>");
}

// ---- what goes wrong ------------------------------------------------------------------------------------

struct Fault {
    const char* name;
    RawAnswer (*spoil)(const RawAnswer& good);
    bool isPassing;  ///< the next request would go well, and it does no harm where the step may be repeated
    bool isAnswered; ///< by the service, which says that nothing was done
};

qsizetype headLength(const RawAnswer& answer)
{
    return answer.bytes.indexOf("\r\n\r\n") + 4;
}

QByteArray bodyOf(const RawAnswer& answer)
{
    return answer.bytes.mid(headLength(answer));
}

/// Status line and headers without those that say how long the body is.
QByteArray unframedHead(const RawAnswer& answer)
{
    QByteArray head = answer.bytes.left(headLength(answer));
    const qsizetype length = head.indexOf("Content-Length");
    return length < 0 ? head : head.remove(length, head.indexOf("\r\n", length) + 2 - length);
}

QByteArray halfOf(const QByteArray& bytes)
{
    return bytes.left(bytes.size() / 2);
}

RawAnswer refusal(int status, const char* code, const QByteArrayList& headers = {})
{
    return RawAnswer::status(
        status, QByteArray("<Error><Code>") + code + "</Code><Message>no</Message></Error>", headers);
}

constexpr Fault faults[] = {
    {"end before the answer", [](const RawAnswer&) { return RawAnswer::hangUp(); }, true, false},
    {"reset before the answer", [](const RawAnswer&) { return RawAnswer::broken(); }, true, false},
    {"end in the headers", [](const RawAnswer& good) { return good.cutAfter(20); }, true, false},
    {"stall", [](const RawAnswer&) { return RawAnswer::silence(); }, true, false},
    {"stall in the body",
     [](const RawAnswer& good) {
         return RawAnswer{good.bytes.left(headLength(good)) + halfOf(bodyOf(good))};
     },
     true, false},
    {"less than Content-Length",
     [](const RawAnswer& good) { return good.cutAfter(headLength(good) + bodyOf(good).size() / 2); }, true,
     false},
    {"chunks without end",
     [](const RawAnswer& good) {
         const QByteArray half = halfOf(bodyOf(good));
         return RawAnswer{unframedHead(good).chopped(2) + "Transfer-Encoding: chunked\r\n\r\n" +
                              QByteArray::number(half.size() + 1, 16) + "\r\n" + half,
                          true};
     },
     true, false},
    {"half, and no length",
     [](const RawAnswer& good) {
         return RawAnswer{unframedHead(good) + halfOf(bodyOf(good)), true};
     },
     false, false},
    {"half, no length, reset",
     [](const RawAnswer& good) { return RawAnswer::broken(unframedHead(good) + halfOf(bodyOf(good))); },
     false, false},
    {"500", [](const RawAnswer&) { return refusal(500, "InternalError"); }, true, true},
    {"503", [](const RawAnswer&) { return refusal(503, "SlowDown"); }, true, true},
    {"429", [](const RawAnswer&) { return refusal(429, "TooManyRequestsException"); }, true, true},
    {"clock an hour off",
     [](const RawAnswer&) {
         return refusal(403, "RequestTimeTooSkewed", {"Date: Fri, 02 Jan 2026 04:04:05 GMT"});
     },
     true, true},
    {"expired token", [](const RawAnswer&) { return refusal(400, "ExpiredToken"); }, false, true},
    {"redirect",
     [](const RawAnswer&) { return refusal(307, "TemporaryRedirect", {"Location: http://127.0.0.1:1/"}); },
     false, true},
    {"empty 200", [](const RawAnswer&) { return RawAnswer::ok(); }, false, false},
    {"204", [](const RawAnswer&) { return RawAnswer{"HTTP/1.1 204 No Content\r\n\r\n"}; }, false, false},
    {"HTML",
     [](const RawAnswer&) {
         return RawAnswer::ok("<html><title>Sign in</title></html>", {"Content-Type: text/html"});
     },
     false, false},
    {"another checksum",
     [](const RawAnswer& good) {
         RawAnswer bad = good;
         const qsizetype at = bad.bytes.indexOf("x-amz-checksum-crc32: ");
         if (at >= 0)
             bad.bytes.replace(at, 30, "x-amz-checksum-crc32: AAAAAA==");
         return bad;
     },
     false, false},
    {"a byte wrong",
     [](const RawAnswer& good) {
         RawAnswer bad = good;
         bad.bytes.back() = static_cast<char>(bad.bytes.back() ^ 1);
         return bad;
     },
     false, false},
};

struct Step {
    const char* transfer;
    const char* request;
    bool isRepeatable;
    bool changes; ///< may have been done though its answer is lost
    bool hasBody; ///< in its answer
};

constexpr Step steps[] = {
    {"upload", "put", true, true, false},
    {"upload in parts", "create", false, true, true},
    {"upload in parts", "part", true, true, false},
    {"upload in parts", "complete", false, true, true},
    {"copy", "HEAD", true, false, false},
    {"copy", "put", true, true, true},
    {"copy in parts", "create", false, true, true},
    {"copy in parts", "part", true, true, true},
    {"copy in parts", "complete", false, true, true},
    {"download", "HEAD", true, false, false},
    {"download", "GET", true, false, true},
    {"download in parts", "HEAD", true, false, false},
    {"download in parts", "GET", true, false, true},
    {"folder down", "list", true, false, true},
    {"folder down", "GET", true, false, true},
    {"folder up", "put", true, true, false},
};

bool isOf(const char* name, std::initializer_list<const char*> names)
{
    return std::any_of(names.begin(), names.end(),
                       [name](const char* one) { return QByteArrayView(name) == one; });
}

bool applies(const Fault& fault, const Step& step)
{
    const bool isAboutBody =
        isOf(fault.name, {"stall in the body", "less than Content-Length", "half, and no length",
                          "half, no length, reset", "a byte wrong"});
    if (isAboutBody || isOf(fault.name, {"chunks without end"}))
        return step.hasBody;
    if (isOf(fault.name, {"another checksum"}))
        return isOf(step.request, {"put", "part", "GET"}) && !isOf(step.transfer, {"copy", "copy in parts"});
    // An answer to HEAD has no body to say why, and its headers are all there is.
    const bool needsBody = isOf(fault.name, {"HTML", "empty 200", "clock an hour off", "429"});
    return !(needsBody && isOf(step.request, {"HEAD"}));
}

} // namespace

/// What goes wrong × each request of each transfer, over the network that programs use: what is called done
/// is done, to the last byte; what fails leaves nothing behind; what may be done already is not done again
/// unless that does no harm. Requests are counted at the server.
class tst_TransferFaults final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyFaultIsNoticed_data();
    void everyFaultIsNoticed();

private:
    [[nodiscard]] Client client(const RawHttpServer& server) const;
    [[nodiscard]] Result<void> run(const QByteArray& transfer, const Client& s3);
    [[nodiscard]] Result<void> finished(Transfer& transfer) const;
    [[nodiscard]] Result<void> runJob(TransferJob job, const Client& s3) const;
    [[nodiscard]] QString path(const char* name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] QByteArray fileAt(const char* name) const;
    [[nodiscard]] bool isRight(const QByteArray& transfer, const Bucket& bucket) const;
    [[nodiscard]] bool isUntouched(const QByteArray& transfer, const Bucket& bucket) const;

    const QByteArray m_small = tests::testBytes(1000);
    const QByteArray m_large = tests::testBytes(5 * 1024 * 1024 + 1000); // parts have at least 5 MiB
    std::optional<QTemporaryDir> m_folder;
};

void tst_TransferFaults::initTestCase()
{
    if (const auto catalog = Catalog::open(); !catalog)
        QSKIP(catalog.error().message.c_str());
}

Client tst_TransferFaults::client(const RawHttpServer& server) const
{
    return tests::makeNetworkSession(server.url(""), std::chrono::milliseconds(200))->client("s3").value();
}

Result<void> tst_TransferFaults::finished(Transfer& transfer) const
{
    QSignalSpy spy(&transfer, &Transfer::finished);
    transfer.start();
    if (!spy.wait(20'000))
        return makeError(ErrorKind::Timeout, "TestGaveUp", "the transfer never ended");
    return transfer.result() ? Result<void>() : Result<void>(transfer.result().error());
}

Result<void> tst_TransferFaults::runJob(TransferJob job, const Client& s3) const
{
    TransferQueue queue([&s3](const TransferSession&) { return Result<Client>(s3); },
                        std::make_unique<FileTransfers>(std::make_shared<TransferSlots>(4), nullptr),
                        std::make_shared<tests::FakeClock>(), nullptr);
    job.bucket = "b";
    job.existing = ExistingPolicy::Overwrite;
    queue.add(std::move(job));
    const auto hasEnded = [&queue] {
        return queue.at(0).isFinished() || queue.at(0).state == TransferJob::State::Interrupted;
    };
    if (!QTest::qWaitFor(hasEnded, 20'000))
        return makeError(ErrorKind::Timeout, "TestGaveUp", "the job never ended");
    const auto state = queue.at(0).state;
    const auto error = queue.at(0).error;
    if (state == TransferJob::State::Interrupted)
        queue.cancel(queue.at(0).id); // which takes back what would be gone on with
    return state == TransferJob::State::Succeeded
               ? Result<void>()
               : Result<void>(error.value_or(makeError(ErrorKind::Service, "Unknown", "no reason")));
}

Result<void> tst_TransferFaults::run(const QByteArray& transfer, const Client& s3)
{
    TransferConfig config;
    config.multipartThreshold = 5 * 1024 * 1024;
    config.downloadAttempts = 3;
    if (transfer == "download in parts") {
        config.multipartThreshold = 500;
        config.partSize = 400;
    }
    const S3Transfers transfers(s3, config);
    const bool isLarge = transfer.endsWith("in parts");
    if (transfer.startsWith("upload"))
        return finished(*transfers.upload(isLarge ? m_large : m_small, {"b", "key", {}}));
    if (transfer.startsWith("copy")) {
        const Value source = Value::map({{"Bucket", "b"}, {"Key", isLarge ? "large" : "small"}});
        return finished(*transfers.copy({source, "b", "key", {}}));
    }
    if (transfer.startsWith("download"))
        return finished(*transfers.download({"b", "small", {}}, path("target")));
    TransferJob job;
    if (transfer == "folder down") {
        job.folder = m_folder->path();
        job.isListing = true;
        return runJob(std::move(job), s3);
    }
    job.kind = TransferKind::Upload;
    QFile file(path("from"));
    if (!file.open(QIODevice::WriteOnly) || file.write(m_small) != m_small.size())
        return makeError(ErrorKind::Parameter, "NoFile", "the test cannot write");
    file.close();
    for (const char* key : {"key", "key2"}) {
        TransferItem item;
        item.key = key;
        item.path = path("from");
        item.size = m_small.size();
        job.add(std::move(item));
    }
    return runJob(std::move(job), s3);
}

QByteArray tst_TransferFaults::fileAt(const char* name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool tst_TransferFaults::isRight(const QByteArray& transfer, const Bucket& bucket) const
{
    const auto has = [&bucket](const char* key, const QByteArray& bytes) {
        return bucket.objects.contains(key) && bucket.objects.at(key) == bytes;
    };
    if (transfer == "folder down")
        return fileAt("small") == m_small && fileAt("other") == m_small;
    if (transfer.startsWith("download"))
        return fileAt("target") == m_small;
    return has("key", transfer.endsWith("in parts") ? m_large : m_small) &&
           (transfer != "folder up" || has("key2", m_small));
}

/// Nothing but what was there; of a folder also files that are whole.
bool tst_TransferFaults::isUntouched(const QByteArray& transfer, const Bucket& bucket) const
{
    if (transfer.startsWith("download"))
        return QDir(m_folder->path()).isEmpty();
    if (transfer != "folder down")
        return bucket.uploads.empty();
    const auto files =
        QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    return std::all_of(files.begin(), files.end(),
                       [this](const QString& name) { return fileAt(qPrintable(name)) == m_small; });
}

void tst_TransferFaults::everyFaultIsNoticed_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("fault");
    QTest::addColumn<bool>("done"); ///< the service does what it was asked before things go wrong
    for (std::size_t s = 0; s < std::size(steps); ++s) {
        for (std::size_t f = 0; f < std::size(faults); ++f) {
            if (!applies(faults[f], steps[s]))
                continue;
            for (const bool done : {false, true}) {
                if (!done || (steps[s].changes && !faults[f].isAnswered))
                    QTest::addRow("%s: %s: %s%s", steps[s].transfer, steps[s].request, faults[f].name,
                                  done ? ", done" : "")
                        << static_cast<int>(s) << static_cast<int>(f) << done;
            }
        }
    }
}

void tst_TransferFaults::everyFaultIsNoticed()
{
    QFETCH(int, step);
    QFETCH(int, fault);
    QFETCH(bool, done);
    const Step& what = steps[step];
    const Fault& wrong = faults[fault];
    const QByteArray transfer(what.transfer);
    m_folder.emplace();
    Bucket bucket;
    bucket.objects["small"] = m_small;
    bucket.objects[transfer == "folder down" ? "other" : "large"] =
        transfer == "folder down" ? m_small : m_large;
    RawHttpServer server;
    int asked = 0;
    server.setHandler([&](const RawRequest& request) {
        if (Bucket::stepOf(request) != what.request || ++asked > 1)
            return bucket.answer(request);
        Bucket before = bucket;
        const RawAnswer good = bucket.answer(request);
        if (!done)
            bucket = std::move(before);
        return wrong.spoil(good);
    });
    const auto result = run(transfer, client(server));
    QVERIFY2(asked > 0, "nothing was spoiled");
    if (result) {
        QVERIFY2(isRight(transfer, bucket), "called done, and it is not");
    } else {
        QVERIFY2(result.error().code != "TestGaveUp", result.error().message.c_str());
        // Nobody knows the name of an upload whose creation is lost.
        const bool isOrphan = QByteArrayView(what.request) == "create" && done;
        QVERIFY2(isOrphan || isUntouched(transfer, bucket), result.error().message.c_str());
    }
    if (wrong.isPassing && (what.isRepeatable || wrong.isAnswered))
        QVERIFY2(result, result ? "" : result.error().message.c_str());
    if (!what.isRepeatable && !wrong.isAnswered)
        QCOMPARE(asked, 1);
}

INIA_TEST_CLASS(tst_TransferFaults, QCoreApplication)
#include "tst_transferfaults.moc"
