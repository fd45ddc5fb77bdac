#include "core/common/redaction.h"
#include "core/observe/secretfinder.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

namespace {

using Kind = SecretFinder::Text;
using Travels = SecretFinder::Travels;

SecretFinder finderFor(const QStringList& secrets, Travels travels)
{
    SecretFinder finder;
    for (const auto& secret : secrets)
        finder.add(secret.toStdString(), travels);
    return finder;
}

QString without(const SecretFinder& finder, const QString& text, Kind kind)
{
    const std::string given = text.toStdString();
    std::vector<TextSpan> spans;
    SearchedText searched(given);
    finder.find(searched, kind, spans);
    return QString::fromStdString(replaceSpans(given, spans));
}

} // namespace

class tst_SecretFinder final : public QObject {
    Q_OBJECT

private slots:
    void findsEverySpelling_data();
    void findsEverySpelling();
    void noneHidesAPartOfAnother_data();
    void noneHidesAPartOfAnother();
    void saysWhenOneIsNotThere_data();
    void saysWhenOneIsNotThere();
    void shortOnesAreFoundInTheirOwnTexts();
    void longOnesAreHiddenWithAllTheirText();
    void findsManyAtOnce();
    void findsThemAnywhereInLongTexts_data();
    void findsThemAnywhereInLongTexts();
};

void tst_SecretFinder::findsEverySpelling_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const QString secret = QStringLiteral("pa/ss \"w&rd\"é+");
    const auto base64 = [](const QByteArray& bytes) { return QString::fromLatin1(bytes.toBase64()); };
    QTest::newRow("as it is") << "a " + secret + " b"
                              << "a (redacted) b";
    QTest::newRow("JSON") << R"(a pa\/ss \"w&rd\"é+ b)"
                          << "a (redacted) b";
    QTest::newRow("JSON in numbers") << R"(a p\u0061\u002Fss \u0022w\u0026rd\u0022\u00e9\u002b b)"
                                     << "a (redacted) b";
    QTest::newRow("URL") << "a=pa%2Fss%20%22w%26rd%22%C3%A9%2B&b"
                         << "a=(redacted)&b";
    QTest::newRow("URL in small letters") << "a=pa%2fss%20%22w%26rd%22%c3%a9%2b&b"
                                          << "a=(redacted)&b";
    QTest::newRow("form") << "a=pa%2Fss+%22w%26rd%22%C3%A9%2B&b"
                          << "a=(redacted)&b";
    QTest::newRow("XML") << "<a>pa/ss &quot;w&amp;rd&quot;é+</a>"
                         << "<a>(redacted)</a>";
    QTest::newRow("XML in numbers") << "<a>pa&#x2F;ss &#34;w&#x26;rd&quot;&#xe9;&#43;</a>"
                                    << "<a>(redacted)</a>";
    QTest::newRow("URL in JSON in XML")
        << R"(<m>{&quot;u&quot;:&quot;h\/?a=pa%2Fss%20%22w%26rd%22%C3%A9%2B&quot;}</m>)"
        << R"x(<m>{&quot;u&quot;:&quot;h\/?a=(redacted)&quot;}</m>)x";
    QTest::newRow("twice in a URL") << "a=pa%252Fss%2520%2522w%2526rd%2522%25C3%25A9%252B&b"
                                    << "a=(redacted)&b";
    QTest::newRow("base64") << "\"" + base64(secret.toUtf8()) + "\""
                            << "\"(redacted)\"";
    QTest::newRow("base64 behind others") << "Basic " + base64("anna:" + secret.toUtf8()) + " b"
                                          << "Basic (redacted) b";
    QTest::newRow("base64 behind two others")
        << "Basic " + base64("ab:cdefg" + secret.toUtf8() + "hij") << "Basic (redacted)";
    QTest::newRow("base64 in JSON") << "\"" + base64(secret.toUtf8()).replace(u'/', QStringLiteral("\\/")) +
                                           "\""
                                    << "\"(redacted)\"";
    QTest::newRow("hexadecimal") << "<b>61 " + QString::fromLatin1(secret.toUtf8().toHex(' ')) + " 62</b>"
                                 << "<b>61 (redacted) 62</b>";
    QTest::newRow("twice") << secret + "," + secret << "(redacted),(redacted)";
    QTest::newRow("another") << "pa/ss word"
                             << "pa/ss word";
}

void tst_SecretFinder::findsEverySpelling()
{
    QFETCH(const QString, text);
    const auto finder = finderFor({QStringLiteral("pa/ss \"w&rd\"é+")}, Travels::Anywhere);
    QTEST(without(finder, text, Kind::Echo), "expected");
    // Beside many others each is found as well.
    QStringList many{QStringLiteral("pa/ss \"w&rd\"é+")};
    for (int i = 0; i < 60; ++i)
        many.append(QStringLiteral("another one %1").arg(i));
    QTEST(without(finderFor(many, Travels::Anywhere), text, Kind::Echo), "expected");
}

void tst_SecretFinder::noneHidesAPartOfAnother_data()
{
    QTest::addColumn<QStringList>("secrets");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const QString text = QStringLiteral(R"({"User": "anna", "Password": "anna-Winter2026!"})");
    const QString expected = QStringLiteral(R"x({"User": "(redacted)", "Password": "(redacted)"})x");
    QTest::newRow("the short one first") << QStringList{"anna", "anna-Winter2026!"} << text << expected;
    QTest::newRow("the long one first") << QStringList{"anna-Winter2026!", "anna"} << text << expected;
    QTest::newRow("overlap") << QStringList{"abcdef", "defghi"} << "xabcdefghix"
                             << "x(redacted)x";
    QTest::newRow("itself") << QStringList{"abcabc"} << "xabcabcabcx"
                            << "x(redacted)x";
    QTest::newRow("side by side") << QStringList{"abcd", "efgh"} << "xabcdefghx"
                                  << "x(redacted)x";
}

void tst_SecretFinder::noneHidesAPartOfAnother()
{
    QFETCH(const QStringList, secrets);
    QFETCH(const QString, text);
    QTEST(without(finderFor(secrets, Travels::InItsMessage), text, Kind::Own), "expected");
}

void tst_SecretFinder::saysWhenOneIsNotThere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("both") << "some-secret and another-one" << true;
    QTest::newRow("one") << "some-secret and no other" << false;
    QTest::newRow("none") << "nothing" << false;
    QTest::newRow("empty") << "" << false;
    QTest::newRow("unknown spelling") << "another-one terces-emos" << false;
}

void tst_SecretFinder::saysWhenOneIsNotThere()
{
    QFETCH(const QString, text);
    const auto finder = finderFor({"some-secret", "another-one"}, Travels::InItsMessage);
    std::vector<TextSpan> spans;
    const std::string given = text.toStdString();
    SearchedText searched(given);
    QTEST(finder.findAll(searched, Kind::Own, spans), "expected");
    QVERIFY(SecretFinder().findAll(searched, Kind::Own, spans)); // there is nothing to find
}

void tst_SecretFinder::shortOnesAreFoundInTheirOwnTexts()
{
    const auto finder = finderFor({"abc"}, Travels::Anywhere);
    const QString text = QStringLiteral(R"({"abcd": "abc", "Pin": "xabc"})");
    QCOMPARE(without(finder, text, Kind::Own), QStringLiteral(R"x({"abcd": "(redacted)", "Pin": "xabc"})x"));
    QCOMPARE(without(finder, text, Kind::Foreign), text);
    QCOMPARE(without(finder, text, Kind::Echo), text);
}

void tst_SecretFinder::longOnesAreHiddenWithAllTheirText()
{
    const QString secret = QStringLiteral("0123456789").repeated(10'000);
    const auto finder = finderFor({secret}, Travels::Anywhere);
    QCOMPARE(without(finder, "{\"a\": \"" + secret + "\"}", Kind::Own), QStringLiteral("(redacted)"));
    QVERIFY(without(finder, "got " + secret.left(2'000), Kind::Echo)
                .startsWith(QStringLiteral("got (redacted)")));
}

/// Thousands of members of one answer may be sensitive.
void tst_SecretFinder::findsManyAtOnce()
{
    QStringList secrets;
    QString text;
    QString expected;
    for (int i = 0; i < 5'000; ++i) {
        secrets.append(QStringLiteral("name of somebody %1").arg(i));
        text += "<n>" + secrets.last() + "</n>";
        expected += QStringLiteral("<n>(redacted)</n>");
    }
    const auto finder = finderFor(secrets, Travels::InItsMessage);
    std::vector<TextSpan> spans;
    const std::string given = text.toStdString();
    SearchedText searched(given);
    QVERIFY(finder.findAll(searched, Kind::Own, spans));
    QCOMPARE(QString::fromStdString(replaceSpans(given, spans)), expected);
}

void tst_SecretFinder::findsThemAnywhereInLongTexts_data()
{
    QTest::addColumn<QStringList>("secrets");
    const QString key = QStringLiteral("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    QTest::newRow("one") << QStringList{key};
    QTest::newRow("of several lengths") << QStringList{
        key, QString(600, u'x') + key, QStringLiteral("just-below-a-sample-set"), QStringLiteral("short")};
    QTest::newRow("that begins as another") << QStringList{key, key + "and-more", "an" + key};
    QTest::newRow("that repeats itself") << QStringList{QString(64, u'a'), QString(24, u'a')};
}

void tst_SecretFinder::findsThemAnywhereInLongTexts()
{
    QFETCH(const QStringList, secrets);
    constexpr int size = 20000;
    const auto finder = finderFor(secrets, Travels::InItsMessage);
    const QString base64 =
        QString::fromLatin1(secrets.first().toUtf8().toBase64(QByteArray::OmitTrailingEquals));
    QCOMPARE(without(finder, QString(size, u'.'), Kind::Foreign), QString(size, u'.'));
    for (const auto& spelled : QStringList{base64, "\\u0061"} + secrets) {
        // Also at the very beginning and end.
        for (int before = 0; before < 100; ++before) {
            const bool isSecret = spelled != "\\u0061";
            const QString shown = isSecret ? QStringLiteral("(redacted)") : spelled;
            const QString left(before, u'.');
            const QString right(size, u'.');
            QCOMPARE(without(finder, left + spelled + right, Kind::Foreign), left + shown + right);
            QCOMPARE(without(finder, right + spelled + left, Kind::Foreign), right + shown + left);
        }
        const QString escaped = QString(spelled).replace(u'/', QStringLiteral("\\/"));
        const QString shown = spelled == "\\u0061" ? spelled : QStringLiteral("(redacted)");
        QCOMPARE(without(finder, escaped + QString(size, u'.'), Kind::Foreign), shown + QString(size, u'.'));
    }
}

INIA_TEST_CLASS(tst_SecretFinder, QCoreApplication)
#include "tst_secretfinder.moc"
