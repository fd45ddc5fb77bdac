#include "tests/app/cli/cliprocess.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QUrl>
#include <QtCore/QUrlQuery>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia::test;

namespace {

const QStringList pageKeys{"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret",
                           "AWS_REGION=us-west-2"};
constexpr int pageCount = 3;

/// Page n holds keys "n0", "n1" ... as many as asked for, a prefix "pn/", and the token of the next page.
RawAnswer page(const RawRequest& request)
{
    const QUrlQuery query(QUrl(QString::fromUtf8(request.target())));
    const int number = query.queryItemValue("continuation-token").toInt();
    const int size = query.hasQueryItem("max-keys") ? query.queryItemValue("max-keys").toInt() : 2;
    QByteArray xml = "<ListBucketResult><Name>b</Name><Prefix></Prefix>";
    for (int i = 0; i < size; ++i)
        xml += "<Contents><Key>" + QByteArray::number(number) + QByteArray::number(i) +
               "</Key><Size>1</Size></Contents>";
    xml += "<CommonPrefixes><Prefix>p" + QByteArray::number(number) + "/</Prefix></CommonPrefixes>";
    if (number + 1 < pageCount)
        xml += "<IsTruncated>true</IsTruncated><NextContinuationToken>" + QByteArray::number(number + 1) +
               "</NextContinuationToken>";
    return RawAnswer::ok(xml + "</ListBucketResult>");
}

QStringList keysOf(const QJsonObject& answer)
{
    QStringList names;
    for (const auto item : answer["Contents"].toArray())
        names << item.toObject()["Key"].toString();
    return names;
}

} // namespace

class tst_Pages final : public QObject {
    Q_OBJECT
private slots:
    void init() { m_server.setHandler(page); }
    void pagesAreOneAnswer();
    void emptyListing();
    void itemsAreCutAndGoOn();
    void pageSizeIsAskedFor();
    void queryIsAboutTheWhole();
    void linesArePages();
    void dryRunIsTheFirstPage();
    void failureInTheMiddle();
    void moreWithoutATokenIsAnError();
    void serversOfListObjectsAreListedToTheEnd();
    void longListing();
    void endlessListingEndsWithItsReader();

private:
    [[nodiscard]] CliOutcome list(const QStringList& options)
    {
        return runCli(QStringList{"call", "s3", "list_objects_v2", "{\"Bucket\": \"b\"}", "--endpoint-url",
                                  QString::fromStdString(m_server.url(""))} +
                          options,
                      {}, pageKeys);
    }

    RawHttpServer m_server;
};

void tst_Pages::pagesAreOneAnswer()
{
    const auto outcome = list({"--paginate"});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.code, 0);
    const auto answer = outcome.object();
    QCOMPARE(keysOf(answer), (QStringList{"00", "01", "10", "11", "20", "21"}));
    QCOMPARE(answer["CommonPrefixes"].toArray(),
             (QJsonArray{QJsonObject{{"Prefix", "p0/"}}, QJsonObject{{"Prefix", "p1/"}},
                         QJsonObject{{"Prefix", "p2/"}}}));
    QVERIFY(answer.contains("RequestCharged") && answer["RequestCharged"].isNull());
    QVERIFY(!answer.contains("NextToken") && !answer.contains("ResponseMetadata"));
    QVERIFY(outcome.out.startsWith("{\n    \"Contents\": [\n        {\n            \"Key\": \"00\",\n"));
    QVERIFY(outcome.out.endsWith("\n}\n"));
}

void tst_Pages::emptyListing()
{
    m_server.setHandler([](const RawRequest&) {
        return RawAnswer::ok("<ListBucketResult><Name>b</Name></ListBucketResult>");
    });
    const auto outcome = list({"--paginate"});
    QCOMPARE(outcome.code, 0);
    const auto answer = outcome.object();
    QVERIFY(answer.contains("RequestCharged") && !answer.contains("Contents"));
}

void tst_Pages::itemsAreCutAndGoOn()
{
    const auto first = list({"--max-items", "3"}).object();
    QCOMPARE(keysOf(first), (QStringList{"00", "01", "10"}));
    const auto token = first["NextToken"].toString();
    QVERIFY(!token.isEmpty());
    const auto rest = list({"--starting-token", token}).object();
    QCOMPARE(keysOf(rest), (QStringList{"11", "20", "21"}));
    QVERIFY(!rest.contains("NextToken"));
    const auto none = list({"--starting-token", "not a token {"});
    QVERIFY(none.code == 0 || none.code == 252);
}

void tst_Pages::pageSizeIsAskedFor()
{
    QCOMPARE(keysOf(list({"--page-size", "1"}).object()), (QStringList{"00", "10", "20"}));
}

void tst_Pages::queryIsAboutTheWhole()
{
    QCOMPARE(list({"--paginate", "--query", "length(Contents)"}).out, "6\n");
    QCOMPARE(list({"--paginate", "--query", "Contents[-1].Key"}).out, "\"21\"\n");
}

void tst_Pages::linesArePages()
{
    const auto pages = list({"--paginate", "--output", "jsonl"}).lines();
    QCOMPARE(pages.size(), pageCount);
    QCOMPARE(keysOf(pages[1]), (QStringList{"10", "11"}));
    QCOMPARE(list({"--paginate", "--output", "jsonl", "--query", "length(Contents)"}).out, "2\n2\n2\n");
}

void tst_Pages::dryRunIsTheFirstPage()
{
    const auto before = m_server.requests().size();
    const auto request = list({"--page-size", "7", "--dry-run"}).object();
    QVERIFY(request["url"].toString().contains("max-keys=7"));
    QCOMPARE(m_server.requests().size(), before);
}

void tst_Pages::failureInTheMiddle()
{
    m_server.setHandler([](const RawRequest& request) {
        return request.target().contains("continuation-token=2")
                   ? RawAnswer::status(403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>")
                   : page(request);
    });
    const auto outcome = list({"--paginate"});
    QCOMPARE(outcome.code, 254);
    QVERIFY(outcome.err.contains("(AccessDenied)"));
    // What came is there, as a whole document.
    QCOMPARE(keysOf(outcome.object()), (QStringList{"00", "01", "10", "11"}));
    const auto query = list({"--paginate", "--query", "length(Contents)"});
    QVERIFY(query.code == 254 && query.out.isEmpty());
    m_server.setHandler(
        [](const RawRequest&) { return RawAnswer::status(403, "<Error><Code>AccessDenied</Code></Error>"); });
    QVERIFY(list({"--paginate"}).out.isEmpty());
}

void tst_Pages::moreWithoutATokenIsAnError()
{
    m_server.setHandler([](const RawRequest&) {
        return RawAnswer::ok("<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>a</Key>"
                             "</Contents></ListBucketResult>");
    });
    for (const QStringList& output : {QStringList{"--paginate"}, {"--paginate", "--output", "jsonl"}}) {
        const auto outcome = list(output);
        QCOMPARE(outcome.code, 255);
        QVERIFY2(outcome.err.contains("there is more, but the server gave no token"),
                 outcome.err.constData());
        QCOMPARE(keysOf(outcome.object()), QStringList{"a"});
    }
    QCOMPARE(list({"--paginate", "--query", "length(Contents)"}).out, QByteArray());
}

void tst_Pages::serversOfListObjectsAreListedToTheEnd()
{
    m_server.setHandler([](const RawRequest& request) {
        const QUrlQuery query(QUrl(QString::fromUtf8(request.target())));
        const bool isFirst = query.queryItemValue("marker").isEmpty();
        return RawAnswer::ok(isFirst
                                 ? "<ListBucketResult><Marker/><NextMarker>a</NextMarker><IsTruncated>True"
                                   "</IsTruncated><Contents><Key>a</Key></Contents></ListBucketResult>"
                                 : "<ListBucketResult><Marker>a</Marker><IsTruncated>FALSE</IsTruncated>"
                                   "<Contents><Key>b</Key></Contents></ListBucketResult>");
    });
    const auto outcome = list({"--paginate"});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(keysOf(outcome.object()), (QStringList{"a", "b"}));
}

void tst_Pages::longListing()
{
    constexpr int pages = 200;
    m_server.setHandler([](const RawRequest& request) {
        const QUrlQuery query(QUrl(QString::fromUtf8(request.target())));
        const int number = query.queryItemValue("continuation-token").toInt();
        QByteArray xml = "<ListBucketResult>";
        for (int i = 0; i < 1000; ++i)
            xml += "<Contents><Key>some/long/prefix/of/a/key/" + QByteArray::number(number * 1000 + i) +
                   "</Key></Contents>";
        if (number + 1 < pages)
            xml += "<IsTruncated>true</IsTruncated><NextContinuationToken>" + QByteArray::number(number + 1) +
                   "</NextContinuationToken>";
        return RawAnswer::ok(xml + "</ListBucketResult>");
    });
    const auto outcome = list({"--paginate"});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.object()["Contents"].toArray().size(), pages * 1000);
}

/// As in `inia-cli ... --paginate | head -c 1`.
void tst_Pages::endlessListingEndsWithItsReader()
{
    m_server.setHandler([](const RawRequest& request) {
        const QUrlQuery query(QUrl(QString::fromUtf8(request.target())));
        const int number = query.queryItemValue("continuation-token").toInt();
        return RawAnswer::ok("<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>" +
                             QByteArray::number(number + 1) + "</NextContinuationToken><Contents><Key>" +
                             QByteArray::number(number) + "</Key></Contents></ListBucketResult>");
    });
    for (const char* output : {"json", "jsonl"}) {
        QProcess reader;
        QProcess cli;
        QSignalSpy ended(&cli, &QProcess::finished);
        cli.setStandardOutputProcess(&reader);
        startCli(cli,
                 {"call", "s3", "list_objects_v2", "{\"Bucket\": \"b\"}", "--paginate", "--output", output,
                  "--endpoint-url", QString::fromStdString(m_server.url(""))},
                 pageKeys);
        reader.start("head", {"-c", "1"});
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
        QCOMPARE(cli.exitCode(), 255);
        QVERIFY(cli.readAllStandardError().contains("standard output cannot be written"));
        reader.waitForFinished();
    }
}

INIA_TEST_CLASS(tst_Pages, QCoreApplication)
#include "tst_pages.moc"
