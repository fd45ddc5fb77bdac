#include "core/config/profilefile.h"
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
    void manyNamesAreNotAllTold();
    void slipsInHeadingsAreTold_data();
    void slipsInHeadingsAreTold();
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

void TestProfileSelection::manyNamesAreNotAllTold()
{
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += "[profile p" + std::to_string(i) + "]\n";
    const auto files = ConfigFiles::parse(text, "config", {}, "credentials");
    const auto selection = selectProfile("none", Environment(), *files);
    QVERIFY(!selection.ok());
    QVERIFY(QByteArray::fromStdString(selection.error().message).endsWith("p18, p19 and 80 more."));
}

void TestProfileSelection::slipsInHeadingsAreTold_data()
{
    QTest::addColumn<QByteArray>("heading");
    QTest::addColumn<QByteArray>("warning");
    const auto row = [](const char* heading, const char* warning) {
        QTest::newRow(heading) << QByteArray(heading) << QByteArray(warning);
    };
    row("profile dev", "");
    row("profile other", "");
    for (const char* heading : {"dev", "Profile dev", "profiledev", "Dev", "profile=dev"}) {
        const auto warning =
            "config, line 1 has [" + QByteArray(heading) + "], which has to be [profile dev] in that file.";
        row(heading, warning.constData());
    }
    row("profile \"dev", ""); // a profile of another name
    QTest::newRow("blanks")
        << QByteArray("profile my dev")
        << QByteArray("config, line 1 has [profile my dev], which has to be [profile \"my dev\"] "
                      "in that file.");
}

/// A profile that has its keys in the credentials file works, but without its region.
void TestProfileSelection::slipsInHeadingsAreTold()
{
    QFETCH(const QByteArray, heading);
    QFETCH(const QByteArray, warning);
    const std::string name = heading.contains("my dev") ? "my dev" : "dev";
    const auto files = ConfigFiles::parse("[" + heading.toStdString() + "]\nregion = x", "config",
                                          "[" + name + "]\naws_access_key_id = A", "credentials");
    QVERIFY(files.ok());
    const auto selection = selectProfile(name, Environment(), *files);
    QVERIFY(selection.ok());
    const std::vector<std::string> expected{warning.toStdString()};
    QCOMPARE(selection->warnings, warning.isEmpty() ? std::vector<std::string>() : expected);
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
