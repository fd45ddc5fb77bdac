#pragma once

#include "core/dynamodb/attributevalue.h"
#include "core/model/shape.h"

#include <functional>

namespace inia::dynamodb {

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

} // namespace inia::dynamodb
