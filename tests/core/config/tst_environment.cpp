#include "core/config/environment.h"
#include "core/config/profilefile.h"
#include "tests/core/config/conformancefile.h"
#include "tests/support/testmain.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

using inia::ConfigFiles;
using inia::Environment;

class TestEnvironment final : public QObject {
    Q_OBJECT

private slots:
    void emptyVariablesAreUnset();
    void processVariablesAreRead();
    void expandPath_data();
    void expandPath();
    void fileLocations_data();
    void fileLocations();
};

void TestEnvironment::emptyVariablesAreUnset()
{
    const Environment environment(Environment::Variables{{"SET", "x"}, {"EMPTY", ""}});
    QCOMPARE(environment.find("SET"), std::optional<std::string>("x"));
    QVERIFY(!environment.find("EMPTY"));
    QVERIFY(!environment.find("ABSENT"));
}

void TestEnvironment::processVariablesAreRead()
{
    qputenv("INIA_TEST_VARIABLE", "f\xc3\xbcr");
    QCOMPARE(Environment::fromProcess().find("INIA_TEST_VARIABLE"), std::optional<std::string>("f\xc3\xbcr"));
    QVERIFY(!Environment::fromProcess().home().empty());
}

void TestEnvironment::expandPath_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << QByteArray("/a/b") << QByteArray("/a/b");
    QTest::newRow("home") << QByteArray("~/x") << QByteArray("/home/me/x");
    QTest::newRow("home alone") << QByteArray("~") << QByteArray("/home/me");
    QTest::newRow("another's home stays") << QByteArray("~you/x") << QByteArray("~you/x");
    QTest::newRow("tilde inside stays") << QByteArray("/a/~/x") << QByteArray("/a/~/x");
    QTest::newRow("variable") << QByteArray("$DIR/x") << QByteArray("/data/x");
    QTest::newRow("braces") << QByteArray("${DIR}x") << QByteArray("/datax");
    QTest::newRow("unknown stays") << QByteArray("$NO/${NO}/x") << QByteArray("$NO/${NO}/x");
    QTest::newRow("open brace stays") << QByteArray("/a${DIR") << QByteArray("/a${DIR");
    QTest::newRow("dollar at the end") << QByteArray("/a$") << QByteArray("/a$");
    QTest::newRow("variable that begins with ~") << QByteArray("$TILDE/x") << QByteArray("/home/me/x");
}

void TestEnvironment::expandPath()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, expected);
    const Environment environment(
        Environment::Variables{{"HOME", "/home/me"}, {"DIR", "/data"}, {"TILDE", "~"}});
    QCOMPARE(QByteArray::fromStdString(environment.expandPath(path.toStdString())), expected);
}

void TestEnvironment::fileLocations_data()
{
    QTest::addColumn<QJsonObject>("testCase");
    const auto file = inia::test::readConformance(QStringLiteral("profiles/config-file-location-tests.json"));
    if (!file)
        QSKIP(inia::test::noConformance);
    const QJsonArray tests = file->object()[QLatin1String("tests")].toArray();
    QVERIFY(!tests.isEmpty());
    for (const QJsonValue& test : tests)
        QTest::newRow(qPrintable(test[QLatin1String("name")].toString())) << test.toObject();
}

void TestEnvironment::fileLocations()
{
    QFETCH(QJsonObject, testCase);
    Environment::Variables variables;
    const QJsonObject given = testCase[QLatin1String("environment")].toObject();
    for (auto it = given.begin(); it != given.end(); ++it)
        variables.emplace(it.key().toStdString(), it->toString().toStdString());
    const bool windows = testCase[QLatin1String("platform")].toString() == QLatin1String("windows");
    const Environment environment(variables,
                                  testCase[QLatin1String("languageSpecificHome")].toString().toStdString(),
                                  windows ? Environment::Platform::Windows : Environment::Platform::Posix);
    QCOMPARE(QString::fromStdString(ConfigFiles::configPath(environment)),
             testCase[QLatin1String("configLocation")].toString());
    QCOMPARE(QString::fromStdString(ConfigFiles::credentialsPath(environment)),
             testCase[QLatin1String("credentialsLocation")].toString());
}

INIA_TEST_CLASS(TestEnvironment, QCoreApplication)
#include "tst_environment.moc"
