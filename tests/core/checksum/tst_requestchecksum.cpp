#include "core/checksum/httpchecksum.h"
#include "core/model/servicemodel.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtCore/QTemporaryFile>
#include <QtTest/QTest>

using namespace inia;

namespace {

/// The rules of botocore's httpchecksum.py, on an operation made of the traits in question.
std::shared_ptr<const ServiceModel> modelWith(const Value& traits, bool isStreaming)
{
    auto operation = traits;
    operation.insert("name", "Op");
    operation.insert("http", Value::map({{"method", "PUT"}, {"requestUri", "/"}}));
    operation.insert("input", Value::map({{"shape", "In"}}));
    auto input = Value::map(
        {{"type", "structure"},
         {"members", Value::map({{"Body", Value::map({{"shape", "Blob"}})},
                                 {"ChecksumAlgorithm",
                                  Value::map({{"shape", "Text"},
                                              {"location", "header"},
                                              {"locationName", "x-amz-sdk-checksum-algorithm"}})}})}});
    if (isStreaming)
        input.insert("payload", "Body");
    return tests::modelFromValue(
        Value::map({{"metadata", Value::map({{"protocol", "rest-xml"}})},
                    {"operations", Value::map({{"Op", operation}})},
                    {"shapes", Value::map({{"In", input},
                                           {"Blob", Value::map({{"type", "blob"}})},
                                           {"Text", Value::map({{"type", "string"}})}})}}));
}

Value flexible(bool required = false)
{
    return Value::map({{"httpChecksum", Value::map({{"requestAlgorithmMember", "ChecksumAlgorithm"},
                                                    {"requestChecksumRequired", required}})}});
}

HttpRequest requestOf(const QByteArray& body,
                      const std::string& url = "https://s3.us-west-2.amazonaws.com/b/k")
{
    HttpRequest request;
    request.method = "PUT";
    request.url = url;
    request.body = body;
    return request;
}

struct Setup {
    Value traits = flexible();
    Value params = Value::emptyMap();
    bool isStreaming = false;
    ClientConfig config;
};

Result<std::optional<RequestChecksum>> chosen(const Setup& setup, const HttpRequest& request)
{
    const auto model = modelWith(setup.traits, setup.isStreaming);
    return requestChecksum(model->operation("Op"), setup.params, request, setup.config);
}

Setup whenRequired(Setup setup)
{
    setup.config.requestChecksumCalculation = ChecksumMode::WhenRequired;
    return setup;
}

} // namespace

class TestRequestChecksum final : public QObject {
    Q_OBJECT
private slots:
    void crc32WhenSupported();
    void nothingWhenOnlySupported();
    void crc32WhenRequired();
    void requiredWithoutAnAlgorithmMember();
    void callersAlgorithm();
    void callersChecksum();
    void operationsWithoutTheTrait();
    void unknownAlgorithmIsRefused();
    void trailerOnlyForStreamsOverTls_data();
    void trailerOnlyForStreamsOverTls();
    void headerForm();
    void trailerForm();
    void trailerKeepsTheCallersEncoding();
    void streamedBody_data();
    void streamedBody();
    void streamedBodyLeavesItsHeaderEmpty();
    void chunks_data();
    void chunks();
};

void TestRequestChecksum::crc32WhenSupported()
{
    const auto checksum = chosen({}, requestOf("x")).value().value();
    QCOMPARE(checksum.algorithm, ChecksumAlgorithm::Crc32);
    QCOMPARE(checksum.algorithmHeader, std::string("x-amz-sdk-checksum-algorithm"));
    QVERIFY(!checksum.inTrailer);
}

void TestRequestChecksum::nothingWhenOnlySupported()
{
    QVERIFY(!chosen(whenRequired({}), requestOf("x")).value());
}

void TestRequestChecksum::crc32WhenRequired()
{
    const auto checksum = chosen(whenRequired({.traits = flexible(true)}), requestOf("x")).value().value();
    QCOMPARE(checksum.algorithm, ChecksumAlgorithm::Crc32);
    QCOMPARE(checksum.algorithmHeader, std::string("x-amz-sdk-checksum-algorithm"));
}

/// S3 Control says httpChecksumRequired and has no member for the algorithm.
void TestRequestChecksum::requiredWithoutAnAlgorithmMember()
{
    const Setup setup{.traits = Value::map({{"httpChecksumRequired", true}})};
    const auto checksum = chosen(whenRequired(setup), requestOf("x")).value().value();
    QCOMPARE(checksum.algorithm, ChecksumAlgorithm::Crc32);
    QCOMPARE(checksum.algorithmHeader, std::string());
}

void TestRequestChecksum::callersAlgorithm()
{
    const Setup setup{.params = Value::map({{"ChecksumAlgorithm", "SHA256"}})};
    const auto checksum = chosen(whenRequired(setup), requestOf("x")).value().value();
    QCOMPARE(checksum.algorithm, ChecksumAlgorithm::Sha256);
    // The serializer has put the caller's word into the header already.
    QCOMPARE(checksum.algorithmHeader, std::string());
}

void TestRequestChecksum::callersChecksum()
{
    auto request = requestOf("x");
    request.headers.set("X-Amz-Checksum-Sha1", "abc");
    QVERIFY(!chosen({.traits = flexible(true)}, request).value());
    request = requestOf("x");
    request.headers.set("x-amz-checksum-sha-1", "no checksum: a name of two words");
    QVERIFY(chosen({}, request).value());
}

void TestRequestChecksum::operationsWithoutTheTrait()
{
    QVERIFY(!chosen({.traits = Value::emptyMap()}, requestOf("x")).value());
}

void TestRequestChecksum::unknownAlgorithmIsRefused()
{
    const auto refused = chosen({.params = Value::map({{"ChecksumAlgorithm", "MD5"}})}, requestOf("x"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Parameter);
    QVERIFY(refused.error().message.find("MD5") != std::string::npos);
    QVERIFY(refused.error().message.find("sha256") != std::string::npos);
}

void TestRequestChecksum::trailerOnlyForStreamsOverTls_data()
{
    QTest::addColumn<bool>("isStreaming");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("signatureVersion");
    QTest::addColumn<bool>("inTrailer");
    QTest::newRow("stream over TLS") << true << "https://h/"
                                     << "" << true;
    QTest::newRow("stream in the clear") << true << "http://h/"
                                         << "" << false;
    QTest::newRow("no stream") << false << "https://h/"
                               << "" << false;
    QTest::newRow("old S3 signature") << true << "https://h/"
                                      << "s3" << false;
    QTest::newRow("s3v4 by name") << true << "https://h/"
                                  << "s3v4" << true;
}

void TestRequestChecksum::trailerOnlyForStreamsOverTls()
{
    QFETCH(bool, isStreaming);
    QFETCH(QString, url);
    QFETCH(QString, signatureVersion);
    QFETCH(bool, inTrailer);
    Setup setup{.isStreaming = isStreaming};
    setup.config.signatureVersion = signatureVersion.toStdString();
    QCOMPARE(chosen(setup, requestOf("x", url.toStdString())).value().value().inTrailer, inTrailer);
}

void TestRequestChecksum::headerForm()
{
    auto request = requestOf("hello");
    addChecksum(request, {ChecksumAlgorithm::Crc32, false, "x-amz-sdk-checksum-algorithm"});
    QCOMPARE(request.headers.value("x-amz-checksum-crc32"), std::string_view("NhCmhg=="));
    QCOMPARE(request.headers.value("x-amz-sdk-checksum-algorithm"), std::string_view("CRC32"));
    QCOMPARE(request.body, QByteArray("hello"));
    QCOMPARE(request.headers.size(), std::size_t{2});
}

void TestRequestChecksum::trailerForm()
{
    auto request = requestOf("hello world");
    request.headers.set("Content-Length", "11");
    addChecksum(request, {ChecksumAlgorithm::Sha1, true, ""});
    QCOMPARE(request.body,
             QByteArray("b\r\nhello world\r\n0\r\nx-amz-checksum-sha1:Kq5sNclPz7QV2+lfQIuc6R7oRu0=\r\n\r\n"));
    QCOMPARE(request.headers.value("Content-Encoding"), std::string_view("aws-chunked"));
    QCOMPARE(request.headers.value("Transfer-Encoding"), std::string_view("chunked"));
    QCOMPARE(request.headers.value("X-Amz-Trailer"), std::string_view("x-amz-checksum-sha1"));
    QCOMPARE(request.headers.value("X-Amz-Decoded-Content-Length"), std::string_view("11"));
    QVERIFY(!request.headers.contains("Content-Length"));
    QVERIFY(!request.headers.contains("x-amz-checksum-sha1"));
}

void TestRequestChecksum::trailerKeepsTheCallersEncoding()
{
    auto request = requestOf("x");
    request.headers.set("Content-Encoding", "gzip");
    addChecksum(request, {ChecksumAlgorithm::Crc32, true, ""});
    QCOMPARE(request.headers.value("Content-Encoding"), std::string_view("gzip,aws-chunked"));
}

void TestRequestChecksum::streamedBody_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("piece");
    for (const int size : {0, 1, 1024 * 1024, 2 * 1024 * 1024 + 5}) {
        for (const int piece : {7, 4096, 4 * 1024 * 1024}) {
            if (size / piece < 10'000)
                QTest::addRow("%d bytes in pieces of %d", size, piece) << size << piece;
        }
    }
}

/// Whatever the pieces it is read in, and again from the beginning.
void TestRequestChecksum::streamedBody()
{
    QFETCH(int, size);
    QFETCH(int, piece);
    QTemporaryFile file;
    QVERIFY(file.open());
    QByteArray bytes(size, 'x');
    for (qsizetype i = 0; i < size; i += 3)
        bytes[i] = static_cast<char>(i / 3);
    file.write(bytes);
    file.flush();
    auto request = requestOf({});
    request.bodySource = std::make_shared<FileBody>(file.fileName(), 0, size);
    addChecksum(request, {ChecksumAlgorithm::Sha256, true, ""});
    QCOMPARE(request.headers.value("X-Amz-Decoded-Content-Length"), std::string_view(std::to_string(size)));
    const QByteArray expected = awsChunked(bytes, ChecksumAlgorithm::Sha256);
    QCOMPARE(request.bodySource->size(), expected.size());
    auto device = request.bodySource->open().value();
    QCOMPARE(device->size(), expected.size());
    (void)device->read(piece);
    QVERIFY(device->seek(0));
    QByteArray found;
    while (!device->atEnd())
        found += device->read(piece);
    QVERIFY(found == expected);
}

/// Who reads the body fills it in.
void TestRequestChecksum::streamedBodyLeavesItsHeaderEmpty()
{
    auto request = requestOf({});
    request.bodySource = std::make_shared<FileBody>(QStringLiteral("/nonexistent"), 0, 5);
    addChecksum(request, {ChecksumAlgorithm::Crc32, false, ""});
    QVERIFY(request.headers.contains("x-amz-checksum-crc32"));
    QCOMPARE(request.headers.value("x-amz-checksum-crc32"), std::string_view());
}

void TestRequestChecksum::chunks_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArrayList>("lengths");
    constexpr int mebibyte = 1024 * 1024;
    QTest::newRow("empty") << 0 << QByteArrayList{"0"};
    QTest::newRow("one byte") << 1 << QByteArrayList{"1", "0"};
    QTest::newRow("a byte short of a chunk") << mebibyte - 1 << QByteArrayList{"fffff", "0"};
    QTest::newRow("a chunk") << mebibyte << QByteArrayList{"100000", "0"};
    QTest::newRow("a chunk and a byte") << mebibyte + 1 << QByteArrayList{"100000", "1", "0"};
}

void TestRequestChecksum::chunks()
{
    QFETCH(int, size);
    QFETCH(QByteArrayList, lengths);
    const QByteArray body(size, 'x');
    const QByteArray encoded = awsChunked(body, ChecksumAlgorithm::Crc32);
    QByteArray decoded;
    QByteArrayList found;
    qsizetype at = 0;
    while (found.isEmpty() || found.last() != "0") {
        const auto end = encoded.indexOf("\r\n", at);
        QVERIFY(end > at);
        found << encoded.mid(at, end - at);
        const auto length = found.last().toLongLong(nullptr, 16);
        decoded += encoded.mid(end + 2, length);
        at = end + 2 + (length > 0 ? length + 2 : 0);
    }
    QCOMPARE(found, lengths);
    QCOMPARE(decoded, body);
    QVERIFY(encoded.mid(at).startsWith("x-amz-checksum-crc32:"));
    QVERIFY(encoded.endsWith("==\r\n\r\n"));
}

INIA_TEST_CLASS(TestRequestChecksum, QCoreApplication)
#include "tst_requestchecksum.moc"
