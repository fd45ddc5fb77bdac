#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocols.h"
#include "core/protocol/timestamps.h"
#include "core/quirks/quirks.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

#include <QtCore/QFile>

#include <algorithm>

namespace inia::conformance {

namespace {

QByteArray fileText(const QString& path)
{
    QFile file(path);
    // Some answers come from the documentation, with a pattern where a time belongs.
    return file.open(QIODevice::ReadOnly)
               ? file.readAll().replace("YYYY-MM-DDTHH:MM:SS.000Z", "2026-01-02T03:04:05.000Z")
               : QByteArray();
}

/// "s3-list-objects#2" belongs to the operation whose name reads "list-objects".
OperationModel operationOf(const ServiceModel& model, std::string name)
{
    name = name.substr(0, name.find('#')).substr(name.find('-') + 1);
    std::replace(name.begin(), name.end(), '-', '_');
    return model.operation(name);
}

/// The expectations keep timestamps as text and show nothing of the response's headers.
bool matches(const Value& actual, const Value& expected)
{
    if (actual.isTime())
        return timestampFromValue(expected) == actual.time();
    if (actual.isBlob())
        return expected.text() == actual.blob().toStdString();
    if (actual.isList() && expected.isList()) {
        return std::equal(actual.items().begin(), actual.items().end(), expected.items().begin(),
                          expected.items().end(), matches);
    }
    if (!actual.isMap() || !expected.isMap())
        return actual == expected || (expected.isNull() && actual == Value(""));
    return actual.size() == expected.size() &&
           std::all_of(actual.members().begin(), actual.members().end(), [&expected](const auto& entry) {
               return expected.contains(entry.first) && matches(entry.second, expected[entry.first]);
           });
}

HttpResponse responseFrom(const QByteArray& text, int status)
{
    HttpResponse response;
    response.status = status;
    response.body = text;
    auto json = parseJson(text.toStdString());
    if (!json || !json->contains("__headers__"))
        return response;
    for (const auto& [header, value] : (*json)["__headers__"].members())
        response.headers.add(header, value.text());
    json->mutableMap().remove("__headers__");
    response.body = QByteArray::fromStdString(toJson(*json));
    return response;
}

Value withoutHttp(Value value)
{
    auto& metadata = value.mutableMap()["ResponseMetadata"].mutableMap();
    metadata.remove("HTTPStatusCode");
    metadata.remove("HTTPHeaders");
    return value;
}

std::string problem(const std::string& name, const HttpResponse& response, const QByteArray& expectedText)
{
    const auto* client = sharedClient(name.substr(0, name.find('-')));
    if (!client)
        return "no such service";
    const auto operation = operationOf(client->model(), name);
    if (!operation.valid())
        return "no such operation";
    const auto parsed = protocolByName(client->model().protocol())->parser.parse(operation, response);
    if (!parsed)
        return "error " + parsed.error().message;
    if (parsed->error.has_value() != (response.status >= 300))
        return "an error is no error, or the other way round";
    auto actual = parsed->value;
    // The expectations do without the members of the modelled error.
    if (parsed->error) {
        actual = Value::map({{"Error", parsed->errorValue["Error"]},
                             {"ResponseMetadata", parsed->errorValue["ResponseMetadata"]}});
    }
    const auto expected = parseJson(expectedText.toStdString());
    if (!expected)
        return "no expectation";
    actual = withoutHttp(actual);
    const auto wanted = withoutHttp(*expected);
    // Most expectations are the bare parser's; for a few a handler of the client makes the answer complete.
    if (!matches(actual, wanted) && !parsed->error) {
        QuirkContext quirks(operation, client->config());
        runAfterCall(quirks, response, actual);
    }
    return matches(actual, wanted) ? std::string() : differs("result", toJson(actual), toJson(wanted) + " ");
}

} // namespace

void runResponseParsing(SuiteRun& run)
{
    const struct {
        QString bodies;
        QString results;
        QString suffix;
        int status;
    } parts[] = {
        {QStringLiteral("xml/responses"), QStringLiteral("xml/responses"), QStringLiteral(".xml"), 200},
        {QStringLiteral("xml/errors"), QStringLiteral("xml/errors"), QStringLiteral(".xml"), 400},
        {QStringLiteral("json/errors"), QStringLiteral("json/expected"), QStringLiteral(".json"), 400},
    };
    for (const auto& part : parts) {
        const auto folder = QStringLiteral("response-parsing/") + part.bodies + QLatin1Char('/');
        for (const auto& file : run.files(folder, QLatin1Char('*') + part.suffix)) {
            const auto base = file.chopped(part.suffix.size());
            const auto name = base.toStdString();
            const auto id = part.bodies.toStdString() + "/" + name;
            const auto expected = run.path(QStringLiteral("response-parsing/") + part.results +
                                           QLatin1Char('/') + base + QStringLiteral(".json"));
            run.check(id, Value(), [&] {
                return problem(name, responseFrom(fileText(run.path(folder + file)), part.status),
                               fileText(expected));
            });
        }
    }
}

} // namespace inia::conformance
