#include "core/resource/resourcereply.h"
#include "core/s3/s3transfers.h"
#include "tests/support/fakeuploads.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QBuffer>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

/// upload_file, download_file, copy and so on of buckets and objects.
class tst_ResourceTransfers final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void bucketUploads();
    void objectUploadsInParts();
    void objectDownloads();
    void deviceIsReadAndWritten();
    void bucketCopies();
    void wrongParameters_data();
    void wrongParameters();
    void othersAreNoTransfers();
    void droppedReplyTakesItsUploadBack();

private:
    [[nodiscard]] Resource object() const { return m_test->bucket("b").subResource("Object", {"k"}).value(); }
    [[nodiscard]] static Result<ResourceAnswer> finished(const ResourceReplyPtr& reply)
    {
        QSignalSpy done(reply.get(), &ResourceReply::finished);
        if (!done.wait())
            return makeError(ErrorKind::Timeout, "Timeout", "nothing came");
        return reply->result();
    }
    [[nodiscard]] static Result<Value> finished(Transfer& transfer)
    {
        QSignalSpy done(&transfer, &Transfer::finished);
        transfer.start();
        if (!done.wait())
            return makeError(ErrorKind::Timeout, "Timeout", "nothing came");
        return transfer.result();
    }
    [[nodiscard]] std::string file(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the test cannot write its file");
        return file.fileName().toStdString();
    }

    QTemporaryDir m_dir;
    std::optional<TestSession> m_test;
    FakeUploads m_s3;
};

void tst_ResourceTransfers::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
}

void tst_ResourceTransfers::init()
{
    m_test = makeTestSession().value();
    m_s3 = FakeUploads();
    m_test->transport->setHandler([this](const HttpRequest& request) { return m_s3.answer(request); });
}

void tst_ResourceTransfers::bucketUploads()
{
    const auto reply = m_test->bucket("b").act(
        "upload_file", Value::map({{"Filename", file(QStringLiteral("small"), "bytes")},
                                   {"Key", "folder/k"},
                                   {"ExtraArgs", Value::map({{"ContentType", "a/b"}})}}));
    QVERIFY(!reply->isFinished());
    QVERIFY(reply->work());
    const auto result = finished(reply);
    QVERIFY2(result.ok(), result ? "" : result.error().message.c_str());
    QVERIFY(result->data.isNull());
    QVERIFY(m_s3.objects["/b/folder/k"] == "bytes");
    QCOMPARE(m_test->transport->requests().at(0).headers.value("Content-Type"), std::string_view("a/b"));
}

void tst_ResourceTransfers::objectUploadsInParts()
{
    const QByteArray bytes(6 * 1024 * 1024, 'x');
    auto transfer =
        resourceTransfer(
            object(), "upload_file",
            Value::map({{"Filename", file(QStringLiteral("big"), bytes)},
                        {"Config", Value::map({{"multipart_threshold", 100}, {"use_threads", false}})}}))
            .value();
    QVERIFY(finished(*transfer).ok());
    QCOMPARE(transfer->done(), qint64(bytes.size()));
    QCOMPARE(m_s3.count("UploadPart"), 1);
    QVERIFY(m_s3.objects["/b/k"] == bytes);
}

void tst_ResourceTransfers::objectDownloads()
{
    m_test->transport->setHandler([](const HttpRequest& request) {
        auto response = makeResponse(200, request.method == "HEAD" ? QByteArray() : QByteArray("bytes"));
        response.headers.set("Content-Length", "5");
        response.headers.set("ETag", "\"e\"");
        return response;
    });
    const QString target = m_dir.filePath(QStringLiteral("came"));
    const auto result =
        finished(object().act("download_file", Value::map({{"Filename", target.toStdString()}})));
    QVERIFY2(result.ok(), result ? "" : result.error().message.c_str());
    QFile came(target);
    QVERIFY(came.open(QIODevice::ReadOnly));
    QVERIFY(came.readAll() == "bytes");
}

void tst_ResourceTransfers::deviceIsReadAndWritten()
{
    QByteArray bytes("from a device");
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::ReadWrite));
    auto upload = resourceTransfer(object(), "upload_fileobj", {}, {}, &buffer).value();
    QVERIFY(finished(*upload).ok());
    QVERIFY(m_s3.objects["/b/k"] == bytes);
    auto blob =
        resourceTransfer(object(), "upload_fileobj", Value::map({{"Fileobj", QByteArray("blob")}})).value();
    QVERIFY(finished(*blob).ok());
    QVERIFY(m_s3.objects["/b/k"] == "blob");
}

void tst_ResourceTransfers::bucketCopies()
{
    m_test->transport->setHandler([](const HttpRequest& request) {
        return makeResponse(200, request.method == "HEAD"
                                     ? QByteArray()
                                     : QByteArray("<CopyObjectResult><ETag>e</ETag></CopyObjectResult>"));
    });
    const Value source = Value::map({{"Bucket", "from"}, {"Key", "k"}});
    const auto result =
        finished(m_test->bucket("b").act("copy", Value::map({{"CopySource", source}, {"Key", "to"}})));
    QVERIFY2(result.ok(), result ? "" : result.error().message.c_str());
    const auto& copied = m_test->transport->requests().at(1);
    QCOMPARE(copied.headers.value("x-amz-copy-source"), std::string_view("from/k"));
    QVERIFY(copied.url.ends_with("/b/to"));
}

void tst_ResourceTransfers::wrongParameters_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<Value>("params");
    QTest::addColumn<QString>("named");
    const Value config = Value::map({{"multipart_treshold", 1}});
    const Value zero = Value::map({{"max_concurrency", 0}});
    QTest::newRow("missing") << "upload_file" << Value::emptyMap() << "Filename";
    QTest::newRow("unknown") << "upload_file" << Value::map({{"Filename", "f"}, {"Filname", "g"}})
                             << "Filname";
    QTest::newRow("its own") << "upload_file" << Value::map({{"Filename", "f"}, {"Key", "other"}}) << "Key";
    QTest::newRow("setting") << "upload_file" << Value::map({{"Filename", "f"}, {"Config", config}})
                             << "multipart_treshold";
    QTest::newRow("zero") << "upload_file" << Value::map({{"Filename", "f"}, {"Config", zero}})
                          << "max_concurrency";
    QTest::newRow("no device") << "download_fileobj" << Value::emptyMap() << "device";
}

void tst_ResourceTransfers::wrongParameters()
{
    QFETCH(QString, action);
    QFETCH(Value, params);
    QFETCH(QString, named);
    const auto result = finished(object().act(action.toStdString(), params));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Parameter);
    QVERIFY2(QString::fromStdString(result.error().message).contains(named), result.error().message.c_str());
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_ResourceTransfers::othersAreNoTransfers()
{
    QCOMPARE(resourceTransfer(object(), "delete", {}).error().code, std::string("NoTransfer"));
    QCOMPARE(resourceTransfer(object(), "uplod_file", {}).error().kind, ErrorKind::UnknownName);
}

void tst_ResourceTransfers::droppedReplyTakesItsUploadBack()
{
    m_s3.intercept = [this](const std::string& operation, const HttpRequest&) {
        if (operation == "CreateMultipartUpload")
            m_test->transport->hold();
        return std::optional<FakeTransport::Answer>();
    };
    const auto path = file(QStringLiteral("big"), QByteArray(9 * 1024 * 1024, 'x'));
    auto reply = object().act("upload_file", Value::map({{"Filename", path}}));
    QTRY_COMPARE(m_s3.uploads.size(), std::size_t(1));
    QTRY_VERIFY(m_test->transport->openCount() > 0);
    reply.reset();
    m_test->transport->release();
    QTRY_VERIFY(m_s3.uploads.empty());
}

INIA_TEST_CLASS(tst_ResourceTransfers, QCoreApplication)
#include "tst_resourcetransfers.moc"
