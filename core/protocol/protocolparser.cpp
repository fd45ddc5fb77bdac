#include "core/protocol/protocolparser.h"

#include "core/model/servicemodel.h"
#include "core/protocol/errorparser.h"

namespace inia {

Result<ParsedResponse> ProtocolParser::parse(const OperationModel& operation,
                                             const HttpResponse& response) const
{
    ParsedResponse result;
    if (response.status >= 300) {
        result.errorValue = errorValue(operation, response);
        result.error = serviceError(operation, response, result.errorValue);
        return result;
    }
    auto output = parseOutput(operation, response);
    if (!output)
        return malformedResponse(operation, response, output.error().message);
    result.value = std::move(output).value();
    addResponseMetadata(response, result.value);
    return result;
}

Value ProtocolParser::errorValue(const OperationModel& operation, const HttpResponse& response) const
{
    Value parsed;
    if (!isGenericError(response)) {
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
    const auto members = parseErrorMembers(shape, response);
    if (!members)
        return; // the code and message that were read are worth more than a second error
    for (const auto& [name, value] : members->members()) {
        if (name != "Error" && name != "ResponseMetadata")
            parsed.insert(name, value);
    }
}

} // namespace inia
