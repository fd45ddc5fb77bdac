#include "core/http/textencoding.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_FieldText final : public QObject {
    Q_OBJECT

private slots:
    void bytesOfHeaders_data();
    void bytesOfHeaders();
    void encodedWords_data();
    void encodedWords();
};

void tst_FieldText::bytesOfHeaders_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("ASCII") << QByteArray("Zurich") << QByteArray("Zurich");
    QTest::newRow("UTF-8") << QByteArray("Z\xC3\xBCrich") << QByteArray("Z\xC3\xBCrich");
    QTest::newRow("Latin-1") << QByteArray("Z\xFCrich") << QByteArray("Z\xC3\xBCrich");
    QTest::newRow("cut UTF-8") << QByteArray("Z\xC3") << QByteArray("Z\xC3\x83");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void tst_FieldText::bytesOfHeaders()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(fieldText(bytes.toStdString())), text);
}

void tst_FieldText::encodedWords_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("meant");
    const auto row = [](const char* name, const char* text, const char* meant) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(meant);
    };
    row("none", "Zurich = ?", "Zurich = ?");
    row("Q", "=?UTF-8?Q?Z=C3=BCrich?=", "Z\xC3\xBCrich");
    row("B", "=?UTF-8?B?WsO8cmljaA==?=", "Z\xC3\xBCrich");
    row("lower case", "=?utf-8?q?Z=c3=bcrich?=", "Z\xC3\xBCrich");
    row("Latin-1", "=?ISO-8859-1?Q?Z=FCrich?=", "Z\xC3\xBCrich");
    row("blanks of Q", "=?UTF-8?Q?a_b=5F?=", "a b_");
    row("a language", "=?UTF-8*de?Q?=C3=BC?=", "\xC3\xBC");
    row("among others", "from =?UTF-8?Q?Z=C3=BCrich?= to Bern", "from Z\xC3\xBCrich to Bern");
    row("two words", "=?UTF-8?Q?Z=C3=BC?= =?UTF-8?Q?rich?=", "Z\xC3\xBCrich");
    row("two words and another", "=?UTF-8?Q?a?= =?UTF-8?Q?b?= c", "ab c");
    row("empty",
        "=?UTF-8?Q?"
        "?=",
        "");
    row("unknown character set", "=?KLINGON?Q?a?=", "=?KLINGON?Q?a?=");
    row("unknown encoding", "=?UTF-8?X?a?=", "=?UTF-8?X?a?=");
    row("no base64", "=?UTF-8?B?*?=", "=?UTF-8?B?*?=");
    row("no UTF-8", "=?UTF-8?Q?=FF?=", "=?UTF-8?Q?=FF?=");
    row("half a byte", "=?UTF-8?Q?=F?=", "=?UTF-8?Q?=F?=");
    row("cut", "=?UTF-8?Q?a", "=?UTF-8?Q?a");
    row("hardly begun", "=?", "=?");
}

void tst_FieldText::encodedWords()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, meant);
    QCOMPARE(QByteArray::fromStdString(decodedWords(text.toStdString())), meant);
}

INIA_TEST_CLASS(tst_FieldText, QCoreApplication)
#include "tst_fieldtext.moc"
