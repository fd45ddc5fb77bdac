#include "app/desktop/commandline.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia::desktop;

class TestCommandLine final : public QObject {
    Q_OBJECT

private slots:
    void readsOptions();
    void leavesUnsetWhatIsNotSaid();
    void refuses_data();
    void refuses();

private:
    [[nodiscard]] static QStringList words(const char* text)
    {
        return QStringList{QStringLiteral("inia")} +
               QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
    }
};

void TestCommandLine::readsOptions()
{
    const auto line =
        parseCommandLine(words("--profile dev --region eu-west-1 --endpoint-url "
                               "http://localhost:9000 --language en --theme dark --self-test out"));
    QVERIFY(line.ok() && line->arguments);
    const Arguments& arguments = *line->arguments;
    QCOMPARE(arguments.profile.value_or(""), "dev");
    QCOMPARE(arguments.region.value_or(""), "eu-west-1");
    QCOMPARE(arguments.endpointUrl.value_or(""), "http://localhost:9000");
    QCOMPARE(arguments.language, QStringLiteral("en"));
    QCOMPARE(arguments.theme, QStringLiteral("dark"));
    QCOMPARE(arguments.selfTestFolder, QStringLiteral("out"));
}

void TestCommandLine::leavesUnsetWhatIsNotSaid()
{
    const auto line = parseCommandLine(words(""));
    QVERIFY(line.ok() && line->arguments);
    QVERIFY(!line->arguments->profile && !line->arguments->region && !line->arguments->endpointUrl);
    QVERIFY(line->arguments->selfTestFolder.isEmpty());
    QVERIFY(line->arguments->replayFile.isEmpty());
}

void TestCommandLine::refuses_data()
{
    QTest::addColumn<QStringList>("line");
    QTest::newRow("unknown option") << words("--colour red");
    QTest::newRow("theme") << words("--theme blue");
    QTest::newRow("language") << words("--language tlh");
    QTest::newRow("argument") << words("s3://acme");
    QTest::newRow("no recording") << QStringList{QStringLiteral("inia"), QStringLiteral("--replay=")};
    QTest::newRow("pace") << words("--replay a.iniarec --replay-pace 2");
    QTest::newRow("no folder") << QStringList{QStringLiteral("inia"), QStringLiteral("--self-test=")};
}

void TestCommandLine::refuses()
{
    QFETCH(QStringList, line);
    const auto parsed = parseCommandLine(line);
    QVERIFY(!parsed.ok());
    QVERIFY(QString::fromStdString(parsed.error().message).contains(QStringLiteral("--help")));
}

INIA_TEST_CLASS(TestCommandLine, QCoreApplication)
#include "tst_commandline.moc"
