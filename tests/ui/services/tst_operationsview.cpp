#include "core/observe/exchangelog.h"
#include "core/policy/effect.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeservices.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/operations/operationsview.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/factsview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/sessiontabs.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include <map>
#include <memory>
#include <string>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

namespace {

const std::string shopId = "arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1";
const std::string machineId = "arn:aws:states:us-east-1:123456789012:stateMachine:fulfil";

QByteArray queryAnswer(const QByteArray& operation, const QByteArray& result)
{
    return "<" + operation + "Response><" + operation + "Result>" + result + "</" + operation + "Result></" +
           operation + "Response>";
}

QByteArray member(const QList<std::pair<const char*, std::string>>& parts)
{
    QByteArray text = "<member>";
    for (const auto& [name, value] : parts)
        text += QByteArray("<") + name + ">" + QByteArray::fromStdString(value) + "</" + name + ">";
    return text + "</member>";
}

QByteArray shopEvent(int id, const std::string& logical, const std::string& status,
                     const std::string& reason = {})
{
    return member({{"EventId", std::to_string(id)},
                   {"StackId", shopId},
                   {"LogicalResourceId", logical},
                   {"PhysicalResourceId", logical == "shop" ? shopId : "acme-uploads"},
                   {"ResourceType", logical == "shop" ? "AWS::CloudFormation::Stack" : "AWS::S3::Bucket"},
                   {"ResourceStatus", status},
                   {"ResourceStatusReason", reason},
                   {"Timestamp", "2026-01-02T03:04:05Z"}});
}

QByteArray metricAnswer(const QString& id, int count)
{
    QJsonArray times;
    QJsonArray values;
    for (int i = 0; i < count; ++i) {
        times.append(1'767'322'800 + 60 * i);
        values.append(i + 0.5);
    }
    const QJsonObject result{{QStringLiteral("Id"), id},
                             {QStringLiteral("Timestamps"), times},
                             {QStringLiteral("Values"), values},
                             {QStringLiteral("StatusCode"), QStringLiteral("Complete")}};
    return QJsonDocument(QJsonObject{{QStringLiteral("MetricDataResults"), QJsonArray{result}}}).toJson();
}

} // namespace

// A resource by its aspects, as a person meets it.
class tst_OperationsView final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void placesHaveViews_data();
    void placesHaveViews();
    void aThousandRowsAreTenRequests();
    void theCauseStandsOnTop();
    void tabsAskWhenTheyAreLookedAt();
    void secretOutputsAreRevealedForAWhile();
    void aTabThatIsDeniedLeavesTheOthers();
    void throttledIsNotEmpty();
    void filtersWhatIsLoaded();
    void opensTheChangesOfAChangeSet();
    void executingAChangeSetIsAskedFirst();
    void aLockedSessionChangesNothing();
    void executionsAreListedByStatus();
    void startsAnExecutionOnce();
    void mayI();
    void theConsoleIsAskedAgainWhereTheLatestIsRefused();
    void openRulesAreWarnedOf();
    void whoChangedThis();
    void chartsByKeysAndTable();
    void whyThereAreNoMetrics();
    void amounts();

private:
    void enter(const std::string& uri);
    void tab(const char* title);
    [[nodiscard]] int asked(const std::string& operation) const
    {
        const auto found = m_asked.find(operation);
        return found == m_asked.end() ? 0 : found->second;
    }
    [[nodiscard]] const Deed* deed(const char* operation) const
    {
        for (const Deed* each : m_view->offered()) {
            if (std::string_view(each->operation) == operation)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QStringList cells(int column) const
    {
        QStringList texts;
        const auto* model = m_view->rows()->table()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, column).data().toString());
        return texts;
    }
    [[nodiscard]] static QString wordsOf(const QWidget* widget)
    {
        QStringList words{widget->accessibleName()};
        for (const auto* part : widget->findChildren<QWidget*>())
            words.append(part->accessibleName());
        for (const auto* label : widget->findChildren<ElidedLabel*>())
            words.append(label->text());
        return words.join(u'|');
    }

    std::unique_ptr<Appearance> m_appearance;
    std::optional<TestSession> m_test;
    std::unique_ptr<ChangeGate> m_gate;
    RecordedServices m_services;
    std::unique_ptr<OperationsView> m_view;
    std::map<std::string, int> m_asked;
    std::map<std::string, QByteArray> m_answers;
    std::map<std::string, std::pair<int, std::string>> m_refused; // status and code
};

void tst_OperationsView::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

void tst_OperationsView::init()
{
    m_asked.clear();
    m_refused.clear();
    m_answers = {
        {"DescribeStacks",
         queryAnswer("DescribeStacks",
                     "<Stacks><member><StackName>shop</StackName><StackStatus>CREATE_COMPLETE</"
                     "StackStatus><Outputs>" +
                         member({{"OutputKey", "Url"}, {"OutputValue", "https://shop.example"}}) +
                         member({{"OutputKey", "DbPassword"}, {"OutputValue", "canary-31"}}) +
                         "</Outputs></member></Stacks>")},
        {"DescribeStackEvents",
         queryAnswer("DescribeStackEvents", "<StackEvents>" + shopEvent(2, "shop", "CREATE_COMPLETE") +
                                                shopEvent(1, "shop", "CREATE_IN_PROGRESS") +
                                                "</StackEvents>")},
        {"ListStackResources",
         queryAnswer("ListStackResources",
                     "<StackResourceSummaries>" +
                         member({{"LogicalResourceId", "Uploads"}, {"ResourceType", "AWS::S3::Bucket"}}) +
                         "</StackResourceSummaries>")},
        {"ListChangeSets", queryAnswer("ListChangeSets", "<Summaries>" +
                                                             member({{"ChangeSetId", "cs-1"},
                                                                     {"ChangeSetName", "add-audit"},
                                                                     {"Status", "CREATE_COMPLETE"}}) +
                                                             "</Summaries>")},
        {"DescribeChangeSet",
         queryAnswer("DescribeChangeSet",
                     "<Changes><member><ResourceChange><Action>Modify</Action>"
                     "<LogicalResourceId>Uploads</LogicalResourceId><Replacement>True</Replacement>"
                     "</ResourceChange></member></Changes>")},
        {"ExecuteChangeSet", queryAnswer("ExecuteChangeSet", {})},
        {"DescribeStateMachine", R"({"name": "fulfil", "status": "ACTIVE", "definition": "{}"})"},
        {"ListExecutions",
         R"({"executions": [{"executionArn": "arn:x", "name": "run-1", "status": "SUCCEEDED"}]})"},
        {"StartExecution", R"({"executionArn": "arn:y"})"},
    };
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
    m_test->transport->setHandler([this](const HttpRequest& request) {
        std::string operation = FakeServices::operationOf(request);
        if (operation.empty())
            operation = request.url.substr(request.url.rfind('/') + 1);
        ++m_asked[operation];
        if (const auto refused = m_refused.find(operation); refused != m_refused.end()) {
            const QByteArray error = "<Error><Code>" + QByteArray::fromStdString(refused->second.second) +
                                     "</Code><Message>Refused.</Message></Error>";
            return makeResponse(refused->second.first,
                                request.body.contains("Version=2016-11-15")
                                    ? "<Response><Errors>" + error + "</Errors></Response>"
                                    : "<ErrorResponse>" + error + "</ErrorResponse>");
        }
        return makeResponse(200, m_answers[operation]);
    });
    SessionInfo info;
    info.profile = QStringLiteral("dev");
    m_gate = std::make_unique<ChangeGate>(info, m_test->session.policy());
    m_view = std::make_unique<OperationsView>(*m_appearance, m_test->session, *m_gate, m_services,
                                              QStringLiteral("dev"),
                                              std::make_shared<operations::Turns>(std::chrono::seconds(1)));
    m_services.notices.clear();
    m_services.places.clear();
    m_services.shownCalls.clear();
    m_services.ownRequest.clear();
    m_view->resize(1000, 700);
    m_view->show();
}

void tst_OperationsView::cleanup()
{
    m_view.reset();
    m_gate.reset();
}

void tst_OperationsView::enter(const std::string& uri)
{
    m_view->enter(Place::parse(uri).value());
    QTRY_VERIFY(m_test->transport->requestCount() > 0);
    QTRY_VERIFY(!m_view->rows()->live() ||
                m_view->rows()->live()->state() != operations::LiveRows::State::Loading);
    QTRY_COMPARE(m_test->transport->openCount(), 0);
}

void tst_OperationsView::tab(const char* title)
{
    for (int i = 0; i < m_view->tabs()->count(); ++i) {
        if (m_view->tabs()->tabText(i) == QLatin1String(title))
            m_view->tabs()->setCurrentIndex(i);
    }
    QCOMPARE(m_view->tabs()->tabText(m_view->tabs()->currentIndex()), QLatin1String(title));
    QTRY_VERIFY(!m_view->rows()->live() ||
                m_view->rows()->live()->state() != operations::LiveRows::State::Loading);
}

void tst_OperationsView::placesHaveViews_data()
{
    QTest::addColumn<QByteArray>("uri");
    QTest::addColumn<bool>("has");
    QTest::newRow("stack") << QByteArray("cloudformation://stacks/shop") << true;
    QTest::newRow("stacks") << QByteArray("cloudformation://stacks") << false;
    QTest::newRow("events of a stack") << QByteArray("cloudformation://stacks/shop/events") << false;
    QTest::newRow("instance") << QByteArray("ec2://instances/i-1") << true;
    QTest::newRow("instances of all regions") << QByteArray("ec2://instances?regions=all") << false;
    QTest::newRow("execution") << QByteArray("stepfunctions://state_machines/a/executions/b") << true;
    QTest::newRow("trail") << QByteArray("cloudtrail://events") << true;
    QTest::newRow("who") << QByteArray("cloudtrail://events?resource=shop") << true;
    QTest::newRow("function") << QByteArray("lambda://functions/resize") << false;
    QTest::newRow("its metrics") << QByteArray("lambda://functions/resize?metrics") << true;
    QTest::newRow("metrics of a bucket") << QByteArray("s3://acme/?metrics") << true;
    QTest::newRow("metrics of a table") << QByteArray("dynamodb://tables/orders?metrics") << true;
    QTest::newRow("metrics of a role") << QByteArray("iam://roles/r?metrics") << false;
}

void tst_OperationsView::placesHaveViews()
{
    QFETCH(QByteArray, uri);
    QFETCH(bool, has);
    Subject subject;
    const auto place = Place::parse(uri.toStdString());
    QVERIFY2(place.ok(), uri.constData());
    QCOMPARE(subjectAt(*place, subject) != nullptr, has);
    if (has && uri.endsWith("metrics"))
        QVERIFY(metricsAt(*place));
}

void tst_OperationsView::aThousandRowsAreTenRequests()
{
    int page = 0;
    m_test->transport->setHandler([this, &page](const HttpRequest& request) {
        const std::string operation = FakeServices::operationOf(request);
        ++m_asked[operation];
        if (operation != "DescribeStackEvents")
            return makeResponse(200, m_answers[operation]);
        QByteArray events;
        for (int i = 0; i < 100; ++i)
            events += shopEvent(page * 100 + i, "shop", "CREATE_COMPLETE");
        const QByteArray token = ++page < 10 ? "<NextToken>t</NextToken>" : "";
        return makeResponse(
            200, queryAnswer("DescribeStackEvents",
                             "<StackEvents>" + events + "</StackEvents>" +
                                 QByteArray(token).replace(">t<", ">" + QByteArray::number(page) + "<")));
    });
    enter("cloudformation://stacks/shop");
    QCOMPARE(m_test->transport->requestCount(), 2); // what it is, and its newest events
    m_view->rows()->loadAllRows();
    QTRY_COMPARE(m_view->rows()->model().rowCount(), 1'000);
    QCOMPARE(asked("DescribeStackEvents"), 10);
    QCOMPARE(m_test->transport->requestCount(), 11);
}

void tst_OperationsView::theCauseStandsOnTop()
{
    m_answers["DescribeStackEvents"] = queryAnswer(
        "DescribeStackEvents", "<StackEvents>" + shopEvent(5, "shop", "ROLLBACK_COMPLETE") +
                                   shopEvent(4, "shop", "CREATE_FAILED") +
                                   shopEvent(3, "Index", "CREATE_FAILED", "Resource creation cancelled") +
                                   shopEvent(2, "Uploads", "CREATE_FAILED", "acme-uploads already exists") +
                                   shopEvent(1, "shop", "CREATE_IN_PROGRESS") + "</StackEvents>");
    enter("cloudformation://stacks/shop");
    QTRY_VERIFY(m_view->cause()->isVisible());
    QVERIFY2(wordsOf(m_view->cause()).contains(QLatin1String("Uploads: Create failed")),
             qPrintable(wordsOf(m_view->cause())));
    QVERIFY(wordsOf(m_view->cause()).contains(QLatin1String("acme-uploads already exists")));
    emit m_view->cause()->actionTriggered(QStringLiteral("open-resource"));
    QCOMPARE(m_services.places, (std::vector<std::string>{"s3://acme-uploads/"}));
    emit m_view->cause()->actionTriggered(QStringLiteral("show-event"));
    QCOMPARE(m_view->rows()->selectedRow()["EventId"].text(), std::string("2"));
    tab("Resources");
    QVERIFY(!m_view->cause()->isVisible());
}

void tst_OperationsView::tabsAskWhenTheyAreLookedAt()
{
    enter("cloudformation://stacks/shop");
    QCOMPARE(asked("ListStackResources"), 0);
    tab("Resources");
    QCOMPARE(cells(0), QStringList{QStringLiteral("Uploads")});
    tab("Events");
    tab("Resources");
    QCOMPARE(asked("ListStackResources"), 1);
    QCOMPARE(asked("DescribeStackEvents"), 1);
    tab("Outputs");
    QTRY_COMPARE(cells(0), (QStringList{QStringLiteral("Url"), QStringLiteral("DbPassword")}));
    QCOMPARE(m_test->transport->requestCount(), 3);
}

void tst_OperationsView::secretOutputsAreRevealedForAWhile()
{
    enter("cloudformation://stacks/shop");
    tab("Outputs");
    QTRY_COMPARE(cells(2).value(0), QStringLiteral("https://shop.example"));
    QVERIFY(!cells(2).join(u' ').contains(QLatin1String("canary")));
    m_view->details()->show();
    m_view->rows()->table()->selectRow(1);
    QTRY_VERIFY(m_view->details()->actionButton()->isVisible());
    m_view->details()->actionButton()->click();
    QVERIFY(m_view->deeds().question());
    QCOMPARE(asked("DescribeStacks"), 1);
    static_cast<ConfirmDialog*>(m_view->deeds().question())->confirmButton()->click();
    QTRY_COMPARE(m_view->details()->secret(), QStringLiteral("canary-31"));
    QCOMPARE(asked("DescribeStacks"), 2);
    QCOMPARE(m_test->log->at(m_test->log->size() - 1).cause, std::string("Reveal a value of shop"));
    for (std::size_t i = 0; i < m_test->log->size(); ++i) {
        for (const auto& attempt : m_test->log->at(i).attempts)
            QVERIFY(!attempt.response.body.contains("canary-31"));
    }
    m_view->details()->hide();
    QVERIFY(m_view->details()->secret().isEmpty());
    m_view->rows()->table()->selectRow(0);
    m_view->details()->show();
    QTRY_VERIFY(!m_view->details()->actionButton()->isVisible());
}

void tst_OperationsView::aTabThatIsDeniedLeavesTheOthers()
{
    m_refused["ListStackResources"] = {403, "AccessDenied"};
    enter("cloudformation://stacks/shop");
    tab("Resources");
    QTRY_VERIFY(m_view->rows()->stateView()->isVisible());
    QVERIFY2(wordsOf(m_view->rows()->stateView()).contains(QLatin1String("AccessDenied")),
             qPrintable(wordsOf(m_view->rows()->stateView())));
    tab("Events");
    QTRY_COMPARE(cells(2).size(), 2);
    QVERIFY(!m_view->rows()->stateView()->isVisible());
}

void tst_OperationsView::throttledIsNotEmpty()
{
    m_refused["DescribeStackEvents"] = {400, "Throttling"};
    enter("cloudformation://stacks/shop");
    QTRY_VERIFY(m_view->rows()->stateView()->isVisible());
    const QString words = wordsOf(m_view->rows()->stateView());
    QVERIFY2(words.contains(QLatin1String("Throttling")), qPrintable(words));
    QVERIFY(!words.contains(QLatin1String("no events")));
}

void tst_OperationsView::filtersWhatIsLoaded()
{
    enter("cloudformation://stacks/shop");
    m_view->rows()->filter()->setText(QStringLiteral("in_prog"));
    QCOMPARE(m_view->rows()->model().rowCount(), 1);
    m_view->rows()->filter()->setText(QStringLiteral("nothing"));
    QTRY_VERIFY(m_view->rows()->stateView()->isVisible());
    QVERIFY(wordsOf(m_view->rows()->stateView()).contains(QLatin1String("No row that is loaded fits")));
    m_view->rows()->filter()->clear();
    QCOMPARE(m_view->rows()->model().rowCount(), 2);
    QCOMPARE(asked("DescribeStackEvents"), 1);
}

void tst_OperationsView::opensTheChangesOfAChangeSet()
{
    enter("cloudformation://stacks/shop");
    const int tabs = m_view->tabs()->count();
    tab("Change sets");
    emit m_view->rows()->rowActivated(m_view->rows()->model().at(0));
    QCOMPARE(m_view->tabs()->count(), tabs + 1);
    QTRY_COMPARE(cells(2), QStringList{QStringLiteral("Uploads")});
    QCOMPARE(cells(1), QStringList{QStringLiteral("True")});
    QTRY_COMPARE(m_view->warnings()->notices().size(), 1);
    QVERIFY(m_view->warnings()->notices().first().startsWith(QLatin1String("Uploads would be replaced")));
}

void tst_OperationsView::executingAChangeSetIsAskedFirst()
{
    enter("cloudformation://stacks/shop");
    QVERIFY(!deed("ExecuteChangeSet"));
    tab("Change sets");
    m_view->rows()->table()->selectRow(0);
    QVERIFY(deed("ExecuteChangeSet"));
    QVERIFY(deed("ExecuteChangeSet")->isDestructive);
    m_view->deeds().run(*deed("ExecuteChangeSet"), m_view->target());
    QVERIFY(m_view->deeds().question());
    QCOMPARE(asked("ExecuteChangeSet"), 0);
    static_cast<ConfirmDialog*>(m_view->deeds().question())->confirmButton()->click();
    QTRY_COMPARE(asked("ExecuteChangeSet"), 1);
    QTRY_COMPARE(m_services.notices, QStringList{QStringLiteral("Done: Execute change set")});
    QTRY_COMPARE(asked("ListChangeSets"), 2);
}

void tst_OperationsView::aLockedSessionChangesNothing()
{
    enter("stepfunctions://state_machines/" +
          QByteArray::fromStdString(machineId).toPercentEncoding().toStdString());
    m_test->session.policy().lock("Unlock it.");
    m_view->deeds().run(*deed("StartExecution"), m_view->target());
    QVERIFY(!m_view->deeds().question());
    QCOMPARE(asked("StartExecution"), 0);
}

void tst_OperationsView::executionsAreListedByStatus()
{
    enter("stepfunctions://state_machines/" +
          QByteArray::fromStdString(machineId).toPercentEncoding().toStdString());
    QCOMPARE(asked("ListExecutions"), 1);
    QVERIFY(m_test->transport->requests().back().body.contains("\"maxResults\": 1000"));
    auto* choice = m_view->rows()->choice(0);
    QVERIFY(choice->isVisible());
    choice->setCurrentIndex(3);
    emit choice->activated(3);
    QTRY_COMPARE(asked("ListExecutions"), 2);
    QVERIFY(m_test->transport->requests().back().body.contains("\"statusFilter\": \"FAILED\""));
    QTRY_COMPARE(m_view->rows()->model().rowCount(), 1);
    emit m_view->rows()->rowActivated(m_view->rows()->model().at(0));
    QCOMPARE(m_services.places.size(), std::size_t(1));
    QVERIFY2(m_services.places[0].ends_with("/executions/arn:x"), m_services.places[0].c_str());
}

// The name that is proposed makes a second request harmless; whatever comes of the first, none is made.
void tst_OperationsView::startsAnExecutionOnce()
{
    enter("stepfunctions://state_machines/" +
          QByteArray::fromStdString(machineId).toPercentEncoding().toStdString());
    m_view->deeds().run(*deed("StartExecution"), m_view->target());
    auto* dialog = static_cast<ActionDialog*>(m_view->deeds().question());
    QVERIFY(dialog && dialog->form());
    QVERIFY(dialog->params()["name"].text().starts_with("run-"));
    QCOMPARE(dialog->params()["input"].text(), std::string("{}"));
    dialog->confirmButton()->click();
    QTRY_COMPARE(asked("StartExecution"), 1);
    QTRY_COMPARE(asked("ListExecutions"), 2);
    QCOMPARE(asked("StartExecution"), 1);
}

void tst_OperationsView::mayI()
{
    m_refused["StopInstances"] = {412, "DryRunOperation"};
    m_refused["TerminateInstances"] = {403, "UnauthorizedOperation"};
    enter("ec2://instances/i-1");
    m_view->deeds().mayI(*deed("StopInstances"), m_view->target());
    QTRY_COMPARE(m_services.notices.size(), 1);
    QVERIFY(m_test->transport->requests().back().body.contains("DryRun=true"));
    QVERIFY(m_services.notices.last().startsWith(QLatin1String("Yes, dev may call StopInstances")));
    m_test->session.policy().lock("Unlock it.");
    m_view->deeds().mayI(*deed("TerminateInstances"), m_view->target());
    QTRY_COMPARE(m_services.notices.size(), 2);
    QVERIFY(m_services.notices.last().startsWith(QLatin1String("No, dev may not call TerminateInstances")));
}

void tst_OperationsView::theConsoleIsAskedAgainWhereTheLatestIsRefused()
{
    int asked = 0;
    m_test->transport->setHandler([&asked](const HttpRequest& request) {
        if (FakeServices::operationOf(request) != "GetConsoleOutput")
            return makeResponse(200, "<DescribeInstancesResponse/>");
        ++asked;
        return request.body.contains("Latest=true")
                   ? makeResponse(400, "<Response><Errors><Error><Code>UnsupportedOperation</Code></Error></"
                                       "Errors></Response>")
                   : makeResponse(
                         200,
                         "<GetConsoleOutputResponse><timestamp>2026-01-02T03:04:05Z</timestamp><output>" +
                             QByteArray("login:").toBase64() + "</output></GetConsoleOutputResponse>");
    });
    enter("ec2://instances/i-1");
    tab("Console output");
    QTRY_COMPARE(asked, 2);
    QTRY_COMPARE(m_view->text()->body()->findChild<QPlainTextEdit*>()->toPlainText(),
                 QStringLiteral("login:"));
    QVERIFY(!m_view->text()->showsState());
    QVERIFY(wordsOf(m_view->text()).contains(QLatin1String("As of ")));
}

void tst_OperationsView::openRulesAreWarnedOf()
{
    m_answers["DescribeSecurityGroupRules"] =
        "<DescribeSecurityGroupRulesResponse><securityGroupRuleSet><item><securityGroupRuleId>sgr-1</"
        "securityGroupRuleId>"
        "<isEgress>false</isEgress><ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort>"
        "<cidrIpv4>0.0.0.0/0</cidrIpv4></item></securityGroupRuleSet></DescribeSecurityGroupRulesResponse>";
    m_answers["DescribeSecurityGroups"] = "<DescribeSecurityGroupsResponse/>";
    enter("ec2://security_groups/sg-1");
    QTRY_COMPARE(m_view->rows()->model().rowCount(), 1);
    QVERIFY(m_test->transport->requests().back().body.contains("MaxResults=1000"));
    QCOMPARE(m_view->warnings()->notices(),
             QStringList{QStringLiteral("sgr-1 lets the whole internet reach SSH (port 22).")});
}

void tst_OperationsView::whoChangedThis()
{
    m_answers["LookupEvents"] =
        R"({"Events": [{"EventId": "e-1", "EventName": "DeleteQueue", "Username": "alice",
            "CloudTrailEvent": "{\"requestID\": \"r-1\", \"userAgent\": \"inia\"}"}]})";
    enter("cloudtrail://events?resource=orders");
    QTRY_COMPARE(m_view->rows()->model().rowCount(), 1);
    QCOMPARE(asked("LookupEvents"), 1);
    const QByteArray body = m_test->transport->requests().back().body;
    QVERIFY2(body.contains("\"AttributeKey\": \"ResourceName\""), body.constData());
    QVERIFY(body.contains("\"AttributeValue\": \"orders\""));
    QVERIFY(body.contains("\"StartTime\": 1767319445")); // an hour ago
    m_view->rows()->table()->selectRow(0);
    QTRY_VERIFY(m_view->details()->body()->findChild<QPlainTextEdit*>()->toPlainText().contains(
        QLatin1String("userAgent")));
    QVERIFY(m_view->details()->actionButton()->text().isEmpty());
    m_services.ownRequest = "r-1";
    m_view->rows()->table()->clearSelection();
    m_view->rows()->table()->selectRow(0);
    QTRY_COMPARE(m_view->details()->actionButton()->text(), QStringLiteral("Show request"));
    m_view->details()->actionButton()->click();
    QCOMPARE(m_services.shownCalls, QList<quint64>{7});
}

void tst_OperationsView::chartsByKeysAndTable()
{
    m_answers["GetMetricData"] = metricAnswer(QStringLiteral("v0"), 5);
    enter("lambda://functions/resize?metrics");
    QCOMPARE(asked("GetMetricData"), 1);
    QCOMPARE(m_test->transport->requestCount(), 1);
    const auto charts = m_view->metrics()->charts();
    QVERIFY(charts.size() >= 4);
    QTRY_COMPARE(m_view->metrics()->table().rowCount(), 5);
    QVERIFY(m_view->metrics()->markedText(0).isEmpty());
    QTest::keyClick(charts[0], Qt::Key_Home);
    QVERIFY2(m_view->metrics()->markedText(0).contains(QLatin1String("Invocations 0.5")),
             qPrintable(m_view->metrics()->markedText(0)));
    QTest::keyClick(charts[0], Qt::Key_Right);
    QVERIFY(m_view->metrics()->markedText(0).contains(QLatin1String("Invocations 1.5")));
    QTest::keyClick(charts[0], Qt::Key_End);
    QVERIFY(m_view->metrics()->markedText(0).contains(QLatin1String("not over yet")));
    QCOMPARE(charts[0]->accessibleDescription(), m_view->metrics()->markedText(0));
    QCOMPARE(m_view->metrics()->table().index(4, 1).data().toString(), QStringLiteral("0.5"));
    m_view->metrics()->range()->setCurrentIndex(3);
    emit m_view->metrics()->range()->activated(3);
    QTRY_COMPARE(asked("GetMetricData"), 2);
}

void tst_OperationsView::whyThereAreNoMetrics()
{
    m_test->transport->setHandler([](const HttpRequest&) {
        return makeResponse(403, R"({"__type": "AccessDenied", "message": "no"})");
    });
    enter("sqs://queues/https%3A%2F%2Fsqs%2F1%2Forders?metrics");
    QTRY_VERIFY(m_view->metrics()->stateView()->isVisible());
    QVERIFY2(wordsOf(m_view->metrics()->stateView()).contains(QLatin1String("AccessDenied")),
             qPrintable(wordsOf(m_view->metrics()->stateView())));
}

void tst_OperationsView::amounts()
{
    QCOMPARE(amountText(0.5, QStringLiteral("%")), QStringLiteral("0.5 %"));
    QCOMPARE(amountText(12.3456, {}), QStringLiteral("12.35"));
    QCOMPARE(amountText(1204.4, {}), QStringLiteral("1,204"));
    QCOMPARE(amountText(2048, QStringLiteral("B")), QStringLiteral("2.0 KB"));
}

INIA_TEST_CLASS(tst_OperationsView, QApplication)
#include "tst_operationsview.moc"
