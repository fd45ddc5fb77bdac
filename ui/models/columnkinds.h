#pragma once

#include "core/model/shape.h"
#include "core/model/value.h"
#include "ui/models/roles.h"

#include <QtCore/QVariant>

#include <cstdint>
#include <optional>
#include <string_view>

namespace inia::ui {

// What names and types say about how a member is shown. A path is "Member" or "Member.Member".

/// "Name" of "State.Name".
[[nodiscard]] std::string_view lastPart(std::string_view path);

/// Can be one cell.
[[nodiscard]] bool isScalar(ShapeType type);

/// Names read like words, other identifiers are raw data.
[[nodiscard]] bool isNameLike(std::string_view identifier);

/// Of a member by its type in the models, or by a value where the models do not have it.
[[nodiscard]] ColumnKind memberKind(std::string_view path, ShapeType type);
[[nodiscard]] ColumnKind memberKind(std::string_view path, const Value& sample);

/// How numbers of a unit are shown ("MiB", "ms"); nothing for units that stand in the header as they are
/// told.
[[nodiscard]] std::optional<ColumnKind> kindOfUnit(std::string_view unit);
/// What a number of a unit is multiplied with to be bytes, or microseconds; 1 for none of these.
[[nodiscard]] std::int64_t factorOfUnit(std::string_view unit);

/// Times that came as texts or as numbers since 1970, and numbers with a unit, as they are drawn: ms since
/// 1970, bytes, microseconds. Invalid for what is none of these.
[[nodiscard]] QVariant measuredCell(ColumnKind kind, std::string_view unit, const Value& cell);

/// Whether a member says by one word how a resource is: "State", "StackStatus", "State.Name", "Status.Code".
[[nodiscard]] bool isStateMember(std::string_view path);

} // namespace inia::ui
