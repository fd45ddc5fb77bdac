#include "core/dynamodb/plainvalue.h"

#include "core/dynamodb/shapewalk.h"

namespace inia::dynamodb {

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

} // namespace inia::dynamodb
