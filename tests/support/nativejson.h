#pragma once

#include "core/dynamodb/condition.h"

#include <string>

namespace inia::tests {

/// A native value from JSON in which {"$decimal"}, {"$float"}, {"$bytes"}, {"$set"}, {"$map"} say what JSON
/// has no word for. Other maps are maps; {"$other"} is something DynamoDB has no type for.
[[nodiscard]] Result<dynamodb::NativeValue> nativeFromTagged(const Value& tagged);
/// The other way; every number is a {"$decimal"}, sets are sorted.
[[nodiscard]] Value taggedFromNative(const dynamodb::NativeValue& value);

/// An attribute value in which {"$bytes": base64} stands for bytes, and the other way with sets sorted.
[[nodiscard]] Value attributeValueFromTagged(const Value& tagged);
[[nodiscard]] Value taggedFromAttributeValue(const Value& value);

/// A condition from a tree: ["and", a, b], ["or", a, b], ["not", a], ["key", name, operator, values ...],
/// ["attr", name, operator, values ...], ["attr", name, "size", operator, values ...].
[[nodiscard]] Result<dynamodb::Condition> conditionFromTree(const Value& tree);

/// JSON text whose whole numbers beyond 64 bits are {"$decimal"}, so that no digit is lost in reading.
[[nodiscard]] std::string withTaggedLongNumbers(const std::string& json);

} // namespace inia::tests
