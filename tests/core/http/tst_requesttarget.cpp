#include "core/http/requesttarget.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

/// What is refused before anything is sent. What is let through is compared byte by byte on the wire in
/// tst_networktransport.
class TestRequestTarget final : public QObject {
    Q_OBJECT
private slots:
    void refuses_data();
    void refuses();
    void lets_data();
    void lets();
    void namesTheKey();
};

void TestRequestTarget::refuses_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("code");
    for (const char* path : {"/a/../b", "/..", "/.", "/a/.", "/./a", "/bkt/..", "/a/%2E%2E/b", "/a/%2e/b",
                             "/a/.%2E", "/bkt/../../x?query", "//lead", "//", "///x//"})
        QTest::newRow(path) << QByteArray("https://host.test") + path << QByteArray("UnsendablePath");
    for (const char* path : {"/%7Ehome", "/k?x=%7E", "/%41"}) // QUrl spells these otherwise
        QTest::newRow(path) << QByteArray("https://host.test") + path << QByteArray("UnsendablePath");
    for (const char* url :
         {"ftp://host.test/", "https:///x", "", "host.test/x", "https://host.test/a b",
          "https://host.test/a%2", "https://host.test/a%zz", "https://host.test:port/", "https://ho st/"})
        QTest::newRow(*url ? url : "empty") << QByteArray(url) << QByteArray("BadUrl");
}

void TestRequestTarget::refuses()
{
    QFETCH(QByteArray, url);
    const Result<QUrl> result = sendableUrl(url.toStdString());
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, ErrorKind::Unsupported);
    QTEST(QByteArray::fromStdString(result.error().code), "code");
    QVERIFY(!result.error().retryable);
}

void TestRequestTarget::lets_data()
{
    QTest::addColumn<QByteArray>("url");
    for (const char* url :
         {"https://host.test", "https://host.test?x", "https://host.test/", "http://h/...",
          "http://h/..a/b..", "http://h/a%2F..%2Fb", "http://h/bkt//lead", "http://h/%2Flead",
          "http://h/a?p=..%2F&q=/../", "http://HOST.test/x", "https://h:443/", "http://[::1]:1/"})
        QTest::newRow(url) << QByteArray(url);
}

void TestRequestTarget::lets()
{
    QFETCH(QByteArray, url);
    const Result<QUrl> result = sendableUrl(url.toStdString());
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
}

void TestRequestTarget::namesTheKey()
{
    const Result<QUrl> result = sendableUrl("https://host.test/bkt/a%20b/../c?X-Amz-Signature=hush");
    QVERIFY(!result.ok());
    const std::string& message = result.error().message;
    QVERIFY(message.find("\"/bkt/a b/../c\" cannot be sent") != std::string::npos);
    QVERIFY(message.find("hush") == std::string::npos);
}

INIA_TEST_CLASS(TestRequestTarget, QCoreApplication)
#include "tst_requesttarget.moc"
