#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/actions/actionrunner.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/panels/bodyview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QUrlQuery>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QPlainTextEdit>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

Q_DECLARE_METATYPE(inia::Resource)

// From a choice in the menu to what is on screen afterwards; a FakeTransport answers.
class tst_ActionRunner final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void readingShowsWhatItRead();
    void readingErrorsHaveACard();
    void writingAsksFirst();
    void cancelAsksNobody();
    void parametersReachTheService();
    void manyShareACall();
    void failuresInsideABatchAreTold();
    void manyWithoutABatchGoOnBehindAFailure();
    void cancellingTellsWhatIsUnknown();
    void madeResourcesAreOpened();
    void whatIsSaidOnlyOnceIsShown();
    void waitingPollsUntilItIsSo();
    void waitingCanBeCancelled();
    void collectionsAndCopiesAreForOthers();
    void droppingTheRunnerEndsIt();

private:
    [[nodiscard]] Resource service(const char* name) const { return m_test->session.resource(name).value(); }
    [[nodiscard]] std::vector<Resource> instances(int count) const;
    [[nodiscard]] std::vector<Resource> objects(int count) const;
    static ActionChoice choice(const std::vector<Resource>& resources, const char* name);
    void run(const std::vector<Resource>& resources, const char* name);
    void answer(const QByteArray& body, int status = 200) const
    {
        m_test->transport->enqueue(makeResponse(status, body));
    }
    template <typename Dialog>
    [[nodiscard]] Dialog* dialog() const
    {
        for (auto* found : m_window->findChildren<Dialog*>()) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    static QString words(const QWidget& dialog);
    [[nodiscard]] QByteArray sent(int request) const
    {
        return m_test->transport->requests().at(static_cast<std::size_t>(request)).body;
    }

    std::optional<TestSession> m_test;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<ChangeGate> m_gate;
    std::unique_ptr<RecordedServices> m_services;
    std::unique_ptr<ActionRunner> m_runner;
    std::vector<Resource> m_changed;
};

void tst_ActionRunner::initTestCase()
{
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
    if (!makeTestSession())
        QSKIP("no model pack");
}

void tst_ActionRunner::init()
{
    m_test = makeTestSession().value();
    m_window = std::make_unique<QWidget>();
    m_window->show();
    SessionInfo info;
    info.profile = QStringLiteral("sandbox-west");
    m_gate = std::make_unique<ChangeGate>(info, m_test->session.policy());
    m_services = std::make_unique<RecordedServices>();
    m_runner =
        std::make_unique<ActionRunner>(*m_appearance, m_test->session, *m_gate, *m_services, m_window.get());
    m_changed.clear();
    connect(m_runner.get(), &ActionRunner::changed, this,
            [this](const std::vector<Resource>& resources) { m_changed = resources; });
}

void tst_ActionRunner::cleanup()
{
    m_runner.reset();
    m_window.reset();
}

std::vector<Resource> tst_ActionRunner::instances(int count) const
{
    std::vector<Resource> resources;
    for (int i = 1; i <= count; ++i)
        resources.push_back(service("ec2").subResource("Instance", {"i-" + std::to_string(i)}).value());
    return resources;
}

std::vector<Resource> tst_ActionRunner::objects(int count) const
{
    std::vector<Resource> resources;
    for (int i = 1; i <= count; ++i)
        resources.push_back(m_test->bucket("b").subResource("Object", {"k" + std::to_string(i)}).value());
    return resources;
}

ActionChoice tst_ActionRunner::choice(const std::vector<Resource>& resources, const char* name)
{
    for (const auto& choice : choicesFor(resources, "aws")) {
        if (choice.name == name)
            return choice;
    }
    return {};
}

void tst_ActionRunner::run(const std::vector<Resource>& resources, const char* name)
{
    m_runner->run(choice(resources, name), resources);
}

QString tst_ActionRunner::words(const QWidget& dialog)
{
    QStringList all;
    for (const auto* label : dialog.findChildren<QLabel*>())
        all.append(label->text());
    return all.join(u'\n');
}

void tst_ActionRunner::readingShowsWhatItRead()
{
    answer("<GetConsoleOutputResponse><instanceId>i-1</instanceId><output>" +
           QByteArray("boot\nready\n").toBase64() + "</output></GetConsoleOutputResponse>");
    auto asked = instances(1);
    const Value known = Value::map({{"InstanceType", "t3.medium"}});
    asked.front().setData(known);
    run(asked, "console_output");
    QTRY_VERIFY(dialog<JobDialog>() && !dialog<JobDialog>()->isRunning());
    QCOMPARE(m_test->transport->requestCount(), 1);
    QVERIFY(asked.front().data() == known);
    QCOMPARE(dialog<JobDialog>()->body()->findChild<QPlainTextEdit*>()->toPlainText(),
             QStringLiteral("boot\nready\n"));
    QVERIFY(m_changed.empty());
}

void tst_ActionRunner::readingErrorsHaveACard()
{
    answer(
        "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You may not.</Message></Error>"
        "</Errors><RequestID>r-1</RequestID></Response>",
        403);
    run(instances(1), "console_output");
    QTRY_VERIFY(dialog<JobDialog>() && !dialog<JobDialog>()->isRunning());
    QVERIFY(words(*dialog<JobDialog>()).contains(QStringLiteral("You may not.")));
    emit dialog<JobDialog>()->showRequestRequested();
    QCOMPARE(m_services->shownCalls.size(), 1);
    QVERIFY(m_services->shownCalls.front() > 0);
    // Retry asks once more.
    answer("<GetConsoleOutputResponse><instanceId>i-1</instanceId></GetConsoleOutputResponse>");
    emit dialog<JobDialog>()->retryRequested();
    QTRY_VERIFY(dialog<JobDialog>() && !dialog<JobDialog>()->isRunning());
    QCOMPARE(m_test->transport->requestCount(), 2);
}

void tst_ActionRunner::writingAsksFirst()
{
    run(instances(1), "stop");
    auto* asked = dialog<ActionDialog>();
    QVERIFY(asked);
    QCoreApplication::processEvents();
    QCOMPARE(m_test->transport->requestCount(), 0);
    QCOMPARE(asked->confirmButton()->text(), QStringLiteral("Stop instance in sandbox-west"));
    answer("<StopInstancesResponse><instancesSet/></StopInstancesResponse>");
    asked->confirmButton()->click();
    QTRY_COMPARE(m_changed.size(), 1U);
    QCOMPARE(m_test->transport->requestCount(), 1);
    const QUrlQuery form(QString::fromUtf8(sent(0)));
    QCOMPARE(form.queryItemValue(QStringLiteral("Action")), QStringLiteral("StopInstances"));
    QCOMPARE(form.queryItemValue(QStringLiteral("InstanceId.1")), QStringLiteral("i-1"));
    QCOMPARE(m_services->notices, QStringList{QStringLiteral("Done: Stop instance i-1")});
    QVERIFY(!dialog<JobDialog>());
}

void tst_ActionRunner::cancelAsksNobody()
{
    run(instances(2), "terminate");
    dialog<ActionDialog>()->cancelButton()->click();
    QVERIFY(!dialog<ActionDialog>());
    QCoreApplication::processEvents();
    QCOMPARE(m_test->transport->requestCount(), 0);
    QVERIFY(m_changed.empty());
}

void tst_ActionRunner::parametersReachTheService()
{
    const auto queue = service("sqs").subResource("Queue", {"https://q/1"}).value();
    run({queue}, "send_message");
    dialog<ActionDialog>()->form()->setValue(Value::map({{"MessageBody", "hello"}, {"DelaySeconds", 5}}));
    answer(R"({"MessageId": "m-1"})");
    dialog<ActionDialog>()->confirmButton()->click();
    QTRY_VERIFY(dialog<JobDialog>() && !dialog<JobDialog>()->isRunning());
    QVERIFY(sent(0).contains("\"MessageBody\": \"hello\""));
    QVERIFY(sent(0).contains("\"DelaySeconds\": 5"));
    QVERIFY(sent(0).contains("https://q/1"));
    QCOMPARE(dialog<JobDialog>()->body()->form(), BodyView::Form::Value); // the message's id is worth seeing
    QCOMPARE(m_changed.size(), 1U);
}

void tst_ActionRunner::manyShareACall()
{
    answer("<DeleteResult><Deleted><Key>k1</Key></Deleted></DeleteResult>");
    answer("<DeleteResult/>");
    run(objects(1200), "delete");
    QVERIFY(words(*dialog<ActionDialog>()).contains(QStringLiteral("s3.DeleteObjects")));
    dialog<ActionDialog>()->confirmButton()->click();
    QTRY_COMPARE(m_changed.size(), 1200U);
    QCOMPARE(m_test->transport->requestCount(), 2);
    QCOMPARE(sent(0).count("<Object>"), 1000);
    QCOMPARE(sent(1).count("<Object>"), 200);
    QVERIFY(!dialog<JobDialog>());
}

void tst_ActionRunner::failuresInsideABatchAreTold()
{
    answer(
        "<DeleteResult><Deleted><Key>k1</Key></Deleted>"
        "<Error><Key>k2</Key><Code>AccessDenied</Code><Message>not yours</Message></Error></DeleteResult>");
    run(objects(3), "delete");
    dialog<ActionDialog>()->confirmButton()->click();
    QTRY_VERIFY(dialog<JobDialog>());
    QVERIFY(words(*dialog<JobDialog>()).contains(QStringLiteral("1 of 3 objects failed")));
    QCOMPARE(m_changed.size(), 2U);
    QVERIFY(m_changed[1] == objects(3)[2]);
}

void tst_ActionRunner::manyWithoutABatchGoOnBehindAFailure()
{
    std::vector<Resource> volumes;
    for (const auto* id : {"vol-1", "vol-2", "vol-3", "vol-4", "vol-5", "vol-6"})
        volumes.push_back(service("ec2").subResource("Volume", {id}).value());
    m_test->transport->setHandler([](const HttpRequest& request) {
        return request.body.contains("vol-3")
                   ? makeResponse(400,
                                  "<Response><Errors><Error><Code>VolumeInUse</Code><Message>busy</Message>"
                                  "</Error></Errors></Response>")
                   : makeResponse(200, "<DeleteVolumeResponse/>");
    });
    run(volumes, "delete");
    QVERIFY(words(*dialog<ActionDialog>()).contains(QStringLiteral("6 times")));
    dialog<ActionDialog>()->confirmButton()->click();
    QTRY_COMPARE(m_changed.size(), 5U);
    QCOMPARE(m_test->transport->requestCount(), 6);
    QVERIFY(words(*dialog<JobDialog>()).contains(QStringLiteral("1 of 6 volumes failed")));
}

void tst_ActionRunner::cancellingTellsWhatIsUnknown()
{
    std::vector<Resource> volumes;
    for (int i = 0; i < 8; ++i)
        volumes.push_back(service("ec2").subResource("Volume", {"vol-" + std::to_string(i)}).value());
    m_test->transport->hold();
    run(volumes, "delete");
    dialog<ActionDialog>()->confirmButton()->click();
    QTRY_COMPARE(m_test->transport->openCount(), 4);
    QTRY_VERIFY(dialog<JobDialog>());
    QVERIFY(dialog<JobDialog>()->isRunning());
    dialog<JobDialog>()->reject();
    QTRY_VERIFY(!dialog<JobDialog>()->isRunning());
    QVERIFY(words(*dialog<JobDialog>()).contains(QStringLiteral("8 of 8 volumes failed")));
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    QVERIFY(m_changed.empty());
    dialog<JobDialog>()->reject();
    QVERIFY(!dialog<JobDialog>());
}

void tst_ActionRunner::madeResourcesAreOpened()
{
    const auto& opened = m_services->openedResources;
    const auto s3 = service("s3");
    run({s3}, "create_bucket");
    dialog<ActionDialog>()->form()->setValue(Value::map({{"Bucket", "new"}}));
    answer({});
    dialog<ActionDialog>()->confirmButton()->click();
    QTRY_COMPARE(opened.size(), 1U);
    QVERIFY(opened.front() == m_test->bucket("new"));
    QCOMPARE(m_changed.size(), 1U);
    QVERIFY(m_changed.front() == s3);
}

void tst_ActionRunner::whatIsSaidOnlyOnceIsShown()
{
    const auto ec2 = service("ec2");
    run({ec2}, "create_key_pair");
    dialog<ActionDialog>()->form()->setValue(Value::map({{"KeyName", "mine"}}));
    answer("<CreateKeyPairResponse><keyName>mine</keyName><keyMaterial>PRIVATE</keyMaterial>"
           "</CreateKeyPairResponse>");
    dialog<ActionDialog>()->confirmButton()->click();
    QTRY_VERIFY(dialog<JobDialog>() && !dialog<JobDialog>()->isRunning());
    QVERIFY(m_services->openedResources.empty());
    dialog<JobDialog>()->body()->setForm(BodyView::Form::Pretty);
    QVERIFY(dialog<JobDialog>()->body()->findChild<QPlainTextEdit*>()->toPlainText().contains(
        QStringLiteral("PRIVATE")));
}

void tst_ActionRunner::waitingPollsUntilItIsSo()
{
    answer({});
    run({m_test->bucket("b")}, "wait_until_exists");
    QVERIFY(dialog<JobDialog>());
    QTRY_VERIFY(!dialog<JobDialog>()->isRunning());
    QCOMPARE(m_changed.size(), 1U);
}

void tst_ActionRunner::waitingCanBeCancelled()
{
    m_test->transport->hold();
    run({m_test->bucket("b")}, "wait_until_exists");
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    dialog<JobDialog>()->reject();
    QTRY_VERIFY(!dialog<JobDialog>());
    QTRY_COMPARE(m_test->transport->openCount(), 0);
}

void tst_ActionRunner::collectionsAndCopiesAreForOthers()
{
    run(instances(2), "id");
    run(instances(1), "volumes");
    QCOMPARE(m_services->copied, QStringList{QStringLiteral("i-1\ni-2")});
    QCOMPARE(m_services->openedCollections, QStringList{QStringLiteral("ec2.Instance(id='i-1')/volumes")});
}

void tst_ActionRunner::droppingTheRunnerEndsIt()
{
    m_test->transport->hold();
    run(instances(1), "console_output");
    run(instances(1), "stop");
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    m_runner.reset();
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    QVERIFY(m_window->findChildren<QDialog*>().isEmpty());
}

INIA_TEST_CLASS(tst_ActionRunner, QApplication)
#include "tst_actionrunner.moc"
