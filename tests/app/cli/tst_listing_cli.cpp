#include "tests/app/cli/cliprocess.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

#include <optional>

using inia::test::CliOutcome;
using inia::test::runCli;
using inia::test::S3Double;

/// ls, find and du, before a small S3 that counts.
class TestListingCli final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsBucketsAndFolders();
    void listsAllInOrder();
    void listsAllOfFaultyServersOnce();
    void finds_data();
    void finds();
    void findsInAllBucketsAndSaysWhatItMissed();
    void stopsAfterTooManyRequests();
    void addsUp();
    void oddNamesStayOnTheirLines();
    void wrongWords_data();
    void wrongWords();

private:
    CliOutcome run(QStringList arguments) const
    {
        return runCli(arguments << "--endpoint-url" << QString::fromStdString(m_s3->url()), {},
                      {"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret",
                       "AWS_REGION=us-east-1", "AWS_MAX_ATTEMPTS=1"});
    }
    static QByteArrayList linesOf(const QByteArray& text)
    {
        QByteArrayList lines = text.split('\n');
        lines.removeLast();
        return lines;
    }
    std::optional<S3Double> m_s3;
};

void TestListingCli::init()
{
    m_s3.emplace();
    m_s3->addBucket("acme");
    m_s3->addBucket("other");
    for (const char* key : {"logs/1.gz", "logs/2.txt", "logs/deep/3.gz", "note.txt"})
        m_s3->put("acme", key, key).modified = 1'700'000'000;
    m_s3->put("other", "x/4.GZ", "four").modified = 1'600'000'000;
    m_s3->manners.mostKeys = 10;
}

void TestListingCli::listsBucketsAndFolders()
{
    const auto buckets = run({"ls", "s3://"});
    QCOMPARE(buckets.code, 0);
    QCOMPARE(linesOf(buckets.out).size(), 2);
    QVERIFY(buckets.out.contains("1970-01-01T00:00:00Z") && buckets.out.endsWith("  other\n"));
    const auto folder = run({"ls", "s3://acme/logs/"});
    QCOMPARE(folder.out, QByteArray("2023-11-14T22:13:20Z              9  logs/1.gz\n"
                                    "2023-11-14T22:13:20Z             10  logs/2.txt\n"
                                    "                             folder  logs/deep/\n"));
    const auto json = linesOf(run({"ls", "s3://acme/", "--json"}).out);
    QCOMPARE(json.size(), 2);
    QCOMPARE(QJsonDocument::fromJson(json[0]).object()["prefix"].toString(), QStringLiteral("logs/"));
    QCOMPARE(QJsonDocument::fromJson(json[1]).object()["key"].toString(), QStringLiteral("note.txt"));
}

void TestListingCli::listsAllInOrder()
{
    m_s3->putNumbered("acme", "many/", 500);
    const auto outcome = run({"ls", "s3://acme", "--recursive", "--json"});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    std::vector<std::string> keys;
    for (const QByteArray& line : linesOf(outcome.out))
        keys.push_back(QJsonDocument::fromJson(line).object()["key"].toString().toStdString());
    QVERIFY(keys == m_s3->keys("acme"));
    QVERIFY(std::any_of(m_s3->requests().begin(), m_s3->requests().end(),
                        [](const auto& request) { return request.query.contains("start-after"); }));
}

void TestListingCli::listsAllOfFaultyServersOnce()
{
    m_s3->putNumbered("acme", "many/", 500);
    m_s3->manners.ignoresStartAfter = true;
    const auto outcome = run({"ls", "s3://acme", "--recursive", "--json"});
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.err.contains("warning: The server does not heed StartAfter"), outcome.err.constData());
    std::vector<std::string> keys;
    for (const QByteArray& line : linesOf(outcome.out))
        keys.push_back(QJsonDocument::fromJson(line).object()["key"].toString().toStdString());
    QVERIFY(keys == m_s3->keys("acme"));
}

void TestListingCli::finds_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("found");
    const auto row = [](const char* arguments, const QByteArray& found) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments) << found;
    };
    row("s3://acme/logs/ --name *.gz", "s3://acme/logs/1.gz\ns3://acme/logs/deep/3.gz\n");
    row("s3://acme --path logs/*.gz", "s3://acme/logs/1.gz\n");
    row("s3://acme --regex /[12][.]", "s3://acme/logs/1.gz\ns3://acme/logs/2.txt\n");
    row("s3://acme --words DEEP", "s3://acme/logs/deep/3.gz\n");
    row("s3://acme --larger 10 --smaller 1K --depth 1", "s3://acme/logs/2.txt\n");
    row("s3://other s3://acme/logs/deep/", "s3://acme/logs/deep/3.gz\ns3://other/x/4.GZ\n");
    row("s3:// --name *.gz --ignore-case --older 2021-01-01", "s3://other/x/4.GZ\n");
    row("s3:// --newer 2023-11-14T22:13:20Z --class STANDARD --name note*", "s3://acme/note.txt\n");
    row("s3:// --archived", "");
    row("s3:// --newer 1d", "");
}

void TestListingCli::finds()
{
    QFETCH(const QString, arguments);
    QFETCH(const QByteArray, found);
    const auto outcome = run(QStringList(QStringLiteral("find")) + arguments.split(u' '));
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QByteArrayList lines = outcome.out.split('\n');
    std::sort(lines.begin(), lines.end());
    QByteArrayList expected = found.split('\n');
    std::sort(expected.begin(), expected.end());
    QCOMPARE(lines, expected);
}

void TestListingCli::findsInAllBucketsAndSaysWhatItMissed()
{
    m_s3->manners.deniedBuckets = {"acme"};
    const auto outcome = run({"find", "s3://"});
    QCOMPARE(outcome.code, 254);
    QCOMPARE(outcome.out, QByteArray("s3://other/x/4.GZ\n"));
    QVERIFY2(outcome.err.contains("s3://acme/: not searched, s3:ListBucket is denied"),
             outcome.err.constData());
    QVERIFY2(outcome.err.contains("1 of 2 places"), outcome.err.constData());
}

void TestListingCli::stopsAfterTooManyRequests()
{
    m_s3->putNumbered("acme", "many/", 500);
    const auto outcome = run({"find", "s3://acme", "--max-requests", "4"});
    QCOMPARE(outcome.code, 255);
    QVERIFY2(outcome.err.contains("stopped after 4 requests"), outcome.err.constData());
    QVERIFY(m_s3->count("ListObjectsV2") <= 4); // the last may have been given up on its way
    QVERIFY(!outcome.out.isEmpty());
}

void TestListingCli::addsUp()
{
    const auto outcome = run({"du", "s3://acme"});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(outcome.out, QByteArray("33\t3\ts3://acme/logs/\n41\t4\ts3://acme/\n"));
    const auto json = run({"du", "s3://acme/logs/", "--json", "--depth", "3"});
    const QJsonObject sums = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(sums["bytes"].toInt(), 33);
    QCOMPARE(sums["place"].toString(), QStringLiteral("s3://acme/logs/"));
    QCOMPARE(sums["classes"].toObject()["STANDARD"].toObject()["count"].toInt(), 3);
    QCOMPARE(sums["folders"].toArray().size(), 1);
    QVERIFY(sums["is_complete"].toBool());
    const auto none = run({"du", "s3://missing"});
    QCOMPARE(none.code, 254);
    QCOMPARE(none.out, QByteArray());
}

void TestListingCli::oddNamesStayOnTheirLines()
{
    m_s3->put("acme", "odd/a\nb\x1b[2J", "x");
    const auto outcome = run({"find", "s3://acme/odd/"});
    QCOMPARE(outcome.out, QByteArray("s3://acme/odd/a\\x0ab\\x1b[2J\n"));
}

void TestListingCli::wrongWords_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("no place") << QStringLiteral("find") << QByteArray("find takes other words");
    QTest::newRow("a path") << QStringLiteral("ls acme/logs") << QByteArray("no place in S3");
    QTest::newRow("no bucket") << QStringLiteral("du s3://") << QByteArray("names no bucket");
    QTest::newRow("two places") << QStringLiteral("du s3://a s3://b") << QByteArray("du takes other words");
    QTest::newRow("glob") << QStringLiteral("find s3://acme --name a[b") << QByteArray("at character 2");
    QTest::newRow("two patterns") << QStringLiteral("find s3://acme --name a --regex b")
                                  << QByteArray("one of --name");
    QTest::newRow("size") << QStringLiteral("find s3://acme --larger 10Q") << QByteArray("number of bytes");
    QTest::newRow("too large") << QStringLiteral("find s3://acme --larger 99999999999T")
                               << QByteArray("number of bytes");
    QTest::newRow("time") << QStringLiteral("find s3://acme --newer tomorrow")
                          << QByteArray("does not understand");
    QTest::newRow("workers") << QStringLiteral("ls s3://acme --workers 33") << QByteArray("from 1 to 32");
}

void TestListingCli::wrongWords()
{
    QFETCH(const QString, arguments);
    QFETCH(const QByteArray, reason);
    const auto outcome = run(arguments.split(u' '));
    QCOMPARE(outcome.code, 252);
    QVERIFY2(outcome.err.contains(reason), outcome.err.constData());
    QVERIFY(m_s3->requests().empty());
}

INIA_TEST_CLASS(TestListingCli, QCoreApplication)
#include "tst_listing_cli.moc"
