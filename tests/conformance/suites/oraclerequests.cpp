#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

/// What is wrong with the request a call would send.
std::string requestProblem(const Client& client, const Value& test, const Value& expected)
{
    const auto request = dryRun(client, test["operation"].text(), untagged(test["params"]));
    if (!request)
        return "error " + request.error().code + ": " + request.error().message;
    return requestDifference(client.model().protocol(), *request, expected);
}

/// The error {"error", "message"} that is expected instead of a request: botocore's class is a matter of its
/// own, that nothing is sent is not.
std::string refusalProblem(const Client& client, const Value& test)
{
    const auto request = dryRun(client, test["operation"].text(), untagged(test["params"]));
    if (request)
        return "sent to " + request->url + " instead of refused: " + test["expect"]["message"].text();
    return request.error().kind == ErrorKind::Parameter ? std::string()
                                                        : "refused with " + request.error().message;
}

Result<Client> clientFor(const Value& test)
{
    BenchSetup setup;
    setup.region = test["region"].text();
    if (auto done = applyConfig(setup.options, test["clientConfig"]); !done)
        return done.error();
    if (test["clientArgs"].contains("endpoint_url"))
        setup.options.endpointUrl = test["clientArgs"]["endpoint_url"].text();
    auto bench = makeBench(setup);
    return bench ? bench->session.client("s3") : bench.error();
}

} // namespace

void runOracleRequests(SuiteRun& run, const QString& folder)
{
    for (const auto& name : run.files(folder, QStringLiteral("*.json"))) {
        const auto file = run.json(folder + QLatin1Char('/') + name);
        const auto* client = sharedClient(file["service"].text());
        for (const auto& test : file["cases"].items()) {
            run.check(test["id"].text(), test, [&] {
                return client ? requestProblem(*client, test, test["request"]) : "no such service";
            });
        }
    }
}

void runS3Keys(SuiteRun& run)
{
    const auto file = run.json(QStringLiteral("oracle/s3-keys.json"));
    for (const auto* style : {"virtual", "path"}) {
        BenchSetup setup;
        setup.region = file["region"].text();
        const auto set =
            applyConfig(setup.options, Value::map({{"s3", Value::map({{"addressing_style", style}})}}));
        const auto bench = makeBench(setup);
        if (!set || !bench)
            continue;
        const auto client = bench->session.client("s3").value();
        for (const auto& test : file["cases"].items()) {
            if (test["addressingStyle"].text() != style)
                continue;
            auto call = test;
            call.insert("operation", file["operation"]);
            call.insert("params", Value::map({{"Bucket", test["bucket"]}, {"Key", test["key"]}}));
            run.check(test["id"].text(), test,
                      [&] { return requestProblem(client, call, test["expect"]["request"]); });
        }
    }
}

void runS3Misc(SuiteRun& run)
{
    const auto file = run.json(QStringLiteral("oracle/s3-misc.json"));
    for (const auto& test : file["cases"].items()) {
        run.check(test["id"].text(), test, [&test]() -> std::string {
            const auto client = clientFor(test);
            if (!client)
                return client.error().message;
            return test["expect"].contains("request")
                       ? requestProblem(*client, test, test["expect"]["request"])
                       : refusalProblem(*client, test);
        });
    }
}

} // namespace inia::conformance
