#pragma once

#include "core/dynamodb/nativevalue.h"
#include "core/model/servicemodel.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace inia::dynamodb {

/// Where in nested values a walk is, for messages: "Item.prices[2]". Each step back is taken by the scope
/// that went forth.
class ValuePath final {
public:
    class [[nodiscard]] Scope final {
    public:
        Scope(std::string& path, std::string_view step) : m_path(path), m_length(path.size())
        {
            m_path.append(step);
        }
        ~Scope() { m_path.resize(m_length); }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        std::string& m_path;
        std::size_t m_length;
    };

    Scope member(std::string_view name)
    {
        return {m_text, m_text.empty() ? std::string(name) : '.' + std::string(name)};
    }
    Scope item(std::size_t index) { return {m_text, '[' + std::to_string(index) + ']'}; }

    /// " in Item.prices[2]", or nothing at the top.
    [[nodiscard]] std::string inWords() const { return m_text.empty() ? std::string() : " in " + m_text; }

private:
    std::string m_text;
};

/// The value as DynamoDB is told it, {"S": "text"}, by the rules of boto3's TypeSerializer: numbers are N, an
/// empty set is an NS, a set of one kind is SS, NS or BS. Fails with kind Parameter for a float, a set of
/// mixed kinds, a number DynamoDB cannot hold exactly (see Decimal), a time or a condition; the message
/// says where. `path` is where the value itself stands.
[[nodiscard]] Result<Value> toAttributeValue(const NativeValue& value, ValuePath path = {});

/// The value DynamoDB tells, by the rules of boto3's TypeDeserializer: text that is no number becomes NaN.
/// Fails with kind Parse for a type DynamoDB does not have, and for numbers of more than 38 digits.
[[nodiscard]] Result<NativeValue> fromAttributeValue(const Value& attributeValue, ValuePath path = {});

/// Turns the conditions of one call into expressions with placeholders #n0, :v0, which are counted over the
/// whole call, and keeps what these stand for. Paths are split: "a.b[1]" becomes #n0.#n1[1].
class ExpressionBuilder final {
public:
    /// Fails with kind Parameter (NeedsKeyCondition) for an Attr in a key condition.
    [[nodiscard]] Result<std::string> build(const ConditionNode& condition, bool isKeyCondition);

    /// Placeholders with the names and values they stand for, in the order they were given out.
    [[nodiscard]] const NativeValue::Members& names() const { return m_names; }
    [[nodiscard]] const NativeValue::Members& values() const { return m_values; }

private:
    [[nodiscard]] Result<std::string> operandText(const Operand& operand, const ConditionNode& condition,
                                                  bool isKeyCondition);
    [[nodiscard]] std::string namePlaceholders(std::string_view path);
    [[nodiscard]] std::string namePlaceholder(std::string_view name);
    [[nodiscard]] std::string valuePlaceholder(NativeValue value);

    NativeValue::Members m_names;
    NativeValue::Members m_values;
};

/// The shape that is passed as it is, without a look at what is inside.
constexpr std::string_view attributeValueShape = "AttributeValue";

/// The shape of a member of a structure or a map, by its type; invalid when the model has none.
[[nodiscard]] inline Shape memberShape(const Shape& shape, std::string_view name)
{
    if (shape.type() == ShapeType::Map)
        return shape.value();
    return shape.type() == ShapeType::Structure ? shape.member(name) : Shape();
}

[[nodiscard]] inline Shape itemShape(const Shape& shape)
{
    return shape.type() == ShapeType::List ? shape.element() : Shape();
}

/// From native values to plain ones: AttributeValue shapes by a rule of their own, everything else is what it
/// is. Fails with kind Parameter for a set or a condition where no value of an item belongs.
class PlainPass final {
public:
    using ItemRule = std::function<Result<Value>(const NativeValue& value, ValuePath path)>;

    /// Without a rule the values are serialized, which makes the parameters that travel.
    explicit PlainPass(ItemRule itemRule = toAttributeValue) : m_itemRule(std::move(itemRule)) {}

    [[nodiscard]] Result<Value> apply(const Shape& shape, const NativeValue& value);

private:
    [[nodiscard]] Result<Value> members(const Shape& shape, const NativeValue::Members& members);
    [[nodiscard]] Result<Value> items(const Shape& shape, const NativeValue::List& items);
    [[nodiscard]] Result<Value> scalar(const NativeValue& value) const;

    ItemRule m_itemRule;
    ValuePath m_path;
};

// What boto3's DynamoDB resource does to the calls of its client (boto3.dynamodb.transform): it walks
// parameters and answer along the model, and where the shape is an AttributeValue, native values stand
// for typed ones.

/// The parameters as the client takes them. Conditions become expressions, first those for
/// ConditionExpression shapes, then those for KeyExpression shapes; their placeholders are laid over the
/// caller's ExpressionAttributeNames and -Values at the top. Fails with kind Parameter and says where; what
/// merely does not fit the model is left for the client to say.
[[nodiscard]] Result<Value> toCallParams(const OperationModel& operation, const NativeValue& params);

/// The answer with native values where the service gave typed ones; fails with kind Parse.
[[nodiscard]] Result<NativeValue> fromCallResult(const OperationModel& operation, const Value& result);

} // namespace inia::dynamodb
