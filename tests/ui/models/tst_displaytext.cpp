#include "tests/support/testmain.h"
#include "ui/models/displaytext.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;

class TestDisplayText final : public QObject {
    Q_OBJECT

private slots:
    void oneLineShowsControlCharacters();
    void textStaysAsItIs();
    void errorSaysCodeAndMessage();
};

void TestDisplayText::oneLineShowsControlCharacters()
{
    QCOMPARE(toOneLine(std::string_view("a\nb\tc\0d\x7f", 8)),
             QStringLiteral(u"a\u240Ab\u2409c\u2400d\u2421"));
    QCOMPARE(toOneLine(QStringLiteral(u"x\u2028y\u0085z")), QStringLiteral(u"x\uFFFDy\uFFFDz"));
}

void TestDisplayText::textStaysAsItIs()
{
    const std::string composed = "report-\xC3\xBCn\xC3\xAF\x63ode";
    const std::string decomposed = "report-u\xCC\x88nicode";
    QCOMPARE(toOneLine(composed).toStdString(), composed);
    QCOMPARE(toQString(decomposed).toStdString(), decomposed);
    QCOMPARE(toQString("a\nb"), QStringLiteral("a\nb"));
}

void TestDisplayText::errorSaysCodeAndMessage()
{
    QCOMPARE(errorText(makeError(ErrorKind::Service, "SlowDown", "Reduce your request rate.")),
             QStringLiteral("SlowDown: Reduce your request rate."));
    QCOMPARE(errorText(makeError(ErrorKind::Transport, "ConnectionRefused", "No server at localhost:9.")),
             QStringLiteral("No server at localhost:9."));
    QCOMPARE(errorText(makeError(ErrorKind::Service, "404", "")), QStringLiteral("404"));
    QCOMPARE(sentenceText("this is no answer."), QStringLiteral("This is no answer."));
    QCOMPARE(sentenceText(""), QString());
}

INIA_TEST_CLASS(TestDisplayText, QCoreApplication)
#include "tst_displaytext.moc"
