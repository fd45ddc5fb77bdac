#include "core/dynamodb/attributevalue.h"

#include <algorithm>

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

} // namespace inia::dynamodb
