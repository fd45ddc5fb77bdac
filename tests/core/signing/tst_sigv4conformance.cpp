#include "core/signing/sigv4signer.h"
#include "tests/core/signing/signingsuite.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;

namespace {

const QString conformance = QStringLiteral(INIA_CONFORMANCE_DIR);

Credentials exampleKeys(const QByteArray& token = {})
{
    return {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token.toStdString(), "", {}, "test"};
}

/// service and region of "Credential=KEY/date/region/service/aws4_request": given to a signer, not its work.
SigningContext contextOf(const QByteArray& credential)
{
    const QByteArrayList scope = credential.split('/');
    SigningContext context;
    context.region = scope.value(2).toStdString();
    context.service = scope.value(3).toStdString();
    context.s3Style = context.service == "s3";
    context.time = parseTime(QStringLiteral("2026-01-02T03:04:05Z"));
    return context;
}

/// The request as it was before signing: the HTTP library adds Content-Length afterwards.
HttpRequest oracleRequest(const QJsonObject& given)
{
    HttpRequest request;
    request.method = given[QLatin1String("method")].toString().toStdString();
    request.url = given[QLatin1String("url")].toString().toStdString();
    const QJsonObject headers = given[QLatin1String("headers")].toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        if (it.key() != QLatin1String("authorization") && it.key() != QLatin1String("content-length"))
            request.headers.add(it.key().toStdString(), it.value().toString().toStdString());
    }
    return request;
}

bool isDataHere()
{
    return QFileInfo::exists(conformance + QLatin1String("/sigv4"));
}

} // namespace

#define INIA_NEED_CONFORMANCE_DATA()                                                                         \
    if (!isDataHere())                                                                                       \
    QSKIP("The conformance data is not at ../shared/conformance: this suite was not run.")

class TestSigV4Conformance final : public QObject {
    Q_OBJECT
private slots:
    void aws4TestSuite_data();
    void aws4TestSuite();
    void awsCAuth_data();
    void awsCAuth();
    void s3Keys_data();
    void s3Keys();
    void authorizationOfAllServices_data();
    void authorizationOfAllServices();
};

void TestSigV4Conformance::aws4TestSuite_data()
{
    QTest::addColumn<QString>("base");
    INIA_NEED_CONFORMANCE_DATA();
    QDirIterator files(conformance + QLatin1String("/sigv4/aws4_testsuite"), {QStringLiteral("*.req")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        QTest::newRow(qUtf8Printable(file.completeBaseName()))
            << file.path() + QLatin1Char('/') + file.completeBaseName();
    }
}

void TestSigV4Conformance::aws4TestSuite()
{
    QFETCH(QString, base);
    const QByteArray canonical = readFile(base + QLatin1String(".creq"));
    const QByteArray tokenMark = "\nx-amz-security-token:";
    QByteArray token;
    if (const qsizetype at = canonical.indexOf(tokenMark); at >= 0)
        token = canonical.mid(at + tokenMark.size()).split('\n').first();
    HttpRequest request = parseRequest(readFile(base + QLatin1String(".req")));
    SigningContext context;
    context.region = "us-east-1";
    context.service = "service";
    context.time = parseTime(QStringLiteral("2015-08-30T12:36:00Z"));

    SigV4Signer signer;
    const Result<SigningRecord> record = signer.signHeaders(request, exampleKeys(token), context);
    QVERIFY(record.ok());
    QCOMPARE(bytes(record->canonicalRequest), canonical);
    QCOMPARE(bytes(record->stringToSign), readFile(base + QLatin1String(".sts")));
    QCOMPARE(bytes(request.headers.value("Authorization")), readFile(base + QLatin1String(".authz")));
}

void TestSigV4Conformance::awsCAuth_data()
{
    QTest::addColumn<QString>("folder");
    INIA_NEED_CONFORMANCE_DATA();
    const QDir suite(conformance + QLatin1String("/sigv4/aws-c-auth"));
    for (const QString& name : suite.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QTest::newRow(qUtf8Printable(name)) << suite.filePath(name) + QLatin1Char('/');
}

void TestSigV4Conformance::awsCAuth()
{
    QFETCH(QString, folder);
    const SigningCase given = readSigningCase(folder);
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
        QCOMPARE(bytes(record->signature), readFile(prefix + QLatin1String("signature.txt")));
        const HttpRequest expected = parseRequest(readFile(prefix + QLatin1String("signed-request.txt")));
        QCOMPARE(sortedHeaders(made), sortedHeaders(expected));
        QCOMPARE(sortedTarget(made.url), sortedTarget(expected.url));
    }
}

void TestSigV4Conformance::s3Keys_data()
{
    QTest::addColumn<QJsonObject>("expected");
    QTest::addColumn<int>("expires");
    INIA_NEED_CONFORMANCE_DATA();
    const QJsonObject all =
        QJsonDocument::fromJson(readFile(conformance + QLatin1String("/oracle/s3-keys.json"))).object();
    for (const QJsonValueConstRef testCase : all[QLatin1String("cases")].toArray()) {
        QTest::newRow(qUtf8Printable(testCase[QLatin1String("id")].toString()))
            << testCase[QLatin1String("expect")].toObject()
            << all[QLatin1String("presignExpiresSeconds")].toInt();
    }
}

void TestSigV4Conformance::s3Keys()
{
    QFETCH(QJsonObject, expected);
    QFETCH(int, expires);
    const QJsonObject given = expected[QLatin1String("request")].toObject();
    const QByteArray authorization =
        given[QLatin1String("headers")][QLatin1String("authorization")].toString().toUtf8();
    const SigningContext context = contextOf(authorization.mid(authorization.indexOf('=') + 1));
    SigV4Signer signer;
    HttpRequest request = oracleRequest(given);
    QVERIFY(signer.signHeaders(request, exampleKeys(), context).ok());
    QCOMPARE(bytes(request.headers.value("Authorization")), authorization);

    HttpRequest presigned;
    presigned.url = given[QLatin1String("url")].toString().toStdString();
    QVERIFY(signer.presign(presigned, exampleKeys(), context, std::chrono::seconds(expires)).ok());
    QCOMPARE(bytes(presigned.url), expected[QLatin1String("presignedUrl")].toString().toUtf8());
}

void TestSigV4Conformance::authorizationOfAllServices_data()
{
    QTest::addColumn<QJsonObject>("request");
    INIA_NEED_CONFORMANCE_DATA();
    for (const char* folder : {"/oracle/requests-all-services", "/oracle/requests-from-examples"}) {
        QDirIterator files(conformance + QLatin1String(folder), {QStringLiteral("*.json")}, QDir::Files);
        while (files.hasNext()) {
            const QJsonObject service = QJsonDocument::fromJson(readFile(files.next())).object();
            for (const QJsonValueConstRef testCase : service[QLatin1String("cases")].toArray()) {
                const QJsonObject request = testCase[QLatin1String("request")].toObject();
                const QString authorization =
                    request[QLatin1String("headers")][QLatin1String("authorization")].toString();
                if (!authorization.isEmpty())
                    QTest::newRow(qUtf8Printable(testCase[QLatin1String("id")].toString())) << request;
            }
        }
    }
}

void TestSigV4Conformance::authorizationOfAllServices()
{
    QFETCH(QJsonObject, request);
    const QByteArray authorization =
        request[QLatin1String("headers")][QLatin1String("authorization")].toString().toUtf8();
    HttpRequest made = oracleRequest(request);
    SigningContext context = contextOf(authorization.mid(authorization.indexOf('=') + 1));
    context.addContentSha256Header = made.headers.contains("x-amz-content-sha256");
    SigV4Signer signer;
    QVERIFY(signer.signHeaders(made, exampleKeys(), context).ok());
    QCOMPARE(bytes(made.headers.value("Authorization")), authorization);
}

INIA_TEST_CLASS(TestSigV4Conformance, QCoreApplication)
#include "tst_sigv4conformance.moc"
