#include "core/jmespath/evaluator.h"
#include "core/jmespath/functions.h"

#include <algorithm>

namespace inia::jmespath {

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

} // namespace inia::jmespath
