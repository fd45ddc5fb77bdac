#include "core/signing/cryptography.h"
#include "core/signing/sigv4signer.h"
#include "tests/core/signing/signingsuite.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

using namespace inia;
using namespace inia::tests;

namespace {

QString suite()
{
    return QStringLiteral(INIA_CONFORMANCE_DIR) + QLatin1String("/sigv4a");
}

/// X and Y of the case's key.
QByteArray expectedPublicKey(const QString& folder)
{
    const QJsonObject key =
        QJsonDocument::fromJson(readFile(folder + QLatin1String("public-key.json"))).object();
    return QByteArray::fromHex(
        (key[QLatin1String("X")].toString() + key[QLatin1String("Y")].toString()).toLatin1());
}

/// Checked with nothing but the public key, as a service does.
bool verifies(const QByteArray& publicKey, const std::string& message, const QByteArray& signature)
{
    const QByteArray point = '\x04' + publicKey;
    OSSL_PARAM_BLD* builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point.constData(),
                                     static_cast<std::size_t>(point.size()));
    OSSL_PARAM* parameters = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY_CTX* keyContext = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
    EVP_PKEY* key = nullptr;
    EVP_PKEY_fromdata_init(keyContext);
    EVP_PKEY_fromdata(keyContext, &key, EVP_PKEY_PUBLIC_KEY, parameters);
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const bool verified =
        EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key) == 1 &&
        EVP_DigestVerify(context, reinterpret_cast<const unsigned char*>(signature.constData()),
                         static_cast<std::size_t>(signature.size()),
                         reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    EVP_PKEY_CTX_free(keyContext);
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    return verified;
}

/// Signatures differ from run to run, so what carries one is compared up to it.
QByteArrayList withoutSignature(QByteArrayList lines)
{
    for (QByteArray& line : lines) {
        for (const char* mark : {"Signature=", "X-Amz-Signature="}) {
            if (const qsizetype at = line.indexOf(mark); at >= 0)
                line.truncate(at + qsizetype(qstrlen(mark)));
        }
    }
    return lines;
}

} // namespace

class TestSigV4aConformance final : public QObject {
    Q_OBJECT
private slots:
    void keyOfTheUserGuide();
    void keysAreKept();
    void presignedParametersAreNotSignedTwice();
    void regionSetIsNeeded();
    void cases_data();
    void cases();
};

/// The key pair that AWS publishes for its made-up credentials.
void TestSigV4aConformance::keyOfTheUserGuide()
{
    const EcdsaKey key =
        EcdsaKey::derive("AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom");
    QCOMPARE(bytes(key.publicKey()).toHex(),
             QByteArray("15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb"
                        "0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0"));
    QVERIFY(verifies(bytes(key.publicKey()), "message", bytes(key.sign("message"))));
    QVERIFY(!verifies(bytes(key.publicKey()), "another", bytes(key.sign("message"))));
}

void TestSigV4aConformance::keysAreKept()
{
    EcdsaKeyCache cache;
    const std::string first = cache.key("AKID", "secret").publicKey();
    QVERIFY(cache.key("AKID", "other").publicKey() != first);
    QVERIFY(cache.key("OTHER", "secret").publicKey() != first);
    for (int i = 0; i < 20; ++i)
        QVERIFY(cache.key("AKID", std::to_string(i)).publicKey() != first);
    QCOMPARE(cache.key("AKID", "secret").publicKey(), first);
}

void TestSigV4aConformance::presignedParametersAreNotSignedTwice()
{
    HttpRequest request;
    request.url = "https://example.com/?a=b";
    SigningContext context;
    context.scheme = SigningScheme::SigV4a;
    context.service = "service";
    context.regionSet = "*";
    SigV4Signer signer;
    const Credentials keys{"AKID", "secret", "token", "", {}, "test"};
    const auto first = signer.presign(request, keys, context, std::chrono::seconds(60));
    const auto second = signer.presign(request, keys, context, std::chrono::seconds(60));
    QVERIFY(first.ok() && second.ok());
    QCOMPARE(second->canonicalRequest, first->canonicalRequest);
    QVERIFY(second->canonicalRequest.find("X-Amz-Region-Set=%2A&") != std::string::npos);
}

void TestSigV4aConformance::regionSetIsNeeded()
{
    HttpRequest request;
    request.url = "https://example.com/";
    SigningContext context;
    context.scheme = SigningScheme::SigV4a;
    context.service = "service";
    context.region = "us-east-1";
    const auto record = SigV4Signer().signHeaders(request, {"AKID", "secret", "", "", {}, "test"}, context);
    QVERIFY(!record.ok());
    QCOMPARE(record.error().code, std::string("NoRegion"));
    QVERIFY(request.headers.empty());
}

void TestSigV4aConformance::cases_data()
{
    QTest::addColumn<QString>("folder");
    const QDir dir(suite());
    if (!dir.exists())
        QSKIP("The conformance data is not at ../shared/conformance: this suite was not run.");
    for (const QString& name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QTest::newRow(qUtf8Printable(name)) << dir.filePath(name) + QLatin1Char('/');
}

void TestSigV4aConformance::cases()
{
    QFETCH(QString, folder);
    SigningCase given = readSigningCase(folder);
    given.context.scheme = SigningScheme::SigV4a;
    given.context.regionSet = given.context.region;
    const QByteArray publicKey = expectedPublicKey(folder);
    QCOMPARE(bytes(EcdsaKey::derive(given.credentials.accessKey, given.credentials.secretKey).publicKey()),
             publicKey);

    SigV4Signer signer;
    for (const bool byQuery : {false, true}) {
        const QString prefix = folder + QLatin1String(byQuery ? "query-" : "header-");
        HttpRequest made = given.request;
        const Result<SigningRecord> record =
            byQuery ? signer.presign(made, given.credentials, given.context, given.expires)
                    : signer.signHeaders(made, given.credentials, given.context);
        QVERIFY(record.ok());
        QCOMPARE(bytes(record->canonicalRequest), readFile(prefix + QLatin1String("canonical-request.txt")));
        QCOMPARE(bytes(record->stringToSign), readFile(prefix + QLatin1String("string-to-sign.txt")));
        QVERIFY(verifies(publicKey, record->stringToSign, QByteArray::fromHex(bytes(record->signature))));
        QVERIFY(verifies(publicKey, record->stringToSign,
                         QByteArray::fromHex(readFile(prefix + QLatin1String("signature.txt")))));
        const HttpRequest expected = parseRequest(readFile(prefix + QLatin1String("signed-request.txt")));
        QCOMPARE(withoutSignature(sortedHeaders(made)), withoutSignature(sortedHeaders(expected)));
        QCOMPARE(withoutSignature(sortedTarget(made.url)), withoutSignature(sortedTarget(expected.url)));
    }
}

INIA_TEST_CLASS(TestSigV4aConformance, QCoreApplication)
#include "tst_sigv4aconformance.moc"
