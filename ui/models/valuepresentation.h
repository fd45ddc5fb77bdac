#pragma once

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

} // namespace inia::ui
