#pragma once

#include "core/dynamodb/itemrequests.h"
#include "core/dynamodb/jsontext.h"
#include "core/dynamodb/nativevalue.h"

#include <optional>
#include <string>
#include <string_view>

namespace inia::dynamodb {

/// The value as indented JSON that programs read as plain data: numbers with all their digits, sets as
/// lists, binary as base64, NaN as text. What kind a set or bytes were is lost; toDynamoDbJson() keeps it.
[[nodiscard]] std::string toPlainJson(const NativeValue& value);

/// An item (a map) as the service and the AWS CLI write it, {"id": {"S": "x"}}; any other value as
/// {"S": "x"}. Fails as toAttributeValue() does.
[[nodiscard]] Result<std::string> toDynamoDbJson(const NativeValue& value);

/// How an item is written for a person to edit. Both keep everything: types, and all digits of numbers.
enum class ItemForm {
    Plain, ///< JSON as it is; {"$set": [...]} and {"$blob": "base64"} for what JSON lacks
    Typed, ///< {"id": {"S": "x"}}, as the service and the AWS CLI write it
};

/// Fails with kind Parameter for what the service could not hold either.
[[nodiscard]] Result<std::string> itemToText(const NativeValue& item, ItemForm form);

/// The other way. Nothing, and the problem, for text that is no item or that the service would not hold:
/// numbers that lose digits, empty and mixed sets.
[[nodiscard]] std::optional<NativeValue> itemFromText(std::string_view text, ItemForm form,
                                                      TextProblem& problem);

/// What keeps an item from being stored under these keys: an attribute of the table's key that is missing or
/// empty, one of any key that has another type. Fails with kind Parameter; no keys, no complaint.
[[nodiscard]] Result<void> checkItemKeys(const NativeValue& item, const TableSchema& schema);

} // namespace inia::dynamodb
