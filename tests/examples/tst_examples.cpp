#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtTest/QtTest>

using inia::test::RawAnswer;
using inia::test::RawHttpServer;
using inia::test::RawRequest;

namespace {

struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

QByteArray listingXml(const QByteArrayList& keys, const QByteArray& more)
{
    QByteArray xml = "<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>" +
                     QByteArray(more.isEmpty() ? "false" : "true") + "</IsTruncated>" + more;
    for (const auto& key : keys)
        xml += "<Contents><Key>" + key +
               "</Key><LastModified>2026-07-14T10:00:03.000Z</LastModified></Contents>";
    return xml + "</ListBucketResult>";
}

/// Two pages, of which the second has one key.
RawAnswer listing(const QByteArray& target)
{
    if (target.contains("continuation-token=next"))
        return RawAnswer::ok(listingXml({"notes/c.txt"}, {}));
    if (target.contains("marker="))
        return RawAnswer::ok(listingXml({"notes/c.txt"}, {}));
    const QByteArray token = target.contains("list-type=2")
                                 ? "<NextContinuationToken>next</NextContinuationToken>"
                                 : "<NextMarker>b.txt</NextMarker>";
    return RawAnswer::ok(listingXml({"a.txt", "b.txt"}, token));
}

/// A small S3: the buckets of the articles, with the same three keys each.
RawAnswer answer(const RawRequest& request)
{
    const QByteArray target = request.target();
    const QByteArray path = target.split('?').first();
    if (path == "/") {
        return RawAnswer::ok("<ListAllMyBucketsResult><Buckets><Bucket><Name>backupbucket</Name></Bucket>"
                             "<Bucket><Name>videobucket</Name></Bucket></Buckets></ListAllMyBucketsResult>");
    }
    const auto parts = path.mid(1).split('/');
    static const QByteArrayList buckets{"mybucket", "backupbucket", "videobucket"};
    if (!buckets.contains(parts.first()))
        return RawAnswer::status(404, "<Error><Code>NoSuchBucket</Code><Message>No.</Message></Error>");
    if (parts.size() > 1 && !parts.at(1).isEmpty())
        return RawAnswer::ok("content of " + path, {"Last-Modified: Tue, 14 Jul 2026 10:00:03 GMT"});
    return listing(target);
}

Outcome runExample(const QString& name, const RawHttpServer& server)
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("INIA_MODEL_PACK"), qEnvironmentVariable("INIA_MODEL_PACK"));
    environment.insert(QStringLiteral("HOME"), QStringLiteral("/nonexistent"));
    environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AKIDEXAMPLE"));
    environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("an invented secret"));
    environment.insert(QStringLiteral("AWS_REGION"), QStringLiteral("eu-central-1"));
    environment.insert(QStringLiteral("AWS_MAX_ATTEMPTS"), QStringLiteral("1"));
    environment.insert(QStringLiteral("AWS_ENDPOINT_URL"), QString::fromStdString(server.url({})));
    QProcess process;
    process.setProcessEnvironment(environment);
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    process.start(QStringLiteral(INIA_EXAMPLES_DIR "/example_") + name, QStringList());
    loop.exec();
    process.waitForFinished();
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

/// Each program of the README runs against a server and prints what its Python original would.
class tst_Examples final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void printsWhatPythonPrints_data();
    void printsWhatPythonPrints();
    void asksTheRegionOfEachSession();
    void saysWhatFailed();
};

void tst_Examples::initTestCase()
{
    if (!QFile::exists(qEnvironmentVariable("INIA_MODEL_PACK")))
        QSKIP("no model pack: set INIA_MODEL_PACK or build it (packaging/fetch-models.sh)");
}

void tst_Examples::printsWhatPythonPrints_data()
{
    const QByteArray time = " 2026-07-14T10:00:03Z\n";
    const QByteArray keys = "a.txt\nb.txt\nnotes/c.txt\n";
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("out");
    QTest::newRow("client, one page") << "list_with_client"
                                      << "a.txt" + time + "b.txt" + time;
    QTest::newRow("client, all pages") << "list_with_paginator"
                                       << "a.txt" + time + "b.txt" + time + "notes/c.txt" + time;
    QTest::newRow("resource") << "list_with_resource"
                              << "a.txt" + time + "b.txt" + time + "notes/c.txt" + time;
    QTest::newRow("two sessions") << "two_sessions" << QByteArray("backupbucket\nvideobucket\n");
    QTest::newRow("bucket passed on") << "pass_bucket_on" << keys + keys;
    QTest::newRow("client passed on") << "pass_client_on" << QByteArray("a.txt\nb.txt\na.txt\nb.txt\n");
}

void tst_Examples::printsWhatPythonPrints()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, out);
    RawHttpServer server;
    server.setHandler(answer);
    const auto outcome = runExample(name, server);
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out, out);
    QCOMPARE(outcome.code, 0);
}

void tst_Examples::asksTheRegionOfEachSession()
{
    RawHttpServer server;
    server.setHandler(answer);
    QCOMPARE(runExample(QStringLiteral("pass_bucket_on"), server).code, 0);
    QVERIFY(server.requests().size() > 2);
    for (const auto& request : server.requests()) {
        const QByteArray region =
            request.target().startsWith("/backupbucket") ? "/us-west-2/" : "/us-east-1/";
        QVERIFY2(request.header("Authorization").contains(region), request.target().constData());
    }
}

void tst_Examples::saysWhatFailed()
{
    RawHttpServer server;
    server.setHandler([](const RawRequest&) {
        return RawAnswer::status(403,
                                 "<Error><Code>AccessDenied</Code><Message>Not for you.</Message></Error>");
    });
    const auto outcome = runExample(QStringLiteral("list_with_client"), server);
    QCOMPARE(outcome.code, 1);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(outcome.err.contains("AccessDenied of ListObjectsV2: "), outcome.err.constData());
    QCOMPARE(server.requests().size(), 1);
}

INIA_TEST_CLASS(tst_Examples, QCoreApplication)
#include "tst_examples.moc"
