#include "core/jmespath/expression.h"
#include "core/protocol/jsonwriter.h"
#include "tests/conformance/suites/suites.h"

#include <map>

namespace inia::conformance {

namespace {

/// Our code for the suite's kind of error.
std::string codeOf(const std::string& kind)
{
    static const std::map<std::string, std::string> codes{{"syntax", "JmesPathSyntax"},
                                                          {"invalid-type", "JmesPathType"},
                                                          {"invalid-value", "JmesPathValue"},
                                                          {"invalid-arity", "JmesPathArity"},
                                                          {"unknown-function", "JmesPathUnknownFunction"}};
    const auto found = codes.find(kind);
    return found == codes.end() ? kind : found->second;
}

std::string problem(const Value& given, const Value& test)
{
    const auto expression = Expression::parse(test["expression"].text());
    const auto result = expression ? expression->search(given) : expression.error();
    const auto& wanted = test["error"].text();
    if (!result)
        return result.error().code == codeOf(wanted) ? std::string() : "error " + result.error().message;
    if (test.contains("error"))
        return "no error " + wanted + ": " + toJson(*result);
    return test.contains("bench") || *result == test["result"]
               ? std::string()
               : toJson(*result) + " is not " + toJson(test["result"]);
}

} // namespace

void runJmesPath(SuiteRun& run)
{
    const auto folder = QStringLiteral("jmespath");
    for (const auto& name : run.files(folder, QStringLiteral("*.json"))) {
        int index = 0;
        const auto groups = run.json(folder + QLatin1Char('/') + name);
        for (const auto& group : groups.items()) {
            for (const auto& test : group["cases"].items()) {
                const auto id = name.chopped(5).toStdString() + "/" + std::to_string(index++);
                run.check(id, test, [&] { return problem(group["given"], test); });
            }
        }
    }
}

} // namespace inia::conformance
