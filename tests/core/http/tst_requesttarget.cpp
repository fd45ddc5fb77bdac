#include "core/http/httpmessage.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

/// What goes on the wire by Qt's way, by our own, and not at all. What goes is compared byte by byte on the
/// wire in tst_networktransport.
class TestRequestTarget final : public QObject {
    Q_OBJECT
private slots:
    void refuses_data();
    void refuses();
    void leavesToQt_data();
    void leavesToQt();
    void keepsExact_data();
    void keepsExact();
    void namesTheKey();
};

void TestRequestTarget::refuses_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("code");
    for (const char* url :
         {"ftp://host.test/", "https:///x", "", "host.test/x", "https://host.test/a b",
          "https://host.test/a%2", "https://host.test/a%zz", "https://host.test:port/", "https://ho st/",
          "https://host.test/../a b", "https://host.test//a%zz", "https://host.test/\r\nX: y"})
        QTest::newRow(*url ? url : "empty") << QByteArray(url) << QByteArray("BadUrl");
    QTest::newRow("not escaped") << QByteArray("https://host.test/\xC3\xA9") << QByteArray("UnsendablePath");
    QTest::newRow("not escaped, dots")
        << QByteArray("https://host.test/../\xC3\xA9") << QByteArray("UnsendablePath");
}

void TestRequestTarget::refuses()
{
    QFETCH(QByteArray, url);
    const Result<RequestTarget> result = requestTarget(url.toStdString());
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, ErrorKind::Unsupported);
    QTEST(QByteArray::fromStdString(result.error().code), "code");
    QVERIFY(!result.error().retryable);
}

void TestRequestTarget::leavesToQt_data()
{
    QTest::addColumn<QByteArray>("url");
    for (const char* url :
         {"https://host.test", "https://host.test?x", "https://host.test/", "http://h/...",
          "http://h/..a/b..", "http://h/a%2F..%2Fb", "http://h/bkt//lead", "http://h/%2Flead",
          "http://h/a?p=..%2F&q=/../", "http://HOST.test/x", "https://h:443/", "http://[::1]:1/"})
        QTest::newRow(url) << QByteArray(url);
}

void TestRequestTarget::leavesToQt()
{
    QFETCH(QByteArray, url);
    const Result<RequestTarget> result = requestTarget(url.toStdString());
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    QCOMPARE(result->exact, QByteArray());
    QCOMPARE(result->url, QUrl::fromEncoded(url));
}

void TestRequestTarget::keepsExact_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char* target :
         {"/a/../b", "/..", "/.", "/a/.", "/./a", "/bkt/..", "/a/%2E%2E/b", "/a/%2e/b", "/a/.%2E",
          "/bkt/../../x?query", "//lead", "//", "///x//", "/%7Ehome", "/k?x=%7E", "/%41"})
        QTest::newRow(target) << QByteArray(target);
}

void TestRequestTarget::keepsExact()
{
    QFETCH(QByteArray, target);
    const Result<RequestTarget> result = requestTarget("https://Host.test:8443" + target.toStdString());
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    QCOMPARE(result->exact, target);
    QCOMPARE(result->url.toEncoded(), QByteArray("https://host.test:8443/"));
}

void TestRequestTarget::namesTheKey()
{
    const Result<RequestTarget> result =
        requestTarget("https://host.test/bkt/a%20b/\xC3\xA9?X-Amz-Signature=hush");
    QVERIFY(!result.ok());
    const std::string& message = result.error().message;
    QVERIFY(message.find("\"/bkt/a b/\xC3\xA9\" cannot be sent") != std::string::npos);
    QVERIFY(message.find("hush") == std::string::npos);
}

INIA_TEST_CLASS(TestRequestTarget, QCoreApplication)
#include "tst_requesttarget.moc"
