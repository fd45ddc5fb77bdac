#pragma once

#include "core/dynamodb/nativevalue.h"

namespace inia::dynamodb {

/// The value as indented JSON that programs read as plain data: numbers with all their digits, sets as
/// lists, binary as base64, NaN as text. What kind a set or bytes were is lost; toDynamoDbJson() keeps it.
[[nodiscard]] std::string toPlainJson(const NativeValue& value);

/// An item (a map) as the service and the AWS CLI write it, {"id": {"S": "x"}}; any other value as
/// {"S": "x"}. Fails as toAttributeValue() does.
[[nodiscard]] Result<std::string> toDynamoDbJson(const NativeValue& value);

} // namespace inia::dynamodb
