#include "core/call/clientcontext.h"
#include "core/client/client.h"
#include "core/config/clientconfig.h"
#include "core/http/httpmessage.h"
#include "core/observe/exchangelog.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QTemporaryFile>
#include <QtCore/QThreadPool>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <algorithm>

using namespace inia;
using namespace inia::tests;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;

QByteArray pattern(qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qint64 i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i * 7 + i / 251);
    return bytes;
}

QByteArray bytesOf(const HttpRequest& request)
{
    if (!request.bodySource)
        return request.body;
    const auto device = request.bodySource->open();
    return device ? (*device)->readAll() : QByteArray("unreadable");
}

/// Without what is different in every call.
std::vector<HttpHeaders::Entry> sortedHeaders(const HttpRequest& request)
{
    std::vector<HttpHeaders::Entry> headers(request.headers.begin(), request.headers.end());
    std::erase_if(headers, [](const auto& header) { return header.first == "amz-sdk-invocation-id"; });
    std::sort(headers.begin(), headers.end());
    return headers;
}

} // namespace

/// Bodies of requests that are not in memory.
class tst_RequestBodies final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void sameRequestAsFromMemory_data();
    void sameRequestAsFromMemory();
    void everyAttemptRewinds();
    void logTellsOnlyTheSize();
    void unreadableIsAnError_data();
    void unreadableIsAnError();
    void shorterFileIsAnError();
    void operationWithoutStream();
    void twoBodies();
    void cancelledWhileReading();
    void droppedWhileReading();

private:
    [[nodiscard]] Client client(std::string_view service, const ClientOptions& options = {}) const
    {
        return m_test->session.client(service, options).value();
    }
    [[nodiscard]] ReplyPtr put(std::shared_ptr<const RequestBody> body) const
    {
        CallOptions options;
        options.body = std::move(body);
        return client("s3").call("PutObject", Value::map({{"Bucket", "b1b"}, {"Key", "k"}}), options);
    }
    static void wait(Reply& reply)
    {
        QSignalSpy spy(&reply, &Reply::finished);
        QVERIFY(reply.isFinished() || spy.wait());
    }
    [[nodiscard]] HttpRequest dryRun(const Client& client, std::string_view operation, const Value& params,
                                     std::shared_ptr<const RequestBody> body) const;
    [[nodiscard]] QString write(const QByteArray& bytes);

    std::optional<TestSession> m_test;
    std::vector<std::unique_ptr<QTemporaryFile>> m_files;
};

void tst_RequestBodies::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
}

void tst_RequestBodies::init()
{
    m_test = makeTestSession({{"AWS_ENDPOINT_URL", ""},
                              {"AWS_REGION", "us-west-2"},
                              {"AWS_MAX_ATTEMPTS", "3"},
                              {"AWS_DEFAULTS_MODE", "legacy"},
                              {"AWS_RETRY_MODE", "standard"}},
                             std::make_shared<FakeClock>())
                 .value();
}

HttpRequest tst_RequestBodies::dryRun(const Client& client, std::string_view operation, const Value& params,
                                      std::shared_ptr<const RequestBody> body) const
{
    CallOptions options;
    options.dryRun = true;
    options.body = std::move(body);
    const auto reply = client.call(operation, params, options);
    QSignalSpy spy(reply.get(), &Reply::finished);
    if (!spy.wait() || !reply->result())
        qFatal("the dry run failed: %s",
               reply->result() ? "no end" : reply->result().error().message.c_str());
    return reply->preparedRequest();
}

QString tst_RequestBodies::write(const QByteArray& bytes)
{
    m_files.push_back(std::make_unique<QTemporaryFile>());
    auto& file = *m_files.back();
    if (!file.open() || file.write(bytes) != bytes.size() || !file.flush())
        qFatal("no temporary file");
    return file.fileName();
}

void tst_RequestBodies::sameRequestAsFromMemory_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<Value>("params");
    QTest::addColumn<Value>("config");
    QTest::addColumn<bool>("useSsl");
    QTest::addColumn<qint64>("size");
    const Value object = Value::map({{"Bucket", "b1b"}, {"Key", "k"}});
    const Value sha256 = Value::map({{"Bucket", "b1b"}, {"Key", "k"}, {"ChecksumAlgorithm", "SHA256"}});
    const Value given = Value::map({{"Bucket", "b1b"}, {"Key", "k"}, {"ChecksumCRC32", "NhCmhg=="}});
    const Value part =
        Value::map({{"Bucket", "b1b"}, {"Key", "k"}, {"UploadId", "u"}, {"PartNumber", std::int64_t(3)}});
    const Value archive = Value::map({{"vaultName", "v"}});
    const Value none = Value::emptyMap();
    const Value required = Value::map({{"request_checksum_calculation", "when_required"}});
    const Value unsignedBody = Value::map({{"s3.payload_signing_enabled", "false"}});
    const Value oldSignature = Value::map({{"signature_version", "s3"}});
    QTest::newRow("trailer") << "s3"
                             << "PutObject" << object << none << true << 5 * mebibyte / 2;
    QTest::newRow("header") << "s3"
                            << "PutObject" << object << none << false << 5 * mebibyte / 2;
    QTest::newRow("empty") << "s3"
                           << "PutObject" << object << none << false << qint64(0);
    QTest::newRow("empty, trailer") << "s3"
                                    << "PutObject" << object << none << true << qint64(0);
    QTest::newRow("another algorithm") << "s3"
                                       << "PutObject" << sha256 << none << false << qint64(9);
    QTest::newRow("caller's checksum") << "s3"
                                       << "PutObject" << given << none << false << qint64(9);
    QTest::newRow("no checksum") << "s3"
                                 << "PutObject" << object << required << true << qint64(9);
    QTest::newRow("not signed") << "s3"
                                << "PutObject" << object << unsignedBody << false << qint64(9);
    QTest::newRow("old signature") << "s3"
                                   << "PutObject" << object << oldSignature << false << qint64(9);
    QTest::newRow("part") << "s3"
                          << "UploadPart" << part << none << true << qint64(9);
    QTest::newRow("tree hash") << "glacier"
                               << "UploadArchive" << archive << none << true << 7 * mebibyte / 2;
    QTest::newRow("tree hash of nothing") << "glacier"
                                          << "UploadArchive" << archive << none << true << qint64(0);
    QTest::newRow("another service") << "lambda"
                                     << "Invoke" << Value::map({{"FunctionName", "f"}}) << none << true
                                     << qint64(9);
}

/// The file's part in the middle of others, so that ranges count too.
void tst_RequestBodies::sameRequestAsFromMemory()
{
    QFETCH(QString, service);
    QFETCH(QString, operation);
    QFETCH(Value, params);
    QFETCH(Value, config);
    QFETCH(bool, useSsl);
    QFETCH(qint64, size);
    ClientOptions options;
    for (const auto& [name, value] : config.members())
        (void)setClientOption(options, name, value.text());
    options.useSsl = useSsl;
    const Client client = this->client(service.toStdString(), options);
    const QByteArray bytes = pattern(size);
    const auto path = write("before" + bytes + "behind");
    Value whole = params;
    const auto member = client.model().operation(operation.toStdString()).input().payloadMember();
    whole.insert(std::string(member), bytes);
    const auto expected = dryRun(client, operation.toStdString(), whole, nullptr);
    const auto found =
        dryRun(client, operation.toStdString(), params, std::make_shared<FileBody>(path, 6, size));
    QVERIFY(found.bodySource);
    QVERIFY(found.body.isEmpty());
    QCOMPARE(found.method, expected.method);
    QCOMPARE(found.url, expected.url);
    QVERIFY(bytesOf(found) == expected.body);
    QCOMPARE(sortedHeaders(found), sortedHeaders(expected));
}

void tst_RequestBodies::everyAttemptRewinds()
{
    const QByteArray bytes = pattern(3000);
    std::vector<QByteArray> sent;
    m_test->transport->setHandler([&sent](const HttpRequest& request) {
        sent.push_back(bytesOf(request));
        return sent.size() < 3 ? makeResponse(503, {}) : makeStored();
    });
    const auto reply = put(std::make_shared<FileBody>(write(bytes), 0, bytes.size()));
    wait(*reply);
    QVERIFY(reply->result().ok());
    QCOMPARE(sent.size(), std::size_t(3));
    QVERIFY(sent[0].contains(bytes));
    QCOMPARE(sent[1], sent[0]);
    QCOMPARE(sent[2], sent[0]);
}

void tst_RequestBodies::logTellsOnlyTheSize()
{
    m_test->transport->enqueue(makeStored());
    const auto reply = put(std::make_shared<FileBody>(write(pattern(1000)), 0, 1000));
    wait(*reply);
    const auto call = m_test->log->find(reply->callId());
    QVERIFY(call);
    QCOMPARE(call->params["Body"].blob(), QByteArray("(1000 bytes that were not kept)"));
    QVERIFY(call->attempts.at(0).request.body.endsWith("bytes that were not kept)"));
    QVERIFY(!call->attempts.at(0).request.bodySource);
}

void tst_RequestBodies::unreadableIsAnError_data()
{
    QTest::addColumn<bool>("useSsl");
    QTest::newRow("found while it is read for its digest") << false;
    QTest::newRow("found when it is sent") << true;
}

void tst_RequestBodies::unreadableIsAnError()
{
    QFETCH(bool, useSsl);
    if (useSsl) // what NetworkTransport does with bodies
        m_test->transport->setHandler([](const HttpRequest& request) -> FakeTransport::Answer {
            const auto device = request.bodySource->open();
            return device ? makeStored() : FakeTransport::Answer(device.error());
        });
    ClientOptions clientOptions;
    clientOptions.useSsl = useSsl;
    CallOptions options;
    options.body = std::make_shared<FileBody>(QStringLiteral("/no/such/file"), 0, 5);
    const auto reply =
        client("s3", clientOptions).call("PutObject", Value::map({{"Bucket", "b1b"}, {"Key", "k"}}), options);
    wait(*reply);
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().kind, ErrorKind::Parameter);
    QVERIFY(
        QString::fromStdString(reply->result().error().message).contains(QStringLiteral("/no/such/file")));
    QCOMPARE(m_test->transport->requestCount(), useSsl ? 1 : 0);
}

void tst_RequestBodies::shorterFileIsAnError()
{
    ClientOptions clientOptions;
    clientOptions.useSsl = false;
    CallOptions options;
    options.body = std::make_shared<FileBody>(write(pattern(100)), 50, 51);
    const auto reply =
        client("s3", clientOptions).call("PutObject", Value::map({{"Bucket", "b1b"}, {"Key", "k"}}), options);
    wait(*reply);
    QVERIFY(!reply->result());
    QVERIFY(QString::fromStdString(reply->result().error().message)
                .contains(QStringLiteral("has become shorter")));
}

void tst_RequestBodies::operationWithoutStream()
{
    CallOptions options;
    options.body = std::make_shared<FileBody>(write("x"), 0, 1);
    const auto reply = client("s3").call("ListBuckets", {}, options);
    wait(*reply);
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().code, std::string("NoStreamingBody"));
}

void tst_RequestBodies::twoBodies()
{
    CallOptions options;
    options.body = std::make_shared<FileBody>(write("x"), 0, 1);
    const auto reply = client("s3").call(
        "PutObject", Value::map({{"Bucket", "b1b"}, {"Key", "k"}, {"Body", QByteArray("y")}}), options);
    wait(*reply);
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().code, std::string("TwoBodies"));
}

void tst_RequestBodies::cancelledWhileReading()
{
    ClientOptions clientOptions;
    clientOptions.useSsl = false;
    CallOptions options;
    options.body = std::make_shared<FileBody>(write(pattern(mebibyte)), 0, mebibyte);
    const auto reply =
        client("s3", clientOptions).call("PutObject", Value::map({{"Bucket", "b1b"}, {"Key", "k"}}), options);
    QSignalSpy spy(reply.get(), &Reply::finished);
    QCoreApplication::processEvents(); // it is built, and the worker has begun
    reply->cancel();
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(reply->result().error().kind, ErrorKind::Cancelled);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(spy.size(), 1);
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_RequestBodies::droppedWhileReading()
{
    ClientOptions clientOptions;
    clientOptions.useSsl = false;
    CallOptions options;
    options.body = std::make_shared<FileBody>(write(pattern(mebibyte)), 0, mebibyte);
    auto reply =
        client("s3", clientOptions).call("PutObject", Value::map({{"Bucket", "b1b"}, {"Key", "k"}}), options);
    QCoreApplication::processEvents();
    reply.reset();
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(m_test->transport->requestCount(), 0);
}

INIA_TEST_CLASS(tst_RequestBodies, QCoreApplication)
#include "tst_requestbodies.moc"
