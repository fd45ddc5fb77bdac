#pragma once

#include "core/dynamodb/nativevalue.h"
#include "core/dynamodb/valuepath.h"
#include "core/model/shape.h"

namespace inia::dynamodb {

/// From native parameters to those that travel: AttributeValue shapes are serialized, everything else is
/// what it is. Fails with kind Parameter for a set or a condition where no value of an item belongs.
class PlainPass final {
public:
    [[nodiscard]] Result<Value> apply(const Shape& shape, const NativeValue& value);

private:
    [[nodiscard]] Result<Value> members(const Shape& shape, const NativeValue::Members& members);
    [[nodiscard]] Result<Value> items(const Shape& shape, const NativeValue::List& items);
    [[nodiscard]] Result<Value> scalar(const NativeValue& value) const;

    ValuePath m_path;
};

} // namespace inia::dynamodb
