#include "core/config/inifile.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using inia::ConfigSection;
using inia::parseIni;

class TestIniFile final : public QObject {
    Q_OBJECT

private slots:
    void values_data();
    void values();
    void errors_data();
    void errors();
    void defaultsAreInherited();
    void linesAreKept();
    void errorsHoldNoSecrets_data();
    void errorsHoldNoSecrets();
};

namespace {

/// "[section] key=value; key={a=b}" for comparing whole files at a glance.
QByteArray rendered(const std::vector<ConfigSection>& sections)
{
    QByteArray result;
    for (const ConfigSection& section : sections) {
        result += "[" + QByteArray::fromStdString(section.name) + "]";
        for (const auto& [key, value] : section.values) {
            result += " " + QByteArray::fromStdString(key) + "=";
            if (!value.isNested) {
                result += QByteArray::fromStdString(value.text).replace("\n", "|");
                continue;
            }
            result += "{";
            for (const auto& [name, text] : value.nested)
                result += QByteArray::fromStdString(name + "=" + text) + ",";
            result += "}";
        }
    }
    return result;
}

} // namespace

void TestIniFile::values_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* text, const char* expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("nothing", "", "");
    row("only blank lines and comments", "\n \t\n# c\n; c\n", "");
    row("keys are lowered", "[a]\nKey = Value", "[a] key=Value");
    row("colon", "[a]\nk: v=w", "[a] k=v=w");
    row("first delimiter counts", "[a]\nk=v:w", "[a] k=v:w");
    row("empty value", "[a]\nk =", "[a] k=");
    row("inline comments stay", "[a]\nk = v # c ; d", "[a] k=v # c ; d");
    row("comment inside a value is dropped", "[a]\nk = v\n# c\n w", "[a] k=v|w");
    row("blank line inside a value stays", "[a]\nk = v\n\n w\n\n", "[a] k=v||w");
    row("indented key under a value is text", "[a]\nk = v\n other = w", "[a] k=v|other = w");
    row("indented first key", "[a]\n k = v\n j = w", "[a] j=w k=v");
    row("nested", "[a]\ns3 =\n  x = 1\n\n  y=2=3\nk = v", "[a] k=v s3={x=1,y=2=3,}");
    row("nested keys keep their case", "[a]\ns3 =\n  Xy = 1", "[a] s3={Xy=1,}");
    row("nested: last one wins", "[a]\ns3 =\n  x = 1\n  x = 2", "[a] s3={x=2,}");
    row("indented heading ends a section", "[a]\n [b]\n k = v", "[a][b] k=v");
    row("text behind a heading", "[a] # c", "[a]");
    row("heading up to the last bracket", "[a] b]", "[a] b]");
    row("spaces in a heading stay", "[ a ]", "[ a ]");
    row("CRLF and CR", "[a]\r\nk = v\rj = w\r\n", "[a] j=w k=v");
    row("no-break space is trimmed", "[a]\nk = v\xc2\xa0", "[a] k=v");
    row("unicode", "[\xc3\xbc]\nk = \xf0\x9f\x98\x82", "[\xc3\xbc] k=\xf0\x9f\x98\x82");
}

void TestIniFile::values()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto sections = parseIni(text.toStdString(), "file");
    QVERIFY2(sections.ok(), sections.ok() ? "" : sections.error().message.c_str());
    QCOMPARE(rendered(*sections), expected);
}

void TestIniFile::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* text, const char* expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("key before a heading", "\nk = v", "file, line 2: expected a [section] heading");
    row("open heading", "[a", "file, line 1: a section heading needs the form");
    row("open heading later", "[a]\nk=v\n[b", "file, line 3: a section heading needs the form");
    row("empty heading", "[]", "file, line 1: a section heading needs the form");
    row("no delimiter", "[a]\nword", "file, line 2: expected \"key = value\"");
    row("no key", "[a]\n= v", "file, line 2: there is no key in front of the \"=\"");
    row("section twice", "[a]\n[b]\n[a]", "file, line 3: section [a] was begun before, in line 1");
    row("key twice", "[a]\nk=v\nK=w", "file, line 3: key \"k\" was set before in this section, in line 2");
    row("nested without delimiter", "[a]\ns3 =\n x = 1\n y",
        "file, line 4: the indented lines below key \"s3\"");
    row("byte order mark", "\xef\xbb\xbf[a]", "file, line 1: the file begins with a byte order mark");
}

void TestIniFile::errors()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto sections = parseIni(text.toStdString(), "file");
    QVERIFY(!sections.ok());
    QCOMPARE(sections.error().kind, inia::ErrorKind::Configuration);
    const QByteArray message = QByteArray::fromStdString(sections.error().message);
    QVERIFY2(message.startsWith(expected), message.constData());
}

void TestIniFile::defaultsAreInherited()
{
    const auto sections = parseIni("[DEFAULT]\nk = v\nj = w\n[a]\nk = own\n[b]", "file");
    QVERIFY(sections.ok());
    QCOMPARE(rendered(*sections), QByteArray("[a] j=w k=own[b] j=w k=v"));
}

void TestIniFile::linesAreKept()
{
    const auto sections = parseIni("# c\n[a]\n\nk = v\n w\nj = x", "file");
    QVERIFY(sections.ok());
    QCOMPARE(sections->front().line, 2);
    QCOMPARE(sections->front().find("k")->line, 4);
    QCOMPARE(sections->front().find("j")->line, 6);
    QCOMPARE(QByteArray::fromStdString(sections->front().find("j")->place()), QByteArray("file, line 6"));
}

void TestIniFile::errorsHoldNoSecrets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("alone on a line") << QByteArray("[a]\nwJalrXUtnFEMI/SECRET");
    QTest::newRow("before a heading") << QByteArray("aws_secret_access_key = wJalrXUtnFEMI/SECRET");
    QTest::newRow("as a key, twice") << QByteArray("[a]\nwJalrXUtnFEMI/SECRET=\nwJalrXUtnFEMI/SECRET=");
    QTest::newRow("value of a key set twice")
        << QByteArray("[a]\naws_secret_access_key = x\naws_secret_access_key = wJalrXUtnFEMI/SECRET");
    QTest::newRow("nested") << QByteArray("[a]\naws_secret_access_key =\n  wJalrXUtnFEMI/SECRET");
}

void TestIniFile::errorsHoldNoSecrets()
{
    QFETCH(QByteArray, text);
    const auto sections = parseIni(text.toStdString(), "file");
    QVERIFY(!sections.ok());
    QVERIFY(!QByteArray::fromStdString(sections.error().message).toLower().contains("secret\""));
    QVERIFY(!QByteArray::fromStdString(sections.error().message).toLower().contains("wjalr"));
}

INIA_TEST_CLASS(TestIniFile, QCoreApplication)
#include "tst_inifile.moc"
