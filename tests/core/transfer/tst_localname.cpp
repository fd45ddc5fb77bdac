#include "core/transfer/localname.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace inia;

/// Keys are anyone's text: none leads a download out of its folder.
class tst_LocalName final : public QObject {
    Q_OBJECT

private slots:
    void becomesPath_data();
    void becomesPath();
    void windowsRules_data();
    void windowsRules();
    void differentKeysDiffer();
    void longNamesAreCut();
    void everyByteStaysInside();
    void foldersAreMade();
    void linkInsideIsFollowed();
    void linkOutIsRefused();
    void fileInTheWayIsRefused();
};

void tst_LocalName::becomesPath_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("path");
    const auto row = [](const char* name, const QByteArray& key, const char* path) {
        QTest::newRow(name) << key << QString::fromUtf8(path);
    };
    row("plain", "logs/2026/app.log", "logs/2026/app.log");
    row("blanks and signs", " a b+c&d=?.txt ", " a b+c&d=?.txt ");
    row("parent", "../../x", "%2E%2E/%2E%2E/x");
    row("parent in the middle", "a/../b", "a/%2E%2E/b");
    row("parent at the end", "a/..", "a/%2E%2E");
    row("only dots", "..", "%2E%2E");
    row("current", "./a/.", "%2E/a/%2E");
    row("hidden files stay", ".profile", ".profile");
    row("three dots stay", ".../a", ".../a");
    row("absolute", "/abs", "%2F/abs");
    row("empty part", "a//b", "a/%2F/b");
    row("folder", "a/b/", "a/b/");
    row("empty folder name", "a//", "a/%2F/");
    row("backslash", "..\\..\\x", "..%5C..%5Cx");
    row("nul", QByteArray("a\0b", 3), "a%00b");
    row("controls", "a\nb\x7f\x1b[31m", "a%0Ab%7F%1B[31m");
    row("text direction", "exe.\xE2\x80\xAEtxt", "exe.%E2%80%AEtxt");
    row("unicode stays as it is", "\xC3\xA9 e\xCC\x81 \xF0\x9F\x98\x80",
        "\xC3\xA9 e\xCC\x81 \xF0\x9F\x98\x80");
    row("case stays", "A/a", "A/a");
    row("percent", "100%", "100%");
    row("what looks escaped", "%2E%2E/x%2fy", "%252E%252E/x%252fy");
    row("nothing", "", "%2F");
}

void tst_LocalName::becomesPath()
{
    QFETCH(const QByteArray, key);
    QTEST(localName({key.constData(), static_cast<std::size_t>(key.size())}, NameRules::Posix).path(),
          "path");
}

void tst_LocalName::windowsRules_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("path");
    QTest::newRow("device") << "con"
                            << "%63on";
    QTest::newRow("device with suffix") << "a/NUL.txt"
                                        << "a/%4EUL.txt";
    QTest::newRow("port") << "lpt1"
                          << "%6Cpt1";
    QTest::newRow("no port") << "lpt10"
                             << "lpt10";
    QTest::newRow("stream") << "file.txt:other"
                            << "file.txt%3Aother";
    QTest::newRow("signs") << "<a>|\"?*"
                           << "%3Ca%3E%7C%22%3F%2A";
    QTest::newRow("dot at the end") << "a./b "
                                    << "a%2E/b%20";
}

void tst_LocalName::windowsRules()
{
    QFETCH(const QString, key);
    QTEST(localName(key.toStdString(), NameRules::Windows).path(), "path");
}

void tst_LocalName::differentKeysDiffer()
{
    QSet<QString> paths;
    const std::vector<std::string> keys{"a/b",       "a//b", "/a/b",  "a/%2F/b",
                                        "a/%252F/b", "a\\b", "a%5Cb", "a%255Cb"};
    for (const std::string& key : keys)
        paths.insert(localName(key).path());
    QCOMPARE(paths.size(), static_cast<qsizetype>(keys.size()));
}

void tst_LocalName::longNamesAreCut()
{
    const std::string letters(1000, 'a');
    const LocalName first = localName(letters + "1.tar");
    QVERIFY(first.file.toUtf8().size() <= 255);
    QVERIFY(first.file.endsWith(QStringLiteral(".tar")));
    QVERIFY(first.file != localName(letters + "2.tar").file);
    QString accents;
    for (int i = 0; i < 300; ++i)
        accents += QString::fromUtf8("\xF0\x9F\x98\x80");
    const QString cut = localName(accents.toStdString() + "/x").folders.first();
    QVERIFY(cut.toUtf8().size() <= 255);
    QVERIFY(!cut.contains(QChar(0xFFFD)) && QString::fromUtf8(cut.toUtf8()) == cut);
    QCOMPARE(localName(std::string(255, 'b')).file, QString(255, u'b'));
}

/// One and two odd bytes at every place: the path below a folder is always below it.
void tst_LocalName::everyByteStaysInside()
{
    const QString base = QStringLiteral("/base/folder");
    for (int first = 0; first < 256; ++first) {
        for (const char* frame : {"%", "%..", "..%", "../%", "%/..", "/%", "a/%/b", "..%..", "%%"}) {
            std::string key(frame);
            for (char& byte : key)
                byte = byte == '%' ? static_cast<char>(first) : byte;
            const QString path = localName(key).path();
            const QString clean = QDir::cleanPath(base + u'/' + path);
            QVERIFY2(clean.startsWith(base + u'/'), qPrintable(path));
            QVERIFY2(!path.contains(QChar(u'\0')), qPrintable(path));
        }
    }
}

void tst_LocalName::foldersAreMade()
{
    const QTemporaryDir folder;
    const auto path = pathBelow(folder.path(), localName("a/../b.txt"));
    QVERIFY(path);
    QCOMPARE(*path, QDir(folder.path()).canonicalPath() + QStringLiteral("/a/%2E%2E/b.txt"));
    QVERIFY(QFileInfo(folder.filePath(QStringLiteral("a/%2E%2E"))).isDir());
    QVERIFY(!QFileInfo::exists(*path));
    const auto marker = pathBelow(folder.path(), localName("only/folders/"));
    QVERIFY(marker && QFileInfo(*marker).isDir());
}

void tst_LocalName::linkInsideIsFollowed()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("real")));
    QVERIFY(QFile::link(folder.filePath(QStringLiteral("real")), folder.filePath(QStringLiteral("link"))));
    const auto path = pathBelow(folder.path(), localName("link/x"));
    QVERIFY(path);
    QVERIFY(path->endsWith(QStringLiteral("/real/x")));
}

void tst_LocalName::linkOutIsRefused()
{
    const QTemporaryDir folder;
    const QTemporaryDir outside;
    QVERIFY(QFile::link(outside.path(), folder.filePath(QStringLiteral("out"))));
    QVERIFY(QFile::link(QStringLiteral("/nowhere/at/all"), folder.filePath(QStringLiteral("broken"))));
    const auto path = pathBelow(folder.path(), localName("out/new/x"));
    QVERIFY(!path);
    QCOMPARE(path.error().code, std::string("OutsideTarget"));
    QVERIFY(QDir(outside.path()).isEmpty());
    QVERIFY(!pathBelow(folder.path(), localName("broken/x")));
}

void tst_LocalName::fileInTheWayIsRefused()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto path = pathBelow(folder.path(), localName("a/b"));
    QVERIFY(!path);
    QCOMPARE(path.error().code, std::string("BadTarget"));
}

INIA_TEST_CLASS(tst_LocalName, QCoreApplication)
#include "tst_localname.moc"
