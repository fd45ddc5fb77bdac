#include "tests/app/cli/cliprocess.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"

#include <QtCore/QEventLoop>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtTest/QTest>

#include <csignal>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using inia::test::CliOutcome;
using inia::test::runCli;
using inia::test::S3Double;

/// rm and mv as jobs: written down, killed at any time, gone on with, undone.
class TestJobsCli final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsAndShows();
    void undoes();
    void triesAgainWhatFailed();
    void stopsAndGoesOn();
    void worksWithoutAJournal();
    void wrongWords_data();
    void wrongWords();
    void killedDeletionsEndAsOthers_data() { points(); }
    void killedDeletionsEndAsOthers();
    void killedMovesEndAsOthers_data() { points(); }
    void killedMovesEndAsOthers();

private:
    [[nodiscard]] QStringList variables() const
    {
        return {"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret", "AWS_REGION=us-east-1",
                "AWS_MAX_ATTEMPTS=1", "XDG_DATA_HOME=" + m_data->path()};
    }
    [[nodiscard]] QStringList complete(QStringList arguments) const
    {
        return arguments << "--endpoint-url" << QString::fromStdString(m_s3->url());
    }
    CliOutcome run(const QStringList& arguments) const
    {
        return runCli(complete(arguments), {}, variables());
    }
    /// Kills it when so many requests have come.
    bool runAndKill(const QStringList& arguments, int requests);
    /// Twenty points in time, for a plan of 3 lists and 60 calls.
    static void points();
    [[nodiscard]] std::map<std::string, QByteArray> content(const std::string& bucket) const;

    std::optional<S3Double> m_s3;
    std::unique_ptr<QTemporaryDir> m_data;
};

void TestJobsCli::init()
{
    m_data = std::make_unique<QTemporaryDir>();
    m_s3.emplace();
    m_s3->addBucket("plain");
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    for (const char* key : {"logs/1", "logs/2", "logs/deep/3", "note.txt"})
        m_s3->put("kept", key, key);
}

std::map<std::string, QByteArray> TestJobsCli::content(const std::string& bucket) const
{
    std::map<std::string, QByteArray> all;
    for (const std::string& key : m_s3->keys(bucket))
        all[key] = m_s3->current(bucket, key)->bytes;
    return all;
}

void TestJobsCli::listsAndShows()
{
    QCOMPARE(run({"jobs"}).out, QByteArray());
    QCOMPARE(run({"rm", "s3://kept/logs/", "--recursive"}).code, 0);
    m_s3->fail({"CopyObject", {}, 1, 403, "AccessDenied"});
    QCOMPARE(run({"mv", "s3://kept/note.txt", "s3://plain/"}).code, 255);
    const auto listed = run({"jobs"});
    QCOMPARE(listed.code, 0);
    const auto lines = listed.out.split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(
        lines[0].startsWith("2  done  move  0 of 1, 1 failed  s3://kept/note.txt -> s3://plain/note.txt"),
        lines[0].constData());
    QVERIFY2(lines[1].startsWith("1  done  delete  3 of 3  s3://kept/logs/"), lines[1].constData());
    const auto list = QJsonDocument::fromJson(run({"jobs", "list", "--output", "json"}).out).array();
    QCOMPARE(list[0].toObject()["failed"].toInt(), 1);
    QCOMPARE(list[0].toObject()["undoable"].toBool(), false);
    QCOMPARE(list[1].toObject()["undoable"].toBool(), true);
    const auto shown = run({"jobs", "show", "2"});
    QVERIFY2(shown.out.contains("failed  note.txt  AccessDenied: "), shown.out.constData());
    const auto rows = run({"jobs", "show", "1", "--output", "jsonl", "--outcome", "done"}).lines();
    QCOMPARE(rows.size(), 3);
    QVERIFY(!rows[0]["marker"].toString().isEmpty());
    QCOMPARE(run({"jobs", "show", "1", "--output", "csv", "--outcome", "failed"}).out.count('\n'), 1);
    // No secret, and nobody else's to read.
    QFile journal(m_data->filePath("Inia/jobs/1.jsonl"));
    QVERIFY(journal.open(QIODevice::ReadOnly));
    const auto text = journal.readAll();
    QVERIFY(text.contains("logs/deep/3") && !text.contains("secret") && !text.contains("AKIDEXAMPLE"));
}

void TestJobsCli::undoes()
{
    m_s3->put("plain", "logs", "was there");
    const auto before = content("kept");
    QCOMPARE(run({"rm", "s3://kept/logs/", "--recursive"}).code, 0);
    QCOMPARE(run({"mv", "s3://kept/note.txt", "s3://kept/there/n.txt"}).code, 0);
    QVERIFY(content("kept") != before);
    const auto moved = run({"jobs", "undo", "2"});
    QVERIFY2(moved.code == 0, moved.err.constData());
    QCOMPARE(run({"jobs", "undo", "1"}).code, 0);
    QCOMPARE(content("kept"), before);
    QCOMPARE(m_s3->versions("kept", "note.txt").size(), std::size_t(1));
    QVERIFY(m_s3->versions("kept", "there/n.txt").empty());

    QCOMPARE(run({"rm", "s3://plain/logs"}).code, 0);
    const auto lost = run({"jobs", "undo", "5"});
    QCOMPARE(lost.code, 252);
    QVERIFY2(lost.err.contains("kept no versions"), lost.err.constData());
}

void TestJobsCli::triesAgainWhatFailed()
{
    m_s3->fail({"CopyObject", "2", 1, 403, "AccessDenied"});
    const auto failed = run({"mv", "s3://kept/logs/", "s3://plain/", "--recursive"});
    QCOMPARE(failed.code, 255);
    QVERIFY2(failed.err.contains("s3://kept/logs/2: AccessDenied"), failed.err.constData());
    QCOMPARE(run({"jobs", "retry", "1"}).code, 0);
    QCOMPARE(content("plain").size(), std::size_t(3));
    QCOMPARE(run({"jobs", "retry", "2"}).code, 252); // nothing has failed
}

void TestJobsCli::stopsAndGoesOn()
{
    for (int i = 0; i < 100; ++i)
        m_s3->put("kept", "many/" + std::to_string(i), QByteArray::number(i));
    m_s3->fail({"CopyObject", {}, 1000, 400, "ExpiredToken"});
    const auto stopped = run({"mv", "s3://kept/many/", "s3://plain/", "--recursive"});
    QVERIFY(stopped.code != 0);
    QVERIFY2(stopped.err.contains("inia-cli jobs resume 1"), stopped.err.constData());
    QCOMPARE(content("plain").size(), std::size_t(0));
    QCOMPARE(run({"jobs", "undo", "1"}).code, 252); // not before it has ended
    m_s3->forgetFaults();
    const auto resumed = run({"jobs", "resume", "1"});
    QVERIFY2(resumed.code == 0, resumed.err.constData());
    QCOMPARE(content("plain").size(), std::size_t(100));
    QCOMPARE(run({"jobs", "resume", "1"}).code, 252); // it has ended
}

void TestJobsCli::worksWithoutAJournal()
{
    QFile file(m_data->filePath("Inia"));
    QVERIFY(file.open(QIODevice::WriteOnly)); // in the way of the folder
    const auto outcome = run({"rm", "s3://kept/note.txt"});
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.err.contains("cannot be written down"), outcome.err.constData());
    QVERIFY(!m_s3->current("kept", "note.txt"));
}

void TestJobsCli::wrongWords_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no such action") << QStringList{"jobs", "stop"} << QByteArray("list, show, undo");
    QTest::newRow("no number") << QStringList{"jobs", "undo"} << QByteArray("needs the number");
    QTest::newRow("no such job") << QStringList{"jobs", "show", "7"} << QByteArray("no job 7");
    QTest::newRow("no such format") << QStringList{"jobs", "--output", "xml"} << QByteArray("text, json");
}

void TestJobsCli::wrongWords()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, says);
    const auto outcome = run(words);
    QCOMPARE(outcome.code, 252);
    QVERIFY2(outcome.err.contains(says), outcome.err.constData());
}

// ---- killed -----------------------------------------------------------------------------------------------

void TestJobsCli::points()
{
    QTest::addColumn<int>("requests");
    QRandomGenerator random(16); // the same ones each time
    for (int i = 0; i < 20; ++i) {
        const int requests = i < 3 ? i + 1 : static_cast<int>(random.bounded(1, 70));
        QTest::addRow("%d, after %d requests", i, requests) << requests;
    }
}

bool TestJobsCli::runAndKill(const QStringList& arguments, int requests)
{
    QProcess process;
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
    int seen = 0;
    m_s3->before = [&](const S3Double::Request&) {
        if (++seen == requests)
            ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    };
    inia::test::startCli(process, complete(arguments), variables());
    loop.exec();
    m_s3->before = nullptr;
    return process.exitStatus() == QProcess::CrashExit;
}

void TestJobsCli::killedDeletionsEndAsOthers()
{
    QFETCH(int, requests);
    for (int i = 0; i < 4500; ++i)
        m_s3->put("kept", "many/" + std::to_string(i), "x");
    // A server that would put a marker over a marker.
    m_s3->manners.ignoresConditions = true;
    // 5 lists, 5 looks, 5 deletions
    const bool wasKilled = runAndKill({"rm", "s3://kept/many/", "--recursive"}, requests % 15 + 1);
    QVERIFY(wasKilled);
    if (run({"jobs"}).out.isEmpty()) { // it was listing still
        QCOMPARE(m_s3->keys("kept").size(), std::size_t(4504));
        return;
    }
    const auto resumed = run({"jobs", "resume", "1"});
    QVERIFY2(resumed.code == 0, resumed.err.constData());
    QCOMPARE(m_s3->keys("kept").size(), std::size_t(4));
    for (int i = 0; i < 4500; ++i) // the object and one marker
        QCOMPARE(m_s3->versions("kept", "many/" + std::to_string(i)).size(), std::size_t(2));
    const auto shown = QJsonDocument::fromJson(run({"jobs", "list", "--output", "json"}).out).array();
    QCOMPARE(shown[0].toObject()["state"].toString(), "done");
    QCOMPARE(shown[0].toObject()["done"].toInt(), 4500);
}

void TestJobsCli::killedMovesEndAsOthers()
{
    QFETCH(int, requests);
    constexpr int many = 40;
    constexpr std::int64_t large = std::int64_t(6) * 1024 * 1024 * 1024;
    for (int i = 0; i < many; ++i)
        m_s3->put("kept", "from/" + std::to_string(i), QByteArray::number(i));
    m_s3->putSynthetic("kept", "from/large", large);
    m_s3->setVersioning("plain", S3Double::Versioning::Enabled); // copies that are made twice would show
    m_s3->manners.pause = std::chrono::milliseconds(1);
    const bool wasKilled = runAndKill({"mv", "s3://kept/from/", "s3://plain/to/", "--recursive"}, requests);
    m_s3->manners.pause = std::chrono::milliseconds(0);
    if (wasKilled && !run({"jobs"}).out.isEmpty()) {
        const auto resumed = run({"jobs", "resume", "1"});
        QVERIFY2(resumed.code == 0, resumed.err.constData());
    } else if (wasKilled) {
        QCOMPARE(m_s3->keys("kept").size(), std::size_t(4 + many + 1));
        return;
    }
    QCOMPARE(m_s3->keys("kept").size(), std::size_t(4));
    QCOMPARE(m_s3->keys("plain").size(), std::size_t(many + 1));
    for (int i = 0; i < many; ++i) {
        QCOMPARE(m_s3->current("plain", "to/" + std::to_string(i))->bytes, QByteArray::number(i));
        QCOMPARE(m_s3->versions("kept", "from/" + std::to_string(i)).size(), std::size_t(2));
        QCOMPARE(m_s3->versions("plain", "to/" + std::to_string(i)).size(), std::size_t(1));
    }
    QCOMPARE(m_s3->current("plain", "to/large")->size, large);
    QCOMPARE(m_s3->versions("kept", "from/large").size(), std::size_t(2));
    QCOMPARE(m_s3->unfinishedUploads(), std::size_t(0));
}

INIA_TEST_CLASS(TestJobsCli, QCoreApplication)
#include "tst_jobs_cli.moc"
