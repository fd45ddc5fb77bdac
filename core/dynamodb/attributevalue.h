#pragma once

#include "core/dynamodb/nativevalue.h"
#include "core/dynamodb/valuepath.h"

namespace inia::dynamodb {

/// The value as DynamoDB is told it, {"S": "text"}, by the rules of boto3's TypeSerializer: numbers are N, an
/// empty set is an NS, a set of one kind is SS, NS or BS. Fails with kind Parameter for a float, a set of
/// mixed kinds, a number DynamoDB cannot hold exactly (see Decimal), a time or a condition; the message
/// says where. `path` is where the value itself stands.
[[nodiscard]] Result<Value> toAttributeValue(const NativeValue& value, ValuePath path = {});

/// The value DynamoDB tells, by the rules of boto3's TypeDeserializer: text that is no number becomes NaN.
/// Fails with kind Parse for a type DynamoDB does not have, and for numbers of more than 38 digits.
[[nodiscard]] Result<NativeValue> fromAttributeValue(const Value& attributeValue, ValuePath path = {});

} // namespace inia::dynamodb
