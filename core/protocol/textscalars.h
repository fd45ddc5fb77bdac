#pragma once

#include "core/model/shape.h"
#include "core/model/value.h"

#include <string>

namespace inia {

/// A scalar as XML elements and headers carry it, turned into what its shape says. False when the text does
/// not fit; `problem` then says why, without quoting anything long.
[[nodiscard]] bool scalarFromText(ShapeType type, std::string text, Value& value, std::string& problem);

} // namespace inia
