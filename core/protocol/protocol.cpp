#include "core/protocol/protocol.h"

#include "core/model/servicemodel.h"
#include "core/protocol/errorparser.h"
#include "core/protocol/eventstream.h"
#include "core/protocol/shapetables.h"
#include "core/protocol/xmlscanner.h"

#include <algorithm>

namespace inia {

namespace {

bool isLabelText(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-';
    });
}

} // namespace

Result<std::string> expandHostPrefix(const OperationModel& operation, const Value& params)
{
    auto rest = operation.hostPrefix();
    std::string result;
    std::string badLabels;
    while (!rest.empty()) {
        const auto open = rest.find('{');
        result += rest.substr(0, open);
        if (open == std::string_view::npos)
            break;
        const auto close = rest.find('}', open);
        const auto name = rest.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
        const auto& value = params[name].text();
        if (!isLabelText(value))
            badLabels.append(badLabels.empty() ? "" : ", ").append(name);
        result += value;
        rest = close == std::string_view::npos ? std::string_view() : rest.substr(close + 1);
    }
    if (!badLabels.empty()) {
        return makeError(ErrorKind::Parameter, "ParamValidation",
                         "Parameter validation failed:\nInvalid value for parameter(s): " + badLabels +
                             ". Must contain only alphanumeric characters, hyphen, or period.");
    }
    return result;
}

namespace {

Result<Value> readEvents(EventReader& reader, const QByteArray& body)
{
    reader.add({body.constData(), static_cast<std::size_t>(body.size())});
    Value::List events;
    for (;;) {
        auto event = reader.next();
        if (!event)
            return event.error();
        if (!*event)
            break;
        events.push_back(std::move(**event));
    }
    if (const auto end = reader.finish(); !end)
        return end.error();
    return Value(std::move(events));
}

} // namespace

Result<ParsedResponse> ProtocolParser::parse(const OperationModel& operation,
                                             const HttpResponse& response) const
{
    ParsedResponse result;
    if (response.status >= 300) {
        result.errorValue = errorValue(operation, response);
        result.error = serviceError(operation, response, result.errorValue);
        return result;
    }
    if (operation.hasEventStreamOutput())
        return parseEvents(operation, response);
    auto output = parseOutput(operation, response, result.unreadable);
    if (!output)
        return malformedResponse(operation, response, output.error().message);
    result.value = std::move(output).value();
    addResponseMetadata(response, result.value);
    return result;
}

Result<ParsedResponse> ProtocolParser::parseEvents(const OperationModel& operation,
                                                   const HttpResponse& response) const
{
    HttpResponse head = response;
    head.body.clear();
    ParsedResponse result;
    auto output = parseOutput(operation, head, result.unreadable);
    if (!output)
        return malformedResponse(operation, response, output.error().message);
    result.value = std::move(output).value();
    addResponseMetadata(response, result.value);
    if (response.isBodyElsewhere)
        return result;
    EventReader reader(operation);
    auto events = readEvents(reader, response.body);
    if (events) {
        result.unreadable.add(reader.unreadable());
        for (const auto& [name, value] : reader.initialMembers().members())
            result.value.insert(name, value);
        result.value.insert(reader.memberName(), std::move(events).value());
        return result;
    }
    auto error = withResponse(operation, response, events.error());
    if (error.kind != ErrorKind::Service)
        return error;
    result.errorValue =
        Value::map({{"Error", Value::map({{"Code", Value(error.code)}, {"Message", Value(error.message)}})},
                    {"ResponseMetadata", result.value["ResponseMetadata"]}});
    result.value = Value();
    result.error = std::move(error);
    result.isLateError = true;
    return result;
}

Value ProtocolParser::errorValue(const OperationModel& operation, const HttpResponse& response) const
{
    Value parsed;
    const bool isGeneric = isGenericError(response);
    if (const auto title = isGeneric ? std::nullopt : htmlTitle(response)) {
        // The page itself would be thousands of characters about how it looks.
        parsed = errorFromStatus(response);
        Value error = parsed["Error"];
        if (!title->empty())
            error.insert("Message", error["Message"].text() + " (a page of HTML: " + *title + ")");
        parsed.insert("Error", std::move(error));
    } else if (!isGeneric) {
        auto own = parseError(response);
        if (own)
            parsed = std::move(own).value();
    }
    if (!parsed["Error"].isMap()) {
        // A page of some proxy, well-formed by chance, or nothing readable at all.
        parsed = errorFromStatus(response);
    } else if (parsed["Error"]["Code"].isNull() || parsed["Error"]["Code"] == Value("")) {
        Value error = parsed["Error"];
        error.insert("Code", std::to_string(response.status));
        parsed.insert("Error", std::move(error));
    } else {
        addErrorMembers(operation, response, parsed);
    }
    addResponseMetadata(response, parsed);
    return parsed;
}

void ProtocolParser::addErrorMembers(const OperationModel& operation, const HttpResponse& response,
                                     Value& parsed) const
{
    auto shape = errorShapeForCode(operation.service(), parsed["Error"]["Code"].text());
    if (!shape.valid())
        shape = errorShapeForCode(operation.service(), parsed["Error"]["QueryErrorCode"].text());
    if (!shape.valid())
        return;
    UnreadableValues unreadable; // of no use beside the error itself
    const auto members = parseErrorMembers(shape, response, unreadable);
    if (!members)
        return; // the code and message that were read are worth more than a second error
    for (const auto& [name, value] : members->members()) {
        if (name != "Error" && name != "ResponseMetadata")
            parsed.insert(name, value);
    }
}

Value outlineOf(const Protocol& protocol, const OperationModel& operation, const HttpResponse& response)
{
    const Shape& output = operation.output();
    if (protocol.name != "rest-xml" || response.status >= 300 || !output.valid() ||
        !output.payloadMember().empty())
        return {};
    auto& tables = ShapeTables::ofModel(output.model());
    return scanXmlHead(ShapeTables::entry(output), tables, response.body).value_or(Value());
}

} // namespace inia
