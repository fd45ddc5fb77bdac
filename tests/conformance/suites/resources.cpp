#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocol.h"
#include "core/resource/resourcedefinition.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/resourcesteps.h"
#include "tests/conformance/suites/scriptedanswers.h"
#include "tests/conformance/suites/suites.h"
#include "tests/support/changedclient.h"

#include <algorithm>

namespace inia::conformance {

namespace {

/// The calls made are those expected when the messages are those that the expected calls send.
std::string callsProblem(const Bench& bench, const Client& client, const Value& calls)
{
    const auto sent = bench.transport->requests();
    if (sent.size() != calls.size())
        return "makes " + std::to_string(sent.size()) + " calls, not " + std::to_string(calls.size());
    std::string text;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const auto wanted = dryRun(client, calls[i]["operation"].text(), untagged(calls[i]["params"]));
        if (!wanted)
            return "the expected call cannot be made: " + wanted.error().message;
        text +=
            differs("method", sent[i].method, wanted->method) + differs("url", sent[i].url, wanted->url) +
            differs("target", sent[i].headers.value("X-Amz-Target"), wanted->headers.value("X-Amz-Target")) +
            differs("body", sent[i].body.toStdString(), wanted->body.toStdString());
    }
    return text;
}

std::string stepsProblem(const Value& test)
{
    BenchSetup setup;
    setup.options.maxAttempts = 1;
    setup.options.parameterValidation = false; // some cases give values of other types than the model has
    const auto bench = makeBench(setup);
    const auto service = bench ? bench->session.resource(test["service"].text()) : bench.error();
    if (!service)
        return service.error().message;
    const Protocol& real = *service->client().caller().context().protocol;
    const ScriptedAnswers answers(test["responses"]);
    const Protocol protocol{real.name, real.serializer, answers};
    const auto scripted = Resource::create(
        tests::changed(service->client(),
                       [&protocol](ClientContext& context) { context.protocol = &protocol; }),
        service->definitions(), ResourceDefinitions::serviceType, {});
    if (!scripted)
        return scripted.error().message;
    // What is in them comes from the script; they only have to be what the protocol could read.
    const QByteArray body = real.name.find("json") == std::string_view::npos ? "<answer/>" : "{}";
    for (const auto& response : test["responses"].items())
        bench->transport->enqueue(tests::makeResponse(static_cast<int>(response["status"].toInt(200)), body));
    const auto result = ResourceSteps(*scripted).run(test["steps"]);
    const auto& expected = test["expect"];
    auto text = callsProblem(*bench, scripted->client(), expected["calls"]);
    if (expected.contains("error"))
        return result ? text + "no error " + expected["error"].text() : text;
    if (!result)
        return text + result.error().message;
    const auto wanted = untagged(expected["result"]);
    return *result == wanted ? text : text + differs("result", toJson(*result), toJson(wanted));
}

Value sorted(const Value& names)
{
    auto list = names.items();
    std::sort(list.begin(), list.end(), [](const Value& a, const Value& b) { return a.text() < b.text(); });
    return list;
}

Value listOf(const std::vector<std::string>& names)
{
    return Value::List(names.begin(), names.end());
}

/// The reference leaves out what boto3 adds in code; create_tags is in the definitions as well.
Value modelledActions(const ResourceDefinition& definition)
{
    Value names = Value::emptyList();
    for (const auto& action : definition.actions) {
        if (action.rule == ActionRule::Modelled || action.rule == ActionRule::CreateTags)
            names.append(action.name);
    }
    return sorted(names);
}

std::string structureProblem(const Value& test)
{
    const auto service = sharedBench().session.resource(test["service"].text());
    if (!service)
        return service.error().message;
    const auto& name = test["resource"].text();
    const auto resource =
        Resource::create(service->client(), service->definitions(),
                         name == "(service)" ? ResourceDefinitions::serviceType : std::string_view(name), {});
    if (!resource)
        return resource.error().message;
    const auto& definition = resource->definition();
    const auto structure = ResourceStructure::of(definition);
    auto offered = structure.toValue();
    offered.insert("actions", modelledActions(definition));
    offered.insert("batchActions", listOf(structure.batchActions));
    const bool loads = resource->canLoad() && definition.loadRule == LoadRule::Modelled;
    offered.insert("hasLoad", loads);
    std::string text;
    for (const auto& [part, value] : test["expect"].members())
        text += differs(part, toJson(offered[part]), toJson(value.isList() ? sorted(value) : value));
    return text;
}

} // namespace

void runResources(SuiteRun& run)
{
    const auto file = run.json(QStringLiteral("oracle/resources.json"));
    for (const auto& test : file["cases"].items())
        run.check(test["id"].text(), test, [&test] { return stepsProblem(test); });
}

void runResourceStructure(SuiteRun& run)
{
    const auto file = run.json(QStringLiteral("oracle/resource-structure.json"));
    for (const auto& test : file["cases"].items())
        run.check(test["id"].text(), test, [&test] { return structureProblem(test); });
}

} // namespace inia::conformance
