#include "core/jmespath/functions.h"
#include "core/jmespath/jsontext.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace inia::jmespath {

namespace {

bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// A whole number as an int where it fits.
Value wholeNumber(double number)
{
    constexpr double limit = 9223372036854775808.0; // 2^63
    if (number >= -limit && number < limit)
        return static_cast<std::int64_t>(number);
    return number;
}

Value absolute(Arguments arguments, Evaluator&)
{
    const auto& number = arguments[0].value;
    if (number.isInt() && number.toInt() != std::numeric_limits<std::int64_t>::min())
        return number.toInt() < 0 ? -number.toInt() : number.toInt();
    return std::fabs(number.toDouble());
}

Value ceiling(Arguments arguments, Evaluator&)
{
    const auto& number = arguments[0].value;
    return number.isInt() ? number : wholeNumber(std::ceil(number.toDouble()));
}

Value floorOf(Arguments arguments, Evaluator&)
{
    const auto& number = arguments[0].value;
    return number.isInt() ? number : wholeNumber(std::floor(number.toDouble()));
}

Value startsWith(Arguments arguments, Evaluator&)
{
    return arguments[0].value.text().starts_with(arguments[1].value.text());
}

Value endsWith(Arguments arguments, Evaluator&)
{
    return arguments[0].value.text().ends_with(arguments[1].value.text());
}

/// Counted in characters, not bytes.
Value length(Arguments arguments, Evaluator&)
{
    const auto& value = arguments[0].value;
    if (!value.isText())
        return value.size();
    const auto& text = value.text();
    return text.size() -
           static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continuesCharacter));
}

Value reverse(Arguments arguments, Evaluator&)
{
    const auto& value = arguments[0].value;
    if (value.isList())
        return Value::List(value.items().rbegin(), value.items().rend());
    std::string_view rest = value.text();
    std::string result;
    result.reserve(rest.size());
    while (!rest.empty()) {
        auto start = rest.size() - 1;
        while (start > 0 && continuesCharacter(rest[start]))
            --start;
        result += rest.substr(start);
        rest = rest.substr(0, start);
    }
    return result;
}

Value join(Arguments arguments, Evaluator&)
{
    std::string result;
    bool first = true;
    for (const auto& item : arguments[1].value.items()) {
        if (!first)
            result += arguments[0].value.text();
        result += item.text();
        first = false;
    }
    return result;
}

Value toNumber(Arguments arguments, Evaluator&)
{
    const auto& value = arguments[0].value;
    if (value.isNumber())
        return value;
    const auto& text = value.text();
    const auto* end = text.data() + text.size();
    std::int64_t whole = 0;
    if (const auto [stop, failure] = std::from_chars(text.data(), end, whole);
        failure == std::errc() && stop == end)
        return whole;
    double number = 0;
    const auto [stop, failure] = std::from_chars(text.data(), end, number);
    return failure == std::errc() && stop == end && std::isfinite(number) ? Value(number) : Value();
}

Value toString(Arguments arguments, Evaluator&)
{
    const auto& value = arguments[0].value;
    return value.isText() ? value : Value(jsonText(value));
}

Value type(Arguments arguments, Evaluator&)
{
    return typeName(arguments[0].value);
}

constexpr std::array scalarTable{
    Function{"abs", absolute, 1, {Number}},
    Function{"ceil", ceiling, 1, {Number}},
    Function{"floor", floorOf, 1, {Number}},
    Function{"starts_with", startsWith, 2, {String, String}},
    Function{"ends_with", endsWith, 2, {String, String}},
    Function{"length", length, 1, {String | Array | Object}},
    Function{"reverse", reverse, 1, {String | Array}},
    Function{"join", join, 2, {String, StringArray}},
    Function{"to_number", toNumber, 1, {Any}},
    Function{"to_string", toString, 1, {Any}},
    Function{"type", type, 1, {Any}},
};

} // namespace

std::span<const Function> scalarFunctions()
{
    return scalarTable;
}

} // namespace inia::jmespath
