#include "core/observe/exchangelog.h"
#include "core/policy/effect.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/functions/functionview.h"
#include "ui/models/displaytext.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"

#include <QtCore/QDateTime>
#include <QtGui/QClipboard>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include <memory>
#include <string>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

namespace {

const QString denial = QStringLiteral(
    "User: arn:aws:sts::123456789012:assumed-role/reader/somebody is not authorized to perform: "
    "lambda:GetFunctionConfiguration on resource: orders because no policy allows it.");

} // namespace

// The view of a function as a person meets it.
class tst_FunctionView final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void opensWithOneRequest();
    void revealsOneValueForAWhile();
    void asksForEachValue();
    void saysInFullWhyAValueIsNotRead();
    void asksBeforeTheFirstInvocation();
    void productionIsAskedEachTime();
    void aFunctionThatFailsIsRed();
    void stopsWaiting();
    void keepsPayloadsByFunction();
    void aLockedSessionInvokesNothing();
    void saysWhatIsDenied();
    void namesWhatThereIsNoClientFor();
    void keepsNothingOfAnotherFunction();
    void hidesWhatNobodyLooksAt();

private:
    void enter(const std::string& function = "orders");
    void invoke();
    /// Asks for the value and says yes.
    void reveal(const QString& variable);
    [[nodiscard]] ConfirmDialog* question() const { return static_cast<ConfirmDialog*>(m_view->question()); }
    [[nodiscard]] int invocations() const
    {
        int count = 0;
        for (const auto& request : m_test->transport->requests())
            count += request.url.ends_with("/invocations") ? 1 : 0;
        return count;
    }
    [[nodiscard]] QStringList settings() const
    {
        QStringList texts;
        const auto* model = m_view->settings()->rows()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, 0).data().toString() + u'=' +
                         model->index(row, 1).data().toString());
        return texts;
    }

    /// Of the labels in sight.
    [[nodiscard]] QStringList shownWords() const
    {
        QStringList words;
        for (const auto* label : m_view->findChildren<QLabel*>()) {
            if (label->isVisible())
                words.append(label->text());
        }
        for (const auto* label : m_view->findChildren<ElidedLabel*>()) {
            if (label->isVisible())
                words.append(label->text());
        }
        return words;
    }

    std::unique_ptr<Appearance> m_appearance;
    std::optional<TestSession> m_test;
    std::unique_ptr<ChangeGate> m_gate;
    RecordedServices m_services;
    std::unique_ptr<FunctionView> m_view;
    std::string m_functionError;
    bool m_isDenied = false;
};

void tst_FunctionView::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

void tst_FunctionView::init()
{
    m_functionError.clear();
    m_services.shownCalls.clear();
    m_services.copied.clear();
    m_isDenied = false;
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
    m_test->transport->setHandler([this](const HttpRequest& request) {
        if (m_isDenied)
            return makeResponse(403, "{\"Message\": \"" + denial.toUtf8() + "\"}");
        if (request.url.ends_with("/invocations")) {
            HttpResponse response = makeResponse(200, R"({"total": 42})");
            response.headers.set("X-Amz-Log-Result",
                                 QByteArray("REPORT RequestId: 8f5\tDuration: 3.1 ms\tBilled Duration: 4 ms\t"
                                            "Memory Size: 128 MB\tMax Memory Used: 64 MB\t")
                                     .toBase64()
                                     .toStdString());
            if (!m_functionError.empty())
                response.headers.set("X-Amz-Function-Error", m_functionError);
            return response;
        }
        const QByteArray configuration =
            R"({"FunctionName": "orders", "Runtime": "python3.12", "State": "Active",
            "MemorySize": 128, "Timeout": 30, "LastModified": "2026-07-14T10:00:00.000+0000", "Environment": {"Variables": {"TABLE": "canary-91", "MODE": "fast"}}})";
        return makeResponse(200, request.url.ends_with("/configuration")
                                     ? configuration
                                     : R"({"Configuration": )" + configuration + "}");
    });
    SessionInfo info;
    info.profile = QStringLiteral("dev");
    m_gate = std::make_unique<ChangeGate>(info, m_test->session.policy());
    m_view = std::make_unique<FunctionView>(*m_appearance, m_services, *m_gate, QStringLiteral("dev"));
    m_view->resize(1000, 700);
    m_view->show();
}

void tst_FunctionView::cleanup()
{
    m_view.reset();
    m_gate.reset();
}

void tst_FunctionView::enter(const std::string& function)
{
    m_view->enter(m_test->session.client("lambda").value(), function);
    QTRY_VERIFY(!m_view->facts().name.empty() || m_isDenied);
}

void tst_FunctionView::reveal(const QString& variable)
{
    const int before = m_test->transport->requestCount();
    emit m_view->settings()->linkActivated(variable, QStringLiteral("Reveal"));
    QVERIFY(question());
    QCOMPARE(m_test->transport->requestCount(), before);
    question()->confirmButton()->click();
}

void tst_FunctionView::invoke()
{
    m_view->invoke();
    if (question())
        question()->confirmButton()->click();
    QTRY_VERIFY(!m_view->outcome()->accessibleName().isEmpty());
    QTRY_VERIFY(m_view->outcome()->accessibleName() != QLatin1String("Running"));
}

void tst_FunctionView::opensWithOneRequest()
{
    enter();
    QCOMPARE(m_test->transport->requestCount(), 1);
    QVERIFY(settings().contains(QStringLiteral("State=Active")));
    QVERIFY(settings().contains(QStringLiteral("Log group=/aws/lambda/orders")));
    QVERIFY(settings().contains(QStringLiteral("TABLE=Reveal")));
    const QDateTime modified(QDate(2026, 7, 14), QTime(10, 0), Qt::UTC);
    QVERIFY2(settings().contains(QStringLiteral("Modified=") + dateText(modified.toMSecsSinceEpoch())),
             qPrintable(settings().join(u'|')));
    QVERIFY(!settings().join(u' ').contains(QLatin1String("canary")));
}

void tst_FunctionView::revealsOneValueForAWhile()
{
    enter();
    reveal(QStringLiteral("TABLE"));
    QTRY_VERIFY(settings().contains(QStringLiteral("TABLE=canary-91")));
    QVERIFY(settings().contains(QStringLiteral("MODE=Reveal")));
    QCOMPARE(m_test->transport->requestCount(), 2);
    const auto& call = m_test->log->at(m_test->log->size() - 1);
    QCOMPARE(call.cause, std::string("Reveal TABLE of orders"));
    QCOMPARE(call.attempts.size(), std::size_t(1));
    QVERIFY(!call.attempts[0].response.body.contains("canary"));
    m_view->leave();
    QVERIFY(!settings().join(u' ').contains(QLatin1String("canary")));
}

// Rule G4: once for each value, also where another one was revealed before.
void tst_FunctionView::asksForEachValue()
{
    enter();
    reveal(QStringLiteral("TABLE"));
    QTRY_VERIFY(settings().contains(QStringLiteral("TABLE=canary-91")));
    emit m_view->settings()->linkActivated(QStringLiteral("MODE"), QStringLiteral("Reveal"));
    QVERIFY(question());
    QCOMPARE(m_test->transport->requestCount(), 2);
    question()->reject();
    QTRY_VERIFY(!question());
    QCOMPARE(m_test->transport->requestCount(), 2);
    QVERIFY(settings().contains(QStringLiteral("MODE=Reveal")));
}

void tst_FunctionView::saysInFullWhyAValueIsNotRead()
{
    enter();
    m_isDenied = true;
    reveal(QStringLiteral("TABLE"));
    QTRY_VERIFY(shownWords().contains(QStringLiteral("TABLE could not be read")));
    QVERIFY2(shownWords().contains(denial), qPrintable(shownWords().join(u'|')));
    QVERIFY(settings().contains(QStringLiteral("TABLE=Reveal"))); // an error is no value
    m_isDenied = false;
    for (auto* button : m_view->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && button->text() == QLatin1String("Show request"))
            button->click();
    }
    QTRY_COMPARE(m_services.shownCalls.size(), 1);
    reveal(QStringLiteral("TABLE"));
    QTRY_VERIFY(settings().contains(QStringLiteral("TABLE=canary-91")));
    QVERIFY(!shownWords().contains(denial));
}

void tst_FunctionView::asksBeforeTheFirstInvocation()
{
    enter();
    m_view->payload()->setPlainText(QStringLiteral("{\"a\": 1}"));
    m_view->invoke();
    QVERIFY(question());
    QCOMPARE(invocations(), 0);
    question()->confirmButton()->click();
    QTRY_COMPARE(m_view->outcome()->accessibleName(), QStringLiteral("Succeeded"));
    QCOMPARE(invocations(), 1);
    QVERIFY(m_view->log()->toPlainText().startsWith(QLatin1String("REPORT")));
    QVERIFY(m_view->answer()->findChild<QPlainTextEdit*>()->toPlainText().contains(QLatin1String("42")));
    m_view->invoke();
    QVERIFY(!question());
    QTRY_COMPARE(invocations(), 2);
}

void tst_FunctionView::productionIsAskedEachTime()
{
    SessionInfo info;
    info.profile = QStringLiteral("live");
    info.production = true;
    m_gate->setInfo(info);
    enter();
    invoke();
    QCOMPARE(invocations(), 1);
    QTRY_VERIFY(!question());
    m_view->invoke();
    QVERIFY(question());
    QCOMPARE(invocations(), 1);
}

void tst_FunctionView::aFunctionThatFailsIsRed()
{
    m_functionError = "Unhandled";
    enter();
    invoke();
    QCOMPARE(m_view->outcome()->accessibleName(), QStringLiteral("Function failed: Unhandled"));
    QCOMPARE(invocations(), 1);
    QVERIFY(m_view->answer()->findChild<QPlainTextEdit*>()->toPlainText().contains(QLatin1String("42")));
}

void tst_FunctionView::stopsWaiting()
{
    enter();
    m_test->transport->hold();
    m_view->invoke();
    question()->confirmButton()->click();
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    QCOMPARE(m_view->outcome()->accessibleName(), QStringLiteral("Running"));
    m_view->cancel();
    QTRY_COMPARE(m_view->outcome()->accessibleName(), QStringLiteral("Not waited for"));
    QCOMPARE(m_test->transport->openCount(), 0);
}

void tst_FunctionView::keepsPayloadsByFunction()
{
    enter();
    m_view->payload()->setPlainText(QStringLiteral("1"));
    enter("other");
    QCOMPARE(m_view->payload()->toPlainText(), QString());
    enter();
    QCOMPARE(m_view->payload()->toPlainText(), QStringLiteral("1"));
}

void tst_FunctionView::aLockedSessionInvokesNothing()
{
    m_test->session.policy().lock("Unlock it.");
    enter();
    m_view->invoke();
    QVERIFY(!question());
    QCOMPARE(m_test->transport->requestCount(), 1);
}

void tst_FunctionView::saysWhatIsDenied()
{
    m_isDenied = true;
    enter();
    QTRY_VERIFY(m_view->stateView()->isVisible());
    QVERIFY(m_services.shownCalls.isEmpty());
}

void tst_FunctionView::namesWhatThereIsNoClientFor()
{
    m_view->enterFailed(makeError(ErrorKind::Configuration, "NoRegion", "There is no region."), "orders");
    QVERIFY(m_view->stateView()->isVisible());
    QStringList words;
    for (const auto* part : m_view->stateView()->findChildren<QWidget*>())
        words.append(part->accessibleName());
    words.append(m_view->stateView()->accessibleName());
    QVERIFY2(words.join(u'|').contains(QStringLiteral("orders could not be read")),
             qPrintable(words.join(u'|')));
    for (const auto* button : m_view->stateView()->findChildren<QAbstractButton*>())
        QVERIFY(button->text() != QStringLiteral("Retry")); // which would have nobody to ask
}

void tst_FunctionView::keepsNothingOfAnotherFunction()
{
    enter();
    auto* qualifier = m_view->findChild<QLineEdit*>();
    QVERIFY(qualifier);
    qualifier->setText(QStringLiteral("7"));
    enter("other");
    QVERIFY(qualifier->text().isEmpty());
}

void tst_FunctionView::hidesWhatNobodyLooksAt()
{
    enter();
    reveal(QStringLiteral("TABLE"));
    QTRY_VERIFY(settings().contains(QStringLiteral("TABLE=canary-91")));
    emit m_view->settings()->copyRequested(QStringLiteral("canary-91"));
    QVERIFY(m_services.copied.isEmpty()); // it goes to the clipboard for a while only
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("canary-91"));
    QApplication::clipboard()->clear();
    m_view->hide();
    QVERIFY(!settings().join(u' ').contains(QLatin1String("canary")));
}

INIA_TEST_CLASS(tst_FunctionView, QApplication)
#include "tst_functionview.moc"
