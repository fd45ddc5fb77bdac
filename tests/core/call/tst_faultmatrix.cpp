#include "core/model/catalog.h"
#include "core/observe/exchangelog.h"
#include "core/paging/paginator.h"
#include "core/protocol/jsonreader.h"
#include "core/session/session.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <functional>

using namespace inia;
using inia::test::RawAnswer;
using inia::test::RawHttpServer;
using inia::test::RawRequest;
using inia::tests::makeNetworkSession;

namespace {

/// Where a call ends when its first answer is spoiled and the second one is good.
enum class End {
    Retried, ///< the second answer is the result
    Error,   ///< one request, and an error
    Either,  ///< one of these: Qt does not always see that the last chunk is missing
};

struct Subject {
    const char* name;
    const char* service;
    const char* operation;
    const char* params;
    const char* body;    ///< of the good answer
    const char* headers; ///< of it, one line or none
    bool repeatable;     ///< may be sent again when nobody knows what became of it
    bool free;           ///< its body is the caller's own: anything goes
    bool proves;         ///< its answer proves itself by body or headers
};

constexpr Subject subjects[] = {
    {"list", "s3", "ListObjectsV2", R"({"Bucket": "b"})",
     "<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated><Contents><Key>a</Key></Contents></"
     "ListBucketResult>",
     "", true, false, true},
    {"get", "s3", "GetObject", R"({"Bucket": "b", "Key": "k"})", "hello",
     "x-amz-checksum-crc32: NhCmhg==", true, true, true},
    {"head", "s3", "HeadObject", R"({"Bucket": "b", "Key": "k"})", "", "ETag: \"e\"", true, true, false},
    {"put", "s3", "PutObject", R"({"Bucket": "b", "Key": "k", "Body": "hello"})", "",
     "ETag: \"e\"\r\nx-amz-checksum-crc32: NhCmhg==", true, false, true},
    {"multipart: create", "s3", "CreateMultipartUpload", R"({"Bucket": "b", "Key": "k"})",
     "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>", "", false,
     false, true},
    {"multipart: part", "s3", "UploadPart",
     R"({"Bucket": "b", "Key": "k", "UploadId": "u", "PartNumber": 1, "Body": "hello"})", "",
     "ETag: \"e\"\r\nx-amz-checksum-crc32: NhCmhg==", true, false, true},
    {"multipart: complete", "s3", "CompleteMultipartUpload",
     R"({"Bucket": "b", "Key": "k", "UploadId": "u"})",
     "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>", "", false, false, true},
    {"copy", "s3", "CopyObject", R"({"Bucket": "b", "Key": "k", "CopySource": "b/x"})",
     "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>", "", true, false, true},
    {"call, json, writes", "dynamodb", "UpdateItem", R"({"TableName": "t", "Key": {"k": {"S": "a"}}})",
     R"({"Attributes": {"k": {"S": "a"}}})", "", false, false, true},
    {"call, json, reads", "dynamodb", "ListTables", "{}", R"({"TableNames": ["a"]})", "", true, false, true},
    {"call, rest-json", "lambda", "Invoke", R"({"FunctionName": "f", "Payload": "{}"})", "{\"answer\": 42}",
     "Content-Type: application/json", false, true, false},
    {"call, query", "sns", "Publish", R"({"TopicArn": "arn:aws:sns:us-east-1:1:t", "Message": "x"})",
     "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>", "", false,
     false, true},
    {"call, ec2", "ec2", "DescribeRegions", "{}",
     "<DescribeRegionsResponse><regionInfo><item><regionName>x</regionName></item></regionInfo></"
     "DescribeRegionsResponse>",
     "", true, false, true},
};

/// The second and last page of a list, and the first one.
struct Pages {
    Subject last;
    const char* first;
    const char* rows; ///< the list in a page
};

constexpr Pages lists[] = {
    {{"page of S3", "s3", "ListObjectsV2", R"({"Bucket": "b"})",
      "<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated><Contents><Key>z</Key></Contents>"
      "</ListBucketResult>",
      "", true, false, true},
     "<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated><NextContinuationToken>t"
     "</NextContinuationToken><Contents><Key>a</Key></Contents></ListBucketResult>",
     "Contents"},
    {{"page of DynamoDB", "dynamodb", "ListTables", "{}", R"({"TableNames": ["z"]})", "", true, false, true},
     R"({"TableNames": ["aaa"], "LastEvaluatedTableName": "aaa"})",
     "TableNames"},
};

struct Fault {
    const char* name;
    RawAnswer (*spoil)(const Subject&);
    End (*end)(const Subject&);
    bool (*applies)(const Subject&) = [](const Subject&) { return true; };
};

QByteArray statusLine(int status)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\n";
}

QByteArrayList headersOf(const Subject& subject)
{
    return *subject.headers ? QByteArray(subject.headers).split('\n') : QByteArrayList();
}

RawAnswer good(const Subject& subject)
{
    QByteArrayList headers;
    for (const QByteArray& line : headersOf(subject))
        headers << line.trimmed();
    if (QByteArrayView(subject.operation) == "HeadObject")
        headers << "Content-Length: 0";
    return RawAnswer::ok(subject.body, headers);
}

bool hasBody(const Subject& subject)
{
    return *subject.body != 0;
}

/// The connection was lost on the way: only what does no harm is sent again.
End lost(const Subject& subject)
{
    return subject.repeatable ? End::Retried : End::Error;
}

/// Qt takes such an end for that of the answer or for a failure of the connection, as it comes.
End lostEnd(const Subject& subject)
{
    return subject.repeatable ? End::Either : End::Error;
}

QByteArray half(const Subject& subject)
{
    const QByteArray body(subject.body);
    return body.left(body.size() / 2);
}

End always(const Subject&)
{
    return End::Error;
}

End again(const Subject&)
{
    return End::Retried;
}

/// What each request does anew is not done again while it may have been done.
End againUnlessItCounts(const Subject& subject)
{
    const QByteArrayView operation(subject.operation);
    return operation == "Invoke" || operation == "Publish" ? End::Error : End::Retried;
}

QByteArray serviceError(const Subject& subject, const char* code)
{
    const QByteArrayView service(subject.service);
    if (service == "dynamodb" || service == "lambda")
        return QByteArray("{\"__type\": \"") + code + "\", \"message\": \"m\"}";
    const QByteArray error = QByteArray("<Error><Code>") + code + "</Code><Message>m</Message></Error>";
    if (service == "sns")
        return "<ErrorResponse>" + error + "</ErrorResponse>";
    return service == "ec2" ? "<Response><Errors>" + error + "</Errors></Response>" : error;
}

template <int status>
RawAnswer failing(const Subject& subject)
{
    return RawAnswer::status(status,
                             serviceError(subject, status == 429 ? "ThrottlingException" : "InternalError"));
}

/// The answer in chunks, without its last one.
RawAnswer cutChunks(const Subject& subject)
{
    const QByteArray body(subject.body);
    QByteArray headers = headersOf(subject).join('\n');
    headers += headers.isEmpty() ? "" : "\r\n";
    return {statusLine(200) + headers + "Transfer-Encoding: chunked\r\n\r\n" +
                QByteArray::number(body.size() / 2, 16) + "\r\n" + body.left(body.size() / 2) + "\r\n",
            true};
}

constexpr Fault faults[] = {
    {"end before the answer", [](const Subject&) { return RawAnswer::hangUp(); }, lost},
    {"reset before the answer", [](const Subject&) { return RawAnswer::broken(); }, lost},
    {"end in the headers",
     [](const Subject&) {
         return RawAnswer{statusLine(200) + "ETa", true};
     },
     lost},
    {"stall", [](const Subject&) { return RawAnswer::silence(); }, lost},
    {"stall in the body",
     [](const Subject& subject) {
         return RawAnswer{statusLine(200) + "Content-Length: 9999\r\n\r\n" + QByteArray(subject.body)};
     },
     lost, hasBody},
    {"less than Content-Length",
     [](const Subject& subject) {
         const RawAnswer whole = good(subject);
         return RawAnswer{whole.bytes.chopped(2), true};
     },
     lost, hasBody},
    {"chunks without end", cutChunks, lostEnd, hasBody},
    {"chunk size that is none",
     [](const Subject& subject) {
         return RawAnswer{statusLine(200) + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" +
                          QByteArray(subject.body) + "\r\n0\r\n\r\n"};
     },
     always, hasBody},
    {"end, no length",
     [](const Subject& subject) {
         return RawAnswer{statusLine(200) + "\r\n" + half(subject), true};
     },
     lostEnd, hasBody},
    {"reset, no length",
     [](const Subject& subject) { return RawAnswer::broken(statusLine(200) + "\r\n" + half(subject)); },
     lostEnd, hasBody},
    {"status 101", [](const Subject&) { return RawAnswer{statusLine(101) + "Upgrade: h2c\r\n\r\n"}; },
     always},
    {"status 103", [](const Subject&) { return RawAnswer{statusLine(103) + "Link: x\r\n\r\n"}; }, always},
    {"500", failing<500>, againUnlessItCounts},
    {"503", failing<503>, again},
    {"429", failing<429>, again},
    {"wrong checksum",
     [](const Subject&) { return RawAnswer::ok("hellO", {"x-amz-checksum-crc32: NhCmhg=="}); }, always,
     [](const Subject& subject) { return QByteArrayView(subject.operation) == "GetObject"; }},
    {"another checksum than was sent",
     [](const Subject&) {
         return RawAnswer::ok({}, {"ETag: \"e\"", "x-amz-checksum-crc32: AAAAAA=="});
     },
     always,
     [](const Subject& subject) { return QByteArrayView(subject.headers).contains("ETag: \"e\"\r"); }},
    {"empty 200", [](const Subject&) { return RawAnswer::ok(); }, always,
     [](const Subject& subject) { return subject.proves && !subject.free; }},
    {"204", [](const Subject&) { return RawAnswer{statusLine(204) + "\r\n"}; }, always,
     [](const Subject& subject) { return subject.proves && !subject.free; }},
    {"HTML",
     [](const Subject&) {
         return RawAnswer::ok("<html><title>Sign in</title></html>", {"Content-Type: text/html"});
     },
     always, [](const Subject& subject) { return !subject.free; }},
    {"206",
     [](const Subject& subject) {
         return RawAnswer{statusLine(206) + good(subject).bytes.mid(good(subject).bytes.indexOf('\n') + 1)};
     },
     always},
    {"expired token",
     [](const Subject& subject) { return RawAnswer::status(400, serviceError(subject, "ExpiredToken")); },
     always, [](const Subject& subject) { return QByteArrayView(subject.operation) != "HeadObject"; }},
    {"redirect to nowhere",
     [](const Subject&) { return RawAnswer::status(302, {}, {"Location: http://127.0.0.1:1/"}); }, always},
};

/// The service says that the clock is wrong, and what time it has.
RawAnswer skewed(const Subject& subject, int hours)
{
    const auto now = QDateTime::fromSecsSinceEpoch(1'767'323'045 + qint64(hours) * 3600, Qt::UTC);
    const QByteArray date =
        QLocale::c().toString(now, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1();
    return RawAnswer::status(403, serviceError(subject, "RequestTimeTooSkewed"), {"Date: " + date});
}

} // namespace

/// What goes wrong × what is done: a cell ends in a second attempt or in an error, never as if all were well,
/// and what arrives is counted at the server.
class tst_FaultMatrix final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyFaultIsNoticed_data();
    void everyFaultIsNoticed();
    void listsAreNotCutShort_data();
    void listsAreNotCutShort();
    void clocks_data();
    void clocks();
    void hostThatIsNotFound();
    void tokenThatRepeats();

private:
    [[nodiscard]] Session session(const std::string& endpoint);
    [[nodiscard]] Result<Value> run(const Session& session, const Subject& subject);
    [[nodiscard]] Result<void> readPages(Paginator& paginator,
                                         const std::function<void(const Value& page)>& take) const;
    std::shared_ptr<ExchangeLog> m_log;
};

void tst_FaultMatrix::initTestCase()
{
    if (const auto catalog = Catalog::open(); !catalog)
        QSKIP(catalog.error().message.c_str());
}

Session tst_FaultMatrix::session(const std::string& endpoint)
{
    m_log = std::make_shared<ExchangeLog>();
    return makeNetworkSession(endpoint, std::chrono::milliseconds(400), m_log).value();
}

Result<Value> tst_FaultMatrix::run(const Session& session, const Subject& subject)
{
    const auto client = session.client(subject.service);
    if (!client)
        return client.error();
    auto reply = client->call(subject.operation, parseJson(subject.params).value());
    QSignalSpy finished(reply.get(), &Reply::finished);
    if (!finished.wait(20'000))
        return makeError(ErrorKind::Timeout, "TestGaveUp", "the call never ended");
    return reply->result();
}

void tst_FaultMatrix::everyFaultIsNoticed_data()
{
    QTest::addColumn<int>("subject");
    QTest::addColumn<int>("fault");
    for (std::size_t f = 0; f < std::size(faults); ++f) {
        for (std::size_t s = 0; s < std::size(subjects); ++s) {
            if (faults[f].applies(subjects[s]))
                QTest::addRow("%s: %s", faults[f].name, subjects[s].name)
                    << static_cast<int>(s) << static_cast<int>(f);
        }
    }
}

void tst_FaultMatrix::everyFaultIsNoticed()
{
    QFETCH(int, subject);
    QFETCH(int, fault);
    const Subject& what = subjects[subject];
    RawHttpServer server;
    server.setHandler([&](const RawRequest&) { return good(what); });
    server.enqueue(faults[fault].spoil(what));
    const auto result = run(session(server.url("")), what);
    const End end = faults[fault].end(what);
    const bool isRetried = end == End::Either ? result.ok() : end == End::Retried;
    QVERIFY2(result.ok() == isRetried, result.ok() ? "" : result.error().message.c_str());
    // A redirect without a region has the bucket asked as well.
    const auto& requests = server.requests();
    const auto sent = std::count_if(requests.begin(), requests.end(), [&](const RawRequest& request) {
        return request.line == requests.front().line;
    });
    const auto& attempts = m_log->at(0).attempts;
    // Qt sends a GET or HEAD again when its connection dies; all else is one request an attempt.
    const bool isRead = requests.front().method() == "GET" || requests.front().method() == "HEAD";
    const bool isSentAgainByQt = isRead && attempts.front().timing.sendings > 1;
    QCOMPARE(attempts.size(), std::size_t(isRetried && !isSentAgainByQt ? 2 : 1));
    const auto counted = static_cast<qsizetype>(attempts.size());
    QVERIFY2(isRead ? sent >= counted : sent == counted, qPrintable(QString::number(sent)));
    QVERIFY(attempts.front().error || isSentAgainByQt);
}

/// All pages, or those before the error.
Result<void> tst_FaultMatrix::readPages(Paginator& paginator,
                                        const std::function<void(const Value& page)>& take) const
{
    for (int i = 0; paginator.hasMore() && i < 10; ++i) {
        auto reply = paginator.fetchNext({});
        QSignalSpy finished(reply.get(), &Reply::finished);
        if (!finished.wait(20'000))
            return makeError(ErrorKind::Timeout, "TestGaveUp", "the call never ended");
        if (!reply->result())
            return reply->result().error();
        Value page = *reply->result();
        const auto accepted = paginator.accept(page);
        take(page);
        if (!accepted)
            return accepted;
    }
    return {};
}

void tst_FaultMatrix::listsAreNotCutShort_data()
{
    QTest::addColumn<int>("list");
    QTest::addColumn<int>("fault");
    for (std::size_t f = 0; f < std::size(faults); ++f) {
        for (std::size_t l = 0; l < std::size(lists); ++l) {
            if (faults[f].applies(lists[l].last))
                QTest::addRow("%s: %s", faults[f].name, lists[l].last.name)
                    << static_cast<int>(l) << static_cast<int>(f);
        }
    }
}

void tst_FaultMatrix::listsAreNotCutShort()
{
    QFETCH(int, list);
    QFETCH(int, fault);
    const Pages& pages = lists[list];
    RawHttpServer server;
    server.setHandler([&](const RawRequest&) { return good(pages.last); });
    server.enqueue(RawAnswer::ok(pages.first));
    server.enqueue(faults[fault].spoil(pages.last));
    const auto client = session(server.url("")).client(pages.last.service).value();
    auto paginator = client.paginator(pages.last.operation, parseJson(pages.last.params).value()).value();
    std::size_t rows = 0;
    const auto read = readPages(paginator, [&](const Value& page) { rows += page[pages.rows].size(); });
    const End end = faults[fault].end(pages.last);
    const bool isRetried = end == End::Either ? read.ok() : end == End::Retried;
    QVERIFY2(read.ok() == isRetried, read ? "" : read.error().message.c_str());
    QCOMPARE(rows, isRetried ? std::size_t(2) : std::size_t(1));
    QCOMPARE(paginator.hasMore(), !isRetried); // what is not there is not called complete
}

void tst_FaultMatrix::clocks_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<bool>("believed");
    QTest::newRow("an hour ahead") << 1 << true;
    QTest::newRow("an hour behind") << -1 << true;
    QTest::newRow("a day") << 24 << true;
    QTest::newRow("two days") << 48 << false;
    QTest::newRow("years") << 24 * 365 * 60 << false;
    QTest::newRow("years behind") << -24 * 365 * 30 << false;
}

void tst_FaultMatrix::clocks()
{
    QFETCH(int, hours);
    QFETCH(bool, believed);
    for (const Subject& subject : subjects) {
        if (QByteArrayView(subject.operation) == "HeadObject")
            continue; // its errors have no body to say so
        RawHttpServer server;
        server.setHandler([&](const RawRequest&) { return good(subject); });
        server.enqueue(skewed(subject, hours));
        const auto result = run(session(server.url("")), subject);
        QVERIFY2(result.ok() == believed, subject.name);
        QCOMPARE(server.requests().size(), believed ? 2 : 1);
    }
}

void tst_FaultMatrix::hostThatIsNotFound()
{
    for (const Subject& subject : {subjects[0], subjects[4]}) { // one may be repeated, one may not
        const auto result = run(session("http://no-such-host.invalid"), subject);
        QVERIFY2(!result.ok(), subject.name);
        // Where there is no network at all, name servers do not even say no.
        QVERIFY2(result.error().code == "HostNotFound" || result.error().code == "ConnectTimeout",
                 result.error().message.c_str());
        QVERIFY(!result.error().mayHaveBeenDone);
        QCOMPARE(m_log->at(0).attempts.size(), std::size_t(3)); // nothing was done, so both try again
    }
}

void tst_FaultMatrix::tokenThatRepeats()
{
    RawHttpServer server;
    server.setHandler([](const RawRequest&) {
        return RawAnswer::ok(R"({"TableNames": ["aaa"], "LastEvaluatedTableName": "aaa"})");
    });
    const auto client = session(server.url("")).client("dynamodb").value();
    auto paginator = client.paginator("ListTables").value();
    int pages = 0;
    const auto read = readPages(paginator, [&pages](const Value&) { ++pages; });
    QVERIFY(!read && read.error().code != "TestGaveUp");
    QCOMPARE(pages, 2);
    QCOMPARE(server.requests().size(), 2);
}

INIA_TEST_CLASS(tst_FaultMatrix, QCoreApplication)
#include "tst_faultmatrix.moc"
