#include "core/paging/paginationconfig.h"

#include <charconv>

namespace inia {

namespace {

Error badConfig(std::string_view name, std::string_view expected)
{
    return makeError(ErrorKind::Parameter, "PaginationError",
                     "PaginationConfig " + std::string(name) + " has to be " + std::string(expected));
}

} // namespace

std::optional<std::int64_t> wholeNumber(const Value& value)
{
    if (value.isInt())
        return value.toInt();
    if (value.isDouble() && std::abs(value.toDouble()) < 9e15)
        return static_cast<std::int64_t>(value.toDouble());
    std::string_view text = value.text();
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return std::nullopt;
    text = text.substr(first, text.find_last_not_of(blanks) - first + 1);
    if (text.size() > 1 && text.front() == '+' && text[1] != '-')
        text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

Result<PaginationConfig> PaginationConfig::fromValue(const Value& config)
{
    PaginationConfig result;
    if (!config.isNull() && !config.isMap())
        return makeError(ErrorKind::Parameter, "PaginationError", "PaginationConfig has to be a map");
    for (const auto& [name, value] : config.members()) {
        if (value.isNull())
            continue;
        if (name == "MaxItems") {
            result.maxItems = wholeNumber(value);
            if (!result.maxItems || *result.maxItems < 0)
                return badConfig(name, "a whole number, 0 or more");
        } else if (name == "PageSize") {
            if (!value.isText() && !value.isNumber())
                return badConfig(name, "a whole number");
            result.pageSize = value;
        } else if (name == "StartingToken") {
            if (!value.isText())
                return badConfig(name, "a text");
            result.startingToken = value.text();
        } else {
            return makeError(ErrorKind::Parameter, "PaginationError",
                             "PaginationConfig has no member '" + name +
                                 "'; it takes MaxItems, PageSize and StartingToken");
        }
    }
    return result;
}

} // namespace inia
