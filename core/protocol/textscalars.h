#pragma once

#include "core/model/unreadablevalues.h"
#include "core/model/value.h"
#include "core/protocol/shapetables.h"

#include <optional>
#include <string>
#include <string_view>

namespace inia {

/// xs:boolean in any case and with white space around it: true, 1, false, 0; nothing for all else.
[[nodiscard]] std::optional<bool> parseBool(std::string_view text);

/// A scalar as XML elements and headers carry it, turned into what its shape says; nothing when the text does
/// not fit.
[[nodiscard]] std::optional<Value> scalarFromText(ShapeType type, std::string text);

/// The null that stands for a scalar which cannot be read, with a note of it.
[[nodiscard]] Value unreadableScalar(const ShapeEntry& entry, UnreadableValues& unreadable);

/// The same as scalarFromText(), null with a note when the text does not fit.
[[nodiscard]] Value readScalarText(const ShapeEntry& entry, std::string text, UnreadableValues& unreadable);

} // namespace inia
