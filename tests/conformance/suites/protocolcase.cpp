#include "tests/conformance/suites/protocolcase.h"

#include "core/protocol/jsonwriter.h"

namespace inia::conformance {

namespace {

Value operationOf(const ProtocolCase& test)
{
    Value operation = test.data["given"];
    operation.insert("name", test.operationName());
    if (test.protocol() != "query" || test.data["response"].isNull() || operation["output"].isNull())
        return operation;
    // The suite leaves the wrapper out, which real models name.
    const auto shape = operation["output"]["shape"].text();
    if (test.group["shapes"][shape]["members"].size() > 0) {
        Value output = operation["output"];
        output.insert("resultWrapper", test.operationName() + "Result");
        operation.insert("output", std::move(output));
    }
    return operation;
}

} // namespace

std::string ProtocolCase::operationName() const
{
    const auto& name = data["given"]["name"].text();
    return name.empty() ? "OperationName" : name;
}

Value ProtocolCase::description() const
{
    auto whole = group;
    whole.mutableMap().remove("cases");
    whole.insert("case", data);
    return whole;
}

std::shared_ptr<const ServiceModel> ProtocolCase::model() const
{
    Value operations = Value::emptyMap();
    operations.insert(operationName(), operationOf(*this));
    const auto description = Value::map({{"metadata", group["metadata"]},
                                         {"shapes", group["shapes"]},
                                         {"operations", std::move(operations)}});
    auto document = Document::fromJson(toJson(description), id);
    return document ? std::make_shared<const ServiceModel>("test", std::move(document).value()) : nullptr;
}

std::vector<ProtocolCase> protocolCases(SuiteRun& run, const QString& folder)
{
    std::vector<ProtocolCase> cases;
    for (const auto& name : run.files(folder, QStringLiteral("*.json"))) {
        const auto groups = run.json(folder + QLatin1Char('/') + name);
        const auto base = name.chopped(5).toStdString() + "/";
        for (std::size_t g = 0; g < groups.size(); ++g) {
            const auto& list = groups[g]["cases"].items();
            for (std::size_t c = 0; c < list.size(); ++c) {
                const auto& id = list[c]["id"].text();
                cases.push_back({base + (id.empty() ? std::to_string(g) + ":" + std::to_string(c) : id),
                                 groups[g], list[c]});
            }
        }
    }
    return cases;
}

} // namespace inia::conformance
