#include "core/protocol/hostprefix.h"

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

} // namespace inia
