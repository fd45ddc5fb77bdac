#include "core/signing/sigv4signer.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;
using namespace std::chrono_literals;

namespace {

const Credentials documentedKeys{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "", "", {},
                                 "test"};

SigningContext context()
{
    SigningContext context;
    context.region = "us-west-2";
    context.service = "s3";
    context.time = std::chrono::sys_days(std::chrono::year(2026) / 1 / 2) + 3h + 4min + 5s + 678ms;
    return context;
}

HttpRequest request(std::string url = "https://example.com/key", QByteArray body = {})
{
    HttpRequest request;
    request.url = std::move(url);
    request.body = std::move(body);
    return request;
}

std::string header(const HttpRequest& request, std::string_view name)
{
    return std::string(request.headers.value(name));
}

const std::string bodyHash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"; // "hello"

} // namespace

/// What the signer adds and takes away. The signatures themselves are checked by tst_sigv4conformance.
class TestSigV4Signer final : public QObject {
    Q_OBJECT
private slots:
    void addsDateAndAuthorization();
    void renewsDateHeader();
    void signsAgainLikeTheFirstTime();
    void dropsTheTokenOfOtherKeys();
    void contentSha256_data();
    void contentSha256();
    void presetContentSha256StaysOutsideS3();
    void tokenAfterSigning();
    void presignOrder();
    void presignAgain();
    void refuses_data();
    void refuses();
};

void TestSigV4Signer::addsDateAndAuthorization()
{
    HttpRequest signedRequest = request();
    signedRequest.headers.add("User-Agent", "test");
    SigV4Signer signer;
    const Result<SigningRecord> record = signer.signHeaders(signedRequest, documentedKeys, context());
    QVERIFY(record.ok());
    QCOMPARE(header(signedRequest, "X-Amz-Date"), std::string("20260102T030405Z"));
    QCOMPARE(record->credentialScope, std::string("20260102/us-west-2/s3/aws4_request"));
    QCOMPARE(header(signedRequest, "Authorization"),
             "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-west-2/s3/aws4_request, "
             "SignedHeaders=host;x-amz-date, Signature=" +
                 record->signature);
    QVERIFY(!signedRequest.headers.contains("X-Amz-Content-SHA256"));
    QVERIFY(!signedRequest.headers.contains("X-Amz-Security-Token"));
}

void TestSigV4Signer::renewsDateHeader()
{
    HttpRequest dated = request();
    dated.headers.add("Date", "long ago");
    dated.headers.add("X-Amz-Date", "20000101T000000Z");
    SigV4Signer signer;
    QVERIFY(signer.signHeaders(dated, documentedKeys, context()).ok());
    QCOMPARE(header(dated, "Date"), std::string("Fri, 02 Jan 2026 03:04:05 -0000"));
    QVERIFY(!dated.headers.contains("X-Amz-Date"));
}

void TestSigV4Signer::signsAgainLikeTheFirstTime()
{
    Credentials withToken = documentedKeys;
    withToken.sessionToken = "token";
    SigningContext now = context();
    now.s3Style = true;
    HttpRequest once = request("https://example.com/key?x=1", "hello");
    HttpRequest twice = once;
    SigV4Signer signer;
    SigningContext before = now;
    before.time -= 36h;
    QVERIFY(signer.signHeaders(twice, withToken, before).ok());
    QVERIFY(signer.signHeaders(twice, withToken, now).ok());
    QVERIFY(signer.signHeaders(once, withToken, now).ok());
    QVERIFY(once.headers == twice.headers);
}

void TestSigV4Signer::dropsTheTokenOfOtherKeys()
{
    Credentials withToken = documentedKeys;
    withToken.sessionToken = "token";
    HttpRequest signedRequest = request();
    SigV4Signer signer;
    QVERIFY(signer.signHeaders(signedRequest, withToken, context()).ok());
    QCOMPARE(header(signedRequest, "X-Amz-Security-Token"), std::string("token"));
    QVERIFY(signer.signHeaders(signedRequest, documentedKeys, context()).ok());
    QVERIFY(!signedRequest.headers.contains("X-Amz-Security-Token"));
}

void TestSigV4Signer::contentSha256_data()
{
    QTest::addColumn<bool>("s3Style");
    QTest::addColumn<bool>("asked");
    QTest::addColumn<bool>("isUnsigned");
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("hashed");
    const QByteArray digest = QByteArray::fromStdString(bodyHash);
    const QByteArray unsignedWord = unsignedPayloadHash;
    const QByteArray trailer = streamingTrailerPayloadHash;
    QTest::newRow("plain") << false << false << false << QByteArray() << QByteArray() << digest;
    QTest::newRow("asked") << false << true << false << QByteArray() << digest << digest;
    QTest::newRow("unsigned") << false << false << true << QByteArray() << unsignedWord << unsignedWord;
    QTest::newRow("S3") << true << false << false << QByteArray() << digest << digest;
    QTest::newRow("S3 unsigned") << true << false << true << QByteArray() << unsignedWord << unsignedWord;
    QTest::newRow("S3 trailer") << true << false << false << trailer << trailer << trailer;
    QTest::newRow("plain, hash known")
        << false << false << false << QByteArray("cafe") << QByteArray() << QByteArray("cafe");
}

void TestSigV4Signer::contentSha256()
{
    QFETCH(bool, s3Style);
    QFETCH(bool, asked);
    QFETCH(bool, isUnsigned);
    QFETCH(QByteArray, given);
    SigningContext signing = context();
    signing.s3Style = s3Style;
    signing.addContentSha256Header = asked;
    signing.unsignedPayload = isUnsigned;
    if (!given.isEmpty())
        signing.payloadHash = given.toStdString();
    HttpRequest signedRequest = request("http://example.com/", "hello");
    SigV4Signer signer;
    const Result<SigningRecord> record = signer.signHeaders(signedRequest, documentedKeys, signing);
    QVERIFY(record.ok());
    QTEST(QByteArray::fromStdString(header(signedRequest, "X-Amz-Content-SHA256")), "sent");
    const QByteArray text = QByteArray::fromStdString(record->canonicalRequest);
    QTEST(text.mid(text.lastIndexOf('\n') + 1), "hashed");
}

void TestSigV4Signer::presetContentSha256StaysOutsideS3()
{
    HttpRequest preset = request("https://example.com/", "hello");
    preset.headers.add("x-amz-content-sha256", "preset");
    SigV4Signer signer;
    const Result<SigningRecord> record = signer.signHeaders(preset, documentedKeys, context());
    QVERIFY(record.ok());
    QCOMPARE(header(preset, "X-Amz-Content-SHA256"), std::string("preset"));
    QVERIFY(record->canonicalRequest.ends_with("\npreset"));
}

void TestSigV4Signer::tokenAfterSigning()
{
    Credentials withToken = documentedKeys;
    withToken.sessionToken = "token";
    SigningContext after = context();
    after.sessionTokenUnsigned = true;
    HttpRequest signedRequest = request();
    SigV4Signer signer;
    const Result<SigningRecord> record = signer.signHeaders(signedRequest, withToken, after);
    QVERIFY(record.ok());
    QCOMPARE(header(signedRequest, "X-Amz-Security-Token"), std::string("token"));
    QVERIFY(record->canonicalRequest.find("token") == std::string::npos);
}

void TestSigV4Signer::presignOrder()
{
    Credentials withToken = documentedKeys;
    withToken.sessionToken = "to/ken";
    HttpRequest presigned = request("https://example.com/a%20b?uploads&x=a+b%2f");
    SigV4Signer signer;
    const Result<SigningRecord> record = signer.presign(presigned, withToken, context(), 900s);
    QVERIFY(record.ok());
    QCOMPARE(presigned.url, "https://example.com/a%20b?uploads=&x=a%20b%2F&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                            "&X-Amz-Credential=AKIDEXAMPLE%2F20260102%2Fus-west-2%2Fs3%2Faws4_request"
                            "&X-Amz-Date=20260102T030405Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host"
                            "&X-Amz-Security-Token=to%2Fken&X-Amz-Signature=" +
                                record->signature);
    QVERIFY(presigned.headers.empty());
}

void TestSigV4Signer::presignAgain()
{
    HttpRequest once = request("https://example.com/key?x=1");
    HttpRequest twice = once;
    SigV4Signer signer;
    SigningContext before = context();
    before.time -= 36h;
    QVERIFY(signer.presign(twice, documentedKeys, before, 60s).ok());
    QVERIFY(signer.presign(twice, documentedKeys, context(), 900s).ok());
    QVERIFY(signer.presign(once, documentedKeys, context(), 900s).ok());
    QCOMPARE(twice.url, once.url);
}

void TestSigV4Signer::refuses_data()
{
    QTest::addColumn<QByteArray>("accessKey");
    QTest::addColumn<QByteArray>("secretKey");
    QTest::addColumn<QByteArray>("region");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("no keys") << QByteArray() << QByteArray() << QByteArray("us-west-2")
                             << QByteArray("NoCredentials");
    QTest::newRow("no secret") << QByteArray("AKID") << QByteArray() << QByteArray("us-west-2")
                               << QByteArray("PartialCredentials");
    QTest::newRow("no access key") << QByteArray() << QByteArray("hush") << QByteArray("us-west-2")
                                   << QByteArray("PartialCredentials");
    QTest::newRow("no region") << QByteArray("AKID") << QByteArray("hush") << QByteArray()
                               << QByteArray("NoRegion");
}

void TestSigV4Signer::refuses()
{
    QFETCH(QByteArray, accessKey);
    QFETCH(QByteArray, secretKey);
    QFETCH(QByteArray, region);
    Credentials credentials;
    credentials.accessKey = accessKey.toStdString();
    credentials.secretKey = secretKey.toStdString();
    SigningContext signing = context();
    signing.region = region.toStdString();
    HttpRequest untouched = request();
    SigV4Signer signer;
    const Result<SigningRecord> record = signer.signHeaders(untouched, credentials, signing);
    QVERIFY(!record.ok());
    QTEST(QByteArray::fromStdString(record.error().code), "code");
    QVERIFY(record.error().message.find("hush") == std::string::npos);
    QVERIFY(!signer.presign(untouched, credentials, signing, 60s).ok());
    QVERIFY(untouched.headers.empty());
    QCOMPARE(untouched.url, request().url);
}

INIA_TEST_CLASS(TestSigV4Signer, QCoreApplication)
#include "tst_sigv4signer.moc"
