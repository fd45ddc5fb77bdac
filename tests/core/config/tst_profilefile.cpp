#include "core/config/profilefile.h"
#include "tests/core/config/conformancefile.h"
#include "tests/support/testmain.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <map>

using inia::ConfigFiles;
using inia::ConfigSection;
using inia::ConfigValue;
using inia::Environment;

namespace {

/// The cases in which the AWS-wide specification and botocore differ. We read the files as botocore does, so
/// that a file means the same here as in boto3 and the Python CLI; the reasons say what that comes to.
const std::map<QString, const char*> botocoreRules{
    {QStringLiteral("14"), "a colon separates key and value, too"},
    {QStringLiteral("19"), "a comment behind a value belongs to the value"},
    {QStringLiteral("21"), "a comment behind a value belongs to the value"},
    {QStringLiteral("32"), "a section that occurs twice is a mistake worth telling"},
    {QStringLiteral("33"), "a key that occurs twice is a mistake worth telling"},
    {QStringLiteral("35"), "[default] and [profile default] are equal; the later one wins"},
    {QStringLiteral("37"), "profile names in the credentials file may have spaces"},
    {QStringLiteral("38"), "keys may have spaces"},
    {QStringLiteral("40"), "a colon ends the key"},
    {QStringLiteral("46"), "a nested key may be empty"},
    {QStringLiteral("47"), "nested keys may have spaces"},
    {QStringLiteral("50"), "a section that occurs twice is a mistake worth telling"},
    {QStringLiteral("51"), "a section that occurs twice is a mistake worth telling"},
    {QStringLiteral("54"), "headings of the credentials file are names as they stand"},
    {QStringLiteral("58"), "a heading has to begin with its prefix"},
    {QStringLiteral("59"), "headings of the credentials file are names as they stand"},
    {QStringLiteral("61"), "a section that occurs twice is a mistake worth telling"},
    {QStringLiteral("80"), "a comment behind a value belongs to the value"},
    {QStringLiteral("81"), "a comment behind a value belongs to the value"},
    {QStringLiteral("82"), "a comment behind a value belongs to the value"},
    {QStringLiteral("94"), "a section that occurs twice is a mistake worth telling"},
    {QStringLiteral("100"), "a colon ends the key"},
    {QStringLiteral("106"), "a nested key may be empty"},
    {QStringLiteral("113"), "a heading has to begin with its prefix"},
    {QStringLiteral("115"), "a section that occurs twice is a mistake worth telling"},
};

QJsonValue toJson(const ConfigValue& value)
{
    if (!value.isNested)
        return QString::fromStdString(value.text);
    QJsonObject members;
    for (const auto& [key, text] : value.nested)
        members.insert(QString::fromStdString(key), QString::fromStdString(text));
    return members;
}

QJsonObject toJson(const ConfigSection& section)
{
    QJsonObject members;
    for (const auto& [key, value] : section.values)
        members.insert(QString::fromStdString(key), toJson(value));
    return members;
}

QJsonObject profilesOf(const ConfigFiles& files)
{
    QJsonObject profiles;
    for (const std::string& name : files.profileNames())
        profiles.insert(QString::fromStdString(name), toJson(*files.profile(name)));
    return profiles;
}

/// A nested value may be given as the text it stands for in the file.
QJsonObject parsedNesting(const QJsonObject& profiles)
{
    QJsonObject result = profiles;
    for (const QString& name : profiles.keys()) {
        QJsonObject values = profiles[name].toObject();
        for (const QString& key : values.keys()) {
            const QString text = values[key].toString();
            if (!text.startsWith(QLatin1Char('\n')))
                continue;
            QJsonObject members;
            for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
                const auto equals = line.indexOf(QLatin1Char('='));
                members.insert(line.left(equals).trimmed(), line.mid(equals + 1).trimmed());
            }
            values[key] = members;
        }
        result[name] = values;
    }
    return result;
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

Environment environmentOf(const QTemporaryDir& home)
{
    return Environment(Environment::Variables{{"HOME", home.path().toStdString()}});
}

} // namespace

class TestProfileFile final : public QObject {
    Q_OBJECT

private slots:
    void conformance_data();
    void conformance();
    void credentialsLieOverConfig();
    void namesInFileOrder();
    void quotedNames();
    void namesThatAreNoWords_data();
    void namesThatAreNoWords();
    void oneFileForBoth();
    void readsAgainWhatHasChanged();
    void thousandsOfProfiles();
    void servicesSections();
    void laterDefaultWins();
    void productionMark_data();
    void productionMark();
    void loadsBothFiles();
    void missingFilesAreEmpty();
    void badFiles_data();
    void badFiles();
};

void TestProfileFile::conformance_data()
{
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<QJsonObject>("output");
    for (const char* name :
         {"profiles/config-file-parser-tests.json", "profiles/profile-parser-tests-extra.json"}) {
        const auto file = inia::test::readConformance(QLatin1String(name));
        if (!file)
            QSKIP(inia::test::noConformance);
        for (const QJsonValue& test : file->object()[QLatin1String("tests")].toArray()) {
            const QString id = test[QLatin1String("id")].toString();
            const QString title = id + QLatin1Char(' ') + test[QLatin1String("name")].toString();
            QJsonObject output = test[QLatin1String("output")].toObject();
            if (test[QLatin1String("botocoreAgrees")].toBool(true)) {
                QVERIFY2(!botocoreRules.contains(id), qPrintable(title));
            } else {
                QVERIFY2(botocoreRules.contains(id), qPrintable(title));
                output = test[QLatin1String("botocoreResult")].toObject();
            }
            QTest::newRow(qPrintable(title)) << test[QLatin1String("input")].toObject() << output;
        }
    }
}

void TestProfileFile::conformance()
{
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, output);
    const auto files =
        ConfigFiles::parse(input[QLatin1String("configFile")].toString().toStdString(), "config",
                           input[QLatin1String("credentialsFile")].toString().toStdString(), "credentials");
    const bool fails =
        output.contains(QLatin1String("errorContaining")) || output.contains(QLatin1String("error"));
    QCOMPARE(files.ok(), !fails);
    if (fails) {
        QVERIFY(files.error().message.find(", line ") != std::string::npos);
        return;
    }
    QJsonObject expected = output;
    if (output.contains(QLatin1String("config")))
        expected = output[QLatin1String("config")].toObject();
    if (expected.contains(QLatin1String("profiles")))
        QCOMPARE(profilesOf(*files), parsedNesting(expected[QLatin1String("profiles")].toObject()));
    const bool snake = expected.contains(QLatin1String("sso_sessions"));
    const QJsonObject sessions =
        expected[snake ? QLatin1String("sso_sessions") : QLatin1String("ssoSessions")].toObject();
    for (const QString& name : sessions.keys()) {
        const ConfigSection* session = files->ssoSession(name.toStdString());
        QVERIFY2(session != nullptr, qPrintable(name));
        QCOMPARE(toJson(*session), sessions[name].toObject());
    }
    for (const char* absent : {"in", "in valid", "foo"}) {
        if (!sessions.contains(QLatin1String(absent)))
            QVERIFY(files->ssoSession(absent) == nullptr);
    }
}

void TestProfileFile::credentialsLieOverConfig()
{
    const auto files = ConfigFiles::parse("[profile a]\nregion = us-east-1\noutput = json", "config",
                                          "[a]\nregion = us-west-2\naws_access_key_id = AKID", "credentials");
    QVERIFY(files.ok());
    const inia::Profile* profile = files->profile("a");
    QVERIFY(profile != nullptr);
    QCOMPARE(profile->text("region"), std::string_view("us-west-2"));
    QCOMPARE(profile->text("output"), std::string_view("json"));
    QCOMPARE(profile->find("region")->place(), std::string("credentials, line 2"));
    QCOMPARE(profile->find("output")->place(), std::string("config, line 3"));
    QCOMPARE(files->configFileProfile("a")->text("region"), std::string_view("us-east-1"));
    QVERIFY(files->credentialsFileProfile("a")->find("output") == nullptr);
}

void TestProfileFile::namesInFileOrder()
{
    const auto files = ConfigFiles::parse("[profile z]\n[profile b]\n[default]\n[a]", "config",
                                          "[b]\n[c]\n[z]", "credentials");
    QVERIFY(files.ok());
    const std::vector<std::string> expected{"default", "z", "b", "c"};
    QCOMPARE(files->profileNames(), expected);
    QVERIFY(files->ignoredSection("a") != nullptr);
}

void TestProfileFile::quotedNames()
{
    const auto files =
        ConfigFiles::parse("[profile 'my own']\nk = v\n[profile \"it's\"]\nk = w", "config", {}, {});
    QVERIFY(files.ok());
    QCOMPARE(files->profileNames(), (std::vector<std::string>{"my own", "it's"}));
    QVERIFY(files->profile("it's")->remark.empty());
}

/// botocore passes over them, and their settings with them.
void TestProfileFile::namesThatAreNoWords_data()
{
    QTest::addColumn<QByteArray>("heading");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("mend");
    const auto row = [](const char* heading, const char* name, const char* mend) {
        QTest::newRow(heading) << QByteArray(heading) << QByteArray(name) << QByteArray(mend);
    };
    row("profile Ann's", "Ann's", R"([profile "Ann's"])");
    row("profile back\\", "back\\", R"([profile "back\\"])");
    row("profile say\"a", "say\"a", R"([profile "say\"a"])");
}

void TestProfileFile::namesThatAreNoWords()
{
    QFETCH(const QByteArray, heading);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, mend);
    const auto text = "[" + heading.toStdString() + "]\nregion = us-west-2\n";
    const auto files = ConfigFiles::parse(text, "config", {}, {});
    QVERIFY(files.ok());
    const inia::Profile* profile = files->profile(name.toStdString());
    QVERIFY(profile != nullptr);
    QCOMPARE(profile->text("region"), std::string_view("us-west-2"));
    const auto remark = QByteArray::fromStdString(profile->remark);
    QVERIFY2(remark.startsWith("config, line 1: ") && remark.contains(mend), remark.constData());
    // The mend is right: it is read as botocore reads it, and beats what is written wrongly, wherever it
    // stands.
    const auto mended = "\n" + mend.toStdString() + "\nregion = eu-west-1\n";
    for (const auto& both : {mended, mended + text, text + mended}) {
        const auto again = ConfigFiles::parse(both, "config", {}, {});
        QVERIFY(again.ok());
        QCOMPARE(again->profileNames(), std::vector<std::string>{name.toStdString()});
        QCOMPARE(again->profile(name.toStdString())->text("region"), std::string_view("eu-west-1"));
        QVERIFY(again->profile(name.toStdString())->remark.empty());
    }
}

void TestProfileFile::oneFileForBoth()
{
    const QTemporaryDir home;
    const QString path = home.filePath(QStringLiteral("both"));
    const QString link = home.filePath(QStringLiteral("link"));
    write(path, "[default]\nregion = eu-west-1\n[profile dev]\nregion = us-west-2\naws_access_key_id = AKID\n"
                "[plain]\naws_access_key_id = PLAIN\n[sso-session s]\n[services v]\n");
    QVERIFY(QFile::link(path, link));
    for (const QString& credentials : {path, link}) {
        const auto files = ConfigFiles::load(
            Environment(Environment::Variables{{"AWS_CONFIG_FILE", path.toStdString()},
                                               {"AWS_SHARED_CREDENTIALS_FILE", credentials.toStdString()}}));
        QVERIFY(files.ok());
        QCOMPARE(files->profileNames(), (std::vector<std::string>{"default", "dev", "plain"}));
        QCOMPARE(files->profile("dev")->text("region"), std::string_view("us-west-2"));
        QCOMPARE(files->credentialsFileProfile("dev")->text("aws_access_key_id"), std::string_view("AKID"));
        QCOMPARE(files->profile("plain")->text("aws_access_key_id"), std::string_view("PLAIN"));
        QVERIFY(files->ssoSession("s") != nullptr && files->services("v") != nullptr);
    }
}

void TestProfileFile::thousandsOfProfiles()
{
    std::string text;
    for (int i = 0; i < 4000; ++i) {
        text += "[profile org-" + std::to_string(i) +
                ".Administrator]\nsso_session = corp\nregion = eu-central-1\n" +
                "credential_process = " + std::string(250, 'x') + "\n";
    }
    const QTemporaryDir home;
    const QString path = home.filePath(QStringLiteral("config"));
    write(path, QByteArray::fromStdString(text));
    const auto files = ConfigFiles::load(
        Environment(Environment::Variables{{"AWS_CONFIG_FILE", path.toStdString()}}, "/nowhere"));
    QVERIFY2(files.ok(), files.ok() ? "" : files.error().message.c_str());
    QCOMPARE(files->profileNames().size(), std::size_t{4000});
}

void TestProfileFile::readsAgainWhatHasChanged()
{
    const QTemporaryDir home;
    const Environment environment = environmentOf(home);
    inia::CurrentConfigFiles current;
    QVERIFY(current.load(environment).ok()); // there are none yet
    QVERIFY(QDir(home.path()).mkdir(QStringLiteral(".aws")));
    const QString path = home.filePath(QStringLiteral(".aws/config"));
    write(path, "[profile one]\n");
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadWrite));
    QVERIFY(written.setFileTime(QDateTime::currentDateTime().addSecs(-2), QFileDevice::FileModificationTime));
    written.close();
    const auto first = current.load(environment);
    QVERIFY(first.ok());
    QVERIFY((*first)->profile("one"));
    QCOMPARE(current.load(environment)->get(), first->get());
    write(path, "[profile other]\n");
    const auto second = current.load(environment);
    QVERIFY(second.ok());
    QVERIFY((*second)->profile("other"));
    QVERIFY((*first)->profile("one")); // whoever has them keeps them
    write(path, "[profile no end\n");
    QVERIFY(!current.load(environment).ok());
    write(path, "[profile other]\n\n");
    QVERIFY(current.load(environment).ok());
}

void TestProfileFile::servicesSections()
{
    const auto files =
        ConfigFiles::parse("[services mine]\ns3 =\n endpoint_url = http://localhost:1", "config", {}, {});
    QVERIFY(files.ok());
    const ConfigSection* services = files->services("mine");
    QVERIFY(services != nullptr);
    QCOMPARE(services->find("s3")->nested.at("endpoint_url"), std::string("http://localhost:1"));
    QVERIFY(files->profileNames().empty());
}

void TestProfileFile::laterDefaultWins()
{
    const auto files =
        ConfigFiles::parse("[default]\na = 1\n[profile x]\n[profile default]\nb = 2", "config", {}, {});
    QVERIFY(files.ok());
    QVERIFY(files->profile("default")->find("a") == nullptr);
    QCOMPARE(files->profile("default")->text("b"), std::string_view("2"));
}

void TestProfileFile::productionMark_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("expected");
    QTest::newRow("absent") << QByteArray("") << false;
    QTest::newRow("true") << QByteArray("inia_production = true") << true;
    QTest::newRow("True") << QByteArray("inia_production = True") << true;
    QTest::newRow("yes") << QByteArray("inia_production = yes") << true;
    QTest::newRow("misspelt") << QByteArray("inia_production = ture") << true;
    QTest::newRow("false") << QByteArray("inia_production = False") << false;
    QTest::newRow("no") << QByteArray("inia_production = no") << false;
    QTest::newRow("blank") << QByteArray("inia_production =") << false;
    QTest::newRow("blanks around") << QByteArray("inia_production =  off  ") << false;
}

void TestProfileFile::productionMark()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, expected);
    const auto files = ConfigFiles::parse("[default]\n" + line.toStdString(), "config", {}, {});
    QVERIFY(files.ok());
    QCOMPARE(files->profile("default")->isProduction(), expected);
}

void TestProfileFile::loadsBothFiles()
{
    const QTemporaryDir home;
    QVERIFY(QDir(home.path()).mkdir(QStringLiteral(".aws")));
    write(home.filePath(QStringLiteral(".aws/config")), "[profile a]\nregion = eu-west-1\n");
    write(home.filePath(QStringLiteral("keys")), "[b]\naws_access_key_id = AKID\n");
    const Environment environment(Environment::Variables{{"HOME", home.path().toStdString()},
                                                         {"AWS_SHARED_CREDENTIALS_FILE", "~/keys"}});
    const auto files = ConfigFiles::load(environment);
    QVERIFY2(files.ok(), files.ok() ? "" : files.error().message.c_str());
    const std::vector<std::string> expected{"a", "b"};
    QCOMPARE(files->profileNames(), expected);
    QCOMPARE(files->credentialsPath(), home.path().toStdString() + "/keys");
}

void TestProfileFile::missingFilesAreEmpty()
{
    const QTemporaryDir home;
    const auto files = ConfigFiles::load(environmentOf(home));
    QVERIFY(files.ok());
    QVERIFY(files->profileNames().empty());
    QVERIFY(ConfigFiles::load(Environment(Environment::Variables{{"AWS_CONFIG_FILE", "/dev/null"}})).ok());
}

void TestProfileFile::badFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("malformed") << QByteArray("[default]\nregion") << QByteArray(", line 2: expected");
    QTest::newRow("Latin-1") << QByteArray("[default]\nname = f\xfcr") << QByteArray("not UTF-8");
    QTest::newRow("UTF-16") << QByteArray("[\0d\0]\0\n\0", 8) << QByteArray("not UTF-8");
    QTest::newRow("too large") << QByteArray(65 * 1024 * 1024, '#') << QByteArray("larger than 64 MiB");
}

void TestProfileFile::badFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, expected);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file"));
    write(path, content);
    for (const char* variable : {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"}) {
        const auto files = ConfigFiles::load(
            Environment(Environment::Variables{{variable, path.toStdString()}}, "/nowhere"));
        QVERIFY(!files.ok());
        QCOMPARE(files.error().kind, inia::ErrorKind::Configuration);
        const QByteArray message = QByteArray::fromStdString(files.error().message);
        QVERIFY2(message.contains(expected) && message.startsWith(path.toUtf8()), message.constData());
    }
    const auto isFolder = ConfigFiles::load(
        Environment(Environment::Variables{{"AWS_CONFIG_FILE", folder.path().toStdString()}}));
    QVERIFY(!isFolder.ok());
    QVERIFY(QByteArray::fromStdString(isFolder.error().message).contains("is a folder"));
}

INIA_TEST_CLASS(TestProfileFile, QCoreApplication)
#include "tst_profilefile.moc"
