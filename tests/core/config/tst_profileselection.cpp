#include "core/config/profileselection.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using inia::ConfigFiles;
using inia::Environment;
using inia::selectProfile;

class TestProfileSelection final : public QObject {
    Q_OBJECT

private slots:
    void order_data();
    void order();
    void missing_data();
    void missing();
    void absentDefaultIsEmpty();
};

void TestProfileSelection::order_data()
{
    QTest::addColumn<QByteArray>("requested");
    QTest::addColumn<QByteArray>("profileVariable");
    QTest::addColumn<QByteArray>("defaultVariable");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("request first") << QByteArray("a") << QByteArray("b") << QByteArray("c")
                                   << QByteArray("a");
    QTest::newRow("AWS_PROFILE") << QByteArray() << QByteArray("b") << QByteArray("c") << QByteArray("b");
    QTest::newRow("AWS_DEFAULT_PROFILE")
        << QByteArray() << QByteArray() << QByteArray("c") << QByteArray("c");
    QTest::newRow("default") << QByteArray() << QByteArray() << QByteArray() << QByteArray("default");
}

void TestProfileSelection::order()
{
    QFETCH(QByteArray, requested);
    QFETCH(QByteArray, profileVariable);
    QFETCH(QByteArray, defaultVariable);
    QFETCH(QByteArray, expected);
    const auto files = ConfigFiles::parse("[default]\nn = default\n[profile a]\nn = a\n[profile b]\nn = b",
                                          "config", "[c]\nn = c", "credentials");
    QVERIFY(files.ok());
    const Environment environment(
        Environment::Variables{{"AWS_PROFILE", profileVariable.toStdString()},
                               {"AWS_DEFAULT_PROFILE", defaultVariable.toStdString()}});
    const auto selection = selectProfile(requested.toStdString(), environment, *files);
    QVERIFY(selection.ok());
    QCOMPARE(QByteArray::fromStdString(selection->name), expected);
    QCOMPARE(QByteArray::fromStdString(std::string(selection->profile.text("n"))), expected);
    QCOMPARE(selection->isExplicit, !requested.isEmpty());
}

void TestProfileSelection::missing_data()
{
    QTest::addColumn<QByteArray>("requested");
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QByteArray>("files");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("request") << QByteArray("dav") << QByteArray()
                             << QByteArray("[profile dev]\n[profile prod]")
                             << QByteArray("There is no profile \"dav\". Profiles in config and credentials: "
                                           "dev, prod.");
    QTest::newRow("variable") << QByteArray() << QByteArray("dav") << QByteArray("[profile dev]")
                              << QByteArray("There is no profile \"dav\", which AWS_PROFILE asks for. "
                                            "Profiles in config and credentials: dev.");
    QTest::newRow("default, asked for")
        << QByteArray("default") << QByteArray() << QByteArray("")
        << QByteArray("There is no profile \"default\". There are no profiles in config and credentials.");
    QTest::newRow("heading without prefix")
        << QByteArray("dev") << QByteArray() << QByteArray("[default]\n[dev]")
        << QByteArray(
               "There is no profile \"dev\". config, line 2 has [dev], which has to be [profile dev] in "
               "that file. Profiles in config and credentials: default.");
}

void TestProfileSelection::missing()
{
    QFETCH(QByteArray, requested);
    QFETCH(QByteArray, variable);
    QFETCH(QByteArray, files);
    QFETCH(QByteArray, expected);
    const auto parsed = ConfigFiles::parse(files.toStdString(), "config", {}, "credentials");
    QVERIFY(parsed.ok());
    const auto selection =
        selectProfile(requested.toStdString(),
                      Environment(Environment::Variables{{"AWS_PROFILE", variable.toStdString()}}), *parsed);
    QVERIFY(!selection.ok());
    QCOMPARE(selection.error().kind, inia::ErrorKind::Configuration);
    QCOMPARE(QByteArray::fromStdString(selection.error().code), QByteArray("ProfileNotFound"));
    QCOMPARE(QByteArray::fromStdString(selection.error().message), expected);
}

void TestProfileSelection::absentDefaultIsEmpty()
{
    const auto files = ConfigFiles::parse("[profile a]\nregion = x", "config", {}, "credentials");
    QVERIFY(files.ok());
    const auto selection = selectProfile({}, Environment(), *files);
    QVERIFY(selection.ok());
    QCOMPARE(selection->name, std::string("default"));
    QVERIFY(selection->profile.values.empty());
    QVERIFY(!selection->isExplicit);
}

INIA_TEST_CLASS(TestProfileSelection, QCoreApplication)
#include "tst_profileselection.moc"
