#include "core/signing/requestsignatures.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

namespace {

const Credentials documentationKeys{
    "44CF9590006BF252F707", "OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV", "", "", {}, "test"};
const Credentials keys{"access_key", "secret_key", "", "", {}, "test"};

SigningContext at(long long seconds)
{
    SigningContext context;
    context.time = std::chrono::system_clock::time_point(std::chrono::seconds(seconds));
    return context;
}

/// 2005-11-17T18:49:58Z
SigningContext documentationTime()
{
    return at(1'132'253'398);
}

HttpRequest object(const char* method = "GET")
{
    HttpRequest request;
    request.method = method;
    request.url = "https://s3.amazonaws.com/mybucket/myobject";
    return request;
}

constexpr std::chrono::seconds lifetime{3000};

/// The signature of `request` as a URL made on 2015-03-27T03:34:07Z.
std::string presignedWith(HttpRequest request)
{
    const auto record = presignS3Hmac(request, keys, at(1'427'427'247), lifetime);
    return record ? record->signature : record.error().message;
}

} // namespace

/// Signatures are those of the S3 documentation's example and of botocore 1.44.5.
class TestS3HmacSigner final : public QObject {
    Q_OBJECT
private slots:
    void headersOfTheDocumentation();
    void repeatedHeadersAreJoined();
    void subresources_data();
    void subresources();
    void resourcePathReplacesTheUrls();
    void signingAgainRenews();
    void presigned();
    void presignedHeadersTravelInTheQuery();
    void presignedLeavesOtherHeadersOut();
    void presignedKeepsTheQuery();
    void presigningAgainChangesNothing();
    void keysAreNeeded();
};

void TestS3HmacSigner::headersOfTheDocumentation()
{
    HttpRequest request;
    request.method = "PUT";
    request.url = "https://s3.amazonaws.com/quotes/nelson";
    request.headers.add("Content-Md5", "c8fdb181845a4ca6b8fec737b3581d76");
    request.headers.add("Content-Type", "text/html");
    request.headers.add("X-Amz-Meta-Author", "foo@bar.com");
    request.headers.add("X-Amz-Magic", "abracadabra");
    const auto record = signS3Hmac(request, documentationKeys, documentationTime());
    QVERIFY(record.ok());
    QCOMPARE(record->stringToSign,
             std::string("PUT\nc8fdb181845a4ca6b8fec737b3581d76\ntext/html\nThu, 17 Nov 2005 18:49:58 GMT\n"
                         "x-amz-magic:abracadabra\nx-amz-meta-author:foo@bar.com\n/quotes/nelson"));
    QCOMPARE(std::string(request.headers.value("Authorization")),
             std::string("AWS 44CF9590006BF252F707:jZNOcbfWmD/A/f3hSvVzXZjM2HU="));
}

void TestS3HmacSigner::repeatedHeadersAreJoined()
{
    HttpRequest request;
    request.method = "PUT";
    request.url = "https://s3.amazonaws.com/quotes/nelson";
    request.headers.add("Content-Md5", "c8fdb181845a4ca6b8fec737b3581d76");
    request.headers.add("Content-Type", "text/html");
    request.headers.add("X-Amz-Meta-Author", "bar@baz.com ");
    request.headers.add("x-amz-meta-author", " foo@bar.com");
    request.headers.add("X-Amz-Magic", "abracadabra");
    const auto record = signS3Hmac(request, documentationKeys, documentationTime());
    QCOMPARE(record->signature, std::string("kIdMxyiYB+F+83zYGR6sSb3ICcE="));
}

void TestS3HmacSigner::subresources_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* query, const char* expected) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(expected);
    };
    row("uploads", "?uploads");
    row("acl=", "?acl=");
    row("prefix=a&max-keys=2", "");
    row("versionId=x%2Fy&prefix=a&partNumber=3", "?partNumber=3&versionId=x/y");
    row("response-content-type=text%2Fplain%3B%20a", "?response-content-type=text/plain; a");
    row("Acl", "");
}

void TestS3HmacSigner::subresources()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, expected);
    HttpRequest request;
    request.url = "https://s3.amazonaws.com/b/k?" + query.toStdString();
    const auto record = signS3Hmac(request, keys, documentationTime());
    QCOMPARE(record->stringToSign, "GET\n\n\nThu, 17 Nov 2005 18:49:58 GMT\n/b/k" + expected.toStdString());
}

void TestS3HmacSigner::resourcePathReplacesTheUrls()
{
    HttpRequest request;
    request.url = "https://b.s3.amazonaws.com/k?acl";
    SigningContext context = documentationTime();
    context.resourcePath = "/b/k";
    const auto record = signS3Hmac(request, keys, context);
    QVERIFY(record->stringToSign.ends_with("\n/b/k?acl"));
}

void TestS3HmacSigner::signingAgainRenews()
{
    Credentials session = keys;
    session.sessionToken = "old";
    HttpRequest request = object();
    QVERIFY(signS3Hmac(request, session, documentationTime()).ok());
    session.sessionToken = "new";
    QVERIFY(signS3Hmac(request, session, at(1'416'513'600)).ok());
    HttpRequest fresh = object();
    QVERIFY(signS3Hmac(fresh, session, at(1'416'513'600)).ok());
    QCOMPARE(request.headers.value("Authorization"), fresh.headers.value("Authorization"));
    QCOMPARE(request.headers.size(), fresh.headers.size());
    QCOMPARE(std::string(request.headers.value("x-amz-security-token")), std::string("new"));
}

void TestS3HmacSigner::presigned()
{
    HttpRequest request = object();
    QVERIFY(presignS3Hmac(request, keys, at(1'427'427'247), lifetime).ok());
    QCOMPARE(request.url, std::string("https://s3.amazonaws.com/mybucket/myobject?AWSAccessKeyId=access_key&"
                                      "Signature=ZRSgywstwIruKLTLt%2FBcrf9H1K4%3D&Expires=1427430247"));
}

void TestS3HmacSigner::presignedHeadersTravelInTheQuery()
{
    HttpRequest request = object();
    request.headers.add("content-type", "txt");
    request.headers.add("content-md5", "foo");
    QCOMPARE(presignedWith(request), std::string("/YQRFdQGywXP74WrOx2ET/RUqz8="));
    request = object();
    request.headers.add("x-amz-security-token", "foo");
    request.headers.add("X-Amz-Acl", "read-only");
    request.headers.add("Content-Type", "text/plain");
    QVERIFY(presignS3Hmac(request, keys, at(1'427'427'247), lifetime).ok());
    QVERIFY(request.url.find(
                "&x-amz-security-token=foo&x-amz-acl=read-only&content-type=text%2Fplain&Expires=") !=
            std::string::npos);
    QCOMPARE(request.headers.size(), std::size_t(1));
    QVERIFY(request.headers.contains("Content-Type"));
}

void TestS3HmacSigner::presignedLeavesOtherHeadersOut()
{
    HttpRequest request = object();
    request.headers.add("Range", "bytes=0-9");
    request.headers.add("If-Match", "x");
    QCOMPARE(presignedWith(request), presignedWith(object()));
    QVERIFY(presignS3Hmac(request, keys, at(0), lifetime).ok());
    QVERIFY(request.headers.empty());
}

void TestS3HmacSigner::presignedKeepsTheQuery()
{
    HttpRequest request = object();
    request.url += "?response-content-disposition=attachment%3B%20filename%3D%22a%22";
    QVERIFY(presignS3Hmac(request, keys, at(0), lifetime).ok());
    QVERIFY(request.url.find(
                "?response-content-disposition=attachment%3B%20filename%3D%22a%22&AWSAccessKeyId=") !=
            std::string::npos);
}

void TestS3HmacSigner::presigningAgainChangesNothing()
{
    HttpRequest once = object();
    once.url += "?acl";
    QVERIFY(presignS3Hmac(once, keys, at(0), lifetime).ok());
    HttpRequest twice = once;
    QVERIFY(presignS3Hmac(twice, keys, at(0), lifetime).ok());
    QCOMPARE(twice.url, once.url);
}

void TestS3HmacSigner::keysAreNeeded()
{
    HttpRequest request = object();
    QCOMPARE(signS3Hmac(request, {}, at(0)).error().kind, ErrorKind::Credentials);
    QCOMPARE(presignS3Hmac(request, {}, at(0), lifetime).error().kind, ErrorKind::Credentials);
    QCOMPARE(request.url, object().url);
    QVERIFY(request.headers.empty());
}

INIA_TEST_CLASS(TestS3HmacSigner, QCoreApplication)
#include "tst_s3hmacsigner.moc"
