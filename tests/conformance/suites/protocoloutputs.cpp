#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocols.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/protocolcase.h"
#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

HttpResponse responseOf(const ProtocolCase& test, bool isEventStream)
{
    const auto& given = test.data["response"];
    HttpResponse response;
    response.status = static_cast<int>(given["status_code"].toInt(200));
    for (const auto& [name, value] : given["headers"].members())
        response.headers.add(name, value.text());
    response.body = QByteArray::fromStdString(given["body"].text());
    if (test.protocol() == "smithy-rpc-v2-cbor" || isEventStream)
        response.body = QByteArray::fromBase64(response.body);
    return response;
}

/// What the suite says nothing about is taken out: members of Error but Code and Message, and the message
/// where it names none.
Value comparableError(const ProtocolCase& test, Value parsed)
{
    Value error = Value::map({{"Code", parsed["Error"]["Code"]}, {"Message", parsed["Error"]["Message"]}});
    if (!test.data.contains("errorMessage"))
        error.insert("Message", Value());
    parsed.insert("Error", error);
    return parsed;
}

Value expectedError(const ProtocolCase& test)
{
    auto expected = test.data["error"].isMap() ? test.data["error"] : Value::emptyMap();
    expected.insert("Error",
                    Value::map({{"Code", test.data["errorCode"]}, {"Message", test.data["errorMessage"]}}));
    return expected;
}

std::string outputProblem(const ProtocolCase& test)
{
    const auto model = test.model();
    const auto* protocol = protocolByName(test.protocol());
    if (!model || !protocol)
        return "no model, or no protocol " + test.protocol();
    const auto operation = model->operation(test.operationName());
    const auto response = responseOf(test, operation.hasEventStreamOutput());
    const auto parsed = protocol->parser.parse(operation, response);
    if (!parsed)
        return "error " + parsed.error().message;
    const bool isError = test.data.contains("error");
    if (parsed->error.has_value() != isError)
        return isError ? "no error was seen" : "taken for an error: " + parsed->error->message;
    auto actual = plainValue(isError ? comparableError(test, parsed->errorValue) : parsed->value);
    if (actual["ResponseMetadata"]["HTTPStatusCode"].toInt() != response.status)
        return "no HTTPStatusCode";
    actual.mutableMap().remove("ResponseMetadata");
    const auto expected = isError ? expectedError(test) : test.data["result"];
    return actual == expected ? std::string() : differs("result", toJson(actual), toJson(expected));
}

} // namespace

void runProtocolOutputs(SuiteRun& run, const QString& folder)
{
    for (const auto& test : protocolCases(run, folder))
        run.check(test.id, test.description(), [&test] { return outputProblem(test); });
}

} // namespace inia::conformance
