#include "core/checksum/checksum.h"
#include "core/checksum/httpchecksum.h"
#include "core/model/servicemodel.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

namespace {

std::shared_ptr<const ServiceModel> modelOffering(std::initializer_list<Value> algorithms)
{
    auto checksum = Value::map(
        {{"requestValidationModeMember", "ChecksumMode"}, {"responseAlgorithms", Value::list(algorithms)}});
    const auto text =
        Value::map({{"shape", "Text"}, {"location", "header"}, {"locationName", "x-amz-checksum-mode"}});
    const auto model = Value::map(
        {{"metadata", Value::map({{"protocol", "rest-xml"}})},
         {"operations", Value::map({{"Get", Value::map({{"name", "Get"},
                                                        {"input", Value::map({{"shape", "In"}})},
                                                        {"httpChecksum", checksum}})}})},
         {"shapes", Value::map({{"In", Value::map({{"type", "structure"},
                                                   {"members", Value::map({{"ChecksumMode", text}})}})},
                                {"Text", Value::map({{"type", "string"}})}})}});
    return tests::modelFromValue(model);
}

HttpResponse answer(const QByteArray& body, std::initializer_list<HttpHeaders::Entry> headers)
{
    HttpResponse response;
    response.status = 200;
    response.body = body;
    for (const auto& [name, value] : headers)
        response.headers.add(name, value);
    return response;
}

const Value asked = Value::map({{"ChecksumMode", "ENABLED"}});

} // namespace

class TestResponseChecksum final : public QObject {
    Q_OBJECT
private slots:
    void asksWhenSupported();
    void leavesTheCallersWord();
    void matchingBody();
    void damagedBody();
    void notAsked();
    void bestAlgorithmWins();
    void compositesAreSkipped();
    void onlyWhatTheModelOffers();
    void dynamoDb_data();
    void dynamoDb();
};

void TestResponseChecksum::asksWhenSupported()
{
    const auto model = modelOffering({"CRC32"});
    Value params = Value::emptyMap();
    ClientConfig config;
    config.responseChecksumValidation = ChecksumMode::WhenRequired;
    askForResponseChecksum(model->operation("Get"), config, params);
    QVERIFY(!params.contains("ChecksumMode"));
    config.responseChecksumValidation = ChecksumMode::WhenSupported;
    askForResponseChecksum(model->operation("Get"), config, params);
    QCOMPARE(params["ChecksumMode"].text(), std::string("ENABLED"));
}

void TestResponseChecksum::leavesTheCallersWord()
{
    const auto model = modelOffering({"CRC32"});
    Value params = Value::map({{"ChecksumMode", "DISABLED"}});
    askForResponseChecksum(model->operation("Get"), ClientConfig(), params);
    QCOMPARE(params["ChecksumMode"].text(), std::string("DISABLED"));
}

void TestResponseChecksum::matchingBody()
{
    const auto model = modelOffering({"SHA1", "CRC32"});
    const auto checked = checkResponse(model->operation("Get"), asked,
                                       answer("hello", {{"x-amz-checksum-crc32", "NhCmhg=="}}));
    QCOMPARE(checked.value().value(), ChecksumAlgorithm::Crc32);
}

void TestResponseChecksum::damagedBody()
{
    const auto model = modelOffering({"CRC32"});
    const auto checked = checkResponse(
        model->operation("Get"), asked,
        answer("hellO",
               {{"X-Amz-Checksum-Crc32", "NhCmhg=="}, {"x-amz-request-id", "R1"}, {"x-amz-id-2", "H"}}));
    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, ErrorKind::Checksum);
    QCOMPARE(checked.error().code, std::string("FlexibleChecksumError"));
    QCOMPARE(checked.error().requestId, std::string("R1"));
    QCOMPARE(checked.error().hostId, std::string("H"));
    QVERIFY(!checked.error().retryable);
    QVERIFY(checked.error().message.find("NhCmhg==") != std::string::npos);
}

void TestResponseChecksum::notAsked()
{
    const auto model = modelOffering({"CRC32"});
    const auto checked = checkResponse(model->operation("Get"), Value::emptyMap(),
                                       answer("hellO", {{"x-amz-checksum-crc32", "NhCmhg=="}}));
    QVERIFY(!checked.value());
}

void TestResponseChecksum::bestAlgorithmWins()
{
    const auto model = modelOffering({"SHA256", "SHA1", "CRC32", "CRC64NVME"});
    const auto response = answer("123456789", {{"x-amz-checksum-sha256", "x"},
                                               {"x-amz-checksum-crc32", "x"},
                                               {"x-amz-checksum-crc64nvme", "rosUhgp5mIg="}});
    QCOMPARE(checkResponse(model->operation("Get"), asked, response).value().value(),
             ChecksumAlgorithm::Crc64Nvme);
}

/// A multipart upload's checksum is one of checksums, with the number of parts behind a dash.
void TestResponseChecksum::compositesAreSkipped()
{
    const auto model = modelOffering({"CRC32", "SHA1"});
    const auto sha1 = checksumOf(ChecksumAlgorithm::Sha1, "body");
    auto response = answer("body", {{"x-amz-checksum-crc32", "AAAAAA==-3"}});
    QVERIFY(!checkResponse(model->operation("Get"), asked, response).value());
    response.headers.set("x-amz-checksum-sha1", sha1);
    QCOMPARE(checkResponse(model->operation("Get"), asked, response).value().value(),
             ChecksumAlgorithm::Sha1);
}

void TestResponseChecksum::onlyWhatTheModelOffers()
{
    const auto model = modelOffering({"SHA1", "MD5"});
    const auto response = answer("body", {{"x-amz-checksum-crc32", "x"}, {"x-amz-checksum-md5", "x"}});
    QVERIFY(!checkResponse(model->operation("Get"), asked, response).value());
}

void TestResponseChecksum::dynamoDb_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("passes");
    QTest::newRow("right") << "dynamodb" << QByteArray("2745614147") << true;
    QTest::newRow("wrong") << "dynamodb" << QByteArray("2745614148") << false;
    QTest::newRow("no number") << "dynamodb" << QByteArray("x") << false;
    QTest::newRow("absent") << "dynamodb" << QByteArray() << true;
    QTest::newRow("another service") << "kms" << QByteArray("1") << true;
}

void TestResponseChecksum::dynamoDb()
{
    QFETCH(QString, service);
    QFETCH(QByteArray, header);
    QFETCH(bool, passes);
    auto document =
        Document::fromJson(R"({"metadata": {}, "operations": {"ListTables": {"name": "ListTables"}}})", "");
    const ServiceModel model(service.toStdString(), std::move(document).value());
    auto response = answer("{}", {});
    if (!header.isEmpty())
        response.headers.set("x-amz-crc32", header.toStdString());
    const auto checked = checkDynamoDbCrc32(model.operation("ListTables"), response);
    QCOMPARE(checked.ok(), passes);
    if (!passes) {
        QCOMPARE(checked.error().kind, ErrorKind::Checksum);
        QVERIFY(checked.error().retryable);
    }
}

INIA_TEST_CLASS(TestResponseChecksum, QCoreApplication)
#include "tst_responsechecksum.moc"
