#include "core/endpoint/endpointparameters.h"
#include "core/model/servicemodel.h"
#include "tests/core/endpoint/endpointtestdata.h"

#include <QtTest/QTest>

#include <map>

using namespace inia;
using namespace inia::test;

Q_DECLARE_METATYPE(inia::Value)

/// The rule sets of all services and the small ones of the rules engine, against the expectations of the
/// conformance data.
class TestEndpointConformance final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void services_data();
    void services();
    void operations_data();
    void operations();
    void rulesEngine_data() { addRulesEngine(QStringLiteral("rules-engine")); }
    void rulesEngine() { checkRulesEngine(); }
    void rulesEngineNewer_data() { addRulesEngine(QStringLiteral("rules-engine-1.1")); }
    void rulesEngineNewer() { checkRulesEngine(); }

private:
    template <typename Visitor>
    void forEachServiceCase(Visitor visit);
    void addRulesEngine(const QString& folder);
    void checkRulesEngine();
    [[nodiscard]] QString serviceFolder(const std::string& service) const;
    [[nodiscard]] DocumentPtr load(const QString& path);

    QString m_root = QStringLiteral(INIA_CONFORMANCE_DIR "/endpoints");
    QString m_data = botocoreData(QStringLiteral(INIA_BOTOCORE_DIR));
    PartitionsPtr m_partitions;
    std::map<QString, DocumentPtr> m_documents;
};

namespace {

Value headersValue(const HttpHeaders& headers)
{
    Value result = Value::emptyMap();
    for (const auto& [name, value] : headers)
        result.mutableMap()[name].append(value);
    return result;
}

Value orEmptyMap(const Value& value)
{
    return value.isNull() ? Value::emptyMap() : value;
}

/// What differs; empty when the result is as expected.
std::string difference(const Result<Endpoint>& result, const Value& expected)
{
    const auto& wanted = expected["endpoint"];
    if (!result)
        return !wanted.isNull() || result.error().message != expected["error"].text()
                   ? "error: " + result.error().message
                   : std::string();
    if (result->url != wanted["url"].text())
        return "URL " + result->url + " instead of " + wanted["url"].text() + expected["error"].text();
    if (!(result->properties == orEmptyMap(wanted["properties"])))
        return "other properties";
    return headersValue(result->headers) == orEmptyMap(wanted["headers"]) ? std::string() : "other headers";
}

EndpointBuiltins builtinsOf(const Value& given)
{
    const auto flag = [&given](std::string_view name) { return given[name].toBool(); };
    const auto text = [&given](std::string_view name) {
        return given.contains(name) ? std::optional(given[name].text()) : std::nullopt;
    };
    const auto optionalFlag = [&given](std::string_view name) {
        return given.contains(name) ? std::optional(given[name].toBool()) : std::nullopt;
    };
    EndpointBuiltins builtins;
    builtins.region = text("AWS::Region");
    builtins.useFips = flag("AWS::UseFIPS");
    builtins.useDualStack = flag("AWS::UseDualStack");
    builtins.endpoint = text("SDK::Endpoint");
    builtins.s3UseGlobalEndpoint = flag("AWS::S3::UseGlobalEndpoint");
    builtins.s3Accelerate = flag("AWS::S3::Accelerate");
    builtins.s3ForcePathStyle = flag("AWS::S3::ForcePathStyle");
    builtins.s3UseArnRegion = optionalFlag("AWS::S3::UseArnRegion");
    builtins.s3DisableMultiRegionAccessPoints = flag("AWS::S3::DisableMultiRegionAccessPoints");
    builtins.s3ControlUseArnRegion = optionalFlag("AWS::S3Control::UseArnRegion");
    builtins.stsUseGlobalEndpoint = flag("AWS::STS::UseGlobalEndpoint");
    builtins.accountId = text("AWS::Auth::AccountId");
    builtins.accountIdMode = given["AWS::Auth::AccountIdEndpointMode"].text();
    return builtins;
}

QByteArray tag(const QString& folder, int index, const Value& test)
{
    return QStringLiteral("%1/%2 %3")
        .arg(folder)
        .arg(index)
        .arg(QString::fromStdString(test["documentation"].text()))
        .toUtf8();
}

/// Refused before an endpoint is looked for, or only after.
bool isRefusedEarlier(const Value& input)
{
    const auto& bucket = input["operationParams"]["Bucket"].text();
    return bucket == "bucket name" || bucket == "example.com#";
}

} // namespace

void TestEndpointConformance::initTestCase()
{
    if (!QDir(m_root).exists())
        QSKIP("the conformance data (../shared/conformance) is not there");
    m_partitions = toPartitions(load(m_root + QStringLiteral("/partitions.json")));
    QVERIFY(m_partitions);
}

DocumentPtr TestEndpointConformance::load(const QString& path)
{
    auto& document = m_documents[path];
    if (!document)
        document = loadJson(path);
    return document;
}

/// Folder of the newest version of the service's model.
QString TestEndpointConformance::serviceFolder(const std::string& service) const
{
    const QDir folder(m_data + u'/' + QString::fromStdString(service));
    const auto versions = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    return versions.isEmpty() ? QString() : folder.filePath(versions.last());
}

/// Calls `visit` with service, index and case for every case of every service.
template <typename Visitor>
void TestEndpointConformance::forEachServiceCase(Visitor visit)
{
    const QDir root(m_root + QStringLiteral("/services"));
    for (const auto& name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const auto document = load(root.filePath(name + QStringLiteral("/endpoint-tests-1.json")));
        QVERIFY2(document, qPrintable(name));
        int index = 0;
        for (const auto node : document->root()["testCases"].items())
            visit(name, index++, node.toValue());
    }
}

void TestEndpointConformance::services_data()
{
    QTest::addColumn<std::string>("service");
    QTest::addColumn<Value>("test");
    forEachServiceCase([](const QString& name, int index, const Value& test) {
        QTest::newRow(tag(name, index, test).constData()) << name.toStdString() << test;
    });
}

void TestEndpointConformance::services()
{
    if (m_data.isEmpty())
        QSKIP("INIA_BOTOCORE_DIR is not set: no rule sets to read");
    QFETCH(std::string, service);
    QFETCH(Value, test);
    const auto rules = load(serviceFolder(service) + QStringLiteral("/endpoint-rule-set-1.json"));
    QVERIFY(rules);
    const auto result = RuleSet(rules, m_partitions).resolve(test["params"].members());
    const auto problem = difference(result, test["expect"]);
    QVERIFY2(problem.empty(), problem.c_str());
}

void TestEndpointConformance::operations_data()
{
    QTest::addColumn<std::string>("service");
    QTest::addColumn<Value>("input");
    QTest::addColumn<Value>("expected");
    forEachServiceCase([](const QString& name, int index, const Value& test) {
        int part = 0;
        for (const auto& input : test["operationInputs"].items()) {
            if (!isRefusedEarlier(input))
                QTest::newRow((tag(name, index, test) + " #" + QByteArray::number(part++)).constData())
                    << name.toStdString() << input << test["expect"];
        }
    });
}

void TestEndpointConformance::operations()
{
    if (m_data.isEmpty())
        QSKIP("INIA_BOTOCORE_DIR is not set: no service models to read");
    QFETCH(std::string, service);
    QFETCH(Value, input);
    QFETCH(Value, expected);
    const auto folder = serviceFolder(service);
    const ServiceModel model(service, load(folder + QStringLiteral("/service-2.json")));
    const auto rules = load(folder + QStringLiteral("/endpoint-rule-set-1.json"));
    QVERIFY(rules);
    const auto operation = model.operation(input["operationName"].text());
    QVERIFY(operation.valid());
    // Not through EndpointResolver: the cases mean exactly these built-ins, and it changes some for S3.
    const RuleSet ruleSet(rules, m_partitions);
    const auto parameters = EndpointParameters::forOperation(operation, ruleSet.parameters());
    QVERIFY(parameters.ok());
    const auto values =
        parameters->values(input["operationParams"], builtinsOf(input["builtInParams"]), Value());
    QVERIFY(values.ok());
    const auto problem = difference(ruleSet.resolve(*values), expected);
    QVERIFY2(problem.empty(), problem.c_str());
}

void TestEndpointConformance::addRulesEngine(const QString& folder)
{
    QTest::addColumn<QString>("rules");
    QTest::addColumn<Value>("test");
    const QDir root(m_root + u'/' + folder);
    for (const auto& name : QDir(root.filePath(QStringLiteral("test-cases"))).entryList(QDir::Files)) {
        const auto document = load(root.filePath(QStringLiteral("test-cases/") + name));
        QVERIFY2(document, qPrintable(name));
        int index = 0;
        for (const auto node : document->root()["testCases"].items()) {
            const auto test = node.toValue();
            QTest::newRow(tag(name, index++, test).constData())
                << root.filePath(QStringLiteral("valid-rules/") + name) << test;
        }
    }
}

void TestEndpointConformance::checkRulesEngine()
{
    QFETCH(QString, rules);
    QFETCH(Value, test);
    const auto document = load(rules);
    QVERIFY(document);
    const auto problem =
        difference(RuleSet(document, m_partitions).resolve(test["params"].members()), test["expect"]);
    QVERIFY2(problem.empty(), problem.c_str());
}

QTEST_GUILESS_MAIN(TestEndpointConformance)
#include "tst_endpointconformance.moc"
