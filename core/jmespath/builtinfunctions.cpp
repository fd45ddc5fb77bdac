#include "core/jmespath/evaluator.h"
#include "core/jmespath/jsontext.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

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

namespace {

Value contains(Arguments arguments, Evaluator&)
{
    const auto& subject = arguments[0].value;
    const auto& wanted = arguments[1].value;
    if (subject.isText())
        return wanted.isText() && subject.text().find(wanted.text()) != std::string::npos;
    return std::find(subject.items().begin(), subject.items().end(), wanted) != subject.items().end();
}

Value keys(Arguments arguments, Evaluator&)
{
    Value::List result;
    for (const auto& [name, value] : arguments[0].value.members())
        result.emplace_back(name);
    return result;
}

Value values(Arguments arguments, Evaluator&)
{
    Value::List result;
    for (const auto& [name, value] : arguments[0].value.members())
        result.push_back(value);
    return result;
}

Value merge(Arguments arguments, Evaluator&)
{
    ValueMap result;
    for (const auto& argument : arguments) {
        for (const auto& [name, value] : argument.value.members())
            result.insert(name, value);
    }
    return result;
}

Value notNull(Arguments arguments, Evaluator&)
{
    const auto found = std::find_if(arguments.begin(), arguments.end(),
                                    [](const Argument& argument) { return !argument.value.isNull(); });
    return found == arguments.end() ? Value() : found->value;
}

Value toArray(Arguments arguments, Evaluator&)
{
    return arguments[0].value.isList() ? arguments[0].value : Value::list({arguments[0].value});
}

Value map(Arguments arguments, Evaluator& evaluator)
{
    Value::List result;
    result.reserve(arguments[1].value.size());
    for (const auto& item : arguments[1].value.items())
        result.push_back(evaluator.evaluate(*arguments[0].expression, item));
    return result;
}

/// Whole as long as every number is and the sum fits.
Value sum(Arguments arguments, Evaluator&)
{
    std::int64_t whole = 0;
    double total = 0;
    bool isWhole = true;
    for (const auto& item : arguments[0].value.items()) {
        total += item.toDouble();
        isWhole = isWhole && item.isInt() && !__builtin_add_overflow(whole, item.toInt(), &whole);
    }
    return isWhole ? Value(whole) : Value(total);
}

Value average(Arguments arguments, Evaluator& evaluator)
{
    const auto count = arguments[0].value.size();
    return count == 0 ? Value() : Value(sum(arguments, evaluator).toDouble() / static_cast<double>(count));
}

constexpr std::array collectionTable{
    Function{"contains", contains, 2, {String | Array, Any}},
    Function{"keys", keys, 1, {Object}},
    Function{"values", values, 1, {Object}},
    Function{"merge", merge, 1, {Object, Object}, true},
    Function{"not_null", notNull, 1, {Any, Any}, true},
    Function{"to_array", toArray, 1, {Any}},
    Function{"map", map, 2, {ExpressionType, Array}},
    Function{"sum", sum, 1, {NumberArray}},
    Function{"avg", average, 1, {NumberArray}},
};

} // namespace

std::span<const Function> collectionFunctions()
{
    return collectionTable;
}

namespace {

/// What sorting goes by: for each item its key. Fails unless all keys are numbers, all texts or all
/// timestamps.
bool areComparable(const Value::List& keys, std::string_view function, Evaluator& evaluator)
{
    const auto usable = [&keys](const Value& key) {
        return order(keys.front(), key) != std::partial_ordering::unordered;
    };
    const auto odd = std::find_if_not(keys.begin(), keys.end(), usable);
    if (odd == keys.end())
        return true;
    evaluator.fail("JmesPathType", std::string(function) +
                                       "() compares numbers with numbers or strings with strings, but got " +
                                       std::string(typeName(keys.front())) + " and " +
                                       std::string(typeName(*odd)));
    return false;
}

Value::List keysOf(Arguments arguments, Evaluator& evaluator)
{
    const auto& items = arguments[0].value.items();
    if (arguments.size() == 1)
        return items;
    Value::List keys;
    keys.reserve(items.size());
    for (const auto& item : items)
        keys.push_back(evaluator.evaluate(*arguments[1].expression, item));
    return keys;
}

/// The items by their keys; equal ones stay in their order.
Value sorted(Arguments arguments, Evaluator& evaluator, std::string_view name)
{
    const auto keys = keysOf(arguments, evaluator);
    if (!areComparable(keys, name, evaluator))
        return {};
    std::vector<std::size_t> positions(keys.size());
    std::iota(positions.begin(), positions.end(), 0);
    std::stable_sort(positions.begin(), positions.end(),
                     [&keys](std::size_t a, std::size_t b) { return order(keys[a], keys[b]) < 0; });
    Value::List result;
    result.reserve(positions.size());
    for (const auto position : positions)
        result.push_back(arguments[0].value[position]);
    return result;
}

enum class Extreme { Least, Greatest };

/// The first item with the least or greatest key; null for an empty list.
Value extreme(Arguments arguments, Evaluator& evaluator, std::string_view name, Extreme which)
{
    const auto keys = keysOf(arguments, evaluator);
    if (keys.empty() || !areComparable(keys, name, evaluator))
        return {};
    std::size_t best = 0;
    for (std::size_t i = 1; i < keys.size(); ++i) {
        const auto ordering = order(keys[i], keys[best]);
        if (which == Extreme::Least ? ordering < 0 : ordering > 0)
            best = i;
    }
    return arguments[0].value[best];
}

Value sort(Arguments arguments, Evaluator& evaluator)
{
    return sorted(arguments, evaluator, "sort");
}
Value sortBy(Arguments arguments, Evaluator& evaluator)
{
    return sorted(arguments, evaluator, "sort_by");
}
Value minimum(Arguments arguments, Evaluator& evaluator)
{
    return extreme(arguments, evaluator, "min", Extreme::Least);
}
Value minimumBy(Arguments arguments, Evaluator& evaluator)
{
    return extreme(arguments, evaluator, "min_by", Extreme::Least);
}
Value maximum(Arguments arguments, Evaluator& evaluator)
{
    return extreme(arguments, evaluator, "max", Extreme::Greatest);
}
Value maximumBy(Arguments arguments, Evaluator& evaluator)
{
    return extreme(arguments, evaluator, "max_by", Extreme::Greatest);
}

constexpr std::array orderTable{
    Function{"sort", sort, 1, {Array}},   Function{"sort_by", sortBy, 2, {Array, ExpressionType}},
    Function{"min", minimum, 1, {Array}}, Function{"min_by", minimumBy, 2, {Array, ExpressionType}},
    Function{"max", maximum, 1, {Array}}, Function{"max_by", maximumBy, 2, {Array, ExpressionType}},
};

} // namespace

std::span<const Function> orderFunctions()
{
    return orderTable;
}

} // namespace inia::jmespath
