#include "tests/app/cli/cliprocess.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace inia::test;

namespace {

const QStringList logKeys{"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret",
                          "AWS_REGION=us-west-2"};

} // namespace

// inia-cli logs, with a server of the test's own behind it.
class tst_LogsCli final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void printsAllPages();
    void printsJsonLines();
    void asksForWhatIsWanted();
    void aTailEndsWithItsGroup();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();

private:
    [[nodiscard]] CliOutcome logs(const QStringList& words)
    {
        return runCli(QStringList{"logs"} + words +
                          QStringList{"--endpoint-url", QString::fromStdString(m_server.url(""))},
                      {}, logKeys);
    }

    RawHttpServer m_server;
    QList<QJsonObject> m_asked;
};

void tst_LogsCli::init()
{
    m_asked.clear();
    m_server.setHandler([this](const RawRequest& request) {
        const QJsonObject asked = QJsonDocument::fromJson(request.body).object();
        m_asked.append(asked);
        if (asked["logGroupName"] == "/gone" && m_asked.size() > 1)
            return RawAnswer::status(400,
                                     "{\"__type\": \"ResourceNotFoundException\", \"message\": \"gone\"}");
        if (asked["nextToken"] == "2")
            return RawAnswer::ok(
                "{\"events\": [{\"eventId\": \"b\", \"timestamp\": 1767323045678, \"logStreamName\": "
                "\"s\", \"message\": \"two\\u001b[31m\\n\"}]}");
        return RawAnswer::ok(
            "{\"events\": [{\"eventId\": \"a\", \"timestamp\": 1767323045000, \"logStreamName\": "
            "\"s\", \"message\": \"one\\n\"}], \"nextToken\": \"2\"}");
    });
}

void tst_LogsCli::printsAllPages()
{
    const auto outcome = logs({"search", "/app"});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out,
             QByteArray("2026-01-02T03:04:05.000Z s one\n2026-01-02T03:04:05.678Z s two\\x1b[31m\n"));
}

void tst_LogsCli::printsJsonLines()
{
    const auto lines = logs({"search", "/app", "--output", "jsonl"}).out.trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QCOMPARE(QJsonDocument::fromJson(lines[1]).object()["message"].toString(),
             QStringLiteral("two\x1b[31m\n"));
}

void tst_LogsCli::asksForWhatIsWanted()
{
    QCOMPARE(logs({"search", "/app", "--since", "2h", "--filter", "ERROR", "--stream", "web"}).code, 0);
    QCOMPARE(m_asked[0]["filterPattern"].toString(), QStringLiteral("ERROR"));
    QCOMPARE(m_asked[0]["logStreamNames"].toArray().first().toString(), QStringLiteral("web"));
    const qint64 since = QDateTime::currentMSecsSinceEpoch() - m_asked[0]["startTime"].toInteger();
    QVERIFY(qAbs(since - 2 * 3'600'000) < 60'000);
}

void tst_LogsCli::aTailEndsWithItsGroup()
{
    const auto outcome = logs({"tail", "/gone"});
    QCOMPARE(outcome.code, 254);
    QVERIFY(outcome.err.contains("ResourceNotFoundException"));
}

void tst_LogsCli::saysWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("another word") << QStringList{"find", "/app"};
    QTest::newRow("no group") << QStringList{"search"};
    QTest::newRow("no unit") << QStringList{"search", "/app", "--since", "2"};
    QTest::newRow("no number") << QStringList{"search", "/app", "--since", "h"};
}

void tst_LogsCli::saysWhatIsWrong()
{
    QFETCH(QStringList, words);
    const auto outcome = logs(words);
    QCOMPARE(outcome.code, 252);
    QVERIFY(outcome.err.startsWith("inia-cli: "));
    QVERIFY(m_asked.isEmpty());
}

INIA_TEST_CLASS(tst_LogsCli, QCoreApplication)
#include "tst_logs_cli.moc"
