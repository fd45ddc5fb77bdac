#include "core/model/catalog.h"
#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "core/policy/effect.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QtTest>

#include <set>

using namespace inia;
using namespace inia::tests;

namespace {

/// Words with which documentation begins that tells of a change, or of something made.
const std::set<std::string_view>& changingWords()
{
    static const std::set<std::string_view> words{
        "adds",      "allocates", "associates", "attaches",  "authorizes", "begins",  "cancels",
        "changes",   "closes",    "commits",    "confirms",  "creates",    "create",  "deletes",
        "delete",    "deploys",   "detaches",   "disables",  "exchanges",  "extends", "generates",
        "generate",  "grants",    "initiates",  "inserts",   "invokes",    "issues",  "launches",
        "locks",     "merges",    "modifies",   "moves",     "places",     "polls",   "posts",
        "publishes", "puts",      "registers",  "rejects",   "releases",   "removes", "renews",
        "replaces",  "reserves",  "resets",     "restarts",  "restores",   "resumes", "revokes",
        "rotates",   "schedules", "sends",      "sets",      "starts",     "start",   "stops",
        "submits",   "suspends",  "terminates", "transfers", "triggers",   "unlocks", "updates",
        "uploads",   "writes"};
    return words;
}

std::string firstWord(std::string_view html)
{
    const QString text = QString::fromStdString(plainText(html));
    static const QRegularExpression word(QStringLiteral("[A-Za-z]+"));
    return word.match(text).captured().toLower().toStdString();
}

} // namespace

/// What operations do, by the rules and the reviewed table.
class tst_Effect final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void misleadingNames_data();
    void misleadingNames();
    void callsByTheirParameters_data();
    void callsByTheirParameters();
    void exceptionsAreOperations();
    void everyOperationIsClassed();
    void changesInDocumentationWereReviewed();

private:
    [[nodiscard]] std::shared_ptr<const ServiceModel> model(const std::string& service) const
    {
        return m_test->session.catalog()->service(service).value();
    }
    std::optional<TestSession> m_test;
};

void tst_Effect::initTestCase()
{
    auto made = makeTestSession();
    if (!made)
        QSKIP("no model pack");
    m_test = std::move(made).value();
}

void tst_Effect::misleadingNames_data()
{
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<int>("wanted");
    const auto row = [](Effect wanted, const char* service, std::initializer_list<const char*> operations) {
        for (const char* operation : operations)
            QTest::addRow("%s.%s", service, operation)
                << QByteArray(service) << QByteArray(operation) << int(wanted);
    };
    using enum Effect;
    row(Destroy, "ivs", {"StartViewerSessionRevocation", "BatchStartViewerSessionRevocation"});
    row(Write, "license-manager", {"CheckInLicense", "CheckoutLicense"});
    row(Write, "iot", {"ConfirmTopicRuleDestination", "GetRegistrationCode"});
    row(Write, "cognito-idp", {"GetUserAttributeVerificationCode", "VerifyUserAttribute"});
    row(Consume, "cognito-idp", {"GetTokensFromRefreshToken"});
    row(Read, "cognito-idp", {"AdminGetUser", "AdminListDevices"});
    row(Write, "cognito-identity", {"GetId"});
    row(Write, "storagegateway", {"RetrieveTapeArchive", "RetrieveTapeRecoveryPoint"});
    row(Write, "timestream-query", {"Query"});
    row(Write, "apigatewayv2", {"PreviewPortal"});
    row(Write, "networkflowmonitor",
        {"StartQueryMonitorTopContributors", "StartQueryWorkloadInsightsTopContributors"});
    row(Destroy, "networkflowmonitor", {"StopQueryMonitorTopContributors"});
    row(Write, "lightsail", {"DownloadDefaultKeyPair", "CheckSubdomainAvailability"});
    row(Write, "support", {"GetAttachmentUploadLinks"});
    row(Write, "auditmanager", {"GetEvidenceFileUploadUrl"});
    row(Consume, "sqs", {"ReceiveMessage"});
    row(Consume, "kinesis", {"ReceiveQueueRecords"});
    row(Consume, "stepfunctions", {"GetActivityTask"});
    row(Consume, "swf", {"PollForActivityTask", "PollForDecisionTask"});
    row(Consume, "codepipeline", {"PollForJobs"});
    row(Consume, "iot-jobs-data", {"StartNextPendingJobExecution"});
    row(Read, "swf", {"CountPendingActivityTasks"});
    row(Reveal, "secretsmanager", {"GetSecretValue", "BatchGetSecretValue"});
    row(Reveal, "ssm", {"GetParameter", "GetParametersByPath"});
    row(Reveal, "kms", {"Decrypt", "GenerateDataKey"});
    row(Destroy, "kms", {"ScheduleKeyDeletion"});
    row(Reveal, "s3", {"CreateSession"});
    row(Read, "s3", {"SelectObjectContent", "ListObjectsV2", "GetObject", "HeadObject"});
    row(Write, "s3", {"PutObject", "CopyObject", "RestoreObject", "CreateMultipartUpload", "UploadPart"});
    row(Destroy, "s3", {"DeleteObjects", "AbortMultipartUpload", "PutBucketLifecycleConfiguration"});
    row(Write, "rds-data", {"ExecuteStatement", "BatchExecuteStatement", "ExecuteSql"});
    row(Write, "redshift-data", {"ExecuteStatement", "BatchExecuteStatement"});
    row(Write, "athena", {"StartQueryExecution"});
    row(Write, "dynamodb", {"ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"});
    row(Read, "dynamodb", {"BatchGetItem", "TransactGetItems", "Query", "Scan"});
    row(Write, "dynamodb", {"BatchWriteItem", "TransactWriteItems"});
    row(Read, "logs", {"FilterLogEvents", "GetLogEvents"});
    row(Write, "neptunedata", {"ExecuteOpenCypherExplainQuery", "ExecuteGremlinQuery"});
    row(Write, "lambda", {"Invoke"});
}

void tst_Effect::misleadingNames()
{
    QFETCH(const QByteArray, service);
    QFETCH(const QByteArray, operation);
    QFETCH(const int, wanted);
    const auto described = model(service.toStdString())->operation(operation.toStdString());
    QVERIFY(described.valid());
    const auto verdict = effectOf(described);
    QVERIFY2(int(verdict.effect) == wanted, verdict.reason.c_str());
    QVERIFY(!verdict.reason.empty());
}

void tst_Effect::callsByTheirParameters_data()
{
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<Value>("params");
    QTest::addColumn<int>("wanted");
    const auto row = [](const char* tag, const char* service, const char* operation, const Value& params,
                        Effect wanted) {
        QTest::addRow("%s %s", operation, tag)
            << QByteArray(service) << QByteArray(operation) << params << int(wanted);
    };
    const auto partiQl = [&](const char* statement, Effect wanted) {
        row(statement, "dynamodb", "ExecuteStatement", Value::map({{"Statement", statement}}), wanted);
    };
    using enum Effect;
    partiQl("SELECT * FROM t", Read);
    partiQl("  \n select * from t", Read);
    partiQl("-- UPDATE\nSELECT 1", Read);
    partiQl("/* SELECT */ UPDATE t SET a = 1", Write);
    partiQl("/* never ends", Write);
    partiQl("INSERT INTO t VALUE {'a': 'SELECT'}", Write);
    partiQl("DELETE FROM t WHERE a = 1", Destroy);
    partiQl("SELECTED", Write);
    partiQl("", Write);
    partiQl("(SELECT", Write);
    row("without", "dynamodb", "ExecuteStatement", Value::emptyMap(), Write);
    const auto many = [](const char* list, std::initializer_list<const char*> statements) {
        Value items = Value::emptyList();
        for (const char* statement : statements)
            items.append(Value::map({{"Statement", statement}}));
        return Value::map({{list, items}});
    };
    row("reads", "dynamodb", "BatchExecuteStatement", many("Statements", {"SELECT 1", "select 2"}), Read);
    row("one writes", "dynamodb", "BatchExecuteStatement", many("Statements", {"SELECT 1", "UPDATE t"}),
        Write);
    row("one deletes", "dynamodb", "BatchExecuteStatement", many("Statements", {"DELETE FROM t", "UPDATE t"}),
        Destroy);
    row("none", "dynamodb", "BatchExecuteStatement", many("Statements", {}), Write);
    row("reads", "dynamodb", "ExecuteTransaction",
        many("TransactStatements", {"SELECT 1", "EXISTS(SELECT 2)"}), Read);
    row("other member", "dynamodb", "ExecuteTransaction", many("Statements", {"SELECT 1"}), Write);
    row("select", "timestream-query", "Query", Value::map({{"QueryString", "SELECT 1"}}), Read);
    row("with", "timestream-query", "Query", Value::map({{"QueryString", "WITH a AS (SELECT 1) SELECT 2"}}),
        Read);
    row("unload", "timestream-query", "Query", Value::map({{"QueryString", "UNLOAD (SELECT 1) TO 's3://b'"}}),
        Write);
    row("select", "rds-data", "ExecuteStatement", Value::map({{"sql", "SELECT 1"}}), Write);
    row("select", "athena", "StartQueryExecution", Value::map({{"QueryString", "SELECT 1"}}), Write);
    row("dry", "ec2", "TerminateInstances", Value::map({{"DryRun", true}}), Read);
    row("not dry", "ec2", "TerminateInstances", Value::map({{"DryRun", false}}), Destroy);
    row("dry as text", "ec2", "TerminateInstances", Value::map({{"DryRun", "true"}}), Destroy);
    row("dry elsewhere", "s3", "DeleteObject", Value::map({{"DryRun", true}}), Destroy);
    row("dry", "kms", "ScheduleKeyDeletion", Value::map({{"DryRun", true}}), Destroy);
    row("creates", "redshift", "GetClusterCredentials", Value::map({{"AutoCreate", true}}), Write);
    row("creates not", "redshift", "GetClusterCredentials", Value::map({{"AutoCreate", false}}), Reveal);
    row("rotates", "evs", "GetDepotUrl", Value::map({{"rotate", true}}), Write);
    row("rotates not", "evs", "GetDepotUrl", Value::emptyMap(), Reveal);
}

void tst_Effect::callsByTheirParameters()
{
    QFETCH(const QByteArray, service);
    QFETCH(const QByteArray, operation);
    QFETCH(const Value, params);
    QFETCH(const int, wanted);
    const auto described = model(service.toStdString())->operation(operation.toStdString());
    QVERIFY(described.valid());
    const auto verdict = effectOf(described, params);
    QVERIFY2(int(verdict.effect) == wanted, verdict.reason.c_str());
}

/// A row about an operation that is not there protects nobody.
void tst_Effect::exceptionsAreOperations()
{
    for (const EffectException& row : effectExceptions()) {
        const auto dot = row.operation.find('.');
        const std::string service(row.operation.substr(0, dot));
        const auto found = m_test->session.catalog()->service(service);
        QVERIFY2(found.ok(), service.c_str());
        const auto name = row.operation.substr(dot + 1);
        const auto operation = (*found)->operation(name);
        QVERIFY2(operation.valid() && operation.name() == name, std::string(row.operation).c_str());
        QVERIFY2(!row.reason.empty(), std::string(row.operation).c_str());
        const auto* same = findEffectException(service, name);
        QVERIFY(same == &row);
    }
    QVERIFY(findEffectException("s3", "GetObjectX") == nullptr);
    QVERIFY(findEffectException("zz", "Z") == nullptr);
}

void tst_Effect::everyOperationIsClassed()
{
    std::array<int, 5> counts{};
    int total = 0;
    for (const auto& service : m_test->session.catalog()->services()) {
        const auto described = model(service);
        for (const auto& [name, node] : described->operations().members()) {
            const auto verdict = effectOf(described->operation(name));
            QVERIFY2(!verdict.reason.empty(), (service + "." + std::string(name)).c_str());
            ++counts.at(static_cast<std::size_t>(verdict.effect));
            ++total;
        }
    }
    for (const Effect effect :
         {Effect::Read, Effect::Reveal, Effect::Consume, Effect::Write, Effect::Destroy})
        qInfo("%s: %d", std::string(effectName(effect)).c_str(), counts.at(static_cast<std::size_t>(effect)));
    QVERIFY(total > 19'000);
    for (const int count : counts)
        QVERIFY(count > 0);
}

/// Independent of names and traits: an operation that may be called in a locked session and whose
/// documentation begins with a word for a change has to stand in the table, where somebody has looked at it.
void tst_Effect::changesInDocumentationWereReviewed()
{
    QStringList open;
    int documented = 0;
    for (const auto& service : m_test->session.catalog()->services()) {
        const auto described = model(service);
        const auto documentation = m_test->session.catalog()->documentation(service);
        if (!documentation)
            continue;
        for (const auto& [name, node] : described->operations().members()) {
            const auto text = (*documentation)->root()["operations"][name]["documentation"].text();
            documented += text.empty() ? 0 : 1;
            if (changesSomething(effectOf(described->operation(name)).effect) ||
                findEffectException(service, name) != nullptr)
                continue;
            if (changingWords().contains(firstWord(text)))
                open.append(QString::fromStdString(service + "." + std::string(name)));
        }
    }
    if (documented == 0)
        QSKIP("no documentation beside the model pack");
    QVERIFY2(open.isEmpty(), qPrintable(open.join(u' ')));
}

INIA_TEST_CLASS(tst_Effect, QCoreApplication)
#include "tst_effect.moc"
