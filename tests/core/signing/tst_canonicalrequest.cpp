#include "core/signing/signingcontext.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

class TestCanonicalRequest final : public QObject {
    Q_OBJECT
private slots:
    void path_data();
    void path();
    void query_data();
    void query();
    void host_data();
    void host();
    void signedHeaders();
    void headerValues();
    void wholeText();
};

void TestCanonicalRequest::path_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<QByteArray>("s3");
    const auto row = [](const char* path, const char* plain, const char* s3) {
        QTest::newRow(*path ? path : "empty") << QByteArray(path) << QByteArray(plain) << QByteArray(s3);
    };
    row("", "/", "/");
    row("/", "/", "/");
    row("//", "/", "//");
    row("/a//b", "/a/b", "/a//b");
    row("/a/../b", "/b", "/a/../b");
    row("/../x", "/x", "/../x");
    row("/a/..", "/", "/a/..");
    row("/a/./", "/a/", "/a/./");
    row("/...", "/...", "/...");
    row("/a%20b", "/a%2520b", "/a%20b");
    row("/%2E%2E/b", "/%252E%252E/b", "/%2E%2E/b");
    row("/a:b~$", "/a%3Ab~%24", "/a:b~$");
}

void TestCanonicalRequest::path()
{
    QFETCH(QByteArray, path);
    SigningContext context;
    QTEST(QByteArray::fromStdString(canonicalPath(path.toStdString(), context)), "plain");
    context.s3Style = true;
    QTEST(QByteArray::fromStdString(canonicalPath(path.toStdString(), context)), "s3");
}

void TestCanonicalRequest::query_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* query, const char* expected) {
        QTest::newRow(*query ? query : "empty") << QByteArray(query) << QByteArray(expected);
    };
    row("", "");
    row("uploads", "uploads=");
    row("b=1&a=2", "a=2&b=1");
    row("a=2&a=1", "a=1&a=2");
    row("a=b=c", "a=b=c");
    row("A=1&a=2&B=3", "A=1&B=3&a=2");
    row("Param-3=3&Param=2&%E1%88%B4=1", "%E1%88%B4=1&Param=2&Param-3=3"); // by name before "="
    row("k=%2F%20%7E", "k=%2F%20%7E");
    row("\xE1\x88\xB4=\x01 ", "%E1%88%B4=%01%20"); // what no URL may hold is escaped
}

void TestCanonicalRequest::query()
{
    QFETCH(QByteArray, query);
    QTEST(QByteArray::fromStdString(canonicalQuery(query.toStdString())), "expected");
}

void TestCanonicalRequest::host_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* url, const char* expected) {
        QTest::newRow(url) << QByteArray(url) << QByteArray(expected);
    };
    row("https://S3.Example.com/x", "s3.example.com");
    row("https://example.com:443/", "example.com");
    row("http://example.com:80", "example.com");
    row("https://example.com:80/", "example.com:80");
    row("http://127.0.0.1:9000/b:443", "127.0.0.1:9000");
    row("http://[::1]:8080/", "[::1]:8080");
    row("http://[fe80::80]/", "[fe80::80]");
    row("https://user:pass@example.com/", "example.com");
}

void TestCanonicalRequest::host()
{
    QFETCH(QByteArray, url);
    QTEST(QByteArray::fromStdString(hostHeader(url.toStdString())), "expected");
}

void TestCanonicalRequest::signedHeaders()
{
    HttpRequest request;
    request.url = "https://example.com/";
    for (const char* name : {"Baggage", "Traceparent", "tracestate", "Connection", "Expect", "keep-alive",
                             "Proxy-Authenticate", "proxy-authorization", "TE", "Trailer",
                             "Transfer-Encoding", "Upgrade", "User-Agent", "X-Amzn-Trace-Id"})
        request.headers.add(name, "x");
    QCOMPARE(signedHeaderNames(request), std::string("host"));
    request.headers.add("X-Amz-Date", "20260102T030405Z");
    request.headers.add("Content-Type", "text/plain");
    request.headers.add("x-amz-date", "again");
    request.headers.add("amz-sdk-request", "attempt=1");
    QCOMPARE(signedHeaderNames(request), std::string("amz-sdk-request;content-type;host;x-amz-date"));
}

void TestCanonicalRequest::headerValues()
{
    HttpRequest request;
    request.url = "https://example.com/";
    request.headers.add("Host", "other.example.com");
    request.headers.add("B", "  two\t spaces \r\n folded  ");
    request.headers.add("a", "2");
    request.headers.add("A", "1");
    request.headers.add("C", "");
    QCOMPARE(
        canonicalRequest(request, {}, "HASH").text,
        std::string("GET\n/\n\na:2,1\nb:two spaces folded\nc:\nhost:other.example.com\n\na;b;c;host\nHASH"));
}

void TestCanonicalRequest::wholeText()
{
    HttpRequest request;
    request.method = "POST";
    request.url = "https://Example.com:8443?b&a=1#fragment";
    const CanonicalRequest canonical = canonicalRequest(request, {}, "HASH");
    QCOMPARE(canonical.text, std::string("POST\n/\na=1&b=\nhost:example.com:8443\n\nhost\nHASH"));
    QCOMPARE(canonical.signedHeaders, std::string("host"));
}

INIA_TEST_CLASS(TestCanonicalRequest, QCoreApplication)
#include "tst_canonicalrequest.moc"
