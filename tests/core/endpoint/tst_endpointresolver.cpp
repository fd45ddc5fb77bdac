#include "core/endpoint/endpointresolver.h"
#include "core/model/servicemodel.h"
#include "tests/core/endpoint/endpointtestdata.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::test;

class TestEndpointResolver final : public QObject {
    Q_OBJECT

private slots:
    void takesFirstSource_data();
    void takesFirstSource();
    void passesBuiltins();
    void changesPathStyleForS3_data();
    void changesPathStyleForS3();
    void remembersAnswers();
    void mapsParameterErrors();
    void refusesUnknownBuiltins();
};

namespace {

constexpr std::string_view modelJson = R"({
"metadata": {"serviceId": "S3", "endpointPrefix": "s3"},
"clientContextParams": {"UseThing": {"type": "string", "documentation": ""}},
"operations": {
  "Plain": {"name": "Plain", "input": {"shape": "In"}},
  "Fixed": {"name": "Fixed", "input": {"shape": "In"}, "staticContextParams": {"UseThing": {"value": "fixed"}}},
  "Path": {"name": "Path", "input": {"shape": "In"},
           "operationContextParams": {"UseThing": {"path": "Nested.Name"}}},
  "GetBucketLocation": {"name": "GetBucketLocation", "input": {"shape": "In"}}},
"shapes": {
  "In": {"type": "structure", "members": {
     "Thing": {"shape": "Text", "contextParam": {"name": "UseThing"}},
     "Bucket": {"shape": "Text", "contextParam": {"name": "Bucket"}},
     "Key": {"shape": "Text", "contextParam": {"name": "Key"}},
     "Nested": {"shape": "Inner"}}},
  "Inner": {"type": "structure", "members": {"Name": {"shape": "Text"}}},
  "Text": {"type": "string"}}})";

constexpr std::string_view rulesJson = R"({"version": "1.0", "parameters": {
   "UseThing": {"type": "string", "builtIn": "AWS::Region", "default": "default"},
   "ForcePathStyle": {"type": "boolean", "builtIn": "AWS::S3::ForcePathStyle", "required": true, "default": false},
   "Bucket": {"type": "string"}, "Key": {"type": "string"}},
 "rules": [
   {"type": "error", "conditions": [{"fn": "stringEquals", "argv": ["{UseThing}", "bad"]}],
    "error": "Invalid ARN: bad"},
   {"type": "endpoint", "conditions": [{"fn": "booleanEquals", "argv": [{"ref": "ForcePathStyle"}, true]}],
    "endpoint": {"url": "https://path.{UseThing}"}},
   {"type": "endpoint", "conditions": [], "endpoint": {"url": "https://{UseThing}"}}]})";

struct Service {
    ServiceModel model{"s3", parseJson(modelJson)};
    EndpointResolver resolver{parseJson(rulesJson), samplePartitions()};

    [[nodiscard]] Result<Endpoint> resolve(std::string_view operation, const Value& params,
                                           const EndpointBuiltins& builtins = {},
                                           const Value& clientContext = {}) const
    {
        return resolver.resolve(model.operation(operation), params, builtins, clientContext);
    }
};

EndpointBuiltins inRegion(const char* region)
{
    EndpointBuiltins builtins;
    builtins.region = region;
    return builtins;
}

} // namespace

void TestEndpointResolver::takesFirstSource_data()
{
    QTest::addColumn<std::string>("operation");
    QTest::addColumn<Value>("params");
    QTest::addColumn<Value>("clientContext");
    QTest::addColumn<bool>("withRegion");
    QTest::addColumn<std::string>("expected");
    const auto member = Value::map({{"Thing", "member"}});
    const auto nested = Value::map({{"Nested", Value::map({{"Name", "nested"}})}});
    const auto both = Value::map({{"Thing", "member"}, {"Nested", Value::map({{"Name", "nested"}})}});
    const auto client = Value::map({{"use_thing", "client"}});
    const auto row = [](const char* operation, const Value& params, const Value& context, bool withRegion,
                        const char* expected) {
        QTest::addRow("%s gives %s", operation, expected) << std::string(operation) << params << context
                                                          << withRegion << "https://" + std::string(expected);
    };
    row("Fixed", member, client, true, "fixed");
    row("Plain", member, client, true, "member");
    row("Path", both, client, true, "member");
    row("Path", nested, client, true, "nested");
    row("Path", Value::emptyMap(), client, true, "client");
    row("Plain", Value::emptyMap(), client, true, "client");
    row("Plain", Value::emptyMap(), Value(), true, "region");
    row("Plain", Value::emptyMap(), Value(), false, "default");
}

void TestEndpointResolver::takesFirstSource()
{
    QFETCH(std::string, operation);
    QFETCH(Value, params);
    QFETCH(Value, clientContext);
    QFETCH(bool, withRegion);
    QFETCH(std::string, expected);
    const Service service;
    const auto builtins = withRegion ? inRegion("region") : EndpointBuiltins();
    const auto endpoint = service.resolve(operation, params, builtins, clientContext);
    QVERIFY2(endpoint.ok(), endpoint.ok() ? "" : endpoint.error().message.c_str());
    QCOMPARE(endpoint->url, expected);
}

void TestEndpointResolver::passesBuiltins()
{
    const Service service;
    const auto definitions = parseJson(R"({
        "A": {"type": "string", "builtIn": "AWS::Auth::AccountId"},
        "B": {"type": "string", "builtIn": "AWS::Auth::AccountIdEndpointMode"},
        "C": {"type": "boolean", "builtIn": "AWS::S3Control::UseArnRegion"},
        "D": {"type": "string", "builtIn": "SDK::Endpoint"},
        "E": {"type": "boolean", "builtIn": "AWS::UseDualStack"},
        "DisableS3ExpressSessionAuth": {"type": "boolean"}})");
    const auto parameters =
        EndpointParameters::forOperation(service.model.operation("Plain"), definitions->root());
    QVERIFY(parameters.ok());
    EndpointBuiltins builtins;
    builtins.s3ControlUseArnRegion.reset();
    auto values = parameters->values(Value(), builtins, Value());
    QVERIFY(values.ok());
    QVERIFY(Value(*values) == Value::map({{"E", false}, {"DisableS3ExpressSessionAuth", false}}));

    builtins.accountId = "123456789012";
    builtins.accountIdMode = "required";
    builtins.s3ControlUseArnRegion = false;
    builtins.endpoint = "http://localhost:9000";
    builtins.useDualStack = true;
    builtins.s3DisableExpressSessionAuth = true;
    values = parameters->values(Value(), builtins, Value());
    QVERIFY(Value(*values) == Value::map({{"A", "123456789012"},
                                          {"B", "required"},
                                          {"C", false},
                                          {"D", "http://localhost:9000"},
                                          {"E", true},
                                          {"DisableS3ExpressSessionAuth", true}}));
}

void TestEndpointResolver::changesPathStyleForS3_data()
{
    QTest::addColumn<std::string>("operation");
    QTest::addColumn<std::string>("bucket");
    QTest::addColumn<bool>("configured");
    QTest::addColumn<bool>("expected");
    const std::string arn = "arn:aws:s3:us-west-2:123456789012:accesspoint:name";
    QTest::newRow("as configured: host") << std::string("Plain") << std::string("b") << false << false;
    QTest::newRow("as configured: path") << std::string("Plain") << std::string("b") << true << true;
    QTest::newRow("location by path")
        << std::string("GetBucketLocation") << std::string("b") << false << true;
    QTest::newRow("ARN not by path") << std::string("Plain") << arn << true << false;
    QTest::newRow("no ARN") << std::string("Plain") << std::string("arn:x") << true << true;
}

void TestEndpointResolver::changesPathStyleForS3()
{
    QFETCH(std::string, operation);
    QFETCH(std::string, bucket);
    QFETCH(bool, configured);
    QFETCH(bool, expected);
    const Service service;
    auto builtins = inRegion("r");
    builtins.s3ForcePathStyle = configured;
    const auto endpoint = service.resolve(operation, Value::map({{"Bucket", bucket}}), builtins);
    QVERIFY(endpoint.ok());
    QCOMPARE(endpoint->url, std::string(expected ? "https://path.r" : "https://r"));
}

/// More questions than are remembered, each asked twice: every answer stays the one to its question.
void TestEndpointResolver::remembersAnswers()
{
    const Service service;
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 150; ++i) {
            const auto name = "n" + std::to_string(i);
            const auto endpoint =
                service.resolve("Plain", Value::map({{"Thing", name}, {"Key", "k" + name}}));
            QVERIFY(endpoint.ok());
            QCOMPARE(endpoint->url, "https://" + name);
        }
    }
    const auto fixed = service.resolve("Fixed", Value::map({{"Thing", "n149"}}));
    QCOMPARE(fixed->url, std::string("https://fixed"));
}

void TestEndpointResolver::mapsParameterErrors()
{
    const Service service;
    const auto refused = service.resolve("Plain", Value::map({{"Thing", "bad"}}));
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().kind, ErrorKind::Parameter); // botocore: ParamValidationError
    QCOMPARE(refused.error().message, std::string("Invalid ARN: bad"));
    QCOMPARE(refused.error().operation, std::string("Plain"));
    const auto wrongType = service.resolve("Plain", Value::map({{"Bucket", 5}}));
    QVERIFY(!wrongType.ok());
    QCOMPARE(wrongType.error().kind, ErrorKind::Endpoint);
}

void TestEndpointResolver::refusesUnknownBuiltins()
{
    const Service service;
    const auto definitions = parseJson(R"({"A": {"type": "string", "builtIn": "AWS::Moon"}})");
    const auto parameters =
        EndpointParameters::forOperation(service.model.operation("Plain"), definitions->root());
    QVERIFY(!parameters.ok());
    QCOMPARE(parameters.error().code, std::string("UnknownBuiltin"));
}

INIA_TEST_CLASS(TestEndpointResolver, QCoreApplication)
#include "tst_endpointresolver.moc"
