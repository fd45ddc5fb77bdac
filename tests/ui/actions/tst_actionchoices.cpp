#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/actions/actionchoices.h"
#include "ui/actions/actionrunner.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenu>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

// What is offered for a resource, and in which words.
class tst_ActionChoices final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void titles_data();
    void titles();
    void nouns_data();
    void nouns();
    void headings();
    void offered_data();
    void offered();
    void manyCanOnlyBeCopiedAndChanged();
    void differentTypesCanOnlyBeCopied();
    void copies();
    void menuHasGroupsAndAsksNothing();
    void readOnlyGreysChanges();

private:
    [[nodiscard]] Resource service(const char* name) const { return m_test->session.resource(name).value(); }
    [[nodiscard]] Resource instance(const char* id) const
    {
        return service("ec2").subResource("Instance", {id}).value();
    }
    [[nodiscard]] static QStringList names(const std::vector<Resource>& resources);

    std::optional<TestSession> m_test;
    std::unique_ptr<Appearance> m_appearance;
};

void tst_ActionChoices::initTestCase()
{
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
    auto made = makeTestSession();
    if (!made)
        QSKIP("no model pack");
    m_test = std::move(made).value();
}

QStringList tst_ActionChoices::names(const std::vector<Resource>& resources)
{
    QStringList names;
    for (const auto& choice : choicesFor(resources, "aws"))
        names.append(QString::fromStdString(choice.name));
    return names;
}

void tst_ActionChoices::titles_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<QString>("title");
    const auto row = [](const char* action, const char* operation, const char* title) {
        QTest::newRow(action) << QByteArray(action) << QByteArray(operation) << QString::fromLatin1(title);
    };
    row("stop", "StopInstances", "Stop");
    row("create_dhcp_options", "CreateDhcpOptions", "Create DHCP options");
    row("console_output", "GetConsoleOutput", "View console output");
    row("parts", "ListParts", "View parts");
    row("get_item", "GetItem", "Get item");
    row("describe_attribute", "DescribeVpcAttribute", "Describe attribute");
    row("attach_to_vpc", "AttachInternetGateway", "Attach to VPC");
    row("enable_io", "EnableVolumeIO", "Enable IO");
}

void tst_ActionChoices::titles()
{
    QFETCH(QByteArray, action);
    QFETCH(QByteArray, operation);
    QFETCH(QString, title);
    ActionDefinition definition;
    definition.name = action.toStdString();
    definition.request.operation = operation.toStdString();
    QCOMPARE(actionTitle(definition), title);
}

void tst_ActionChoices::nouns_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("noun");
    QTest::newRow("one") << QByteArray("Instance") << 1 << QStringLiteral("instance");
    QTest::newRow("many") << QByteArray("Instance") << 1200 << QStringLiteral("1,200 instances");
    QTest::newRow("summary") << QByteArray("ObjectSummary") << 12 << QStringLiteral("12 objects");
    QTest::newRow("y") << QByteArray("Policy") << 2 << QStringLiteral("2 policies");
    QTest::newRow("key") << QByteArray("AccessKey") << 2 << QStringLiteral("2 access keys");
    QTest::newRow("gateway") << QByteArray("InternetGateway") << 2 << QStringLiteral("2 internet gateways");
    QTest::newRow("address") << QByteArray("VpcAddress") << 2 << QStringLiteral("2 VPC addresses");
}

void tst_ActionChoices::nouns()
{
    QFETCH(QByteArray, type);
    QFETCH(int, count);
    QFETCH(QString, noun);
    QCOMPARE(typeNoun(type.toStdString(), static_cast<std::size_t>(count)), noun);
}

void tst_ActionChoices::headings()
{
    auto one = instance("i-1");
    one.setData(Value::map({{"Tags", Value::list({Value::map({{"Key", "Name"}, {"Value", "web-01"}})})}}));
    const auto& actions = one.definition().actions;
    QCOMPARE(actionHeading(*findAction(actions, "stop"), {one}),
             QStringLiteral("Stop instance web-01 (i-1)"));
    QCOMPARE(actionHeading(*findAction(actions, "stop"), {one, instance("i-2")}),
             QStringLiteral("Stop 2 instances"));
    QCOMPARE(actionHeading(*findAction(actions, "create_tags"), {one}),
             QStringLiteral("Create tags · instance web-01 (i-1)"));
    QCOMPARE(actionVerb(*findAction(actions, "stop"), {one}), QStringLiteral("Stop instance"));
    QCOMPARE(actionVerb(*findAction(actions, "create_tags"), {one, instance("i-2")}),
             QStringLiteral("Create tags for 2 instances"));
    const auto s3 = service("s3");
    QCOMPARE(actionVerb(*findAction(s3.definition().actions, "create_bucket"), {s3}),
             QStringLiteral("Create bucket"));
    QCOMPARE(callName(one, *findAction(actions, "stop")), QStringLiteral("ec2.StopInstances"));
    QCOMPARE(resourcePlace(m_test->bucket("b").subResource("Object", {"k"}).value()), QStringLiteral("b"));
}

void tst_ActionChoices::offered_data()
{
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArrayList>("identifiers");
    QTest::addColumn<QByteArrayList>("there");
    QTest::addColumn<QByteArrayList>("absent");
    QTest::newRow("instance") << QByteArray("ec2") << QByteArray("Instance") << QByteArrayList{"i-1"}
                              << QByteArrayList{"console_output", "id",   "volumes",     "wait_until_running",
                                                "start",          "stop", "create_tags", "terminate"}
                              << QByteArrayList{"arn", "json", "load", "reload"};
    QTest::newRow("object") << QByteArray("s3") << QByteArray("Object") << QByteArrayList{"b", "k"}
                            << QByteArrayList{"arn", "id", "copy_from", "delete", "wait_until_exists"}
                            << QByteArrayList{"get", "upload_file", "download_file"};
    QTest::newRow("bucket") << QByteArray("s3") << QByteArray("Bucket") << QByteArrayList{"b"}
                            << QByteArrayList{"arn", "objects", "object_versions", "delete", "delete_objects"}
                            << QByteArrayList{"upload_file", "copy"};
    QTest::newRow("table") << QByteArray("dynamodb") << QByteArray("Table") << QByteArrayList{"t"}
                           << QByteArrayList{"scan", "query", "get_item", "put_item", "delete"}
                           << QByteArrayList{"batch_writer"};
    QTest::newRow("service") << QByteArray("s3") << QByteArray() << QByteArrayList()
                             << QByteArrayList{"buckets", "create_bucket"}
                             << QByteArrayList{"arn", "id", "json"};
}

void tst_ActionChoices::offered()
{
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, type);
    QFETCH(QByteArrayList, identifiers);
    QFETCH(QByteArrayList, there);
    QFETCH(QByteArrayList, absent);
    auto resource = this->service(service.constData());
    std::vector<Value> values;
    for (const auto& identifier : identifiers)
        values.emplace_back(identifier.toStdString());
    if (!type.isEmpty())
        resource = resource.subResource(type.toStdString(), values).value();
    const QStringList found = names({resource});
    for (const auto& name : there)
        QVERIFY2(found.contains(QString::fromLatin1(name)),
                 (name + " in " + found.join(u' ').toLatin1()).constData());
    for (const auto& name : absent)
        QVERIFY2(!found.contains(QString::fromLatin1(name)), name.constData());
    QCOMPARE(QSet<QString>(found.begin(), found.end()).size(), found.size());
}

void tst_ActionChoices::manyCanOnlyBeCopiedAndChanged()
{
    const QStringList found = names({instance("i-1"), instance("i-2")});
    QVERIFY(found.contains(QStringLiteral("terminate")));
    QVERIFY(found.contains(QStringLiteral("id")));
    QVERIFY(!found.contains(QStringLiteral("console_output")));
    QVERIFY(!found.contains(QStringLiteral("volumes")));
    QVERIFY(!found.contains(QStringLiteral("wait_until_running")));
}

void tst_ActionChoices::differentTypesCanOnlyBeCopied()
{
    QCOMPARE(names({instance("i-1"), service("ec2").subResource("Vpc", {"vpc-1"}).value()}),
             QStringList{QStringLiteral("id")});
}

void tst_ActionChoices::copies()
{
    const auto object = m_test->bucket("b").subResource("Object", {"a/k"}).value();
    auto vpc = service("ec2").subResource("Vpc", {"vpc-1"}).value();
    vpc.setData(Value::map({{"VpcId", "vpc-1"}}));
    ActionChoice choice;
    choice.name = "arn";
    QCOMPARE(copiedText(choice, {object}, "aws-cn"), QStringLiteral("arn:aws-cn:s3:::b/a/k"));
    const auto topic = service("sns").subResource("Topic", {"arn:aws:sns:us-west-2:1:t"}).value();
    QCOMPARE(copiedText(choice, {topic}, "aws"), QStringLiteral("arn:aws:sns:us-west-2:1:t"));
    choice.name = "id";
    QCOMPARE(copiedText(choice, {instance("i-1"), instance("i-2")}, "aws"), QStringLiteral("i-1\ni-2"));
    choice.name = "json";
    QCOMPARE(QJsonDocument::fromJson(copiedText(choice, {vpc}, "aws").toUtf8())
                 .object()
                 .value(QStringLiteral("VpcId"))
                 .toString(),
             QStringLiteral("vpc-1"));
    QCOMPARE(QJsonDocument::fromJson(copiedText(choice, {vpc, object}, "aws").toUtf8()).array().size(), 2);
    Resource key = vpc.sibling({"vpc-2"});
    key.setData(Value::map({{"VpcId", "vpc-2"}, {"Password", "hush"}}));
    QVERIFY(!copiedText(choice, {key}, "aws").contains(QLatin1String("hush")));
}

void tst_ActionChoices::menuHasGroupsAndAsksNothing()
{
    ChangeGate gate({}, m_test->session.policy());
    RecordedServices window;
    ActionRunner runner(*m_appearance, m_test->session, gate, window, nullptr);
    const ActionMenu actions(m_appearance->icons(), runner);
    QMenu menu;
    actions.fill(menu, {instance("i-1")});
    const auto items = menu.actions();
    QCOMPARE(items.front()->objectName(), QStringLiteral("console_output"));
    QCOMPARE(items.back()->objectName(), QStringLiteral("delete_tags"));
    QCOMPARE(items.at(items.size() - 2)->text(), QStringLiteral("Terminate…"));
    QVERIFY(items.at(items.size() - 3)->isSeparator());
    int lines = 0;
    for (const auto* item : items) {
        lines += item->isSeparator() ? 1 : 0;
        QVERIFY(item->isSeparator() || (!item->text().isEmpty() && !item->icon().isNull()));
    }
    QCOMPARE(lines, 5);
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_ActionChoices::readOnlyGreysChanges()
{
    SessionInfo info;
    info.profile = QStringLiteral("dev");
    const auto locked = makeTestSession().value();
    locked.session.policy().lock("Open it again.");
    ChangeGate gate(info, locked.session.policy());
    RecordedServices window;
    ActionRunner runner(*m_appearance, m_test->session, gate, window, nullptr);
    QMenu menu;
    ActionMenu(m_appearance->icons(), runner).fill(menu, {instance("i-1")});
    QVERIFY(!menu.findChild<QAction*>(QStringLiteral("terminate"))->isEnabled());
    QVERIFY(!menu.findChild<QAction*>(QStringLiteral("start"))->isEnabled());
    QVERIFY(menu.findChild<QAction*>(QStringLiteral("start"))
                ->toolTip()
                .startsWith(QStringLiteral("dev is read-only")));
    QSignalSpy asked(&gate, &ChangeGate::allowRequested);
    QCOMPARE(menu.actions().back()->objectName(), QStringLiteral("allow-changes"));
    menu.actions().back()->trigger();
    QCOMPARE(asked.count(), 1);
    QVERIFY(menu.findChild<QAction*>(QStringLiteral("console_output"))->isEnabled());
    for (const auto& choice : choicesFor({instance("i-1")}, "aws")) {
        if (choice.changes())
            runner.run(choice, {instance("i-1")});
    }
    QCoreApplication::processEvents();
    QCOMPARE(m_test->transport->requestCount(), 0);
}

INIA_TEST_CLASS(tst_ActionChoices, QApplication)
#include "tst_actionchoices.moc"
