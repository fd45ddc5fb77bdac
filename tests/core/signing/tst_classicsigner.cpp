#include "core/signing/requestsignatures.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

namespace {

/// 2014-06-20T08:40:23Z
SigningContext context()
{
    SigningContext context;
    context.time = std::chrono::system_clock::time_point(std::chrono::seconds(1'403'253'623));
    return context;
}

const Credentials classicKeys{"foo", "bar", "", "", {}, "test"};

} // namespace

/// Signatures expected here were computed with botocore 1.44.5.
class TestClassicSigner final : public QObject {
    Q_OBJECT
private slots:
    void formIsSigned();
    void queryIsSigned();
    void signingAgainChangesNothing();
    void tokenGoesAlong();
    void version3CoversTheDate();
    void missingKeysAreNamed();
};

void TestClassicSigner::formIsSigned()
{
    HttpRequest request;
    request.method = "POST";
    request.url = "https://sdb.amazonaws.com/";
    request.body = "Action=ListDomains&Version=2009-04-15&Name=a+b%2F%E2%9C%93~";
    const auto record = signV2(request, classicKeys, context());
    QVERIFY(record.ok());
    QCOMPARE(record->stringToSign,
             std::string("POST\nsdb.amazonaws.com\n/\nAWSAccessKeyId=foo&Action=ListDomains&"
                         "Name=a%20b%2F%E2%9C%93~&SignatureMethod=HmacSHA256&SignatureVersion=2&"
                         "Timestamp=2014-06-20T08%3A40%3A23Z&Version=2009-04-15"));
    QCOMPARE(request.body,
             QByteArray("Action=ListDomains&Version=2009-04-15&Name=a+b%2F%E2%9C%93~&AWSAccessKeyId=foo&"
                        "SignatureVersion=2&SignatureMethod=HmacSHA256&Timestamp=2014-06-20T08%3A40%3A23Z&"
                        "Signature=l0VhpLiZa0cf%2FTK1%2FGkEOY9DvSmtfvyn7kDA0IRxt18%3D"));
    QCOMPARE(request.url, std::string("https://sdb.amazonaws.com/"));
}

void TestClassicSigner::queryIsSigned()
{
    HttpRequest request;
    request.url = "https://sdb.amazonaws.com?Foo=%E2%9C%93";
    QVERIFY(signV2(request, classicKeys, context()).ok());
    QCOMPARE(request.url,
             std::string("https://sdb.amazonaws.com?Foo=%E2%9C%93&AWSAccessKeyId=foo&SignatureVersion=2&"
                         "SignatureMethod=HmacSHA256&Timestamp=2014-06-20T08%3A40%3A23Z&"
                         "Signature=iVQHo3qXQeYg3cGwh1Z15NkVbz7Bke0eDI01UBylAm8%3D"));
    QVERIFY(request.body.isEmpty());
}

void TestClassicSigner::signingAgainChangesNothing()
{
    HttpRequest once;
    once.method = "POST";
    once.url = "https://sdb.amazonaws.com/";
    once.body = "Action=ListDomains";
    QVERIFY(signV2(once, classicKeys, context()).ok());
    HttpRequest twice = once;
    QVERIFY(signV2(twice, classicKeys, context()).ok());
    QCOMPARE(twice.body, once.body);
}

void TestClassicSigner::tokenGoesAlong()
{
    Credentials session = classicKeys;
    session.sessionToken = "a/token";
    HttpRequest request;
    request.method = "POST";
    request.url = "https://sdb.amazonaws.com/";
    request.body = "Action=ListDomains";
    QVERIFY(signV2(request, session, context()).ok());
    QVERIFY(request.body.contains("&SecurityToken=a%2Ftoken&Signature="));
}

void TestClassicSigner::version3CoversTheDate()
{
    HttpRequest request;
    request.url = "https://route53.amazonaws.com";
    SigningContext then;
    then.time = std::chrono::system_clock::time_point(std::chrono::seconds(1'132'253'398));
    QVERIFY(signV3(request, {"access_key", "secret_key", "", "", {}, "test"}, then).ok());
    QCOMPARE(std::string(request.headers.value("Date")), std::string("Thu, 17 Nov 2005 18:49:58 GMT"));
    QCOMPARE(std::string(request.headers.value("X-Amzn-Authorization")),
             std::string("AWS3-HTTPS AWSAccessKeyId=access_key,Algorithm=HmacSHA256,"
                         "Signature=M245fo86nVKI8rLpH4HgWs841sBTUKuwciiTpjMDgPs="));
    QVERIFY(!request.headers.contains("X-Amz-Security-Token"));
}

void TestClassicSigner::missingKeysAreNamed()
{
    HttpRequest request;
    request.url = "https://sdb.amazonaws.com/";
    const auto record = signV2(request, {"foo", "", "", "", {}, "test"}, context());
    QVERIFY(!record.ok());
    QCOMPARE(record.error().code, std::string("PartialCredentials"));
    QCOMPARE(request.url, std::string("https://sdb.amazonaws.com/"));
    QCOMPARE(signV3(request, {}, context()).error().code, std::string("NoCredentials"));
}

INIA_TEST_CLASS(TestClassicSigner, QCoreApplication)
#include "tst_classicsigner.moc"
