#include "core/call/clientcontext.h"
#include "core/config/clientconfig.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocol.h"
#include "core/quirks/quirks.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

#include <QtCore/QStringList>

namespace inia::conformance {

namespace {

/// The suite's word for the model's protocol.
std::string_view protocolOf(const Value& test)
{
    static constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"restXml", "rest-xml"},
        {"restJson1", "rest-json"},
        {"awsQuery", "query"},
        {"ec2Query", "ec2"},
        {"awsJson1_0", "json"},
        {"awsJson1_1", "json"},
        {"rpcv2Cbor", "smithy-rpc-v2-cbor"}};
    for (const auto& [suite, model] : names) {
        if (test["protocol"].text() == suite)
            return model;
    }
    return test["protocol"].text();
}

Result<Client> clientFor(const Value& test)
{
    BenchSetup setup;
    const auto& config = test["vendorParams"]["scopedConfig"];
    if (config["client"].contains("region"))
        setup.region = config["client"]["region"].text();
    if (const auto& builtins = test["vendorParams"]["endpointParams"]["builtInParams"];
        builtins.contains("AWS::Region"))
        setup.region = builtins["AWS::Region"].text();
    // What a case says of the operation beats what it says of the client.
    for (const auto* scope : {"client", "operation"}) {
        auto options = config[scope];
        if (!options.isMap())
            continue;
        options.mutableMap().remove("region");
        if (auto done = applyConfig(setup.options, options); !done)
            return done.error();
    }
    auto bench = makeBench(setup);
    return bench ? bench->session.client(test["service"].text()) : bench.error();
}

std::string requestProblem(const Value& test)
{
    const auto client = clientFor(test);
    if (!client)
        return client.error().message;
    const auto request = dryRun(*client, test["target"].text(), test["params"]);
    if (!request)
        return "error " + request.error().message;
    const auto url = splitUrl(request->url);
    auto text = differs("method", request->method, test["method"].text());
    if (test.contains("uri"))
        text += differs("uri", url.path, test["uri"].text());
    if (test.contains("resolvedHost"))
        text += differs("host", url.host, test["resolvedHost"].text());
    const auto query = QString::fromUtf8(url.query.data(), static_cast<qsizetype>(url.query.size()));
    const auto parts = query.split(QLatin1Char('&'));
    for (const auto& part : test["queryParams"].items()) {
        if (!parts.contains(QString::fromStdString(part.text())))
            text += differs("query", query.toStdString(), part.text());
    }
    for (const auto& [name, value] : test["headers"].members())
        text += differs(name, request->headers.value(name), value.text());
    if (test.contains("body") && protocolOf(test) == client->model().protocol()) {
        const auto body = QByteArray::fromStdString(test["body"].text());
        text += differs("body", bodyMeaning(protocolOf(test), request->body),
                        bodyMeaning(protocolOf(test), body));
    }
    return text;
}

/// The operation itself, or one that answers with the error shape, or any.
OperationModel operationFor(const ServiceModel& model, const std::string& target)
{
    auto operation = model.operation(target);
    if (operation.valid())
        return operation;
    for (const auto member : model.operations().members()) {
        const auto candidate = model.operation(member.name);
        for (const auto& error : candidate.errors()) {
            if (error.name() == target)
                return candidate;
        }
        operation = candidate;
    }
    return operation;
}

std::string responseProblem(const Value& test)
{
    const auto* client = sharedClient(test["service"].text());
    if (!client)
        return "no such service";
    const auto operation = operationFor(client->model(), test["target"].text());
    HttpResponse response;
    response.status = static_cast<int>(test["code"].toInt());
    response.body = QByteArray::fromStdString(test["body"].text());
    for (const auto& [name, value] : test["headers"].members())
        response.headers.add(name, value.text());
    auto parsed = client->caller().context().protocol->parser.parse(operation, response);
    if (!parsed)
        return "error " + parsed.error().message;
    if (!parsed->error) {
        QuirkContext context(operation, client->config());
        runAfterCall(context, response, parsed->value);
        parsed->value.mutableMap().remove("ResponseMetadata");
        const auto result = plainValue(parsed->value);
        return result == test["params"] ? std::string()
                                        : differs("result", toJson(result), toJson(test["params"]) + " ");
    }
    // An answer without a body cannot say more than its status.
    const auto code = response.body.isEmpty() ? std::to_string(response.status) : test["target"].text();
    auto text = differs("code", parsed->errorValue["Error"]["Code"].text(), code);
    for (const auto& [name, value] : test["params"].members()) {
        const auto& member =
            parsed->errorValue.contains(name) ? parsed->errorValue : parsed->errorValue["Error"];
        if (!(plainValue(member[name]) == value))
            text += differs(name, toJson(parsed->errorValue), toJson(value));
    }
    return text;
}

} // namespace

void runServices(SuiteRun& run)
{
    const auto cases = run.json(QStringLiteral("services/service-tests.json"));
    for (const auto& test : cases.items()) {
        run.check(test["caseKey"].text(), test, [&test] {
            return test["kind"].text() == "request" ? requestProblem(test) : responseProblem(test);
        });
    }
}

} // namespace inia::conformance
