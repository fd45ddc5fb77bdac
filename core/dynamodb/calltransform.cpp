#include "core/dynamodb/calltransform.h"

#include <algorithm>
#include <optional>

namespace inia::dynamodb {

namespace {

using Kind = NativeValue::Kind;

Value typed(std::string_view type, Value value)
{
    return Value::map({{type, std::move(value)}});
}

class Serializer final {
public:
    explicit Serializer(ValuePath path) : m_path(std::move(path)) {}

    Result<Value> serialize(const NativeValue& value)
    {
        switch (value.kind()) {
        case Kind::Null:
            return typed("NULL", true);
        case Kind::Bool:
            return typed("BOOL", value.toBool());
        case Kind::Number:
            return withType("N", number(value));
        case Kind::Text:
            return typed("S", value.text());
        case Kind::Binary:
            return typed("B", value.binary());
        case Kind::List:
            return withType("L", list(value.items()));
        case Kind::Map:
            return withType("M", map(value.members()));
        case Kind::Set:
            return set(value.items());
        case Kind::Float:
            return noFloats();
        case Kind::Time:
        case Kind::Condition:
            break;
        }
        return error("UnsupportedType", "DynamoDB has no type for " + std::string(value.kindName()));
    }

private:
    static Result<Value> withType(std::string_view type, Result<Value> value)
    {
        return value ? typed(type, std::move(value).value()) : value;
    }

    Error error(std::string code, const std::string& what) const
    {
        return makeError(ErrorKind::Parameter, std::move(code), what + m_path.inWords());
    }

    Error noFloats() const
    {
        return error("FloatNotSupported",
                     "A float is not exact and cannot be stored; write it as a decimal number");
    }

    /// As a member of a set a boolean is a number, which it is in Python.
    Result<Value> number(const NativeValue& value) const
    {
        const Decimal decimal = value.isNumber() ? value.number() : Decimal(value.toBool() ? 1 : 0);
        const auto storable = decimal.checkStorable();
        return storable ? Result<Value>(decimal.text())
                        : error(storable.error().code, storable.error().message);
    }

    Result<Value> list(const NativeValue::List& items)
    {
        Value::List result;
        result.reserve(items.size());
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto scope = m_path.item(i);
            auto item = serialize(items[i]);
            if (!item)
                return item;
            result.push_back(std::move(item).value());
        }
        return Value(std::move(result));
    }

    Result<Value> map(const NativeValue::Members& members)
    {
        ValueMap result;
        result.reserve(members.size());
        for (const auto& [name, member] : members) {
            const auto scope = m_path.member(name);
            auto value = serialize(member);
            if (!value)
                return value;
            result.appendUnchecked(name, std::move(value).value());
        }
        return Value(std::move(result));
    }

    Result<Value> set(const NativeValue::List& items)
    {
        const auto all = [&items](auto... kinds) {
            return std::all_of(items.begin(), items.end(), [kinds...](const NativeValue& item) {
                return ((item.kind() == kinds) || ...);
            });
        };
        // Numbers first: so the empty set is one of numbers.
        if (all(Kind::Number, Kind::Bool))
            return withType("NS", numbers(items));
        if (std::any_of(items.begin(), items.end(),
                        [](const NativeValue& item) { return item.kind() == Kind::Float; }))
            return noFloats();
        if (!all(Kind::Text) && !all(Kind::Binary))
            return error("MixedSet", "A set holds either texts, numbers or binary, not several of them");
        Value::List result;
        for (const auto& item : items)
            result.push_back(item.isText() ? Value(item.text()) : Value(item.binary()));
        return typed(all(Kind::Text) ? "SS" : "BS", std::move(result));
    }

    Result<Value> numbers(const NativeValue::List& items) const
    {
        Value::List result;
        for (const auto& item : items) {
            auto text = number(item);
            if (!text)
                return text;
            result.push_back(std::move(text).value());
        }
        return Value(std::move(result));
    }

    ValuePath m_path;
};

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

// ---- single values ----------------------------------------------------------------------------------------

Result<Value> toAttributeValue(const NativeValue& value, ValuePath path)
{
    return Serializer(std::move(path)).serialize(value);
}

namespace {

enum class Type { Null, Bool, Number, Text, Binary, NumberSet, TextSet, BinarySet, List, Map };

/// boto3 finds its deserializers by the lower-case name, so that any case will do.
std::optional<Type> typeFromName(std::string name)
{
    static constexpr std::pair<std::string_view, Type> types[] = {
        {"NULL", Type::Null}, {"BOOL", Type::Bool},  {"N", Type::Number},     {"S", Type::Text},
        {"B", Type::Binary},  {"SS", Type::TextSet}, {"NS", Type::NumberSet}, {"BS", Type::BinarySet},
        {"L", Type::List},    {"M", Type::Map},
    };
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    const auto found = std::find_if(std::begin(types), std::end(types),
                                    [&name](const auto& type) { return type.first == name; });
    return found == std::end(types) ? std::nullopt : std::optional(found->second);
}

class Deserializer final {
public:
    explicit Deserializer(ValuePath path) : m_path(std::move(path)) {}

    Result<NativeValue> deserialize(const Value& value)
    {
        if (value.members().empty())
            return error("A value without type");
        const auto& [name, content] = *value.members().begin();
        const auto type = typeFromName(name);
        if (!type)
            return error("DynamoDB has no type '" + name + "'");
        switch (*type) {
        case Type::Null:
            return NativeValue();
        case Type::Bool:
            return content.isBool() ? NativeValue(content.toBool()) : unfit(name);
        case Type::Number:
        case Type::Text:
        case Type::Binary:
            return scalar(*type, name, content);
        case Type::NumberSet:
            return set(Type::Number, name, content);
        case Type::TextSet:
            return set(Type::Text, name, content);
        case Type::BinarySet:
            return set(Type::Binary, name, content);
        case Type::List:
            return list(name, content);
        case Type::Map:
            break;
        }
        return map(name, content);
    }

private:
    Error error(const std::string& what, std::string code = "BadAttributeValue") const
    {
        return makeError(ErrorKind::Parse, std::move(code), what + m_path.inWords());
    }

    Result<NativeValue> unfit(const std::string& typeName) const
    {
        return error("What stands for type " + typeName + " is not of that type");
    }

    Result<NativeValue> scalar(Type type, const std::string& name, const Value& content) const
    {
        if (type == Type::Binary)
            return content.isBlob() ? NativeValue(content.blob()) : unfit(name);
        if (!content.isText())
            return unfit(name);
        if (type == Type::Text)
            return NativeValue(content.text());
        const auto number = Decimal::parse(content.text());
        if (!number)
            return NativeValue(Decimal::notANumber());
        const auto storable = number->isFinite() ? number->checkStorable() : Result<void>();
        return storable ? Result<NativeValue>(*number)
                        : error(storable.error().message, storable.error().code);
    }

    Result<NativeValue> set(Type itemType, const std::string& name, const Value& content) const
    {
        if (!content.isList())
            return unfit(name);
        NativeValue::List items;
        items.reserve(content.size());
        for (const auto& item : content.items()) {
            auto value = scalar(itemType, name, item);
            if (!value)
                return value;
            items.push_back(std::move(value).value());
        }
        return NativeValue::set(std::move(items));
    }

    Result<NativeValue> list(const std::string& name, const Value& content)
    {
        if (!content.isList())
            return unfit(name);
        NativeValue::List items;
        items.reserve(content.size());
        for (std::size_t i = 0; i < content.size(); ++i) {
            const auto scope = m_path.item(i);
            auto value = deserialize(content[i]);
            if (!value)
                return value;
            items.push_back(std::move(value).value());
        }
        return NativeValue::list(std::move(items));
    }

    Result<NativeValue> map(const std::string& name, const Value& content)
    {
        if (!content.isMap())
            return unfit(name);
        NativeValue::Members members;
        members.reserve(content.size());
        for (const auto& [memberName, member] : content.members()) {
            const auto scope = m_path.member(memberName);
            auto value = deserialize(member);
            if (!value)
                return value;
            members.emplace_back(memberName, std::move(value).value());
        }
        return NativeValue::map(std::move(members));
    }

    ValuePath m_path;
};

} // namespace

Result<NativeValue> fromAttributeValue(const Value& attributeValue, ValuePath path)
{
    return Deserializer(std::move(path)).deserialize(attributeValue);
}

// ---- calls ------------------------------------------------------------------------------------------------

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
