#include "core/policy/changepolicy.h"
#include "core/protocol/jsonreader.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/actions/changegate.h"
#include "ui/console/consoleview.h"
#include "ui/console/operationlist.h"
#include "ui/console/resultpanel.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/forms/shapeform.h"
#include "ui/panels/bodyview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/elidedlabel.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPlainTextEdit>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

/// Any operation, from the form to what came of it; a FakeTransport answers.
class tst_Console final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void runsWhatTheFormSays();
    void whatIsMissingIsNotSent();
    void whatIsOutOfSightIsNotRun();
    void destroyingAsks();
    void theLockIsKept();
    void aDryRunThatWouldWorkIsNoFailure();
    void allPagesComeTogether();
    void theRequestIsShownWithoutSending();
    void callsAreCopiedAsCode();
    void expressionsNarrowTheResult();
    void errorsHaveACard();
    void findsOperations();
    void unknownNamesAreSaid();

private:
    void answer(const QByteArray& body, int status = 200) const
    {
        m_test->transport->enqueue(makeResponse(status, body));
    }
    void click(const char* text) const
    {
        for (auto* button : m_view->findChildren<Button*>()) {
            if (button->text() == QString::fromUtf8(text))
                button->click();
        }
    }
    [[nodiscard]] Button* button(const char* text) const
    {
        for (auto* button : m_view->findChildren<Button*>()) {
            if (button->text() == QString::fromUtf8(text))
                return button;
        }
        return nullptr;
    }
    void runAndWait(const char* text = "Run") const
    {
        const int before = m_test->transport->requestCount();
        click(text);
        QTRY_VERIFY(m_test->transport->requestCount() > before);
        QTRY_VERIFY(m_view->runButton()->isEnabled());
    }
    [[nodiscard]] QString words() const
    {
        QStringList lines;
        for (const auto* label : m_view->findChildren<ElidedLabel*>())
            lines.append(label->text());
        for (const auto* label : m_view->findChildren<QLabel*>())
            lines.append(label->text());
        return lines.join(u'\n');
    }
    [[nodiscard]] QString shownResult() const
    {
        m_view->result()->body()->setForm(BodyView::Form::Raw);
        const auto text = m_view->result()->body()->findChild<QPlainTextEdit*>()->toPlainText();
        return text.simplified();
    }

    std::optional<TestSession> m_test;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<ChangeGate> m_gate;
    std::unique_ptr<ConsoleView> m_view;
};

void tst_Console::initTestCase()
{
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
    if (!hasModelPack())
        QSKIP("no model pack");
}

void tst_Console::init()
{
    m_test = makeTestSession().value();
    SessionInfo info;
    info.profile = QStringLiteral("sandbox-west");
    m_gate = std::make_unique<ChangeGate>(info, m_test->session.policy());
    m_view = std::make_unique<ConsoleView>(*m_appearance, m_test->session, *m_gate);
    m_view->resize(900, 700);
    m_view->show();
}

void tst_Console::cleanup()
{
    m_view.reset();
}

void tst_Console::runsWhatTheFormSays()
{
    m_view->enter("dynamodb", "DescribeTable");
    m_view->setParams(Value::map({{"TableName", Value("orders")}}));
    answer(R"({"Table": {"TableName": "orders", "ItemCount": 3}})");
    runAndWait();
    const auto sent = parseJson(m_test->transport->requests().back().body.toStdString()).value();
    QCOMPARE(sent["TableName"].text(), std::string("orders"));
    QVERIFY2(shownResult().contains(QStringLiteral("\"ItemCount\": 3")), qPrintable(shownResult()));
    QVERIFY(!shownResult().contains(QStringLiteral("ResponseMetadata")));
}

void tst_Console::whatIsMissingIsNotSent()
{
    m_view->enter("dynamodb", "DescribeTable");
    click("Run");
    QCOMPARE(m_test->transport->requestCount(), 0);
    QCOMPARE(m_view->form()->problemCount(), 1);
    QVERIFY(words().contains(QStringLiteral("1 problem")));
}

void tst_Console::whatIsOutOfSightIsNotRun()
{
    m_view->runButton()->click(); // nothing was chosen yet
    m_view->enter("dynamodb", "ListTables");
    m_view->enter("dynamodb", {});
    m_view->runButton()->click();
    m_view->enter("nosuchservice", {});
    m_view->runButton()->click();
    QTest::qWait(0);
    QCOMPARE(m_test->transport->requestCount(), 0);
    m_view->enter("dynamodb", "ListTables");
    answer(R"({"TableNames": []})");
    runAndWait();
}

void tst_Console::destroyingAsks()
{
    m_view->enter("dynamodb", "DeleteTable");
    m_view->setParams(Value::map({{"TableName", Value("orders")}}));
    click("Run");
    auto* dialog = m_view->window()->findChild<ConfirmDialog*>();
    QVERIFY(dialog != nullptr);
    QVERIFY(dialog->confirmButton()->text().contains(QStringLiteral("DeleteTable in sandbox-west")));
    QCOMPARE(m_test->transport->requestCount(), 0);
    answer("{}");
    dialog->confirmButton()->click();
    QTRY_COMPARE(m_test->transport->requestCount(), 1);
}

void tst_Console::theLockIsKept()
{
    m_test->session.policy().lock("Allow changes by the lock.");
    emit m_gate->changed();
    m_view->enter("dynamodb", "CreateTable");
    QVERIFY(!m_view->runButton()->isEnabled());
    QVERIFY(m_view->runButton()->toolTip().contains(QStringLiteral("read-only")));
    m_view->enter("dynamodb", "ListTables");
    QVERIFY(m_view->runButton()->isEnabled());
}

void tst_Console::aDryRunThatWouldWorkIsNoFailure()
{
    m_view->enter("ec2", "StartInstances");
    m_view->setParams(Value::map({{"InstanceIds", Value::list({"i-1"})}}));
    answer("<Response><Errors><Error><Code>DryRunOperation</Code><Message>it would</Message></Error></Errors>"
           "<RequestID>r</RequestID></Response>",
           412);
    runAndWait("Dry run");
    QVERIFY(m_test->transport->requests().back().body.contains("DryRun=true"));
    QVERIFY(words().contains(QStringLiteral("Would have worked")));
    // It is no part of what is set.
    QVERIFY(!m_view->form()->value().contains("DryRun"));
    m_view->enter("dynamodb", "ListTables");
    QVERIFY(!button("Dry run")->isVisible());
}

void tst_Console::allPagesComeTogether()
{
    m_view->enter("dynamodb", "ListTables");
    answer(R"({"TableNames": ["aaa", "bbb"], "LastEvaluatedTableName": "bbb"})");
    answer(R"({"TableNames": ["ccc"]})");
    click("All pages");
    QTRY_VERIFY2(m_view->runButton()->isEnabled(), qPrintable(words()));
    QVERIFY2(m_test->transport->requestCount() == 2, qPrintable(words()));
    QVERIFY2(shownResult().contains(QStringLiteral("[ \"aaa\", \"bbb\", \"ccc\" ]")),
             qPrintable(shownResult()));
    answer(R"({"TableNames": ["aaa"], "LastEvaluatedTableName": "aaa"})");
    runAndWait();
    QVERIFY(words().contains(QStringLiteral("more pages")));
}

void tst_Console::theRequestIsShownWithoutSending()
{
    m_view->enter("dynamodb", "ListTables");
    click("Show request");
    QTRY_VERIFY(shownResult().contains(QStringLiteral("\"Method\": \"POST\"")));
    QCOMPARE(m_test->transport->requestCount(), 0);
    QVERIFY(!shownResult().contains(QStringLiteral("Signature=") + QStringLiteral("0")));
    QVERIFY(words().contains(QStringLiteral("not sent")));
}

void tst_Console::callsAreCopiedAsCode()
{
    QSignalSpy copied(m_view->result(), &ResultPanel::copyRequested);
    m_view->enter("lambda", "Invoke");
    m_view->setParams(Value::map({{"FunctionName", "arn:aws:lambda:us-east-1:123456789012:function:f"},
                                  {"Qualifier", "1"},
                                  {"ClientContext", "c"}}));
    std::unique_ptr<QMenu> menu(m_view->makeCopyMenu());
    const auto entry = [&menu](const char* name) { return menu->findChild<QAction*>(QLatin1String(name)); };
    entry("cli")->trigger();
    QCOMPARE(
        copied.takeFirst().at(0).toString(),
        QStringLiteral("aws lambda invoke OUTFILE --function-name "
                       "arn:aws:lambda:us-east-1:123456789012:function:f --client-context c --qualifier 1 "
                       "--region us-east-1 --endpoint-url http://127.0.0.1:9 --no-paginate"));
    QVERIFY(!entry("curl")->isEnabled());
    QVERIFY2(entry("curl")->toolTip().contains(QStringLiteral("does not escape")),
             qPrintable(entry("curl")->toolTip()));
    for (const char* name : {"powershell", "boto3", "cpp"})
        QVERIFY(entry(name)->isEnabled());
    QVERIFY(menu->findChildren<QMenu*>().isEmpty());

    m_view->enter("dynamodb", "ListTables");
    menu.reset(m_view->makeCopyMenu());
    auto* pages = menu->findChild<QMenu*>();
    QVERIFY(pages != nullptr && pages->findChild<QAction*>(QStringLiteral("curl")) == nullptr);
    pages->findChild<QAction*>(QStringLiteral("boto3"))->trigger();
    QVERIFY(copied.takeFirst().at(0).toString().contains(QStringLiteral("get_paginator('list_tables')")));
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_Console::expressionsNarrowTheResult()
{
    m_view->enter("dynamodb", "ListTables");
    answer(R"({"TableNames": ["a", "b"]})");
    runAndWait();
    m_view->result()->expression()->setText(QStringLiteral("TableNames[1]"));
    QCOMPARE(shownResult(), QStringLiteral("\"b\""));
    m_view->result()->expression()->setText(QStringLiteral("TableNames["));
    QCOMPARE(shownResult(), QStringLiteral("\"b\"")); // with the mistake below the field
}

void tst_Console::errorsHaveACard()
{
    m_view->enter("dynamodb", "ListTables");
    answer(R"({"__type": "AccessDeniedException", "message": "not today"})", 400);
    runAndWait();
    QVERIFY2(words().contains(QStringLiteral("Not today")), qPrintable(words()));
    QVERIFY(words().contains(QStringLiteral("ListTables failed")));
}

void tst_Console::findsOperations()
{
    m_view->enter("ec2", {});
    QSignalSpy requested(m_view.get(), &ConsoleView::operationRequested);
    auto* field = m_view->operations()->findChildren<QLineEdit*>().last();
    field->setText(QStringLiteral("describeinstances"));
    QVERIFY(words().contains(QStringLiteral(" of ")));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.front().at(1).value<std::string>(), std::string("DescribeInstances"));
}

void tst_Console::unknownNamesAreSaid()
{
    m_view->enter("ec2", "DescribeNothing");
    QVERIFY(words().contains(QStringLiteral("ec2 has no operation DescribeNothing")));
    m_view->enter("nosuchservice", {});
    QVERIFY(words().contains(QStringLiteral("nosuchservice cannot be used")));
}

INIA_TEST_CLASS(tst_Console, QApplication)
#include "tst_console.moc"
