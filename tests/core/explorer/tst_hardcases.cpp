#include "core/jmespath/expression.h"
#include "core/jmespath/jsontext.h"
#include "tests/core/explorer/explorerfixture.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

/// What was hard to infer, of the models in the pack.
class tst_HardCases final : public QObject {
    Q_OBJECT

private slots:
    void says_data();
    void says();
    void noColumnShowsASecret();
};

void tst_HardCases::says_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char* name, const char* service, const char* expression, const char* answer) {
        QTest::newRow(name) << QString::fromLatin1(service) << QString::fromLatin1(expression)
                            << QString::fromLatin1(answer);
    };
    row("a default cluster would hide all others", "ecs",
        "lists[?op=='ListTasks' && under=='service'].with | [0]",
        R"({"serviceName":"item:@|tail","cluster":"given:cluster"})");
    row("no list of tasks without a cluster", "ecs", "lists[?op=='ListTasks' && !under].op", "[]");
    row("a hundred tasks are completed at once", "ecs", "types.task.fillIn.[with.\"tasks[]\",atOnce]",
        R"(["item:@",100])");
    row("one of several, told in documentation only", "elbv2",
        "lists[?op=='DescribeListeners'].[under,with][]",
        R"(["loadbalancer",{"LoadBalancerArn":"item:LoadBalancerArn"}])");
    row("streams of a log group", "logs", "lists[?op=='DescribeLogStreams'].with.logGroupName | [0]",
        R"("item:logGroupName")");
    row("executions of a state machine", "stepfunctions",
        "lists[?op=='ListExecutions'].with.stateMachineArn | [0]", R"("item:stateMachineArn")");
    row("four levels down", "deadline", "lists[?op=='ListTasks'].with.[farmId,jobId,stepId] | [0]",
        R"(["given:farmId","item:jobId","item:stepId"])");
    row("bare ids at each level", "pcs", "lists[?op=='ListQueues'].with | [0]",
        R"({"clusterIdentifier":"item:id"})");
    row("an instance above a queue", "connect", "lists[?op=='ListQueueQuickConnects'].with | [0]",
        R"({"InstanceId":"given:InstanceId","QueueId":"item:Id"})");
    row("a domain above a project", "datazone", "lists[?op=='ListProjectMemberships'].with | [0]",
        R"({"domainIdentifier":"given:domainIdentifier","projectIdentifier":"item:id"})");
    row("the version of a layer", "lambda", "types.layerversion.load.with",
        R"({"LayerName":"given:LayerName","VersionNumber":"item:Version"})");
    row("a function is in its Configuration", "lambda", "types.function.load.at", R"("Configuration")");
    row("a structure says which schema", "glue", "types.schema.load.with",
        R"({"SchemaId.SchemaArn":"item:SchemaArn"})");
    row("a table by its database", "glue", "lists[?op=='GetTables'].with.DatabaseName | [0]",
        R"("item:Name")");
    row("nine kinds of one type", "networkmanager",
        "types.attachment.details[?op=='GetVpcAttachment'].when | [0]", R"({"AttachmentType":"VPC"})");
    row("the kind is in the URI", "datasync", "types.location.details[?op=='DescribeLocationS3'].when | [0]",
        R"({"LocationUri":"s3://*"})");
    row("two kinds of parent", "organizations", "lists[?op=='ListAccountsForParent'].under",
        R"(["root","organizationalunit"])");
    row("an id behind a path", "route53", "types.hostedzone.tagsFrom.with.ResourceId", R"("item:Id|tail")");
    row("instances in reservations", "ec2", "lists[?op=='DescribeInstances'].items | [0]",
        R"("Reservations[].Instances[]")");
    row("one instance", "ec2", "types.instance.load.at", R"("Reservations[0].Instances[0]")");
    row("everything starts at /", "clouddirectory", "lists[?op=='ListObjectChildren'].with | [0]",
        R"({"DirectoryArn":"item:DirectoryArn","ObjectReference.Selector":"const:\"/\""})");
    row("items of another service", "chime-sdk-messaging", "lists[?op=='ListChannels'].under | [0]",
        R"("chime-sdk-identity:appinstanceuser")");
    row("the directory of another service", "ds-data", "lists[?op=='ListGroups'].with | [0]",
        R"({"DirectoryId":"item:DirectoryId"})");
    row("a stream of another service", "kinesis-video-media",
        "types.\"kinesisvideo:stream\".details[?op=='GetMedia'].with.StreamName | [0]",
        R"("item:StreamName")");
    row("an id that only the load tells", "pi", "types.\"rds:dbinstance\".details[0].with.Identifier",
        R"("item:DbiResourceId")");
    row("methods are keys of a map", "apigateway",
        "types.resource.details[?op=='GetMethod'].with.httpMethod | [0]", R"("each:resourceMethods{}")");
    row("jobs that only the start tells", "rekognition", "unreachable.GetFaceDetection",
        R"("no list gives JobId")");
    row("the same of texts", "textract", "unreachable.GetDocumentAnalysis", R"("no list gives JobId")");
    row("where there is a list of them", "athena", "types.queryexecution.load.with",
        R"({"QueryExecutionId":"item:@"})");
    row("secrets are shown on request only", "secretsmanager",
        "types.secret.details[?op=='GetSecretValue'].secret | [0]", "true");
    row("what deletes says so", "s3", "types.bucket.actions[?op=='DeleteBucket'].effect | [0]",
        R"("destructive")");
}

void tst_HardCases::says()
{
    QFETCH(const QString, service);
    QFETCH(const QString, expression);
    QFETCH(const QString, answer);
    const auto document = tests::packedDefinition(service.toStdString());
    if (document.isNull())
        QSKIP("no model pack with definitions");
    const auto found = searchOrNull(expression.toStdString(), document);
    QCOMPARE(QString::fromStdString(jmespath::jsonText(found)), answer);
}

void tst_HardCases::noColumnShowsASecret()
{
    const auto catalog = tests::packedCatalog();
    if (!catalog)
        QSKIP("no model pack with definitions");
    static const QRegularExpression secret(QStringLiteral("password|secret(?!.*arn)|credential"),
                                           QRegularExpression::CaseInsensitiveOption);
    int columns = 0;
    for (const auto& service : catalog->services()) {
        const auto document = tests::packedDefinition(service);
        for (const auto& [noun, type] : document["types"].members()) {
            QVERIFY(type["columns"].size() <= 8);
            for (const auto& column : type["columns"].items()) {
                const auto path = QString::fromStdString(column[0].text());
                // Chosen by hand, or what the secret is known by: ClientSecretId.
                const bool isTold = !type["console"].isNull() || column[1].text() == "id";
                QVERIFY2(isTold || !secret.match(path.section(u'.', -1)).hasMatch(),
                         (service + '.' + noun + ": " + column[0].text()).c_str());
                ++columns;
            }
        }
    }
    QVERIFY(columns > 10000);
}

INIA_TEST_CLASS(tst_HardCases, QCoreApplication)
#include "tst_hardcases.moc"
