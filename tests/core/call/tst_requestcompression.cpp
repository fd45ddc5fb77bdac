#include "core/call/requestsigner.h"
#include "core/model/servicemodel.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

#include <zlib.h>

using namespace inia;

namespace {

QByteArray gunzip(const QByteArray& bytes, qsizetype room)
{
    z_stream stream{};
    if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK)
        return "inflateInit2 failed";
    QByteArray out(room + 1, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.constData()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int status = inflate(&stream, Z_FINISH);
    out.resize(static_cast<qsizetype>(stream.total_out));
    inflateEnd(&stream);
    return status == Z_STREAM_END ? out : QByteArray("no gzip");
}

enum class Body { Plain, Streaming, StreamingWithLength };

std::shared_ptr<const ServiceModel> modelWith(const Value& traits, Body body)
{
    auto member = Value::map({{"shape", "Blob"}});
    if (body == Body::StreamingWithLength)
        member.insert("requiresLength", true);
    auto input = Value::map({{"type", "structure"}, {"members", Value::map({{"Body", member}})}});
    if (body != Body::Plain)
        input.insert("payload", "Body");
    auto operation = traits;
    operation.insert("name", "Put");
    operation.insert("input", Value::map({{"shape", "In"}}));
    return tests::modelFromValue(
        Value::map({{"metadata", Value::map({{"protocol", "rest-json"}})},
                    {"operations", Value::map({{"Put", operation}})},
                    {"shapes", Value::map({{"In", input}, {"Blob", Value::map({{"type", "blob"}})}})}}));
}

Value compressible(const char* encoding = "gzip")
{
    return Value::map({{"requestcompression", Value::map({{"encodings", Value::list({encoding})}})}});
}

} // namespace

class TestRequestCompression final : public QObject {
    Q_OBJECT
private slots:
    void gzipIsReadBack_data();
    void gzipIsReadBack();
    void whatIsCompressed_data();
    void whatIsCompressed();
    void appendsToContentEncoding();
};

void TestRequestCompression::gzipIsReadBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << QByteArray("a");
    QTest::newRow("long") << QByteArray(1'000'000, 'x');
    QByteArray noise;
    for (quint32 i = 0; i < 100'000; ++i)
        noise.append(static_cast<char>((i * 2654435761U) >> 13));
    QTest::newRow("hardly compressible") << noise;
}

void TestRequestCompression::gzipIsReadBack()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(gunzip(gzip(bytes), bytes.size()), bytes);
    QCOMPARE(gzip(bytes), gzip(bytes));
}

void TestRequestCompression::whatIsCompressed_data()
{
    QTest::addColumn<Value>("traits");
    QTest::addColumn<int>("body");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("least");
    QTest::addColumn<bool>("disabled");
    QTest::addColumn<QString>("signatureVersion");
    QTest::addColumn<bool>("compressed");
    constexpr int plain = static_cast<int>(Body::Plain);
    constexpr int streaming = static_cast<int>(Body::Streaming);
    constexpr int withLength = static_cast<int>(Body::StreamingWithLength);
    QTest::newRow("long enough") << compressible() << plain << 10240 << 10240 << false << "" << true;
    QTest::newRow("a byte short") << compressible() << plain << 10239 << 10240 << false << "" << false;
    QTest::newRow("from 0 bytes on") << compressible() << plain << 1 << 0 << false << "" << true;
    QTest::newRow("streaming") << compressible() << streaming << 1 << 10240 << false << "" << true;
    QTest::newRow("length required") << compressible() << withLength << 99999 << 1 << false << "" << false;
    QTest::newRow("disabled") << compressible() << plain << 99999 << 1 << true << "" << false;
    QTest::newRow("signature 2") << compressible() << plain << 99999 << 1 << false << "v2" << false;
    QTest::newRow("signature 4") << compressible() << plain << 99999 << 1 << false << "v4" << true;
    QTest::newRow("no trait") << Value::emptyMap() << plain << 99999 << 1 << false << "" << false;
    QTest::newRow("an encoding we lack") << compressible("br") << plain << 99999 << 1 << false << "" << false;
}

void TestRequestCompression::whatIsCompressed()
{
    QFETCH(Value, traits);
    QFETCH(int, body);
    QFETCH(int, size);
    QFETCH(int, least);
    QFETCH(bool, disabled);
    QFETCH(QString, signatureVersion);
    QFETCH(bool, compressed);
    const auto model = modelWith(traits, static_cast<Body>(body));
    ClientConfig config;
    config.requestMinCompressionSizeBytes = least;
    config.disableRequestCompression = disabled;
    config.signatureVersion = signatureVersion.toStdString();
    HttpRequest request;
    const QByteArray bytes(size, 'x');
    request.body = bytes;
    QCOMPARE(compressRequest(model->operation("Put"), config, request), compressed);
    QCOMPARE(request.headers.value("Content-Encoding"), std::string_view(compressed ? "gzip" : ""));
    QCOMPARE(compressed ? gunzip(request.body, size) : request.body, bytes);
}

void TestRequestCompression::appendsToContentEncoding()
{
    const auto model = modelWith(compressible(), Body::Plain);
    HttpRequest request;
    request.body = QByteArray(20'000, 'x');
    request.headers.set("content-encoding", "custom");
    QVERIFY(compressRequest(model->operation("Put"), ClientConfig(), request));
    QCOMPARE(request.headers.value("Content-Encoding"), std::string_view("custom,gzip"));
}

INIA_TEST_CLASS(TestRequestCompression, QCoreApplication)
#include "tst_requestcompression.moc"
