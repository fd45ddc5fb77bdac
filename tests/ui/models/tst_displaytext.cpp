#include "tests/support/testmain.h"
#include "ui/models/displaytext.h"
#include "ui/models/objecttablemodel.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;

class TestDisplayText final : public QObject {
    Q_OBJECT

private slots:
    void oneLineShowsControlCharacters();
    void textStaysAsItIs();
    void errorSaysCodeAndMessage();
    void rowsOfObjects();
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

void TestDisplayText::rowsOfObjects()
{
    Value contents = Value::emptyList();
    for (const char* key : {"logs/07/", "logs/07/app.jsonl.GZ", "logs/07/line\nbreak"})
        contents.append(Value::map({{"Key", key}, {"Size", 1}}));
    Value prefixes = Value::emptyList();
    prefixes.append(Value::map({{"Prefix", "logs/07/errors/"}}));
    ObjectStore store("logs/07/");
    store.append(Value::map({{"Contents", contents}, {"CommonPrefixes", prefixes}}));
    QCOMPARE(objectLabel(store, 0), QStringLiteral("07/"));
    QCOMPARE(objectLabel(store, 1), QStringLiteral("app.jsonl.GZ"));
    QCOMPARE(objectIconName(store.rows(), 1), QStringLiteral("file-zip"));
    QCOMPARE(objectIconName(store.rows(), 2), QStringLiteral("folder"));
    QCOMPARE(objectLabel(store, 3), QStringLiteral(u"line\u240Abreak"));
    QCOMPARE(objectIconName(store.rows(), 3), QStringLiteral("file"));
    QCOMPARE(storageClassText("INTELLIGENT_TIERING"), QStringLiteral("Intelligent-Tiering"));
    QCOMPARE(storageClassText("SOMETHING_NEW"), QStringLiteral("SOMETHING_NEW"));
    QCOMPARE(sizeTooltip(50'524'971), QStringLiteral("50,524,971 bytes"));
    QCOMPARE(sizeTooltip(ObjectRows::noSize), QString());
    QCOMPARE(timeTooltip(1'000'000'000'250), QStringLiteral("2001-09-09T01:46:40.250Z"));
}

INIA_TEST_CLASS(TestDisplayText, QCoreApplication)
#include "tst_displaytext.moc"
