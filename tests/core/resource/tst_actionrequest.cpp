#include "core/model/servicemodel.h"
#include "core/resource/actionjob.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

#include <algorithm>
#include <set>

using namespace inia;
using namespace inia::tests;

namespace {

constexpr std::array services{
    "cloudformation", "cloudwatch", "dynamodb", "ec2", "glacier", "iam", "s3", "sns", "sqs"};

struct Entry {
    std::string name; // "ec2.Instance.terminate", batch actions with an asterisk
    ActionDefinition action;
};

// What a person who read the operations' documentation says. Everything that is in neither list writes.
const std::set<std::string_view>& reading()
{
    static const std::set<std::string_view> operations{"BatchGetItem",
                                                       "DescribeAlarmHistory",
                                                       "DescribeImageAttribute",
                                                       "DescribeInstanceAttribute",
                                                       "DescribeNetworkInterfaceAttribute",
                                                       "DescribeSnapshotAttribute",
                                                       "DescribeVolumeAttribute",
                                                       "DescribeVolumeStatus",
                                                       "DescribeVpcAttribute",
                                                       "GetConsoleOutput",
                                                       "GetItem",
                                                       "GetJobOutput",
                                                       "GetMetricStatistics",
                                                       "GetObject",
                                                       "GetQueueUrl",
                                                       "HeadObject",
                                                       "ListParts",
                                                       "Query",
                                                       "Scan"};
    return operations;
}

// Where one operation serves several actions, the action stands here.
const std::set<std::string_view>& destructive()
{
    static const std::set<std::string_view> names{"AbortMultipartUpload",
                                                  "DeleteAccessKey",
                                                  "DeleteAccountPasswordPolicy",
                                                  "DeleteAlarms",
                                                  "DeleteArchive",
                                                  "DeleteBucket",
                                                  "DeleteBucketCors",
                                                  "DeleteBucketLifecycle",
                                                  "DeleteBucketPolicy",
                                                  "DeleteBucketTagging",
                                                  "DeleteBucketWebsite",
                                                  "DeleteDhcpOptions",
                                                  "DeleteEndpoint",
                                                  "DeleteGroup",
                                                  "DeleteGroupPolicy",
                                                  "DeleteInstanceProfile",
                                                  "DeleteInternetGateway",
                                                  "DeleteItem",
                                                  "DeleteKeyPair",
                                                  "DeleteLoginProfile",
                                                  "DeleteMessage",
                                                  "DeleteMessageBatch",
                                                  "DeleteNetworkAcl",
                                                  "DeleteNetworkAclEntry",
                                                  "DeleteNetworkInterface",
                                                  "DeleteObject",
                                                  "DeleteObjects",
                                                  "DeletePlacementGroup",
                                                  "DeletePlatformApplication",
                                                  "DeletePolicy",
                                                  "DeletePolicyVersion",
                                                  "DeleteQueue",
                                                  "DeleteRole",
                                                  "DeleteRolePolicy",
                                                  "DeleteRoute",
                                                  "DeleteRouteTable",
                                                  "DeleteSAMLProvider",
                                                  "DeleteSecurityGroup",
                                                  "DeleteServerCertificate",
                                                  "DeleteSigningCertificate",
                                                  "DeleteSnapshot",
                                                  "DeleteStack",
                                                  "DeleteSubnet",
                                                  "DeleteTable",
                                                  "DeleteTags",
                                                  "DeleteTopic",
                                                  "DeleteUser",
                                                  "DeleteUserPolicy",
                                                  "DeleteVault",
                                                  "DeleteVaultNotifications",
                                                  "DeleteVirtualMFADevice",
                                                  "DeleteVolume",
                                                  "DeleteVpc",
                                                  "DeleteVpcPeeringConnection",
                                                  "DeregisterImage",
                                                  "PurgeQueue",
                                                  "RejectVpcPeeringConnection",
                                                  "PutBucketLifecycle",
                                                  "PutBucketLifecycleConfiguration",
                                                  "ReleaseAddress",
                                                  "RemovePermission",
                                                  "RemoveRoleFromInstanceProfile",
                                                  "RemoveUserFromGroup",
                                                  "RevokeSecurityGroupEgress",
                                                  "RevokeSecurityGroupIngress",
                                                  "TerminateInstances",
                                                  "Unsubscribe",
                                                  "ec2.NetworkInterfaceAssociation.delete",
                                                  "ec2.RouteTableAssociation.delete"};
    return names;
}

} // namespace

class tst_ActionRequest final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyActionIsJudged_data();
    void everyActionIsJudged();
    void operationsByTraitAndMethod_data();
    void operationsByTraitAndMethod();
    void askedInputsLeaveOutWhatIsFilledIn_data();
    void askedInputsLeaveOutWhatIsFilledIn();
    void requiredInputsComeFirst();
    void aBatchTakesExactlyTheChosen();
    void parentsDoNotShareABatch();
    void regionsDoNotShareABatch();
    void failuresInsideSuccess();

private:
    [[nodiscard]] Resource service(const char* name) const { return m_test->session.resource(name).value(); }
    [[nodiscard]] std::vector<Entry> actionsOf(const char* name) const;
    [[nodiscard]] ActionDefinition action(const char* service, const char* type, const char* name) const;
    std::optional<TestSession> m_test;
};

void tst_ActionRequest::initTestCase()
{
    auto made = makeTestSession();
    if (!made)
        QSKIP("no model pack");
    m_test = std::move(made).value();
}

std::vector<Entry> tst_ActionRequest::actionsOf(const char* name) const
{
    const auto root = service(name);
    auto types = root.definitions()->types();
    types.emplace_back(ResourceDefinitions::serviceType);
    std::vector<Entry> entries;
    for (const auto& type : types) {
        const auto definition = root.definitions()->definition(type, root.client().model()).value();
        const auto add = [&](const std::vector<ActionDefinition>& actions, const char* mark) {
            for (const auto& action : actions)
                entries.push_back({std::string(name) + "." + type + "." + action.name + mark, action});
        };
        add(definition->actions, "");
        add(definition->batchActions, "*");
    }
    return entries;
}

ActionDefinition tst_ActionRequest::action(const char* service, const char* type, const char* name) const
{
    const auto wanted = std::string(service) + "." + type + "." + name;
    for (auto& entry : actionsOf(service)) {
        if (entry.name == wanted)
            return entry.action;
    }
    return {};
}

void tst_ActionRequest::everyActionIsJudged_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("found");
    QTest::addColumn<int>("wanted");
    for (const auto* name : services) {
        for (const auto& [entry, action] : actionsOf(name)) {
            if (action.rule == ActionRule::Programmed)
                continue;
            auto plain = entry;
            std::erase(plain, '*');
            Effect wanted = Effect::Write;
            if (destructive().contains(action.request.operation) || destructive().contains(plain))
                wanted = Effect::Destroy;
            else if (reading().contains(action.request.operation))
                wanted = Effect::Read;
            else if (action.request.operation == "GetPasswordData")
                wanted = Effect::Reveal;
            else if (action.request.operation == "ReceiveMessage")
                wanted = Effect::Consume;
            const auto verdict = effectOf(action, service(name).client().model());
            QTest::newRow(entry.c_str())
                << QByteArray::fromStdString(verdict.reason) << int(verdict.effect) << int(wanted);
        }
    }
}

void tst_ActionRequest::everyActionIsJudged()
{
    QFETCH(QByteArray, name);
    QFETCH(int, found);
    QFETCH(int, wanted);
    QVERIFY2(found == wanted, name.constData());
    QVERIFY(!name.isEmpty());
}

void tst_ActionRequest::operationsByTraitAndMethod_data()
{
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<int>("wanted");
    const auto row = [](const char* service, const char* operation, Effect wanted) {
        QTest::addRow("%s.%s", service, operation)
            << QByteArray(service) << QByteArray(operation) << int(wanted);
    };
    row("lambda", "UntagResource", Effect::Destroy); // by its HTTP method
    row("lambda", "Invoke", Effect::Write);
    row("lambda", "GetFunction", Effect::Read);
    row("dynamodb", "BatchWriteItem", Effect::Write);
}

void tst_ActionRequest::operationsByTraitAndMethod()
{
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, operation);
    QFETCH(int, wanted);
    const auto client = m_test->session.client(service.toStdString()).value();
    const auto verdict = effectOf(client.model().operation(operation.toStdString()));
    QVERIFY2(int(verdict.effect) == wanted, verdict.reason.c_str());
}

void tst_ActionRequest::askedInputsLeaveOutWhatIsFilledIn_data()
{
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QByteArrayList>("required");
    QTest::addColumn<QByteArray>("filled");
    const auto row = [](const char* service, const char* type, const char* action,
                        const QByteArrayList& required, const char* filled) {
        QTest::addRow("%s.%s.%s", service, type, action)
            << QByteArray(service) << QByteArray(type) << QByteArray(action) << required
            << QByteArray(filled);
    };
    row("ec2", "Instance", "stop", {}, "InstanceIds");
    row("ec2", "Instance", "create_image", {"Name"}, "InstanceId");
    row("ec2", "Instance", "create_tags", {"Tags"}, "Resources");
    row("ec2", "Volume", "describe_attribute", {"Attribute"}, "VolumeId");
    row("s3", "Bucket", "delete_objects", {"Delete"}, "Bucket");
    row("s3", "ServiceResource", "create_bucket", {"Bucket"}, "");
    row("sqs", "Queue", "send_message", {"MessageBody"}, "QueueUrl");
    row("iam", "Role", "attach_policy", {"PolicyArn"}, "RoleName");
    row("dynamodb", "Table", "get_item", {"Key"}, "TableName");
}

void tst_ActionRequest::askedInputsLeaveOutWhatIsFilledIn()
{
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, action);
    QFETCH(QByteArrayList, required);
    QFETCH(QByteArray, filled);
    const auto definition = this->action(service.constData(), type.constData(), action.constData());
    const auto root = this->service(service.constData());
    const auto asked = askedInputs(definition.request, root.client().model());
    QByteArrayList found;
    for (std::size_t i = 0; i < asked.requiredCount; ++i)
        found.append(QByteArray::fromStdString(asked.names[i]));
    QCOMPARE(found, required);
    QCOMPARE(std::count(asked.names.begin(), asked.names.end(), filled.toStdString()), 0);
    QVERIFY(!asked.names.empty());
}

void tst_ActionRequest::requiredInputsComeFirst()
{
    int withInput = 0;
    for (const auto* name : services) {
        const auto root = service(name);
        for (const auto& [entry, action] : actionsOf(name)) {
            const auto asked = askedInputs(action.request, root.client().model());
            for (std::size_t i = 0; i < asked.names.size(); ++i)
                QVERIFY2(asked.input.hasMember(asked.names[i]), entry.c_str());
            withInput += asked.input.valid() ? 1 : 0;
        }
    }
    QVERIFY(withInput > 300);
}

void tst_ActionRequest::aBatchTakesExactlyTheChosen()
{
    std::vector<Resource> objects;
    const auto bucket = m_test->bucket("b");
    for (int i = 0; i < 5; ++i)
        objects.push_back(bucket.subResource("Object", {"k" + std::to_string(i)}).value());
    const auto calls = batchCalls(objects, objects[0].definition().batchActions.at(0),
                                  Value::map({{"RequestPayer", "requester"}}), 3);
    QCOMPARE(calls.size(), 2U);
    QCOMPARE(calls[0].resources.size(), 3U);
    QCOMPARE(calls[0].params["Bucket"].text(), std::string("b"));
    QCOMPARE(calls[0].params["Delete"]["Objects"][2]["Key"].text(), std::string("k2"));
    QCOMPARE(calls[1].params["Delete"]["Objects"].size(), 2U);
    QCOMPARE(calls[1].params["Delete"]["Objects"][0]["Key"].text(), std::string("k3"));
    QCOMPARE(calls[1].params["RequestPayer"].text(), std::string("requester"));
    QCOMPARE(calls[1].resources, (std::vector<std::size_t>{3, 4}));
}

void tst_ActionRequest::parentsDoNotShareABatch()
{
    std::vector<Resource> objects;
    for (const auto* bucket : {"a", "a", "b", "a"})
        objects.push_back(m_test->bucket(bucket).subResource("Object", {"k"}).value());
    const auto calls = batchCalls(objects, objects[0].definition().batchActions.at(0), {}, 1000);
    QCOMPARE(calls.size(), 3U);
    QCOMPARE(calls[0].resources.size(), 2U);
    QCOMPARE(calls[1].params["Bucket"].text(), std::string("b"));
}

void tst_ActionRequest::regionsDoNotShareABatch()
{
    std::vector<Resource> instances;
    for (const auto* region : {"us-west-2", "us-west-2", "eu-west-1", "us-west-2"}) {
        ClientOptions options;
        options.region = region;
        const auto ec2 = m_test->session.resource("ec2", options);
        QVERIFY(ec2.ok());
        instances.push_back(ec2->subResource("Instance", {"i-" + std::to_string(instances.size())}).value());
    }
    const auto& actions = instances[0].definition().batchActions;
    const auto stop = std::find_if(actions.begin(), actions.end(),
                                   [](const auto& action) { return action.name == "stop"; });
    QVERIFY(stop != actions.end());
    const auto calls = batchCalls(instances, *stop, {}, 1000);
    QCOMPARE(calls.size(), 3U);
    QCOMPARE(calls[0].resources.size(), 2U);
    QCOMPARE(calls[1].params["InstanceIds"][0].text(), std::string("i-2"));
}

void tst_ActionRequest::failuresInsideSuccess()
{
    const auto model = service("s3");
    const auto object = m_test->bucket("b").subResource("Object", {"k"}).value();
    const auto& batch = object.definition().batchActions.at(0);
    const auto response = Value::map(
        {{"Deleted", Value::list({Value::map({{"Key", "a"}})})},
         {"Errors", Value::list({Value::map({{"Key", "b"}, {"Code", "AccessDenied"}, {"Message", "no"}})})}});
    const auto failures = batchFailures(batch, model.client().model(), response);
    QCOMPARE(failures.size(), 1U);
    QCOMPARE(failures[0].item["Key"].text(), std::string("b"));
    QCOMPARE(failures[0].code, std::string("AccessDenied"));
    QCOMPARE(batchLimit(batch, model.client().model()), 1000U);
    const auto alarms = action("cloudwatch", "Alarm", "delete*");
    QCOMPARE(batchLimit(alarms, service("cloudwatch").client().model()), 100U);
}

INIA_TEST_CLASS(tst_ActionRequest, QCoreApplication)
#include "tst_actionrequest.moc"
