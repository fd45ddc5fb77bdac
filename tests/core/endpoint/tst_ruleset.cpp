#include "core/endpoint/ruleset.h"
#include "tests/core/endpoint/endpointtestdata.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::test;

class TestRuleSet final : public QObject {
    Q_OBJECT

private slots:
    void resolves_data();
    void resolves();
    void reportsErrors_data();
    void reportsErrors();
    void readsAuthSchemes();
    void survivesBrokenRules_data();
    void survivesBrokenRules();
};

namespace {

constexpr std::string_view sample = R"json({"version": "1.0",
"parameters": {
    "Region": {"type": "String", "required": true},
    "UseFIPS": {"type": "boolean", "required": true, "default": false},
    "Bucket": {"type": "string"},
    "Names": {"type": "stringArray", "default": ["first"]}},
"rules": [
  {"type": "tree",
   "conditions": [{"fn": "isSet", "argv": [{"ref": "Bucket"}]},
                  {"fn": "substring", "argv": [{"ref": "Bucket"}, 0, 2, false], "assign": "start"}],
   "rules": [
      {"type": "error", "conditions": [{"fn": "stringEquals", "argv": [{"ref": "start"}, "no"]}],
       "error": "refused: {Bucket} in {{{Region}}}"},
      {"type": "endpoint", "conditions": [{"fn": "stringEquals", "argv": ["a{start}", "aok"]}],
       "endpoint": {"url": {"ref": "Bucket"}}},
      {"type": "endpoint", "conditions": [{"fn": "stringEquals", "argv": [{"ref": "start"}, "gh"]}],
       "endpoint": {"url": "https://{Ghost}"}}]},
  {"type": "endpoint",
   "conditions": [{"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "p"},
                  {"fn": "booleanEquals", "argv": [{"ref": "UseFIPS"}, true]}],
   "endpoint": {"url": "https://fips.{Region}.{p#dnsSuffix}",
                "headers": {"x-a": ["{Region}", {"fn": "getAttr", "argv": [{"ref": "Names"}, "[0]"]}]},
                "properties": {"authSchemes": [
                    {"name": "sigv4a", "signingName": "s", "signingRegionSet": ["*", "{Region}"],
                     "disableDoubleEncoding": true},
                    {"name": "sigv4", "signingRegion": "{p#implicitGlobalRegion}"}], "n": [1, true]}}},
  {"type": "endpoint", "conditions": [{"fn": "stringEquals", "argv": [{"ref": "Region"}, "us-west-2"]}],
   "endpoint": {"url": "https://plain"}}
]})json";

Result<Endpoint> resolveSample(const Value& parameters)
{
    return RuleSet(parseJson(sample), samplePartitions()).resolve(parameters.members());
}

} // namespace

void TestRuleSet::resolves_data()
{
    QTest::addColumn<Value>("parameters");
    QTest::addColumn<std::string>("url");
    QTest::newRow("default") << Value::map({{"Region", "us-west-2"}}) << std::string("https://plain");
    QTest::newRow("partition") << Value::map({{"Region", "cn-north-1"}, {"UseFIPS", true}})
                               << std::string("https://fips.cn-north-1.amazonaws.com.cn");
    QTest::newRow("reference as URL")
        << Value::map({{"Region", "x"}, {"Bucket", "ok.example"}}) << std::string("ok.example");
    QTest::newRow("on after a tree without result")
        << Value::map({{"Region", "us-west-2"}, {"Bucket", "other"}}) << std::string("https://plain");
    QTest::newRow("unknown parameters are ignored")
        << Value::map({{"Region", "us-west-2"}, {"Colour", 3}}) << std::string("https://plain");
    QTest::newRow("null is unset") << Value::map({{"Region", "us-west-2"}, {"UseFIPS", nullptr}})
                                   << std::string("https://plain");
}

void TestRuleSet::resolves()
{
    QFETCH(Value, parameters);
    QFETCH(std::string, url);
    const auto endpoint = resolveSample(parameters);
    QVERIFY2(endpoint.ok(), endpoint.ok() ? "" : endpoint.error().message.c_str());
    QCOMPARE(endpoint->url, url);
}

void TestRuleSet::reportsErrors_data()
{
    QTest::addColumn<Value>("parameters");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("text");
    QTest::newRow("rule") << Value::map({{"Region", "r"}, {"Bucket", "nope"}}) << std::string("EndpointRule")
                          << std::string("refused: nope in {r}");
    QTest::newRow("missing") << Value::emptyMap() << std::string("EndpointParameter")
                             << std::string("Region");
    QTest::newRow("wrong type") << Value::map({{"Region", 5}}) << std::string("EndpointParameter")
                                << std::string("Region must be a text");
    QTest::newRow("wrong flag") << Value::map({{"Region", "r"}, {"UseFIPS", "yes"}})
                                << std::string("EndpointParameter") << std::string("true or false");
    QTest::newRow("wrong list") << Value::map({{"Region", "r"}, {"Names", "a"}})
                                << std::string("EndpointParameter") << std::string("list of texts");
    QTest::newRow("nothing fits") << Value::map({{"Region", "eu-west-1"}}) << std::string("NoEndpoint")
                                  << std::string("Region=eu-west-1");
    QTest::newRow("unknown name in template") << Value::map({{"Region", "r"}, {"Bucket", "ghost"}})
                                              << std::string("BrokenRuleSet") << std::string("{Ghost}");
}

void TestRuleSet::reportsErrors()
{
    QFETCH(Value, parameters);
    QFETCH(std::string, code);
    QFETCH(std::string, text);
    const auto endpoint = resolveSample(parameters);
    QVERIFY(!endpoint.ok());
    QCOMPARE(endpoint.error().code, code);
    QCOMPARE(endpoint.error().kind, code == "BrokenRuleSet" ? ErrorKind::Model : ErrorKind::Endpoint);
    QVERIFY2(endpoint.error().message.find(text) != std::string::npos, endpoint.error().message.c_str());
}

void TestRuleSet::readsAuthSchemes()
{
    const auto endpoint = resolveSample(Value::map({{"Region", "us-west-2"}, {"UseFIPS", true}}));
    QVERIFY(endpoint.ok());
    const std::vector<AuthScheme> expected{{"sigv4a", "s", "", {"*", "us-west-2"}, true},
                                           {"sigv4", "", "us-east-1", {}, false}};
    QVERIFY(endpoint->authSchemes == expected);
    QVERIFY(endpoint->properties["n"] == Value::list({1, true}));
    HttpHeaders headers;
    headers.add("x-a", "us-west-2");
    headers.add("x-a", "first");
    QVERIFY(endpoint->headers == headers);
}

void TestRuleSet::survivesBrokenRules_data()
{
    QTest::addColumn<std::string>("rules");
    const auto nested = [](const std::string& open, const std::string& inner, const std::string& close) {
        std::string text;
        for (int i = 0; i < 300; ++i)
            text += open;
        text += inner;
        for (int i = 0; i < 300; ++i)
            text += close;
        return text;
    };
    QTest::newRow("unknown type") << std::string(R"([{"type": "maybe", "conditions": []}])");
    QTest::newRow("unknown function") << std::string(R"([{"conditions": [{"fn": "rot13", "argv": []}]}])");
    QTest::newRow("wrong number of arguments")
        << std::string(R"([{"conditions": [{"fn": "isSet", "argv": []}]}])");
    QTest::newRow("a single brace") << std::string(
        R"([{"type": "endpoint", "conditions": [], "endpoint": {"url": "https://{Region"}}])");
    QTest::newRow("no URL") << std::string(R"([{"type": "endpoint", "conditions": [], "endpoint": {}}])");
    QTest::newRow("assigned twice") << std::string(
        R"([{"conditions": [{"fn": "isSet", "argv": ["x"], "assign": "Region"}]}])");
    QTest::newRow("deep trees") << '[' +
                                       nested(R"({"type": "tree", "conditions": [], "rules": [)", "", "]}") +
                                       ']';
    QTest::newRow("deep calls") << R"([{"conditions": [)" +
                                       nested(R"({"fn": "not", "argv": [)", "true", "]}") + "]}]";
}

void TestRuleSet::survivesBrokenRules()
{
    QFETCH(std::string, rules);
    const auto document = parseJson(
        R"({"version": "1.0", "parameters": {"Region": {"type": "string", "default": "r"}}, "rules": )" +
        rules + "}");
    QVERIFY(document);
    const auto endpoint = RuleSet(document, samplePartitions()).resolve({});
    QVERIFY(!endpoint.ok());
    QCOMPARE(endpoint.error().kind, ErrorKind::Model);
    QCOMPARE(endpoint.error().code, std::string("BrokenRuleSet"));
}

INIA_TEST_CLASS(TestRuleSet, QCoreApplication)
#include "tst_ruleset.moc"
