#include "core/dynamodb/calltransform.h"

#include "core/dynamodb/attributevalue.h"

namespace inia::dynamodb {

namespace {

Error needsKey(const std::string& name)
{
    return makeError(ErrorKind::Parameter, "NeedsKeyCondition",
                     "A key condition may be about keys only: write Key(\"" + name + "\") for Attr(\"" +
                         name + "\"), or move it to the filter");
}

/// The format with {0}, {1} ... replaced.
std::string filled(std::string_view format, const std::vector<std::string>& texts)
{
    std::string result;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '{') {
            result += format[i];
            continue;
        }
        result += texts[static_cast<std::size_t>(format[i + 1] - '0')];
        i += 2;
    }
    return result;
}

} // namespace

Result<std::string> ExpressionBuilder::build(const ConditionNode& condition, bool isKeyCondition)
{
    std::vector<std::string> texts;
    for (const auto& operand : condition.operands) {
        auto text = operandText(operand, condition, isKeyCondition);
        if (!text)
            return text;
        texts.push_back(std::move(text).value());
    }
    return filled(condition.format, texts);
}

Result<std::string> ExpressionBuilder::operandText(const Operand& operand, const ConditionNode& condition,
                                                   bool isKeyCondition)
{
    if (const auto* inner = std::get_if<std::shared_ptr<const ConditionNode>>(&operand.data()))
        return build(**inner, isKeyCondition);
    if (const auto* name = std::get_if<AttributeName>(&operand.data()))
        return isKeyCondition && !name->isKey ? Result<std::string>(needsKey(name->path))
               : name->isOneName              ? namePlaceholder(name->path)
                                              : namePlaceholders(name->path);
    const auto& value = std::get<NativeValue>(operand.data());
    if (!condition.hasGroupedValues)
        return valuePlaceholder(value);
    std::string group;
    for (const auto& item : value.items())
        group += (group.empty() ? "" : ", ") + valuePlaceholder(item);
    return '(' + group + ')';
}

std::string ExpressionBuilder::namePlaceholders(std::string_view path)
{
    std::string text;
    while (!path.empty()) {
        const auto length = std::min(path.find_first_of(".[]"), path.size());
        if (length == 0) {
            text += path.front();
            path.remove_prefix(1);
            continue;
        }
        const auto part = path.substr(0, length);
        path.remove_prefix(length);
        // What a bracket closes before another opens is an index.
        const auto bracket = path.find_first_of("[]");
        if (bracket != std::string_view::npos && path[bracket] == ']') {
            text += part;
            continue;
        }
        text += namePlaceholder(part);
    }
    return text;
}

std::string ExpressionBuilder::namePlaceholder(std::string_view name)
{
    auto placeholder = "#n" + std::to_string(m_names.size());
    m_names.emplace_back(placeholder, name);
    return placeholder;
}

std::string ExpressionBuilder::valuePlaceholder(NativeValue value)
{
    auto placeholder = ":v" + std::to_string(m_values.size());
    m_values.emplace_back(placeholder, std::move(value));
    return placeholder;
}

Result<Value> PlainPass::apply(const Shape& shape, const NativeValue& value)
{
    if (shape.name() == attributeValueShape)
        return m_itemRule(value, m_path);
    if (value.isMap())
        return members(shape, value.members());
    return value.isList() ? items(shape, value.items()) : scalar(value);
}

Result<Value> PlainPass::members(const Shape& shape, const NativeValue::Members& members)
{
    ValueMap result;
    result.reserve(members.size());
    for (const auto& [name, member] : members) {
        const auto scope = m_path.member(name);
        auto value = apply(memberShape(shape, name), member);
        if (!value)
            return value;
        result.appendUnchecked(name, std::move(value).value());
    }
    return Value(std::move(result));
}

Result<Value> PlainPass::items(const Shape& shape, const NativeValue::List& items)
{
    Value::List result;
    result.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto scope = m_path.item(i);
        auto value = apply(itemShape(shape), items[i]);
        if (!value)
            return value;
        result.push_back(std::move(value).value());
    }
    return Value(std::move(result));
}

Result<Value> PlainPass::scalar(const NativeValue& value) const
{
    using enum NativeValue::Kind;
    switch (value.kind()) {
    case Null:
        return Value();
    case Bool:
        return Value(value.toBool());
    case Number: {
        // Numbers that are no integers are for members that are doubles.
        const auto integer = value.number().toInt();
        return integer ? Value(*integer) : Value(value.number().toDouble());
    }
    case Float:
        return Value(value.floating());
    case Text:
        return Value(value.text());
    case Binary:
        return Value(value.binary());
    case Time:
        return Value(value.time());
    default:
        break;
    }
    return makeError(ErrorKind::Parameter, "UnsupportedType",
                     "Neither an expression nor a value of an item belongs there, and so not " +
                         std::string(value.kindName()) + m_path.inWords());
}

namespace {

/// Replaces the conditions where the shape has the given name by their expressions.
class ConditionPass final {
public:
    ConditionPass(ExpressionBuilder& builder, std::string_view shapeName, bool isKeyCondition)
        : m_builder(builder), m_shapeName(shapeName), m_isKeyCondition(isKeyCondition)
    {
    }

    Result<NativeValue> apply(const Shape& shape, const NativeValue& value)
    {
        if (shape.name() == m_shapeName && value.condition()) {
            const auto expression = m_builder.build(*value.condition(), m_isKeyCondition);
            return expression ? Result<NativeValue>(*expression) : expression.error();
        }
        // Conditions do not hide inside of values.
        if (!shape.valid() || shape.name() == attributeValueShape)
            return value;
        return value.isMap() ? members(shape, value) : value.isList() ? items(shape, value) : value;
    }

private:
    Result<NativeValue> members(const Shape& shape, const NativeValue& value)
    {
        NativeValue::Members result;
        for (const auto& [name, member] : value.members()) {
            auto made = apply(memberShape(shape, name), member);
            if (!made)
                return made;
            result.emplace_back(name, std::move(made).value());
        }
        return NativeValue::map(std::move(result));
    }

    Result<NativeValue> items(const Shape& shape, const NativeValue& value)
    {
        NativeValue::List result;
        for (const auto& item : value.items()) {
            auto made = apply(itemShape(shape), item);
            if (!made)
                return made;
            result.push_back(std::move(made).value());
        }
        return NativeValue::list(std::move(result));
    }

    ExpressionBuilder& m_builder;
    std::string_view m_shapeName;
    bool m_isKeyCondition;
};

/// The caller's map with the generated placeholders laid over it. What is no map stays, for the client to
/// refuse.
void lay(NativeValue& params, std::string_view name, const NativeValue::Members& generated)
{
    if (generated.empty())
        return;
    auto map = params[name];
    if (params.contains(name) && !map.isMap())
        return;
    for (const auto& [placeholder, value] : generated)
        map.insert(placeholder, value);
    params.insert(name, std::move(map));
}

Result<NativeValue> withExpressions(const Shape& input, const NativeValue& params)
{
    ExpressionBuilder builder;
    auto made = ConditionPass(builder, "ConditionExpression", false).apply(input, params);
    if (made)
        made = ConditionPass(builder, "KeyExpression", true).apply(input, *made);
    if (!made)
        return made;
    lay(*made, "ExpressionAttributeNames", builder.names());
    lay(*made, "ExpressionAttributeValues", builder.values());
    return made;
}

class Deserialization final {
public:
    Result<NativeValue> apply(const Shape& shape, const Value& value)
    {
        if (shape.name() == attributeValueShape)
            return fromAttributeValue(value, m_path);
        if (value.isMap())
            return members(shape, value);
        return value.isList() ? items(shape, value) : NativeValue::fromValue(value);
    }

private:
    Result<NativeValue> members(const Shape& shape, const Value& value)
    {
        NativeValue::Members result;
        result.reserve(value.size());
        for (const auto& [name, member] : value.members()) {
            const auto scope = m_path.member(name);
            auto made = apply(memberShape(shape, name), member);
            if (!made)
                return made;
            result.emplace_back(name, std::move(made).value());
        }
        return NativeValue::map(std::move(result));
    }

    Result<NativeValue> items(const Shape& shape, const Value& value)
    {
        NativeValue::List result;
        result.reserve(value.size());
        for (std::size_t i = 0; i < value.size(); ++i) {
            const auto scope = m_path.item(i);
            auto made = apply(itemShape(shape), value[i]);
            if (!made)
                return made;
            result.push_back(std::move(made).value());
        }
        return NativeValue::list(std::move(result));
    }

    ValuePath m_path;
};

} // namespace

Result<Value> toCallParams(const OperationModel& operation, const NativeValue& params)
{
    const auto made = withExpressions(operation.input(), params);
    return made ? PlainPass().apply(operation.input(), *made) : Result<Value>(made.error());
}

Result<NativeValue> fromCallResult(const OperationModel& operation, const Value& result)
{
    return Deserialization().apply(operation.output(), result);
}

} // namespace inia::dynamodb
