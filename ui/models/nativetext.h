#pragma once

#include "core/dynamodb/nativevalue.h"
#include "ui/models/roles.h"

#include <QtCore/QString>

namespace inia::ui {

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
