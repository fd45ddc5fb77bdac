#include "core/http/textencoding.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

class TestPercentEncoding final : public QObject {
    Q_OBJECT
private slots:
    void encodes_data();
    void encodes();
    void everyByteComesBack();
    void decodes_data();
    void decodes();
};

void TestPercentEncoding::encodes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("encoded");
    QTest::addColumn<QByteArray>("encodedPath");
    const auto row = [](const char* text, const char* encoded, const char* encodedPath) {
        QTest::newRow(*text ? text : "empty")
            << QByteArray(text) << QByteArray(encoded) << QByteArray(encodedPath);
    };
    row("", "", "");
    row("AZaz09-._~", "AZaz09-._~", "AZaz09-._~");
    row("a b+c", "a%20b%2Bc", "a%20b%2Bc");
    row("/a//b/", "%2Fa%2F%2Fb%2F", "/a//b/");
    row("100%", "100%25", "100%25");
    row("!*'();:@&=$,?#[]", "%21%2A%27%28%29%3B%3A%40%26%3D%24%2C%3F%23%5B%5D",
        "%21%2A%27%28%29%3B%3A%40%26%3D%24%2C%3F%23%5B%5D");
    row("\xC3\xA9\xF0\x9F\x98\x80\x7F\x01", "%C3%A9%F0%9F%98%80%7F%01", "%C3%A9%F0%9F%98%80%7F%01");
}

void TestPercentEncoding::encodes()
{
    QFETCH(QByteArray, text);
    QTEST(QByteArray::fromStdString(percentEncode(text.toStdString())), "encoded");
    QTEST(QByteArray::fromStdString(percentEncodePath(text.toStdString())), "encodedPath");
}

void TestPercentEncoding::everyByteComesBack()
{
    std::string all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    QCOMPARE(percentDecode(percentEncode(all)), all);
    QCOMPARE(percentDecode(percentEncodePath(all)), all);
}

void TestPercentEncoding::decodes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("decoded");
    const auto row = [](const char* text, const char* decoded) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(decoded);
    };
    row("a%2fb%2Fc", "a/b/c");
    row("a+b", "a+b");
    row("%2541", "%41");
    row("100%", "100%");
    row("%4", "%4");
    row("%zz%41", "%zzA");
}

void TestPercentEncoding::decodes()
{
    QFETCH(QByteArray, text);
    QTEST(QByteArray::fromStdString(percentDecode(text.toStdString())), "decoded");
}

INIA_TEST_CLASS(TestPercentEncoding, QCoreApplication)
#include "tst_percentencoding.moc"
