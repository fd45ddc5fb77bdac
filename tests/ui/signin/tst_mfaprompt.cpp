#include "tests/support/testmain.h"
#include "ui/signin/signindesk.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtGui/QClipboard>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>

#include <memory>
#include <optional>

using namespace inia;
using namespace inia::ui;

namespace {

// Somebody who wants a code, and what came of it.
struct Asker {
    std::unique_ptr<QObject> context = std::make_unique<QObject>();
    std::optional<Result<std::string>> answer;

    void ask(MfaPrompt& prompt, const std::string& profile, bool isAgain = false)
    {
        prompt.askMfaCode(
            {profile, "arn:aws:iam::123456789012:role/Admin", "arn:aws:iam::123456789012:mfa/me", isAgain},
            context.get(), [this](const Result<std::string>& code) { answer = code; });
    }
};

bool says(const QWidget* dialog, const QString& text)
{
    for (const auto* label : dialog->findChildren<QLabel*>()) {
        if (!label->isHidden() && label->text().contains(text))
            return true;
    }
    return false;
}

} // namespace

// Questions for the code of a device.
class TestMfaPrompt final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void takesSixDigits_data();
    void takesSixDigits();
    void pastesWithABlank();
    void answersWithTheCode();
    void namesDeviceAndProfile();
    void declines();
    void oneQuestionAfterTheOther();
    void aWrongCodeIsAskedForFirst();
    void isTakenBack();
    void isTakenBackWhileWaiting();
    void askerThatAsksAgainAtOnce();
    void diesWithAQuestionOpen();

private:
    [[nodiscard]] MfaDialog* dialog() const { return m_prompt->dialog(); }
    void enter(const QString& code) const
    {
        dialog()->field()->setText(code);
        dialog()->continueButton()->click();
    }

    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<MfaPrompt> m_prompt;
};

void TestMfaPrompt::init()
{
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
    m_prompt = std::make_unique<MfaPrompt>(*m_appearance);
}

void TestMfaPrompt::cleanup()
{
    m_prompt.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void TestMfaPrompt::takesSixDigits_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("kept");
    QTest::addColumn<bool>("isWhole");
    QTest::newRow("six") << QStringLiteral("123456") << QStringLiteral("123456") << true;
    QTest::newRow("five") << QStringLiteral("12345") << QStringLiteral("12345") << false;
    QTest::newRow("seven") << QStringLiteral("1234567") << QStringLiteral("123456") << true;
    QTest::newRow("letters") << QStringLiteral("a1b2c3") << QStringLiteral("123") << false;
    QTest::newRow("other digits") << QStringLiteral("\u0661\u0662\u0663123") << QStringLiteral("123")
                                  << false;
    QTest::newRow("nothing") << QString() << QString() << false;
}

void TestMfaPrompt::takesSixDigits()
{
    QFETCH(QString, typed);
    QFETCH(QString, kept);
    QFETCH(bool, isWhole);
    Asker asker;
    asker.ask(*m_prompt, "dev");
    dialog()->field()->insert(typed);
    QCOMPARE(dialog()->field()->text(), kept);
    QCOMPARE(dialog()->continueButton()->isEnabled(), isWhole);
}

void TestMfaPrompt::pastesWithABlank()
{
    Asker asker;
    asker.ask(*m_prompt, "dev");
    QGuiApplication::clipboard()->setText(QStringLiteral(" 123 456\n"));
    dialog()->field()->paste();
    QCOMPARE(dialog()->field()->text(), QStringLiteral("123456"));
    QVERIFY(dialog()->continueButton()->isEnabled());
}

void TestMfaPrompt::answersWithTheCode()
{
    Asker asker;
    asker.ask(*m_prompt, "dev");
    QVERIFY(dialog()->isVisible());
    QVERIFY(!dialog()->isModal());
    QTest::keyClicks(dialog()->field(), QStringLiteral("123456"));
    QTest::keyClick(dialog()->field(), Qt::Key_Return);
    QVERIFY(asker.answer.has_value());
    QCOMPARE(asker.answer->value(), std::string("123456"));
    QVERIFY(dialog() == nullptr);
}

void TestMfaPrompt::namesDeviceAndProfile()
{
    Asker asker;
    asker.ask(*m_prompt, "dev");
    QVERIFY(says(dialog(), QStringLiteral("dev")));
    QVERIFY(!says(dialog(), QStringLiteral("not accepted")));
    QVERIFY(!dialog()->field()->accessibleName().isEmpty());
    const auto image = dialog()->grab().toImage();
    QVERIFY(!image.isNull());
}

void TestMfaPrompt::declines()
{
    Asker asker;
    asker.ask(*m_prompt, "dev");
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QVERIFY(asker.answer.has_value());
    QCOMPARE(asker.answer->error().code, std::string("MfaRequired"));
    QCOMPARE(asker.answer->error().kind, ErrorKind::Credentials);
    QVERIFY(dialog() == nullptr);
}

void TestMfaPrompt::oneQuestionAfterTheOther()
{
    Asker first;
    Asker second;
    first.ask(*m_prompt, "one");
    second.ask(*m_prompt, "two");
    QVERIFY(says(dialog(), QStringLiteral("one")));
    QVERIFY(says(dialog(), QStringLiteral("Another role")));
    enter(QStringLiteral("111111"));
    QVERIFY(first.answer.has_value());
    QVERIFY(!second.answer.has_value());
    QTRY_VERIFY(dialog() != nullptr);
    QVERIFY(says(dialog(), QStringLiteral("two")));
    enter(QStringLiteral("222222"));
    QCOMPARE(second.answer->value(), std::string("222222"));
}

void TestMfaPrompt::aWrongCodeIsAskedForFirst()
{
    Asker first;
    Asker second;
    first.ask(*m_prompt, "one");
    second.ask(*m_prompt, "two");
    enter(QStringLiteral("111111"));
    first.ask(*m_prompt, "one", true);
    QVERIFY(says(dialog(), QStringLiteral("one")));
    QVERIFY(says(dialog(), QStringLiteral("not accepted")));
}

void TestMfaPrompt::isTakenBack()
{
    Asker first;
    Asker second;
    first.ask(*m_prompt, "one");
    second.ask(*m_prompt, "two");
    first.context.reset();
    QVERIFY(!first.answer.has_value());
    QVERIFY(says(dialog(), QStringLiteral("two")));
    second.context.reset();
    QVERIFY(dialog() == nullptr);
    QVERIFY(!second.answer.has_value());
}

void TestMfaPrompt::isTakenBackWhileWaiting()
{
    Asker first;
    Asker second;
    first.ask(*m_prompt, "one");
    second.ask(*m_prompt, "two");
    second.context.reset();
    QVERIFY(says(dialog(), QStringLiteral("one")));
    QVERIFY(!says(dialog(), QStringLiteral("Another role")));
    enter(QStringLiteral("111111"));
    QVERIFY(first.answer.has_value());
    QCoreApplication::processEvents();
    QVERIFY(dialog() == nullptr);
}

void TestMfaPrompt::askerThatAsksAgainAtOnce()
{
    QObject context;
    int answers = 0;
    m_prompt->askMfaCode({"dev", "r", "d", false}, &context, [&](const Result<std::string>&) {
        ++answers;
        m_prompt->askMfaCode({"dev", "r", "d", true}, &context,
                             [&](const Result<std::string>&) { ++answers; });
    });
    enter(QStringLiteral("111111"));
    QCOMPARE(answers, 1);
    QVERIFY(says(dialog(), QStringLiteral("not accepted")));
    enter(QStringLiteral("222222"));
    QCOMPARE(answers, 2);
}

void TestMfaPrompt::diesWithAQuestionOpen()
{
    Asker asker;
    asker.ask(*m_prompt, "dev");
    m_prompt.reset();
    asker.context.reset();
    QVERIFY(!asker.answer.has_value());
}

INIA_TEST_CLASS(TestMfaPrompt, QApplication)
#include "tst_mfaprompt.moc"
