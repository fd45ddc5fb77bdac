#pragma once

#include "core/dynamodb/nativevalue.h"
#include "core/model/value.h"
#include "ui/models/roles.h"

#include <QtCore/QString>

namespace inia::ui {

// How a parsed value reads.

[[nodiscard]] ValueType valueType(const Value& value);
/// "string", "integer", "float", "timestamp", "list", "map" ...
[[nodiscard]] QString valueTypeName(const Value& value);
/// One line, shortened when very long: "text" in quotes, 42, true, null, 2026-07-14T10:00:03Z,
/// [ 1,000 items ], { Key, Size, ... }.
[[nodiscard]] QString valueLine(const Value& value);
/// The scalar itself, whole, for the clipboard; a blob as base64. Empty for lists and maps.
[[nodiscard]] QString valuePlainText(const Value& value);

// How values of items read. Numbers always with all their digits.

/// DynamoDB's name of the value's type: "S", "N", "SS", "M" ...
[[nodiscard]] QString nativeTypeName(const dynamodb::NativeValue& value);
/// "Number set", for the tooltip beside the short name.
[[nodiscard]] QString nativeTypeWords(const dynamodb::NativeValue& value);
[[nodiscard]] ValueType nativeValueType(const dynamodb::NativeValue& value);

/// One line for a cell of a table: text as it is, bytes as "4 bytes  00 ff 10 a2", containers in JSON's
/// manner, sets as {1, 2}. Cut after some hundred characters, with an ellipsis.
[[nodiscard]] QString nativeCellText(const dynamodb::NativeValue& value);
/// The same for a row of a value tree: text in quotes, containers only counted.
[[nodiscard]] QString nativeTreeLine(const dynamodb::NativeValue& value);
/// What copying one value gives, whole: text as it is, bytes as base64, containers as JSON.
[[nodiscard]] QString nativePlainText(const dynamodb::NativeValue& value);

} // namespace inia::ui
