#include "core/checksum/httpchecksum.h"
#include "core/http/httpmessage.h"
#include "core/protocol/errorparser.h"
#include "core/protocol/jsonreader.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

namespace {

constexpr char page[] =
    "<!DOCTYPE html>\n<html><head><title>Sign  in\nto &quot;Hotel&quot;</title></head><body><p>Accept</body>";
constexpr char xhtml[] =
    "<?xml version=\"1.0\"?>\n<!-- portal --><html xmlns=\"http://www.w3.org/1999/xhtml\"><head>"
    "<title>Sign in</title></head><body><p>Accept</p></body></html>";

/// `call` is service and operation, `params` JSON; null when it does not come to an end.
ReplyPtr finishedCall(const TestSession& test, const QString& call, const QString& params)
{
    const auto client = test.session.client(call.section(u' ', 0, 0).toStdString());
    if (!client)
        return {};
    auto reply = client->call(call.section(u' ', 1).toStdString(), parseJson(params.toStdString()).value());
    QSignalSpy finished(reply.get(), &Reply::finished);
    return finished.wait() ? std::move(reply) : ReplyPtr();
}

QString codeOf(const Reply& reply)
{
    return reply.result() ? QStringLiteral("ok") : QString::fromStdString(reply.result().error().code);
}

} // namespace

/// Success needs proof: an answer below 300 is one only when it can be the service's.
class tst_Answers final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void provesItself_data();
    void provesItself();
    void pagesAreToldByTheirNames_data();
    void pagesAreToldByTheirNames();
    void bodiesSayTheirLength_data();
    void bodiesSayTheirLength();
    void saysWhatCameInstead();
    void sentChecksumIsCompared_data();
    void sentChecksumIsCompared();
    void errorPagesAreTheirTitle_data();
    void errorPagesAreTheirTitle();
    void titles_data();
    void titles();
    void chunkedChecksums();
};

void tst_Answers::initTestCase()
{
    if (const auto session = makeTestSession(); !session)
        QSKIP(session.error().message.c_str());
}

void tst_Answers::provesItself_data()
{
    QTest::addColumn<QString>("call");   ///< service and operation
    QTest::addColumn<QString>("params"); ///< JSON
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("type");     ///< Content-Type
    QTest::addColumn<QString>("expected"); ///< code of the error, or "ok"
    const auto row = [](const char* call, const char* params, int status, const QByteArray& body,
                        const char* type, const char* expected) {
        QTest::addRow("%s %d %s %s", call, status, body.left(24).constData(), type)
            << QString::fromLatin1(call) << QString::fromLatin1(params) << status << body
            << QString::fromLatin1(type) << QString::fromLatin1(expected);
    };
    // Every protocol: nothing where there should be something, and pages of HTML.
    const std::pair<const char*, const char*> readers[] = {
        {"s3 ListObjectsV2", R"({"Bucket": "b"})"},
        {"s3 ListBuckets", "{}"},
        {"s3 GetBucketLocation", R"({"Bucket": "b"})"},
        {"dynamodb ListTables", "{}"},
        {"lambda ListFunctions", "{}"},
        {"iam ListUsers", "{}"},
        {"ec2 DescribeInstances", "{}"},
        {"route53 ListHostedZones", "{}"},
        {"cloudfront ListDistributions", "{}"},
        {"eventbridgev2 ListEventBuses", "{}"},
        {"s3 CopyObject", R"({"Bucket": "b", "Key": "k", "CopySource": "b/x"})"},
    };
    for (const auto& [call, params] : readers) {
        row(call, params, 200, "", "", "EmptyAnswer");
        row(call, params, 200, " \r\n", "", "EmptyAnswer");
        row(call, params, 204, "", "", "EmptyAnswer");
        row(call, params, 200, page, "text/html", "NotAnAnswer");
        row(call, params, 200, page, "", "NotAnAnswer");
        row(call, params, 200, xhtml, "application/xml", "NotAnAnswer");
        row(call, params, 200, "Please sign in", "text/html; charset=utf-8", "NotAnAnswer");
        row(call, params, 200, "<h1>Please sign in</h1>", "", "NotAnAnswer");
    }
    // What is done without an answer is not known to be done by a page either.
    row("s3 DeleteObject", R"({"Bucket": "b", "Key": "k"})", 200, xhtml, "", "NotAnAnswer");
    row("s3 PutObject", R"({"Bucket": "b", "Key": "k"})", 200, xhtml, "", "NotAnAnswer");
    row("iam DeleteUser", R"({"UserName": "u"})", 200, page, "text/html", "NotAnAnswer");
    row("sqs PurgeQueue", R"({"QueueUrl": "http://h/q"})", 200, page, "text/html", "NotAnAnswer");
    // Another document than the operation's.
    row("s3 ListObjectsV2", R"({"Bucket": "b"})", 200, "<Foo><Bar>1</Bar></Foo>", "", "NotAnAnswer");
    row("s3 ListObjectsV2", R"({"Bucket": "b"})", 200, "<ErrorResponse><Error/></ErrorResponse>", "",
        "NotAnAnswer");
    row("s3 GetBucketLocation", R"({"Bucket": "b"})", 200, "<Foo><Bar>1</Bar></Foo>", "",
        "NotOfferedByServer");
    row("ec2 DescribeInstances", "{}", 200, "<Foo><Bar>1</Bar></Foo>", "", "NotAnAnswer");
    row("route53 ListHostedZones", "{}", 200, "<Foo><Bar>1</Bar></Foo>", "", "NotAnAnswer");
    row("iam ListUsers", "{}", 200, "<Foo><Bar>1</Bar></Foo>", "", "MalformedResponse");
    row("s3 ListObjectsV2", R"({"Bucket": "b"})", 200, "<Foo>Sign in</Foo>", "", "NotAnAnswer");
    row("s3 ListObjectsV2", R"({"Bucket": "b"})", 200, "<Foo/>", "", "NotAnAnswer");
    row("s3 ListBuckets", "{}", 200, "<ListAllMyBucketsResult/>", "", "NotAnAnswer");
    row("ec2 DescribeInstances", "{}", 200, "<Foo/>", "", "NotAnAnswer");
    row("ec2 DeleteVolume", R"({"VolumeId": "v"})", 200,
        "<Response><Errors><Error><Code>x</Code></Error></Errors></Response>", "", "NotAnAnswer");
    row("iam DeleteUser", R"({"UserName": "u"})", 200, "<ErrorResponse><Error/></ErrorResponse>", "",
        "NotAnAnswer");
    row("iam DeleteUser", R"({"UserName": "u"})", 200, "Please sign in", "text/plain", "NotAnAnswer");
    row("sqs PurgeQueue", R"({"QueueUrl": "http://h/q"})", 200, "Please sign in", "text/plain",
        "NotAnAnswer");
    row("s3 DeleteObject", R"({"Bucket": "b", "Key": "k"})", 200, "Please sign in", "text/plain",
        "NotAnAnswer");
    for (const char* call : {"dynamodb ListTables", "lambda ListFunctions"}) {
        row(call, "{}", 200, R"({"error": "sign in"})", "application/json", "NotAnAnswer");
        row(call, "{}", 200, "null", "application/json", "EmptyAnswer");
        row(call, "{}", 200, "[1]", "application/json", "MalformedResponse");
        row(call, "{}", 200, "{}", "application/json", "ok");
    }
    row("eventbridgev2 ListEventBuses", "{}", 200, "\xA1\x61x\x01", "", "NotAnAnswer");
    row("eventbridgev2 ListEventBuses", "{}", 200, "\xA0", "", "ok");
    row("dynamodb ListTables", "{}", 200, R"({"TableNames": null})", "", "ok");
    row("dynamodb PutItem", R"({"TableName": "t", "Item": {"k": {"S": "a"}}})", 200,
        R"({"__type": "x#LimitExceededException", "message": "m"})", "", "NotAnAnswer");
    row("dynamodb PutItem", R"({"TableName": "t", "Item": {"k": {"S": "a"}}})", 200, R"({"IsNew": true})", "",
        "ok"); // a member of tomorrow
    // No answer yet.
    row("dynamodb ListTables", "{}", 103, "", "", "InterimAnswer");
    row("s3 GetObject", R"({"Bucket": "b", "Key": "k"})", 101, "", "", "InterimAnswer");
    row("s3 DeleteObject", R"({"Bucket": "b", "Key": "k"})", 100, "", "", "InterimAnswer");
    row("s3 ListBuckets", "{}", 200,
        "\xEF\xBB\xBF <ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>", "", "ok");
    for (const char* call : {"s3 ListBuckets", "iam ListUsers", "ec2 DescribeInstances"})
        row(call, "{}", 200, R"({"message": "sign in"})", "application/json", "NotAnAnswer");
    // A part instead of the whole.
    row("dynamodb ListTables", "{}", 206, R"({"TableNames": []})", "", "PartialAnswer");
    row("s3 GetObject", R"({"Bucket": "b", "Key": "k"})", 206, "half", "", "PartialAnswer");
    row("s3 GetObject", R"({"Bucket": "b", "Key": "k", "Range": "bytes=0-3"})", 206, "half", "", "ok");
    row("s3 GetObject", R"({"Bucket": "b", "Key": "k", "PartNumber": 1})", 206, "part", "", "ok");
    // Nothing is right where the model has nothing, or nothing but headers, or where it is the caller's own.
    row("s3 DeleteObject", R"({"Bucket": "b", "Key": "k"})", 204, "", "", "ok");
    row("s3 HeadObject", R"({"Bucket": "b", "Key": "k"})", 200, "", "text/html", "ok");
    row("s3 GetObject", R"({"Bucket": "b", "Key": "k"})", 200, "", "", "ok");
    row("s3 GetObject", R"({"Bucket": "b", "Key": "k"})", 200, page, "text/html", "ok");
    row("s3 GetBucketPolicy", R"({"Bucket": "b"})", 200, page, "text/html", "ok");
    row("lambda Invoke", R"({"FunctionName": "f"})", 202, "", "", "ok");
    row("lambda Invoke", R"({"FunctionName": "f"})", 200, page, "text/html", "ok");
    row("sqs PurgeQueue", R"({"QueueUrl": "http://h/q"})", 200, "", "", "ok");
    row("iam DeleteUser", R"({"UserName": "u"})", 200, "", "", "ok");
    row("lexv2-models DeleteResourcePolicy", R"({"resourceArn": "a"})", 204, "", "",
        "ok"); // the model says 204
    // An answer that has nothing to say, and the right one under a wrong name.
    row("s3 GetBucketVersioning", R"({"Bucket": "b"})", 200, "<VersioningConfiguration/>", "", "ok");
    row("s3 GetBucketLocation", R"({"Bucket": "b"})", 200, "<LocationConstraint/>", "", "ok");
    row("s3 ListObjectsV2", R"({"Bucket": "b"})", 200, "<ListBucketResult><Name>b</Name></ListBucketResult>",
        "text/html", "ok");
    row("dynamodb PutItem", R"({"TableName": "t", "Item": {"k": {"S": "a"}}})", 200, "{}", "text/html", "ok");
    row("ec2 DescribeInstances", "{}", 200,
        "<DescribeInstancesResponse><requestId>r</requestId><reservationSet/>"
        "</DescribeInstancesResponse>",
        "", "ok");
    row("ec2 DescribeInstances", "{}", 200,
        "<DescribeInstancesResponse><requestId>r</requestId>"
        "</DescribeInstancesResponse>",
        "", "ok");
}

void tst_Answers::provesItself()
{
    QFETCH(QString, call);
    QFETCH(QString, params);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, type);
    auto test = makeTestSession({{"AWS_MAX_ATTEMPTS", "3"}}, std::make_shared<FakeClock>()).value();
    auto response = makeResponse(status, body);
    if (!type.isEmpty())
        response.headers.set("Content-Type", type.toStdString());
    if (call.startsWith(QStringLiteral("eventbridgev2")))
        response.headers.set("smithy-protocol", "rpc-v2-cbor");
    test.transport->enqueue(response);
    const ReplyPtr reply = finishedCall(test, call, params);
    QVERIFY(reply);
    QTEST(codeOf(*reply), "expected");
    QCOMPARE(test.transport->requestCount(), 1); // nobody knows what was done, so it is not done again
    if (!reply->result()) {
        QCOMPARE(reply->result().error().kind, ErrorKind::Parse);
        QCOMPARE(reply->result().error().httpStatus, status);
    }
}

/// An object or what a function answers may be a page as well; then it has a name for itself or the call.
void tst_Answers::pagesAreToldByTheirNames_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("params");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* call, const char* params, const char* body) {
        QTest::newRow(call) << QString::fromLatin1(call) << QString::fromLatin1(params) << QByteArray(body);
    };
    row("s3 GetObject", R"({"Bucket": "b", "Key": "k"})", page);
    row("s3 HeadObject", R"({"Bucket": "b", "Key": "k"})", "");
    row("s3 HeadBucket", R"({"Bucket": "b"})", "");
    row("lambda Invoke", R"({"FunctionName": "f"})", page);
}

void tst_Answers::pagesAreToldByTheirNames()
{
    QFETCH(QString, call);
    QFETCH(QString, params);
    QFETCH(QByteArray, body);
    for (const char* name : {"", "x-amz-request-id", "x-amzn-RequestId", "ETag"}) {
        auto test = makeTestSession().value();
        auto response = makeResponse(200, body);
        response.headers.remove("x-amz-request-id");
        response.headers.set("Content-Type", "text/html");
        if (*name)
            response.headers.set(name, "\"a name\"");
        test.transport->enqueue(response);
        const ReplyPtr reply = finishedCall(test, call, params);
        QVERIFY(reply);
        QCOMPARE(reply->result().ok(), *name != 0);
        if (!*name)
            QCOMPARE(reply->result().error().code, std::string("NotAnAnswer"));
    }
}

/// What the end of the connection ends, a failure on the way ends as well. Documents tell their own end.
void tst_Answers::bodiesSayTheirLength_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("params");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArrayList>("headers");
    QTest::addColumn<QString>("expected"); ///< code of the error, or "ok"
    const QByteArray json = "Content-Type: application/json";
    const QByteArray chunked = "Transfer-Encoding: chunked";
    const auto row = [](const char* call, const char* params, const char* body, const QByteArrayList& headers,
                        const char* expected) {
        QTest::addRow("%s, %s, %s", call, body, headers.join(", ").constData())
            << QString::fromLatin1(call) << QString::fromLatin1(params) << QByteArray(body) << headers
            << QString::fromLatin1(expected);
    };
    const char* object = R"({"Bucket": "b", "Key": "k"})";
    const char* bucket = R"({"Bucket": "b"})";
    const char* function = R"({"FunctionName": "f"})";
    for (const QByteArray& framing : {QByteArray("Content-Length: 4"), chunked}) {
        row("s3 GetObject", object, "half", {framing}, "ok");
        row("s3 GetBucketPolicy", bucket, "half", {framing}, "ok");
        row("lambda Invoke", function, "half", {framing}, "ok");
    }
    row("s3 GetObject", object, "half", {}, "UnknownLength");
    row("s3 GetObject", object, "", {}, "UnknownLength");
    row("s3 GetBucketPolicy", bucket, "half", {}, "UnknownLength");
    row("lambda Invoke", function, "half", {}, "UnknownLength");
    row("dynamodb ListTables", "{}", "{}", {}, "ok");
    row("s3 GetBucketVersioning", bucket, "<VersioningConfiguration/>", {}, "ok");
    row("s3 HeadObject", object, "", {}, "ok");
    // What proves that it is whole.
    row("s3 GetObject", object, "hello", {"x-amz-checksum-crc32: NhCmhg=="}, "ok");
    row("s3 GetObject", object, "hell", {"x-amz-checksum-crc32: NhCmhg=="}, "FlexibleChecksumError");
    row("s3 GetObject", object, "hello", {"ETag: \"5d41402abc4b2a76b9719d911017c592\""}, "ok");
    row("s3 GetObject", object, "hell", {"ETag: \"5d41402abc4b2a76b9719d911017c592\""}, "UnknownLength");
    row("s3 GetObject", object, "hello", {"ETag: \"5d41402abc4b2a76b9719d911017c592-2\""}, "UnknownLength");
    row("s3 GetObject", object, "{\"a\": 1}", {json}, "UnknownLength"); // there may be more lines
    row("s3 GetBucketPolicy", bucket, "{\"a\": 1}", {json}, "ok");
    row("s3 GetBucketPolicy", bucket, "{\"a\": 1", {json}, "UnknownLength");
    row("lambda Invoke", function, "{\"a\": 1}", {json}, "ok");
    row("lambda Invoke", function, "\"a\"", {"Content-Type: application/vnd.x+json; charset=utf-8"}, "ok");
    row("lambda Invoke", function, "{\"a\": 1}", {}, "UnknownLength");
    row("lambda Invoke", function, "{\"a\": 1", {json}, "UnknownLength");
    row("lambda Invoke", function, "42", {json}, "UnknownLength"); // 42 or 4200
    row("lambda Invoke", function, "", {json}, "UnknownLength");
    row("lambda Invoke", function, "{\"a\": 1", {json, chunked}, "TruncatedBody");
    row("lambda Invoke", function, "{\"a\": 1}", {json, chunked}, "ok");
}

void tst_Answers::bodiesSayTheirLength()
{
    QFETCH(QString, call);
    QFETCH(QString, params);
    QFETCH(QByteArray, body);
    QFETCH(QByteArrayList, headers);
    auto test = makeTestSession({{"AWS_MAX_ATTEMPTS", "1"}}).value();
    auto response = makeResponse(200, body);
    response.headers.remove("Content-Length");
    for (const QByteArray& line : headers)
        response.headers.add(line.left(line.indexOf(':')).toStdString(),
                             line.mid(line.indexOf(':') + 2).toStdString());
    if (response.headers.contains("Transfer-Encoding"))
        response.bodyEnd = BodyEnd::LastChunk;
    else if (!response.headers.contains("Content-Length"))
        response.bodyEnd = BodyEnd::Connection;
    test.transport->enqueue(response);
    const ReplyPtr reply = finishedCall(test, call, params);
    QVERIFY(reply);
    QTEST(codeOf(*reply), "expected");
}

void tst_Answers::saysWhatCameInstead()
{
    auto test = makeTestSession().value();
    test.transport->enqueue(makeResponse(200, page));
    auto reply = test.session.client("s3")->call("ListBuckets", {});
    QSignalSpy finished(reply.get(), &Reply::finished);
    QVERIFY(finished.wait());
    const auto& message = reply->result().error().message;
    QVERIFY2(message.find("no answer of S3 but text/html: Sign in to \"Hotel\".") != std::string::npos,
             message.c_str());
}

void tst_Answers::sentChecksumIsCompared_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("streamed");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("fits");
    for (const bool tls : {false, true}) {
        for (const bool streamed : {false, true}) {
            const auto row = [&](const char* header, const char* value, bool fits) {
                QTest::addRow("%s, %s: %s %s", tls ? "trailer" : "header",
                              streamed ? "streamed" : "in memory", header, value)
                    << tls << streamed << QString::fromLatin1(header) << QString::fromLatin1(value) << fits;
            };
            row("x-amz-checksum-crc32", "NhCmhg==", true); // of "hello"
            row("x-amz-checksum-crc32", "AAAAAA==", false);
            row("x-amz-checksum-crc32", "AAAAAA==-2", true);
            row("x-amz-checksum-sha1", "AAAAAA==", true); // it was not sent
            row("x-other", "", true);
        }
    }
}

void tst_Answers::sentChecksumIsCompared()
{
    QFETCH(bool, tls);
    QFETCH(bool, streamed);
    QFETCH(QString, header);
    QFETCH(QString, value);
    QFETCH(bool, fits);
    auto test = makeTestSession({{"AWS_ENDPOINT_URL", tls ? "https://s3.test" : "http://s3.test"}}).value();
    test.transport->setHandler([&](const HttpRequest& request) {
        if (request.bodySource) { // what a transport does
            const auto device = request.bodySource->open();
            static_cast<void>((*device)->readAll());
        }
        auto response = makeResponse(200, "");
        response.headers.set("ETag", "\"e\"");
        response.headers.set(header.toStdString(), value.toStdString());
        return response;
    });
    Value params = Value::map({{"Bucket", "b"}, {"Key", "k"}});
    CallOptions options;
    if (streamed)
        options.body = std::make_shared<BytesBody>("hello");
    else
        params.insert("Body", "hello");
    auto reply = test.session.client("s3")->call("PutObject", params, options);
    QSignalSpy finished(reply.get(), &Reply::finished);
    QVERIFY(finished.wait());
    QCOMPARE(reply->result().ok(), fits);
    if (!fits) {
        QCOMPARE(reply->result().error().kind, ErrorKind::Checksum);
        QCOMPARE(reply->result().error().code, std::string("StoredChecksumMismatch"));
    }
}

void tst_Answers::errorPagesAreTheirTitle_data()
{
    QTest::addColumn<QString>("call");
    for (const char* call : {"s3 ListBuckets", "dynamodb ListTables", "lambda ListFunctions", "iam ListUsers",
                             "ec2 DescribeInstances", "eventbridgev2 ListEventBuses"})
        QTest::newRow(call) << QString::fromLatin1(call);
}

void tst_Answers::errorPagesAreTheirTitle()
{
    QFETCH(QString, call);
    auto test = makeTestSession().value();
    const auto client = test.session.client(call.section(u' ', 0, 0).toStdString());
    for (const char* body : {page, xhtml}) {
        test.transport->enqueue(makeResponse(403, body));
        auto reply = client->call(call.section(u' ', 1).toStdString(), {});
        QSignalSpy finished(reply.get(), &Reply::finished);
        QVERIFY(finished.wait());
        const auto& error = reply->result().error();
        QCOMPARE(error.kind, ErrorKind::Service);
        QCOMPARE(error.code, std::string("403"));
        QVERIFY2(error.message.starts_with("Forbidden (a page of HTML: Sign in"), error.message.c_str());
        QVERIFY2(error.message.find('<') == std::string::npos, error.message.c_str());
    }
    // What is no page is shortened.
    test.transport->enqueue(makeResponse(403, "go away " + QByteArray(3000, 'x')));
    auto reply = client->call(call.section(u' ', 1).toStdString(), {});
    QSignalSpy finished(reply.get(), &Reply::finished);
    QVERIFY(finished.wait());
    QVERIFY(reply->result().error().message.size() <= 300);
}

void tst_Answers::titles_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("expected"); // "-": no page
    const auto row = [](const QByteArray& body, const char* type, const QString& expected) {
        QTest::addRow("%s, %s", body.left(40).constData(), type)
            << body << QString::fromLatin1(type) << expected;
    };
    row("<html><title>a</title>", "", QStringLiteral("a"));
    row("\xEF\xBB\xBF \r\n<!-- x --><HTML lang='x'><TITLE id=x>a  b\n</TITLE>", "", QStringLiteral("a b"));
    row("<!DOCTYPE HTML PUBLIC \"x\"><html>", "", QString());
    row("<html><title>a", "", QString());
    row("<html><title>\x1b]0;owned\x07 x</title>", "", QStringLiteral("]0;owned x"));
    row("<html><title>&lt;b&gt; &amp; c</title>", "", QStringLiteral("<b> & c"));
    row("<html><title>" + QByteArray(500, 'x') + "</title>", "", QString(120, u'x') + QStringLiteral("..."));
    row("Please sign in", "text/html", QString());
    row("", "text/html", QString());
    row("{\"a\": 1}", "text/html", QStringLiteral("-"));
    row("<Error><Code>x</Code></Error>", "text/html", QStringLiteral("-"));
    row("<htmlish/>", "", QStringLiteral("-"));
    row("<html/>", "", QString());
    row("<head><title>a</title>", "", QStringLiteral("a"));
    row("<H1>Sign in</H1>", "", QString());
    row("<script>location='/'</script>", "text/html", QString());
    row("<!DOCTYPE note><note/>", "", QStringLiteral("-"));
    row("<ListBucketResult/>", "text/html", QStringLiteral("-"));
    row("Please sign in", "text/plain", QStringLiteral("-"));
    row("<!-- <html>", "", QStringLiteral("-"));
    row("", "", QStringLiteral("-"));
}

void tst_Answers::titles()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, type);
    auto response = makeResponse(200, body);
    response.headers.set("Content-Type", type.toStdString());
    const auto title = htmlTitle(response);
    const QString actual = title ? QString::fromStdString(*title) : QStringLiteral("-");
    QTEST(actual.isNull() ? QString() : actual, "expected");
}

void tst_Answers::chunkedChecksums()
{
    QCOMPARE(awsChunkedChecksum(awsChunked("hello", ChecksumAlgorithm::Crc32)), std::string("NhCmhg=="));
    QCOMPARE(awsChunkedChecksum(awsChunked("", ChecksumAlgorithm::Crc32)), std::string("AAAAAA=="));
    for (const char* other : {"", "hello", "0\r\n\r\n", "\r\n\r\n", "a:b\r\n\r\n"})
        QCOMPARE(awsChunkedChecksum(other), std::string());
    const AwsChunkedBody body(std::make_shared<BytesBody>("hello"), ChecksumAlgorithm::Crc32);
    QCOMPARE(body.sentChecksum(), std::string());
    const auto device = body.open();
    QVERIFY((*device)->readAll().endsWith("NhCmhg==\r\n\r\n"));
    QCOMPARE(body.sentChecksum(), std::string("NhCmhg=="));
}

INIA_TEST_CLASS(tst_Answers, QCoreApplication)
#include "tst_answers.moc"
