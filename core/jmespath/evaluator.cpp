#include "core/jmespath/evaluator.h"

#include "core/model/names.h"

#include <algorithm>

namespace inia::jmespath {

namespace {

Value item(const Value& list, std::int64_t index)
{
    const auto size = static_cast<std::int64_t>(list.items().size());
    const auto at = index < 0 ? size + index : index;
    return at >= 0 && at < size ? list.items()[static_cast<std::size_t>(at)] : Value();
}

/// A bound of a slice as Python counts it: negative from the end, then kept inside [low, high].
std::int64_t sliceBound(std::optional<std::int64_t> bound, std::int64_t fallback, std::int64_t size,
                        std::int64_t low, std::int64_t high)
{
    if (!bound)
        return fallback;
    return std::clamp(*bound < 0 ? *bound + size : *bound, low, high);
}

Value slice(const Value& list, const Slice& slice)
{
    if (!list.isList())
        return {};
    const auto& items = list.items();
    const auto size = static_cast<std::int64_t>(items.size());
    const bool forward = slice.step > 0;
    const std::int64_t low = forward ? 0 : -1;
    const std::int64_t high = forward ? size : size - 1;
    const auto start = sliceBound(slice.start, forward ? low : high, size, low, high);
    const auto stop = sliceBound(slice.stop, forward ? high : low, size, low, high);
    // No step can be longer than the list; so bounded, the sums below cannot overflow.
    const auto step = std::clamp<std::int64_t>(slice.step, -size - 1, size + 1);
    Value::List result;
    for (auto i = start; forward ? i < stop : i > stop; i += step)
        result.push_back(items[static_cast<std::size_t>(i)]);
    return result;
}

/// Records are structures, whose items need not be made to know it.
bool hasItemOf(const Value& list, Value::Kind kind)
{
    return !list.records() && std::any_of(list.items().begin(), list.items().end(),
                                          [kind](const Value& item) { return item.kind() == kind; });
}

} // namespace

bool isTruthy(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return false;
    case Value::Kind::Bool:
        return value.toBool();
    case Value::Kind::Text:
        return !value.text().empty();
    case Value::Kind::Blob:
        return !value.blob().isEmpty();
    case Value::Kind::List:
    case Value::Kind::Map:
        return value.size() != 0;
    default:
        return true;
    }
}

std::partial_ordering order(const Value& a, const Value& b)
{
    if (a.isInt() && b.isInt())
        return a.toInt() <=> b.toInt();
    if (a.isNumber() && b.isNumber())
        return a.toDouble() <=> b.toDouble();
    if (a.isText() && b.isText())
        return a.text() <=> b.text();
    if (a.isTime() && b.isTime())
        return a.time() <=> b.time();
    return std::partial_ordering::unordered;
}

Value Evaluator::evaluate(const ExpressionNode& node, const Value& value)
{
    using Kind = ExpressionNode::Kind;
    if (m_error)
        return {};
    switch (node.kind) {
    case Kind::Current:
        return value;
    case Kind::Literal:
        return node.literal;
    case Kind::Field:
        return value[node.name];
    case Kind::Index:
        return item(value, node.index);
    case Kind::Slice:
        return slice(value, node.slice);
    case Kind::Chain:
        return evaluate(*node.children[1], evaluate(*node.children[0], value));
    case Kind::ListProjection:
    case Kind::FilterProjection:
        return project(node, evaluate(*node.children[0], value));
    case Kind::ValueProjection:
        return projectValues(node, evaluate(*node.children[0], value));
    case Kind::Flatten:
        return flatten(node, value);
    case Kind::List:
        return multiList(node, value);
    case Kind::Map:
        return multiMap(node, value);
    case Kind::Or: {
        auto left = evaluate(*node.children[0], value);
        return isTruthy(left) ? left : evaluate(*node.children[1], value);
    }
    case Kind::And: {
        auto left = evaluate(*node.children[0], value);
        return isTruthy(left) ? evaluate(*node.children[1], value) : left;
    }
    case Kind::Not:
        return !isTruthy(evaluate(*node.children[0], value));
    case Kind::Compare:
        return compare(node, value);
    case Kind::Call:
        return call(node, value);
    case Kind::Reference:
        break; // only functions look at these
    }
    return {};
}

Value Evaluator::project(const ExpressionNode& node, const Value& value)
{
    if (!value.isList())
        return {};
    const bool filters = node.kind == ExpressionNode::Kind::FilterProjection;
    const bool keepsAll = !filters && node.children[1]->kind == ExpressionNode::Kind::Current;
    if (keepsAll && !hasItemOf(value, Value::Kind::Null))
        return value; // long lists are seldom anything else
    Value::List result;
    for (const auto& element : value.items()) {
        if (filters && !isTruthy(evaluate(*node.children[2], element)))
            continue;
        auto projected = evaluate(*node.children[1], element);
        if (!projected.isNull())
            result.push_back(std::move(projected));
    }
    return result;
}

Value Evaluator::projectValues(const ExpressionNode& node, const Value& value)
{
    if (!value.isMap())
        return {};
    Value::List result;
    for (const auto& [name, member] : value.members()) {
        auto projected = evaluate(*node.children[1], member);
        if (!projected.isNull())
            result.push_back(std::move(projected));
    }
    return result;
}

Value Evaluator::flatten(const ExpressionNode& node, const Value& value)
{
    const auto list = evaluate(*node.children[0], value);
    if (!list.isList() || !hasItemOf(list, Value::Kind::List))
        return list.isList() ? list : Value();
    Value::List result;
    for (const auto& element : list.items()) {
        if (element.isList())
            result.insert(result.end(), element.items().begin(), element.items().end());
        else
            result.push_back(element);
    }
    return result;
}

Value Evaluator::multiList(const ExpressionNode& node, const Value& value)
{
    if (value.isNull())
        return {};
    Value::List result;
    result.reserve(node.children.size());
    for (const auto& child : node.children)
        result.push_back(evaluate(*child, value));
    return result;
}

Value Evaluator::multiMap(const ExpressionNode& node, const Value& value)
{
    if (value.isNull())
        return {};
    ValueMap result;
    for (std::size_t i = 0; i < node.children.size(); ++i)
        result.insert(node.keys[i], evaluate(*node.children[i], value));
    return result;
}

Value Evaluator::compare(const ExpressionNode& node, const Value& value)
{
    const auto left = evaluate(*node.children[0], value);
    const auto right = evaluate(*node.children[1], value);
    if (node.comparison == Comparison::Equal)
        return left == right;
    if (node.comparison == Comparison::NotEqual)
        return !(left == right);
    const auto ordering = order(left, right);
    if (ordering == std::partial_ordering::unordered)
        return {};
    switch (node.comparison) {
    case Comparison::Less:
        return ordering < 0;
    case Comparison::LessOrEqual:
        return ordering <= 0;
    case Comparison::Greater:
        return ordering > 0;
    default:
        return ordering >= 0;
    }
}

Value Evaluator::call(const ExpressionNode& node, const Value& value)
{
    std::vector<Argument> arguments;
    arguments.reserve(node.children.size());
    for (const auto& child : node.children) {
        const bool reference = child->kind == ExpressionNode::Kind::Reference;
        arguments.push_back(
            {reference ? Value() : evaluate(*child, value), reference ? child->children[0].get() : nullptr});
    }
    return m_error ? Value() : callFunction(*node.function, arguments, *this);
}

void Evaluator::fail(std::string_view code, std::string message)
{
    if (!m_error)
        m_error = makeError(ErrorKind::Parameter, std::string(code), std::move(message));
}

namespace {

bool isListOf(const Value& value, bool (Value::*isKind)() const)
{
    return value.isList() && std::all_of(value.items().begin(), value.items().end(),
                                         [isKind](const Value& item) { return (item.*isKind)(); });
}

unsigned typeOf(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return Null;
    case Value::Kind::Bool:
        return Boolean;
    case Value::Kind::Int:
    case Value::Kind::Double:
        return Number;
    case Value::Kind::List:
        return Array;
    case Value::Kind::Map:
        return Object;
    default:
        return String;
    }
}

bool accepts(unsigned types, const Argument& argument)
{
    if (argument.expression)
        return (types & ExpressionType) != 0;
    // Functions that work on the text itself cannot take a blob or a timestamp for it.
    if (types != Any && (argument.value.isBlob() || argument.value.isTime()))
        return false;
    return (types & typeOf(argument.value)) != 0 ||
           ((types & NumberArray) && isListOf(argument.value, &Value::isNumber)) ||
           ((types & StringArray) && isListOf(argument.value, &Value::isText));
}

std::string describe(unsigned types)
{
    static constexpr std::array<std::pair<unsigned, std::string_view>, 9> names{
        {{Null, "null"},
         {Boolean, "boolean"},
         {Number, "number"},
         {String, "string"},
         {Array, "array"},
         {Object, "object"},
         {ExpressionType, "expression (&...)"},
         {NumberArray, "array of numbers"},
         {StringArray, "array of strings"}}};
    std::string text;
    for (const auto& [type, name] : names) {
        if (types & type)
            text += (text.empty() ? "" : " or ") + std::string(name);
    }
    return text;
}

template <typename Visitor>
void forEachFunction(Visitor visit)
{
    for (const auto table : {scalarFunctions(), collectionFunctions(), orderFunctions()}) {
        for (const auto& function : table)
            visit(function);
    }
}

Error unknownFunction(std::string_view name)
{
    std::vector<std::string> names;
    forEachFunction([&names](const Function& function) { names.emplace_back(function.name); });
    std::string message = "there is no function " + std::string(name) + "()";
    const auto similar = similarNames(name, names, 1);
    if (!similar.empty())
        message += "; did you mean " + similar.front() + "()?";
    return makeError(ErrorKind::Parameter, "JmesPathUnknownFunction", std::move(message));
}

} // namespace

Result<const Function*> functionFor(std::string_view name, std::size_t argumentCount)
{
    const Function* found = nullptr;
    forEachFunction([&](const Function& function) {
        if (function.name == name)
            found = &function;
    });
    if (!found)
        return unknownFunction(name);
    const bool fits =
        found->variadic ? argumentCount >= found->argumentCount : argumentCount == found->argumentCount;
    if (fits)
        return found;
    return makeError(ErrorKind::Parameter, "JmesPathArity",
                     std::string(name) + "() takes " + (found->variadic ? "at least " : "") +
                         std::to_string(found->argumentCount) + " argument" +
                         (found->argumentCount == 1 ? "" : "s") + ", not " + std::to_string(argumentCount));
}

Value callFunction(const Function& function, Arguments arguments, Evaluator& evaluator)
{
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto types =
            function.types[std::min({i, function.argumentCount - 1, function.types.size() - 1})];
        if (accepts(types, arguments[i]))
            continue;
        const auto given =
            arguments[i].expression ? std::string_view("expression") : typeName(arguments[i].value);
        evaluator.fail("JmesPathType", "argument " + std::to_string(i + 1) + " of " +
                                           std::string(function.name) + "() must be " + describe(types) +
                                           ", but is " + std::string(given));
        return {};
    }
    return function.call(arguments, evaluator);
}

std::string_view typeName(const Value& value)
{
    switch (typeOf(value)) {
    case Null:
        return "null";
    case Boolean:
        return "boolean";
    case Number:
        return "number";
    case Array:
        return "array";
    case Object:
        return "object";
    default:
        return "string";
    }
}

} // namespace inia::jmespath
