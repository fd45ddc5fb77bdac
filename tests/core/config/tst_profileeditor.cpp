#include "core/config/profileeditor.h"
#include "core/config/profilefile.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using inia::ConfigFiles;
using inia::Environment;
using inia::ProfileEditor;
using File = inia::ProfileEditor::File;

namespace {

/// A home of its own with the two files.
class EditedHome final {
public:
    EditedHome() { QDir(m_folder.path()).mkpath(QStringLiteral(".aws")); }

    [[nodiscard]] Environment environment() const
    {
        return Environment({{"HOME", m_folder.path().toStdString()}});
    }
    [[nodiscard]] QString path(const char* name) const
    {
        return m_folder.filePath(QStringLiteral(".aws/") + QString::fromLatin1(name));
    }
    void write(const char* name, const QByteArray& text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    [[nodiscard]] QByteArray read(const char* name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] ProfileEditor open() const
    {
        auto editor = ProfileEditor::open(environment());
        if (!editor)
            qFatal("%s", editor.error().message.c_str());
        return std::move(editor).value();
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestProfileEditor : public QObject {
    Q_OBJECT

private slots:
    void keepsTheRestOfALargeFile();
    void changes_data();
    void changes();
    void makesFilesForTheirOwnerAlone();
    void keepsModeAndLink();
    void renamesDuplicatesRemoves();
    void readsOddNamesAndValuesBack();
    void refusesWhatTheFormatCannotHold_data();
    void refusesWhatTheFormatCannotHold();
    void refusesAFileChangedMeanwhile();
    void leavesAMalformedFile();
    void leavesTheFileWhenItCannotBeWritten();
};

void TestProfileEditor::keepsTheRestOfALargeFile()
{
    QByteArray head;
    QByteArray tail;
    for (int i = 0; i < 4000; ++i) {
        const auto number = QByteArray::number(i);
        QByteArray& part = i <= 2000 ? head : tail;
        part += "# account " + number + "\r\n[profile p" + number +
                "]\r\nregion=eu-west-1\r\n\r\n; note\r\n" +
                "s3 =\r\n  addressing_style = path\r\n  unknown = 1\r\nodd_key : kept  \r\n\r\n\r\n";
        if (i == 2000)
            head.chop(4);
    }
    EditedHome home;
    home.write("config", head + "\r\n\r\n" + tail);
    auto editor = home.open();
    QVERIFY(editor.change(File::Config, "p2000", {{"output", "json", {}}}).ok());
    QVERIFY(editor.save().ok());
    QVERIFY(home.read("config") == head + "output = json\r\n" + "\r\n\r\n" + tail);
    QVERIFY(editor.change(File::Config, "p2000", {{"output", std::nullopt, {}}}).ok());
    QVERIFY(editor.save().ok());
    QVERIFY(home.read("config") == head + "\r\n\r\n" + tail);
}

void TestProfileEditor::changes_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("nested");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* name, const char* before, const char* key, const char* nested,
                        const char* value, const char* after) {
        QTest::newRow(name) << QByteArray(before) << key << nested << QString::fromUtf8(value)
                            << QByteArray(after);
    };
    row("replace", "[profile a]\nregion  :  x\n# c\n", "region", "", "y", "[profile a]\nregion  :  y\n# c\n");
    row("replace an empty one", "[profile a]\nregion =\n", "region", "", "y", "[profile a]\nregion = y\n");
    row("add behind the last key", "[profile a]\nx = 1\n\n# of b\n[profile b]\n", "region", "", "y",
        "[profile a]\nx = 1\nregion = y\n\n# of b\n[profile b]\n");
    row("add without a line end", "[profile a]\nx = 1", "region", "", "y",
        "[profile a]\nx = 1\nregion = y\n");
    row("indented as its neighbour", "[profile a]\n  x = 1\n  [profile b]\n", "region", "", "y",
        "[profile a]\n  x = 1\n  region = y\n  [profile b]\n");
    row("new section", "[profile b]\nx = 1", "region", "", "y",
        "[profile b]\nx = 1\n\n[profile a]\nregion = y\n");
    row("new file", "", "region", "", "y", "[profile a]\nregion = y\n");
    row("new block", "[profile a]\n", "s3", "addressing_style", "path",
        "[profile a]\ns3 =\n    addressing_style = path\n");
    row("into a block", "[profile a]\ns3 =\n  b = 1\n# c\n", "s3", "addressing_style", "path",
        "[profile a]\ns3 =\n  b = 1\n  addressing_style = path\n# c\n");
    row("change in a block", "[profile a]\ns3 =\n  b= 1\n  c = 2\n", "s3", "b", "3",
        "[profile a]\ns3 =\n  b= 3\n  c = 2\n");
    row("last of a block", "[profile a]\ns3 =\n  b = 1\nx = 1\n", "s3", "b", "", "[profile a]\nx = 1\n");
}

void TestProfileEditor::changes()
{
    QFETCH(QByteArray, before);
    QFETCH(QString, key);
    QFETCH(QString, nested);
    QFETCH(QString, value);
    QFETCH(QByteArray, after);
    EditedHome home;
    home.write("config", before);
    auto editor = home.open();
    const auto text = value.isEmpty() ? std::nullopt : std::optional(value.toStdString());
    const auto done = editor.change(File::Config, "a", {{key.toStdString(), text, nested.toStdString()}});
    QVERIFY2(done.ok(), done ? "" : done.error().message.c_str());
    QVERIFY(editor.save().ok());
    QCOMPARE(home.read("config"), after);
}

void TestProfileEditor::makesFilesForTheirOwnerAlone()
{
    EditedHome home;
    QVERIFY(QDir(QFileInfo(home.path("config")).path()).removeRecursively());
    auto editor = home.open();
    QVERIFY(editor.change(File::Config, "default", {{"region", "eu-west-1", {}}}).ok());
    QVERIFY(editor.change(File::Credentials, "default", {{"aws_access_key_id", "AKID", {}}}).ok());
    QVERIFY(editor.save().ok());
    QCOMPARE(home.read("config"), "[default]\nregion = eu-west-1\n");
    const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    QVERIFY((QFileInfo(home.path("config")).permissions() & others) == 0);
    QVERIFY((QFileInfo(home.path("credentials")).permissions() & others) == 0);
}

void TestProfileEditor::keepsModeAndLink()
{
    EditedHome home;
    home.write("real", "[profile a]\n");
    QVERIFY(QFile::setPermissions(home.path("real"), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup |
                                                         QFile::ReadOther));
    QVERIFY(QFile::link(QStringLiteral("real"), home.path("config")));
    auto editor = home.open();
    QVERIFY(editor.change(File::Config, "a", {{"region", "x", {}}}).ok());
    QVERIFY(editor.save().ok());
    QVERIFY(QFileInfo(home.path("config")).isSymLink());
    QCOMPARE(home.read("real"), "[profile a]\nregion = x\n");
    QVERIFY(QFileInfo(home.path("real")).permissions() & QFile::ReadOther);
}

void TestProfileEditor::renamesDuplicatesRemoves()
{
    EditedHome home;
    home.write("config",
               "# top\n[profile a]  ; kept\nregion = x\n# last\n\n[profile c]\nsource_profile = a\n");
    home.write("credentials", "[a]\naws_access_key_id = K\n");
    auto editor = home.open();
    QVERIFY(!editor.rename("a", "c").ok());
    QVERIFY(editor.rename("a", "my a").ok());
    QVERIFY(editor.duplicate("my a", "b").ok());
    QVERIFY(editor.save().ok());
    QCOMPARE(home.read("config"), "# top\n[profile \"my a\"]  ; kept\nregion = x\n\n[profile b]\nregion = x\n"
                                  "# last\n\n[profile c]\nsource_profile = my a\n");
    QCOMPARE(home.read("credentials"), "[my a]\naws_access_key_id = K\n\n[b]\naws_access_key_id = K\n");
    QVERIFY(editor.remove("my a").ok());
    QVERIFY(editor.save().ok());
    QCOMPARE(home.read("config"),
             "# top\n[profile b]\nregion = x\n# last\n\n[profile c]\nsource_profile = my a\n");
    QCOMPARE(home.read("credentials"), "[b]\naws_access_key_id = K\n");
}

void TestProfileEditor::readsOddNamesAndValuesBack()
{
    const std::vector<std::string> names{"plain",  "with space", "Ann's", "say \"hi\"", "back\\slash",
                                         "ümläut", "a=b:c",      "#hash", "profile x",  "default"};
    const std::vector<std::string> values{"plain",  "a = b", "x # y", "; z", "[v]",
                                          "%(no)s", "\"q\"", "ü",     "a\tb"};
    EditedHome home;
    auto editor = home.open();
    for (const auto& name : names) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const inia::KeyChange change{"k" + std::to_string(i), values[i], {}};
            QVERIFY(editor.change(File::Config, name, {change}).ok());
            QVERIFY(editor.change(File::Credentials, name, {change}).ok());
        }
    }
    QVERIFY(editor.save().ok());
    const auto files = ConfigFiles::load(home.environment());
    QVERIFY(files.ok());
    QCOMPARE(files->profileNames().size(), names.size());
    for (const auto& name : names) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto key = "k" + std::to_string(i);
            QVERIFY(files->configFileProfile(name) != nullptr);
            QCOMPARE(files->configFileProfile(name)->text(key), std::string_view(values[i]));
            QCOMPARE(files->credentialsFileProfile(name)->text(key), std::string_view(values[i]));
        }
    }
}

void TestProfileEditor::refusesWhatTheFormatCannotHold_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("line feed") << "a"
                               << "k"
                               << "x\ny = z";
    QTest::newRow("carriage return") << "a"
                                     << "k"
                                     << "x\r";
    QTest::newRow("blank behind") << "a"
                                  << "k"
                                  << "x ";
    QTest::newRow("no-break space in front") << "a"
                                             << "k" << QString::fromUtf8("\u00a0x");
    QTest::newRow("key with an equals sign") << "a"
                                             << "k="
                                             << "x";
    QTest::newRow("no key") << "a"
                            << ""
                            << "x";
    QTest::newRow("no name") << ""
                             << "k"
                             << "x";
    QTest::newRow("bracket in the name") << "a]"
                                         << "k"
                                         << "x";
    QTest::newRow("line feed in the name") << "a\nb"
                                           << "k"
                                           << "x";
    QTest::newRow("defaults") << "DEFAULT"
                              << "k"
                              << "x";
}

void TestProfileEditor::refusesWhatTheFormatCannotHold()
{
    QFETCH(QString, name);
    QFETCH(QString, key);
    QFETCH(QString, value);
    EditedHome home;
    home.write("credentials", "[old]\nx = 1\n");
    auto editor = home.open();
    const auto done =
        editor.change(File::Credentials, name.toStdString(), {{key.toStdString(), value.toStdString(), {}}});
    QVERIFY(!done.ok());
    QVERIFY(done.error().kind == inia::ErrorKind::Parameter);
    QVERIFY(editor.save().ok());
    QCOMPARE(home.read("credentials"), "[old]\nx = 1\n");
}

void TestProfileEditor::refusesAFileChangedMeanwhile()
{
    EditedHome home;
    home.write("config", "[profile a]\n");
    auto editor = home.open();
    QVERIFY(editor.change(File::Config, "a", {{"region", "x", {}}}).ok());
    home.write("config", "[profile b]\n");
    const auto saved = editor.save();
    QVERIFY(!saved.ok());
    QCOMPARE(saved.error().code, std::string("ConfigFileChanged"));
    QCOMPARE(home.read("config"), "[profile b]\n");
}

void TestProfileEditor::leavesAMalformedFile()
{
    EditedHome home;
    home.write("config", "[profile a]\nregion = x\nno delimiter\n");
    const auto editor = ProfileEditor::open(home.environment());
    QVERIFY(!editor.ok());
    QVERIFY(editor.error().message.find("config, line 3") != std::string::npos);
}

void TestProfileEditor::leavesTheFileWhenItCannotBeWritten()
{
    EditedHome home;
    home.write("config", "[profile a]\n");
    auto editor = home.open();
    QVERIFY(editor.change(File::Config, "a", {{"region", "x", {}}}).ok());
    const QString folder = QFileInfo(home.path("config")).path();
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
    const bool isAllPowerful = QFileInfo(folder).isWritable(); // root writes anywhere
    const auto saved = editor.save();
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    if (isAllPowerful)
        QSKIP("this user may write in a folder that is not writable");
    QVERIFY(!saved.ok());
    QCOMPARE(saved.error().code, std::string("ConfigFileNotWritten"));
    QCOMPARE(home.read("config"), "[profile a]\n");
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{QStringLiteral("config")});
}

INIA_TEST_CLASS(TestProfileEditor, QCoreApplication)
#include "tst_profileeditor.moc"
