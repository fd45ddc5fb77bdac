#pragma once

#include "core/dynamodb/itemrequests.h"
#include "core/dynamodb/nativevalue.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia::dynamodb {

/// What is wrong with a text, for the person who wrote it. `offset` counts bytes.
struct TextProblem {
    std::string message;
    std::size_t offset = 0;
};

/// Counted from 1, columns in characters.
struct TextPosition {
    int line = 1;
    int column = 1;
    friend bool operator==(const TextPosition&, const TextPosition&) = default;
};
[[nodiscard]] TextPosition positionAt(std::string_view text, std::size_t offset);

/// A value of a JSON text that knows where it stands; numbers keep all their digits.
struct JsonNode {
    enum class Kind { Null, Bool, Number, Text, List, Map };

    Kind kind = Kind::Null;
    bool isTrue = false;
    std::string text;            ///< of texts; a number as it is written
    std::vector<JsonNode> items; ///< of a list; of a map the members' values
    std::vector<std::string> names;
    std::size_t offset = 0;
};

/// JSON by RFC 8259 that somebody typed: says of a mistake where it is and what was expected there. Names
/// may not come twice, and nesting ends at 64 levels. A reader of our own: simdjson and Qt's, which read what
/// services send, say neither what was expected nor that a name comes twice.
[[nodiscard]] std::optional<JsonNode> readJsonText(std::string_view text, TextProblem& problem);

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
