#include "core/jmespath/functions.h"

#include "core/jmespath/evaluator.h"
#include "core/model/names.h"

#include <algorithm>

namespace inia::jmespath {

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
