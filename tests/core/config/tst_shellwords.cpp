#include "core/config/inifile.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

class TestShellWords final : public QObject {
    Q_OBJECT

private slots:
    void split_data();
    void split();
};

void TestShellWords::split_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QByteArrayList>("words");
    const auto row = [](const char* text, const QByteArrayList& words) {
        QTest::newRow(text) << QByteArray(text) << true << words;
    };
    const auto bad = [](const char* text) {
        QTest::newRow(text) << QByteArray(text) << false << QByteArrayList();
    };
    row("", {});
    row("a b", {"a", "b"});
    row(" a\t\tb ", {"a", "b"});
    row("profile 'my own'", {"profile", "my own"});
    row("profile \"my own\"", {"profile", "my own"});
    row("a\\ b c", {"a b", "c"});
    row("'a'\"b\"c", {"abc"});
    row("''", {""});
    row("\"a\\\"b\\\\c\\d\"", {"a\"b\\c\\d"});
    row("'a\\b'", {"a\\b"});
    row("a#b", {"a#b"});
    bad("it's");
    bad("\"open");
    bad("end\\");
    bad("\"open\\\"");
}

void TestShellWords::split()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    QFETCH(QByteArrayList, words);
    const auto result = inia::splitShellWords(text.toStdString());
    QCOMPARE(result.has_value(), good);
    QByteArrayList actual;
    for (const std::string& word : result.value_or(std::vector<std::string>()))
        actual.append(QByteArray::fromStdString(word));
    QCOMPARE(actual, words);
}

INIA_TEST_CLASS(TestShellWords, QCoreApplication)
#include "tst_shellwords.moc"
