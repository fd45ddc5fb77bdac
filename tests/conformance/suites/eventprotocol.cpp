#include "core/call/clientcontext.h"
#include "core/eventstream/eventstream.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocol.h"
#include "core/protocol/timestamps.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

/// The member that is the event stream.
std::string streamMember(const Shape& shape)
{
    for (std::uint32_t i = 0; shape.valid() && i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        if (member.shape.isEventStream())
            return std::string(member.name);
    }
    return {};
}

Value eventsOf(const Value& test, const char* type)
{
    Value events = Value::emptyList();
    for (const auto& event : test["events"].items()) {
        if (event["type"].text() == type)
            events.append(event);
    }
    return events;
}

/// {"string": "foo"} against the header; blobs and UUIDs are written as base64.
std::string headerProblem(const EventMessage& message, const std::string& name, const Value& tagged)
{
    const auto* header = message.header(name);
    if (!header || tagged.size() == 0)
        return name + " is missing\n";
    const auto& [type, value] = *tagged.members().begin();
    auto got = header->value;
    if (got.isBlob())
        got = got.blob().toBase64().toStdString();
    if (got.isTime() && timestampFromValue(value) == got.time())
        return {};
    return got == value ? std::string() : differs(name, toJson(got), toJson(value));
}

std::string sentProblem(const QByteArray& body, const Value& events)
{
    std::string text;
    EventDecoder decoder;
    decoder.add({body.constData(), static_cast<std::size_t>(body.size())});
    for (const auto& event : events.items()) {
        const auto message = decoder.next();
        if (!message)
            return message.error().message;
        if (!*message)
            return "too few events are sent";
        for (const auto& [name, tagged] : event["headers"].members())
            text += headerProblem(**message, name, tagged);
        const auto wanted = QByteArray::fromStdString(event["body"].text());
        text +=
            differs("body", bodyMeaning("rest-json", (*message)->payload), bodyMeaning("rest-json", wanted));
    }
    return text;
}

std::string requestProblem(const Client& client, const OperationModel& operation, const Value& test)
{
    auto params = test["initialRequestParams"].isMap() ? test["initialRequestParams"] : Value::emptyMap();
    const auto sent = eventsOf(test, "request");
    Value events = Value::emptyList();
    for (const auto& event : sent.items())
        events.append(event["params"]);
    if (events.size() > 0)
        params.insert(streamMember(operation.input()), events);
    const auto request = dryRun(client, std::string(operation.name()), params);
    if (!request)
        return test["expectation"].contains("failure") ? std::string() : request.error().message;
    std::string text;
    for (const auto& [name, value] : test["initialRequest"]["headers"].members())
        text += differs(name, request->headers.value(name), value.text());
    return text + sentProblem(request->body, sent);
}

/// A modelled error is named by its shape or, as botocore does, by the stream's member.
bool isError(const OperationModel& operation, const std::string& code, const std::string& id)
{
    const auto stream = operation.output().member(streamMember(operation.output()));
    return id.empty() || code == id || stream.member(code).name() == id;
}

std::string responseProblem(const Client& client, const OperationModel& operation, const Value& test)
{
    const auto& initial = test["initialResponse"];
    HttpResponse response;
    response.status = initial.contains("code") ? static_cast<int>(initial["code"].toInt()) : 200;
    for (const auto& [name, value] : initial["headers"].members())
        response.headers.add(name, value.text());
    response.body = QByteArray::fromStdString(initial["body"].text());
    Value events = Value::emptyList();
    const auto received = eventsOf(test, "response");
    for (const auto& event : received.items()) {
        response.body += QByteArray::fromBase64(QByteArray::fromStdString(event["bytes"].text()));
        events.append(event["params"]);
    }
    const auto parsed = client.caller().context().protocol->parser.parse(operation, response);
    const auto error = !parsed ? std::optional(parsed.error()) : parsed->error;
    if (test["expectation"].contains("failure")) {
        if (!error)
            return "no failure";
        return isError(operation, error->code, test["expectation"]["failure"]["errorId"].text())
                   ? std::string()
                   : "failed with " + error->code;
    }
    if (error)
        return "failed: " + error->message;
    const auto got = plainValue(parsed->value[streamMember(operation.output())]);
    auto text =
        events.size() == 0 || got == events ? std::string() : differs("events", toJson(got), toJson(events));
    for (const auto& [name, value] : test["initialResponseParams"].members())
        text += differs(name, toJson(plainValue(parsed->value[name])), toJson(value));
    return text;
}

std::string problem(const std::shared_ptr<const ServiceModel>& model, const Value& test)
{
    const auto operation = model->operation(test["operation"].text());
    if (!operation.valid())
        return "no such operation";
    const auto client = clientForModel(model, "https://service.example.com");
    const bool sends = test["initialRequest"].isMap() || eventsOf(test, "request").size() > 0;
    return sends ? requestProblem(client, operation, test) : responseProblem(client, operation, test);
}

} // namespace

void runEventProtocol(SuiteRun& run)
{
    const auto folder = QStringLiteral("eventstream/protocol/");
    auto document =
        Document::fromJson(toJson(run.json(folder + QStringLiteral("rest-json-model.json"))), "model");
    if (!document)
        return;
    const auto model = std::make_shared<const ServiceModel>("test", std::move(document).value());
    const auto cases = run.json(folder + QStringLiteral("rest-json-cases.json"));
    for (const auto& test : cases.items())
        run.check(test["id"].text(), test, [&] { return problem(model, test); });
}

} // namespace inia::conformance
