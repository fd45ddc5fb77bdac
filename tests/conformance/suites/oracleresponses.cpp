#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocols.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

std::string problem(const ServiceModel& model, const Value& test)
{
    const auto operation = model.operation(test["operation"].text());
    if (!operation.valid())
        return "no such operation";
    const auto parsed =
        protocolByName(model.protocol())->parser.parse(operation, responseOf(test["response"]));
    if (!parsed)
        return "error " + parsed.error().message;
    auto result = parsed->error ? parsed->errorValue : parsed->value;
    result.mutableMap().remove("ResponseMetadata");
    const auto expected = untagged(test["result"]);
    return result == expected || plainValue(result) == plainValue(expected)
               ? std::string()
               : differs("result", toJson(result), toJson(expected) + " ");
}

} // namespace

void runOracleResponses(SuiteRun& run)
{
    const auto folder = QStringLiteral("oracle/responses-all-services");
    for (const auto& name : run.files(folder, QStringLiteral("*.json"))) {
        const auto file = run.json(folder + QLatin1Char('/') + name);
        const auto* client = sharedClient(file["service"].text());
        for (const auto& test : file["cases"].items()) {
            run.check(test["id"].text(), test,
                      [&] { return client ? problem(client->model(), test) : "no such service"; });
        }
    }
}

} // namespace inia::conformance
