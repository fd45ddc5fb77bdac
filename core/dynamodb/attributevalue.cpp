#include "core/dynamodb/attributevalue.h"

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

} // namespace

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

} // namespace inia::dynamodb
