#include "core/policy/effect.h"
#include "core/protocol/jsonreader.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/console/callmenu.h"
#include "ui/console/consoleview.h"
#include "ui/console/operationlist.h"
#include "ui/console/operationrun.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/forms/shapeform.h"
#include "ui/panels/bodyview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
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
    void whatAServerLacksIsSentAfterAWarning();
    void theLockIsKept();
    void aDryRunThatWouldWorkIsNoFailure();
    void allPagesComeTogether();
    void theRequestIsShownWithoutSending();
    void callsAreCopiedAsCode();
    void whatWasRunIsOffered();
    void favouritesAskForWhatTheyLeaveOpen();
    void urlsAreForOthers();
    void waitsUntilItComesTrue();
    void theHistoryIsBounded();
    void theHistoryHoldsNoFiles();
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
    std::unique_ptr<RecordedServices> m_services;
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
    m_services = std::make_unique<RecordedServices>();
    m_view = std::make_unique<ConsoleView>(*m_appearance, m_test->session, *m_gate, *m_services);
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

void tst_Console::whatAServerLacksIsSentAfterAWarning()
{
    SessionOptions options;
    options.closesServerGate = true;
    options.client.s3Server = "minio";
    m_view.reset();
    m_test = makeTestSession({}, nullptr, options).value();
    m_gate = std::make_unique<ChangeGate>(m_gate->info(), m_test->session.policy());
    m_view = std::make_unique<ConsoleView>(*m_appearance, m_test->session, *m_gate, *m_services);
    m_view->show();
    m_view->enter("s3", "PutBucketAbac");
    m_view->setParams(
        Value::map({{"Bucket", Value("acme")}, {"AbacStatus", Value::map({{"Status", Value("Enabled")}})}}));
    click("Run");
    QTRY_VERIFY(m_view->window()->findChild<ConfirmDialog*>() != nullptr);
    auto* dialog = m_view->window()->findChild<ConfirmDialog*>();
    QVERIFY(dialog->confirmButton()->text().contains(QStringLiteral("Send PutBucketAbac")));
    QCOMPARE(m_test->transport->requestCount(), 0);
    answer({});
    dialog->confirmButton()->click();
    QTRY_COMPARE(m_test->transport->requestCount(), 1);
    QTRY_VERIFY(m_view->runButton()->isEnabled());
    QVERIFY(words().contains(QStringLiteral("Done")));
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
    QStringList& copied = m_services->copied;
    m_view->enter("lambda", "Invoke");
    m_view->setParams(Value::map({{"FunctionName", "arn:aws:lambda:us-east-1:123456789012:function:f"},
                                  {"Qualifier", "1"},
                                  {"ClientContext", "c"}}));
    std::unique_ptr<QMenu> menu(m_view->makeCopyMenu());
    const auto entry = [&menu](const char* name) { return menu->findChild<QAction*>(QLatin1String(name)); };
    entry("cli")->trigger();
    QCOMPARE(
        copied.takeFirst(),
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
    QVERIFY(copied.takeFirst().contains(QStringLiteral("get_paginator('list_tables')")));
    QCOMPARE(m_test->transport->requestCount(), 0);

    // Much is asked about.
    m_view->enter("dynamodb", "PutItem");
    m_view->form()->setMode(ShapeForm::Mode::Json); // a line of a form is shorter
    m_view->setParams(
        Value::map({{"TableName", "t"},
                    {"Item", Value::map({{"id", Value::map({{"S", std::string(1024 * 1024, 'x')}})}})}}));
    menu.reset(m_view->makeCopyMenu());
    QVERIFY(!entry("cli")->isEnabled()); // no argument is that long
    entry("boto3")->trigger();
    QVERIFY(copied.isEmpty());
    auto* dialog = m_view->window()->findChild<ConfirmDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->confirmButton()->click();
    QTRY_COMPARE(copied.size(), 1);
}

void tst_Console::whatWasRunIsOffered()
{
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("data/calls.jsonl"));
    const auto makeKept = [&folder] {
        return std::make_shared<KeptCalls>(folder.filePath(QStringLiteral("data")));
    };
    m_view->setKeptCalls(makeKept());
    m_view->enter("dynamodb", "DescribeTable");
    m_view->setParams(Value::map({{"TableName", Value("orders")}}));
    answer(R"({"Table": {"TableName": "orders"}})");
    runAndWait();
    m_view->enter("secretsmanager", "PutSecretValue");
    m_view->setParams(Value::map(
        {{"SecretId", "s"}, {"SecretString", "hunter2-hunter2"}, {"VersionStages", Value::list({"a"})}}));
    answer(R"({"__type": "AccessDeniedException", "message": "no"})", 400);
    runAndWait();

    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto lines = file.readAll();
    file.close();
    QVERIFY(!lines.contains("hunter2"));
    QCOMPARE(lines.count('\n'), 2);
    QVERIFY(!(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"cut\n");
    file.close();

    // Another start.
    const auto kept = makeKept();
    m_view->setKeptCalls(kept);
    QTRY_COMPARE(kept->history.calls().size(), std::size_t{2});
    QCOMPARE(kept->history.brokenLines(), 1);
    m_view->setParams(Value::emptyMap());
    QCOMPARE(kept->history.calls().front().account, std::string("profile sandbox-west"));
    SessionInfo known = m_gate->info(); // the number has come meanwhile
    known.accountId = QStringLiteral("123456789012");
    m_gate->setInfo(known);
    QCOMPARE(CallMenu::accountOf(m_gate->info()), std::string("123456789012"));
    const std::unique_ptr<QMenu> menu(m_view->makeHistoryMenu());
    const auto entries = menu->actions();
    // A line between those of this operation and the others, what is broken, a line, favourites.
    QCOMPARE(entries.size(), 6);
    QVERIFY(entries[3]->text().startsWith(QStringLiteral("1 ")) && !entries[3]->isEnabled());
    QVERIFY(entries[0]->text().contains(QStringLiteral("AccessDenied")));
    entries[0]->trigger();
    QCOMPARE(m_view->form()->value(), Value::map({{"SecretId", "s"}, {"VersionStages", Value::list({"a"})}}));
    QSignalSpy requested(m_view.get(), &ConsoleView::operationRequested);
    entries[2]->trigger();
    QCOMPARE(requested.size(), 1);
    m_view->enter("dynamodb", "DescribeTable"); // as the page does then
    QCOMPARE(m_view->form()->value()["TableName"].text(), std::string("orders"));
}

void tst_Console::theHistoryIsBounded()
{
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("calls.jsonl"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto now = QDateTime::currentDateTimeUtc();
    const auto line = [&file](const QDateTime& at, const char* account) {
        file.write("{\"at\":\"" + at.toString(Qt::ISODateWithMs).toUtf8() + "\",\"account\":\"" + account +
                   "\",\"service\":\"s3\",\"operation\":\"ListBuckets\",\"params\":{},\"from\":\"later\"}\n");
    };
    for (int i = 0; i < 2000; ++i)
        line(now.addSecs(i - 2000), "1");
    line(now.addDays(-CallHistory::mostDays - 1), "2");
    line(now.addDays(-CallHistory::mostDays + 1), "2");
    file.close();
    const qint64 size = file.size();
    CallHistory history(path);
    QSignalSpy changed(&history, &CallHistory::changed);
    history.load();
    QVERIFY(changed.wait());
    QCOMPARE(history.calls().size(), std::size_t{CallHistory::mostOfAccount + 1});
    QCOMPARE(history.calls().front().at, now.addSecs(-1)); // those of one account that are newest
    QVERIFY(QFileInfo(path).size() < size);
    QCOMPARE(history.brokenLines(), 0);
}

// Bytes of more than 4 KiB are a length and a hash, and are left out when they are put in again.
void tst_Console::theHistoryHoldsNoFiles()
{
    QTemporaryDir folder;
    CallHistory history(folder.filePath(QStringLiteral("calls.jsonl")));
    const auto model = m_test->session.client("iot-data")->model().operation("Publish");
    PastCall call;
    call.at = QDateTime::currentDateTimeUtc();
    history.add(call, model, Value::map({{"topic", "t"}, {"payload", QByteArray(5000, 'x')}}));
    history.add(call, model, Value::map({{"topic", "t"}, {"payload", QByteArray(4096, '\xff')}}));
    const auto small = paramsOf(history.calls()[0].params, model);
    QVERIFY(small && small->left == 0);
    QCOMPARE(small->params["payload"].blob(), QByteArray(4096, '\xff'));
    const auto large = paramsOf(history.calls()[1].params, model);
    QVERIFY(large && large->left == 1);
    QCOMPARE(large->params, Value::map({{"topic", "t"}}));
    QCOMPARE(history.calls()[1].params["payload"]["$omitted"]["bytes"].toInt(), std::int64_t{5000});
}

void tst_Console::favouritesAskForWhatTheyLeaveOpen()
{
    QTemporaryDir folder;
    const auto kept = std::make_shared<KeptCalls>(folder.path());
    m_view->setKeptCalls(kept);
    m_view->enter("dynamodb", "Query");
    m_view->setParams(
        Value::map({{"TableName", "orders-${Stage}"}, {"KeyConditionExpression", "id = :id"}, {"Limit", 5}}));
    const auto menuOf = [this] { return std::unique_ptr<QMenu>(m_view->makeHistoryMenu()); };
    const auto press = [](QMenu* menu, const char* text) {
        for (auto* action : menu->findChildren<QAction*>()) {
            if (action->text() == QString::fromUtf8(text) && action->menu() == nullptr) {
                action->trigger();
                return true;
            }
        }
        return false;
    };
    QVERIFY(press(menuOf().get(), "Keep what is set…"));
    auto* dialog = m_view->window()->findChild<ConfirmDialog*>();
    QVERIFY(dialog != nullptr && !dialog->confirmButton()->isEnabled());
    dialog->findChild<QLineEdit*>()->setText(QStringLiteral("Shop/Orders"));
    dialog->confirmButton()->click();
    QTRY_VERIFY(m_view->window()->findChild<ConfirmDialog*>() == nullptr);
    QCOMPARE(kept->favourites.all().size(), std::size_t{1});

    // As another start and another person read it.
    Favourites again(folder.filePath(QStringLiteral("favourites.json")));
    QCOMPARE(again.all().size(), std::size_t{1});
    Favourites other(folder.filePath(QStringLiteral("other.json")));
    QCOMPARE(other.add(again.toJson()), std::optional<int>(1));
    QVERIFY(!other.add("{\"version\": 2, \"favourites\": []}") && !other.add("no JSON"));
    QVERIFY(!again.toJson().contains("us-east-1"));

    m_view->setParams(Value::emptyMap());
    QVERIFY(press(menuOf().get(), "Orders"));
    dialog = m_view->window()->findChild<ConfirmDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->findChild<QLineEdit*>()->setText(QStringLiteral("prod"));
    dialog->confirmButton()->click();
    QTRY_COMPARE(m_view->form()->value()["TableName"].text(), std::string("orders-prod"));
    QCOMPARE(m_view->form()->value()["Limit"].toInt(), std::int64_t{5});
    QTRY_VERIFY(m_view->window()->findChild<ConfirmDialog*>() == nullptr);
    QVERIFY(press(menuOf().get(), "Shop/Orders")); // Remove
    QVERIFY(kept->favourites.all().empty());
    // A number that was left open.
    const auto input = m_test->session.client("dynamodb")->model().operation("Query").input();
    QCOMPARE(Favourites::filled(Value::map({{"Limit", "${Most}"}}), input,
                                {{QStringLiteral("Most"), QStringLiteral("7")}}),
             Value::map({{"Limit", 7}}));
}

void tst_Console::urlsAreForOthers()
{
    m_view->enter("s3", "GetObject");
    m_view->setParams(Value::map({{"Bucket", "bucket"}, {"Key", "k"}}));
    std::unique_ptr<QMenu> menu(m_view->makeMoreMenu());
    auto* urls = menu->findChildren<QMenu*>().front();
    QVERIFY(urls->menuAction()->isEnabled());
    urls->actions().front()->trigger();
    QTRY_VERIFY2(shownResult().contains(QStringLiteral("X-Amz-Expires=900")), qPrintable(shownResult()));
    QVERIFY2(words().contains(QStringLiteral("Works until")), qPrintable(words()));
    m_view->enter("dynamodb", "ListTables");
    menu.reset(m_view->makeMoreMenu());
    urls = menu->findChildren<QMenu*>().front();
    QVERIFY(!urls->menuAction()->isEnabled() &&
            urls->menuAction()->toolTip().contains(QStringLiteral("body")));
    m_test->session.policy().lock("by hand");
    m_view->enter("s3", "PutObject");
    menu.reset(m_view->makeMoreMenu());
    QVERIFY(!menu->findChildren<QMenu*>().front()->menuAction()->isEnabled());
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_Console::waitsUntilItComesTrue()
{
    m_view->enter("dynamodb", "CreateTable");
    std::unique_ptr<QMenu> menu(m_view->makeMoreMenu());
    QVERIFY(!menu->findChildren<QMenu*>().back()->menuAction()->isEnabled());
    m_view->setParams(Value::map({{"TableName", "orders"}}));
    menu.reset(m_view->makeMoreMenu());
    auto* waits = menu->findChildren<QMenu*>().back();
    QStringList names;
    for (const auto* action : waits->actions())
        names.append(action->text());
    QVERIFY2(names.contains(QStringLiteral("TableExists")), qPrintable(names.join(u' ')));
    answer(R"({"Table": {"TableStatus": "CREATING"}})");
    waits->actions()[names.indexOf(QStringLiteral("TableExists"))]->trigger();
    QTRY_VERIFY2(words().contains(QStringLiteral("asked 1 of 25 times, again in 20.0 s · CREATING")),
                 qPrintable(words()));
    m_view->cancel();
    answer(R"({"Table": {"TableStatus": "ACTIVE"}})");
    menu.reset(m_view->makeMoreMenu());
    menu->findChildren<QMenu*>().back()->actions()[names.indexOf(QStringLiteral("TableExists"))]->trigger();
    QTRY_VERIFY2(words().contains(QStringLiteral("It has come true")), qPrintable(words()));
    QVERIFY(shownResult().contains(QStringLiteral("ACTIVE")));
    QCOMPARE(m_test->transport->requestCount(), 2);
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
