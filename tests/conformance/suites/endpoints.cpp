#include "core/endpoint/endpointresolver.h"
#include "core/endpoint/partitions.h"
#include "core/endpoint/ruleset.h"
#include "core/model/catalog.h"
#include "core/protocol/jsonwriter.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"
#include "tests/support/changedclient.h"

namespace inia::conformance {

namespace {

using PartitionsPtr = std::shared_ptr<const Partitions>;

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

std::string endpointProblem(const Result<Endpoint>& result, const Value& expected)
{
    const auto& wanted = expected["endpoint"];
    if (!result)
        return wanted.isNull() ? differs("error", result.error().message, expected["error"].text())
                               : "error " + result.error().message;
    auto text = differs("URL", result->url, wanted["url"].text() + expected["error"].text());
    if (!(result->properties == orEmptyMap(wanted["properties"])))
        text += differs("properties", toJson(result->properties), toJson(wanted["properties"]));
    const auto headers = headersValue(result->headers);
    return headers == orEmptyMap(wanted["headers"])
               ? text
               : text + differs("headers", toJson(headers), toJson(wanted["headers"]));
}

std::shared_ptr<const Document> document(SuiteRun& run, const QString& path)
{
    auto parsed = Document::fromJson(toJson(run.json(path)), path.toStdString());
    return parsed ? std::move(parsed).value() : nullptr;
}

/// The partitions the data carries, else those of the model pack.
PartitionsPtr partitionsOf(SuiteRun& run)
{
    const auto data = document(run, QStringLiteral("endpoints/partitions.json"));
    auto partitions = Partitions::fromDocument(*data);
    return partitions ? std::move(partitions).value() : sharedBench().session.partitions();
}

EndpointBuiltins exactBuiltins(const Value& given)
{
    const auto flag = [&given](const char* name) { return given[name].toBool(); };
    const auto text = [&given](const char* name) {
        return given.contains(name) ? std::optional(given[name].text()) : std::nullopt;
    };
    const auto optionalFlag = [&given](const char* name) {
        return given.contains(name) ? std::optional(given[name].toBool()) : std::nullopt;
    };
    EndpointBuiltins builtins;
    builtins.isExact = true;
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

/// The URL of the call begins with the expected one.
std::string callProblem(const std::string& service, const Value& input, const Value& expected)
{
    // A client of its own: what it knows of buckets must not reach the next case.
    BenchSetup setup;
    setup.region = input["builtInParams"]["AWS::Region"].text();
    setup.options.injectHostPrefix = false;
    const auto bench = makeBench(setup);
    const auto client = bench ? bench->session.client(service) : bench.error();
    if (!client)
        return client.error().message;
    const auto exact = tests::changed(*client, [&input](ClientContext& context) {
        context.fixedBuiltins = exactBuiltins(input["builtInParams"]);
    });
    const auto request = dryRun(exact, input["operationName"].text(), input["operationParams"]);
    const auto& wanted = expected["endpoint"]["url"].text();
    // In whose words it is refused is another matter: the rules' own are compared above.
    if (!request)
        return wanted.empty() ? std::string() : "error " + request.error().message;
    return !wanted.empty() && request->url.starts_with(wanted)
               ? std::string()
               : differs("URL", request->url, wanted + expected["error"].text());
}

/// Refused before an endpoint is looked for, or only after.
bool isRefusedEarlier(const Value& input)
{
    const auto& bucket = input["operationParams"]["Bucket"].text();
    return bucket == "bucket name" || bucket == "example.com#";
}

void runOperations(SuiteRun& run, const std::string& service, const std::string& id, const Value& test)
{
    int part = 0;
    for (const auto& input : test["operationInputs"].items()) {
        if (!isRefusedEarlier(input)) {
            run.check(id + " #" + std::to_string(part++), input,
                      [&] { return callProblem(service, input, test["expect"]); });
        }
    }
}

} // namespace

void runEndpointServices(SuiteRun& run)
{
    const auto folder = QStringLiteral("endpoints/services");
    for (const auto& name : run.folders(folder)) {
        const auto service = name.toStdString();
        const auto rules = sharedBench().session.catalog()->ruleSet(service);
        const auto file =
            run.json(folder + QLatin1Char('/') + name + QStringLiteral("/endpoint-tests-1.json"));
        int index = 0;
        for (const auto& test : file["testCases"].items()) {
            const auto id = service + "/" + std::to_string(index++) + " " + test["documentation"].text();
            run.check(id, test, [&] {
                return rules ? endpointProblem(RuleSet(*rules, sharedBench().session.partitions())
                                                   .resolve(test["params"].members()),
                                               test["expect"])
                             : rules.error().message;
            });
            runOperations(run, service, id, test);
        }
    }
}

void runRulesEngine(SuiteRun& run, const QString& folder)
{
    const auto partitions = partitionsOf(run);
    for (const auto& name : run.files(folder + QStringLiteral("/test-cases"), QStringLiteral("*.json"))) {
        const auto rules = document(run, folder + QStringLiteral("/valid-rules/") + name);
        const auto file = run.json(folder + QStringLiteral("/test-cases/") + name);
        int index = 0;
        for (const auto& test : file["testCases"].items()) {
            const auto id = name.chopped(5).toStdString() + "/" + std::to_string(index++) + " " +
                            test["documentation"].text();
            run.check(id, test, [&] {
                return endpointProblem(RuleSet(rules, partitions).resolve(test["params"].members()),
                                       test["expect"]);
            });
        }
    }
}

void runS3Addressing(SuiteRun& run)
{
    const auto cases = run.json(QStringLiteral("endpoints/s3-addressing/virtual-host.json"));
    int index = 0;
    for (const auto& test : cases.items()) {
        const auto id = std::to_string(index++) + " " + test["Bucket"].text();
        run.check(id, test, [&test]() -> std::string {
            BenchSetup setup;
            setup.region = test["Region"].text();
            setup.options.useDualStack = test["UseDualstack"].toBool();
            setup.options.s3UseAccelerate = test["UseS3Accelerate"].toBool();
            if (const auto& style = test["ConfiguredAddressingStyle"].text(); style != "default")
                setup.options.s3AddressingStyle =
                    style == "path" ? AddressingStyle::Path : AddressingStyle::Virtual;
            setup.options.s3UsEast1Regional = test["S3UsEast1RegionalEndpoint"].text() == "legacy"
                                                  ? RegionalEndpoints::Legacy
                                                  : RegionalEndpoints::Regional;
            const auto bench = makeBench(setup);
            if (!bench)
                return bench.error().message;
            const auto request = dryRun(bench->session.client("s3").value(), "ListObjects",
                                        Value::map({{"Bucket", test["Bucket"]}}));
            if (!request)
                return "error " + request.error().message;
            auto url = request->url.substr(0, request->url.find('?'));
            if (url.ends_with('/'))
                url.pop_back();
            return differs("URL", url, test["ExpectedUri"].text());
        });
    }
}

} // namespace inia::conformance
