#include "tests/app/cli/cliprocess.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <optional>

using inia::test::CliOutcome;
using inia::test::runCli;
using inia::test::S3Double;

/// sync, before a small S3 that counts.
class TestSyncCli final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void bothWays();
    void dryRunsChangeNothing();
    void filtersInTheirOrder();
    void emptySourcesWantAName();
    void whatIsLeftIsSaid();
    void failuresAreSaidByName();
    void wrongWords_data();
    void wrongWords();

private:
    CliOutcome run(QStringList arguments) const
    {
        return runCli(arguments << "--endpoint-url" << QString::fromStdString(m_s3->url()), {},
                      {"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret",
                       "AWS_REGION=us-east-1", "AWS_MAX_ATTEMPTS=1", "XDG_DATA_HOME=" + m_data->path()});
    }
    [[nodiscard]] QString folder() const { return m_folder->path(); }
    void write(const QString& name, const QByteArray& bytes) const
    {
        const QString path = m_folder->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    using Keys = std::vector<std::string>;
    std::optional<S3Double> m_s3;
    std::optional<QTemporaryDir> m_folder;
    std::optional<QTemporaryDir> m_data;
};

void TestSyncCli::init()
{
    m_s3.emplace();
    m_folder.emplace();
    m_data.emplace();
    m_s3->addBucket("acme");
}

void TestSyncCli::bothWays()
{
    write("a", "one");
    write("b/c.html", "two");
    m_s3->put("acme", "site/old", "old");
    const auto up = run({"sync", folder(), "s3://acme/site"});
    QVERIFY2(up.code == 0, up.err.constData());
    QCOMPARE(up.out, QByteArray());
    QCOMPARE(m_s3->keys("acme"), (Keys{"site/a", "site/b/c.html", "site/old"}));
    m_s3->forgetRequests();
    QCOMPARE(run({"sync", folder(), "s3://acme/site/", "--delete"}).code, 0);
    QCOMPARE(m_s3->keys("acme"), (Keys{"site/a", "site/b/c.html"}));
    QCOMPARE(m_s3->count("PutObject"), 0);
    QCOMPARE(m_s3->count("HeadObject"), 0);
    m_s3->put("acme", "site/d", "three");
    const auto down = run({"sync", "s3://acme/site/", folder()});
    QVERIFY2(down.code == 0, down.err.constData());
    QVERIFY(QFile::exists(m_folder->filePath("d")));
    // And a folder that is not there yet.
    QCOMPARE(run({"sync", "s3://acme/site/", m_folder->filePath("new/one")}).code, 0);
    QVERIFY(QFile::exists(m_folder->filePath("new/one/b/c.html")));
    QCOMPARE(run({"sync", "s3://acme/site/", "s3://acme/copy/"}).code, 0);
    QCOMPARE(m_s3->count("CopyObject"), 3);
}

void TestSyncCli::dryRunsChangeNothing()
{
    write("a", "one");
    m_s3->put("acme", "old", "old");
    const auto plan = run({"sync", folder(), "s3://acme/", "--delete", "--dry-run"});
    QCOMPARE(plan.code, 0);
    const auto items = plan.object()["items"].toArray();
    QCOMPARE(items.size(), 2);
    QCOMPARE(items[0].toObject()["do"].toString(), QStringLiteral("upload"));
    QCOMPARE(items[1].toObject()["do"].toString(), QStringLiteral("delete"));
    QCOMPARE(plan.object()["totals"].toObject()["only_in_target"].toInt(), 1);
    QVERIFY(plan.object()["complete"].toBool());
    QCOMPARE(m_s3->keys("acme"), Keys{"old"});
    QCOMPARE(m_s3->requests().size(), std::size_t(1));
    QVERIFY(QDir(m_data->path()).isEmpty());
}

void TestSyncCli::filtersInTheirOrder()
{
    for (const char* name : {"a.txt", "b.tmp", "keep.tmp", "build/x", "build/y.txt"})
        write(QString::fromLatin1(name), "x");
    m_s3->put("acme", "old.tmp", "x");
    QFile rules(m_data->filePath("rules"));
    QVERIFY(rules.open(QIODevice::WriteOnly));
    rules.write("build/\n");
    rules.close();
    QCOMPARE(run({"sync", folder(), "s3://acme/", "--delete", "--exclude", "*.tmp", "--include", "keep.tmp",
                  "--filter-file", rules.fileName()})
                 .code,
             0);
    QCOMPARE(m_s3->keys("acme"), (Keys{"a.txt", "keep.tmp", "old.tmp"}));
    // The other way round the last one wins.
    QCOMPARE(run({"sync", folder(), "s3://acme/x/", "--include", "keep.tmp", "--exclude", "*.tmp"}).code, 0);
    QVERIFY(!m_s3->current("acme", "x/keep.tmp"));
}

void TestSyncCli::emptySourcesWantAName()
{
    m_s3->put("acme", "site/a", "one");
    const auto refused = run({"sync", folder(), "s3://acme/site/", "--delete"});
    QCOMPARE(refused.code, 252);
    QVERIFY2(refused.err.contains("--empty-target site"), refused.err.constData());
    QVERIFY(m_s3->current("acme", "site/a"));
    QCOMPARE(run({"sync", folder(), "s3://acme/site/"}).code, 0);
    QCOMPARE(run({"sync", folder(), "s3://acme/site/", "--delete", "--empty-target", "acme"}).code, 252);
    QCOMPARE(run({"sync", folder(), "s3://acme/site/", "--delete", "--empty-target", "site"}).code, 0);
    QVERIFY(m_s3->keys("acme").empty());
}

void TestSyncCli::whatIsLeftIsSaid()
{
    write("a", "one");
    QVERIFY(QFile::link("/nowhere", m_folder->filePath("broken")));
    m_s3->put("acme", "old", "old");
    const auto outcome = run({"sync", folder(), "s3://acme/", "--delete"});
    QCOMPARE(outcome.code, 255);
    QVERIFY2(outcome.err.contains("broken: unreadable"), outcome.err.constData());
    QVERIFY(m_s3->current("acme", "a"));
    QVERIFY(m_s3->current("acme", "old")); // since not everything could be read
}

void TestSyncCli::failuresAreSaidByName()
{
    write("a", "one");
    write("b", "two");
    m_s3->fail({"PutObject", "b", 100, 403, "AccessDenied"});
    const auto outcome = run({"sync", folder(), "s3://acme/"});
    QCOMPARE(outcome.code, 255);
    QVERIFY2(outcome.err.contains("b: AccessDenied"), outcome.err.constData());
    QCOMPARE(m_s3->keys("acme"), Keys{"a"});
    m_s3->forgetFaults();
    m_s3->fail({"ListObjectsV2", {}, 100, 403, "AccessDenied"});
    QCOMPARE(run({"sync", folder(), "s3://acme/", "--delete"}).code, 254);
    QCOMPARE(run({"sync", folder(), "s3://acme/", "--read-only"}).code, 254);
}

void TestSyncCli::wrongWords_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("one place") << QStringList{"sync", "/tmp"};
    QTest::newRow("two folders") << QStringList{"sync", "/tmp", "/var"};
    QTest::newRow("inside") << QStringList{"sync", "s3://acme/a/", "s3://acme/a/b/"};
    QTest::newRow("no source") << QStringList{"sync", "/nowhere/at/all", "s3://acme/"};
    QTest::newRow("two ways") << QStringList{"sync", "/tmp", "s3://acme/", "--size-only", "--checksum"};
    QTest::newRow("no such option") << QStringList{"sync", "/tmp", "s3://acme/", "--deleted"};
}

void TestSyncCli::wrongWords()
{
    QFETCH(const QStringList, words);
    const auto outcome = run(words);
    QCOMPARE(outcome.code, 252);
    QVERIFY(!outcome.err.isEmpty());
    QCOMPARE(m_s3->requests().size(), std::size_t(0));
}

INIA_TEST_CLASS(TestSyncCli, QCoreApplication)
#include "tst_sync_cli.moc"
