#include "core/jmespath/evaluator.h"
#include "core/jmespath/functions.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace inia::jmespath {

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
