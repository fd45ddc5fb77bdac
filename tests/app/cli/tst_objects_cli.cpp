#include "tests/app/cli/cliprocess.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <optional>

using inia::test::CliOutcome;
using inia::test::runCli;
using inia::test::S3Double;

/// mv and rm, before a small S3 that counts.
class TestObjectsCli final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void movesBelowAFolder();
    void renames();
    void saysWhatIsThereAlready();
    void removes();
    void dryRunsChangeNothing();
    void failuresAreSaidByName();
    void wrongPlaces_data();
    void wrongPlaces();

private:
    CliOutcome run(QStringList arguments) const
    {
        return runCli(arguments << "--endpoint-url" << QString::fromStdString(m_s3->url()), {},
                      {"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret",
                       "AWS_REGION=us-east-1", "AWS_MAX_ATTEMPTS=1", "XDG_DATA_HOME=" + m_data.path()});
    }
    using Keys = std::vector<std::string>;
    std::optional<S3Double> m_s3;
    QTemporaryDir m_data; ///< where jobs are written down
};

void TestObjectsCli::init()
{
    m_s3.emplace();
    m_s3->addBucket("acme");
    m_s3->addBucket("other");
    for (const char* key : {"logs/1", "logs/2", "logs/deep/3", "note.txt"})
        m_s3->put("acme", key, key);
}

void TestObjectsCli::movesBelowAFolder()
{
    const auto outcome = run({"mv", "s3://acme/logs/", "s3://other/kept", "--recursive"});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(m_s3->keys("other"), (Keys{"kept/1", "kept/2", "kept/deep/3"}));
    QCOMPARE(m_s3->keys("acme"), Keys{"note.txt"});
}

void TestObjectsCli::renames()
{
    QCOMPARE(run({"mv", "s3://acme/note.txt", "s3://acme/logs/n.txt"}).code, 0);
    QVERIFY(m_s3->current("acme", "logs/n.txt"));
    QCOMPARE(run({"mv", "s3://acme/logs/n.txt", "s3://other/"}).code, 0);
    QCOMPARE(m_s3->keys("other"), Keys{"n.txt"});
}

void TestObjectsCli::saysWhatIsThereAlready()
{
    m_s3->put("acme", "logs/taken", "theirs");
    const auto refused = run({"mv", "s3://acme/note.txt", "s3://acme/logs/taken"});
    QCOMPARE(refused.code, 252);
    QVERIFY2(refused.err.contains("s3://acme/logs/taken is there already"), refused.err.constData());
    QVERIFY(m_s3->current("acme", "note.txt"));
    QCOMPARE(run({"mv", "s3://acme/note.txt", "s3://acme/logs/taken", "--overwrite"}).code, 0);
    QCOMPARE(m_s3->current("acme", "logs/taken")->bytes, QByteArray("note.txt"));
}

void TestObjectsCli::removes()
{
    QCOMPARE(run({"rm", "s3://acme/note.txt"}).code, 0);
    QCOMPARE(run({"rm", "s3://acme/logs/", "--recursive"}).code, 0);
    QVERIFY(m_s3->keys("acme").empty());
    QCOMPARE(run({"rm", "s3://acme/note.txt"}).code, 252); // it is gone
    QCOMPARE(run({"rm", "s3://other/x", "--read-only"}).code, 252);
}

void TestObjectsCli::dryRunsChangeNothing()
{
    const auto moves = run({"mv", "s3://acme/logs/", "s3://other/", "--recursive", "--dry-run"});
    QCOMPARE(moves.code, 0);
    const auto list = QJsonDocument::fromJson(moves.out).array();
    QCOMPARE(list.size(), 3);
    QCOMPARE(list[2].toObject()["source"].toString(), "s3://acme/logs/deep/3");
    QCOMPARE(list[2].toObject()["target"].toString(), "s3://other/deep/3");
    QCOMPARE(run({"rm", "s3://acme/logs/", "--recursive", "--dry-run"}).code, 0);
    QCOMPARE(m_s3->count("ListObjectsV2"), static_cast<int>(m_s3->requests().size()));
}

void TestObjectsCli::failuresAreSaidByName()
{
    m_s3->fail({"CopyObject", "2", 1, 403, "AccessDenied"});
    const auto outcome = run({"mv", "s3://acme/logs/", "s3://other/", "--recursive"});
    QCOMPARE(outcome.code, 255);
    QVERIFY2(outcome.err.contains("s3://acme/logs/2: ") && outcome.err.contains("AccessDenied") &&
                 outcome.err.contains("1 of 3 failed"),
             outcome.err.constData());
    QCOMPARE(m_s3->keys("acme"), (Keys{"logs/2", "note.txt"}));
}

void TestObjectsCli::wrongPlaces_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const QStringList& words, const char* says) {
        QTest::newRow(name) << words << QByteArray(says);
    };
    row("no place", {"rm", "note.txt"}, "is no place in S3");
    row("a bucket", {"rm", "s3://acme/", "--recursive"}, "a whole bucket");
    row("a folder", {"rm", "s3://acme/logs/"}, "with --recursive");
    row("no folder", {"rm", "s3://acme/logs", "--recursive"}, "is no folder");
    row("into itself", {"mv", "s3://acme/logs/", "s3://acme/logs/deep/", "--recursive"}, "into itself");
    row("dots", {"mv", "s3://acme/note.txt", "s3://acme/../x"}, "\"..\"");
}

void TestObjectsCli::wrongPlaces()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, says);
    const auto outcome = run(words);
    QCOMPARE(outcome.code, 252);
    QVERIFY2(outcome.err.contains(says), outcome.err.constData());
    QVERIFY(m_s3->count("DeleteObject") + m_s3->count("DeleteObjects") == 0);
}

INIA_TEST_CLASS(TestObjectsCli, QCoreApplication)
#include "tst_objects_cli.moc"
