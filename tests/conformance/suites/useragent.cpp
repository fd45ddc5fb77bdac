#include "core/call/clientcontext.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"
#include "tests/support/changedclient.h"

#include <QtCore/QStringList>

#include <algorithm>

namespace inia::conformance {

namespace {

Environment::Variables variablesOf(const Value& given)
{
    Environment::Variables variables;
    for (const auto& [name, value] : given.members())
        variables.insert({name, value.text()});
    return variables;
}

/// What the suite gives instead of this machine and this program.
void adapt(UserAgentFacts& facts, const Value& given)
{
    if (given.contains("os")) {
        facts.osFamily = given["os"]["family"].text();
        facts.osVersion = given["os"]["version"].text();
    }
    if (given.contains("language"))
        facts.language = given["language"]["name"].text() + "#" + given["language"]["version"].text();
    if (given.contains("framework")) {
        const auto& version = given["framework"]["version"].text();
        facts.libraries.push_back(given["framework"]["name"].text() + (version.empty() ? "" : "#" + version));
    }
}

FeatureSet featuresOf(const Value& given)
{
    FeatureSet features;
    for (const auto feature : allFeatures()) {
        if (featureId(feature) == given["metric"].text())
            features.insert(feature);
    }
    return features;
}

/// Names of languages and products are ours; what no component may hold is replaced.
QString adapted(const Value& component, const UserAgentFacts& facts)
{
    auto text = QString::fromStdString(component.text());
    text.replace(QStringLiteral("aws-sdk-{language}/{version}"), QString::fromStdString(facts.product));
    return text.replace(QLatin1Char('{'), QLatin1Char('-')).replace(QLatin1Char('}'), QLatin1Char('-'));
}

std::string compositionProblem(const Value& test)
{
    const auto& given = test["given"];
    BenchSetup setup;
    setup.environment = variablesOf(given["environmentVariables"]);
    if (const auto done = applyConfig(setup.options, given["sharedConfigFile"]); !done)
        return done.error().message;
    const auto bench = makeBench(setup);
    if (!bench)
        return bench.error().message;
    const auto client = tests::changed(bench->session.client("sts").value(),
                                       [&given](ClientContext& context) { adapt(context.userAgent, given); });
    const auto& facts = client.caller().context().userAgent;
    CallOptions options;
    options.dryRun = true;
    options.features = featuresOf(given);
    const auto reply = client.call("GetCallerIdentity", {}, options);
    wait(*reply);
    const auto text =
        QString::fromStdString(std::string(reply->preparedRequest().headers.value("User-Agent")));
    const auto components = text.split(QLatin1Char(' '));
    qsizetype position = 0;
    const auto& expected = test["expectedRequestHeaders"]["user-agent"];
    for (const auto& item : expected["containsInExactOrder"].items()) {
        const auto at = components.indexOf(adapted(item, facts), position);
        if (at < 0)
            return item.text() + " is not in its place in " + text.toStdString();
        position = at;
    }
    for (const auto* list : {"containsInAnyOrder", "contains"}) {
        for (const auto& item : expected[list].items()) {
            const auto wanted = adapted(item, facts);
            // Of feature ids there are more than the one that is asked for.
            const auto ids = components.filter(QStringLiteral("m/")).join(QLatin1Char(',')).mid(2);
            const bool isFeature = wanted.startsWith(QStringLiteral("m/")) &&
                                   ids.split(QLatin1Char(',')).contains(wanted.mid(2));
            if (!isFeature && !text.contains(wanted))
                return item.text() + " is not in " + text.toStdString();
        }
    }
    return {};
}

HttpHeaders headersOf(const Value& lines)
{
    HttpHeaders headers;
    for (const auto& line : lines.items()) {
        const auto& text = line.text();
        const auto colon = text.find(": ");
        headers.add(text.substr(0, colon), text.substr(colon + 2));
    }
    return headers;
}

std::string recursionProblem(const Value& test)
{
    BenchSetup setup;
    setup.environment = variablesOf(test["env"]);
    auto headers = headersOf(test["requestHeadersBefore"]);
    const std::string wanted(headersOf(test["requestHeadersAfter"]).value("X-Amzn-Trace-Id"));
    addTraceId(headers, lambdaTraceId(Environment(setup.environment)));
    auto problem = differs("X-Amzn-Trace-Id", headers.value("X-Amzn-Trace-Id"), wanted);
    const auto bench = makeBench(setup);
    if (!bench || test["requestHeadersBefore"].size() > 0)
        return problem;
    const auto request = dryRun(bench->session.client("sts").value(), "GetCallerIdentity", {});
    if (!request)
        return request.error().message;
    return problem + differs("sent", request->headers.value("X-Amzn-Trace-Id"), wanted);
}

std::string featureProblem(const std::string& name, const std::string& id)
{
    const auto all = allFeatures();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&name](Feature feature) { return featureName(feature) == name; });
    return found == all.end() ? "no such feature" : differs(name, featureId(*found), id);
}

} // namespace

void runUserAgent(SuiteRun& run)
{
    const auto folder = QStringLiteral("user-agent/");
    const auto compositions = run.json(folder + QStringLiteral("user-agent-tests.json"));
    for (const auto& test : compositions.items())
        run.check("user-agent/" + test["description"].text(), test, [&] { return compositionProblem(test); });
    int index = 0;
    const auto recursions = run.json(folder + QStringLiteral("recursion-detection.json"));
    for (const auto& test : recursions.items())
        run.check("recursion-detection/" + std::to_string(index++), test,
                  [&] { return recursionProblem(test); });
    const auto features = run.json(folder + QStringLiteral("feature-ids.json"));
    for (const auto& [name, id] : features.members())
        run.check("feature-ids/" + name, id, [&] { return featureProblem(name, id.text()); });
}

} // namespace inia::conformance
